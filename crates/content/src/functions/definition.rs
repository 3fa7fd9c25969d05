//! Functions by Kusto's own command `.create-or-alter function Name(parameters) { body }`.

use lurcher_diagnostics::{Origin, Source};

use super::parameters::{self, ParameterText};
use super::scan;
use crate::Place;
use crate::functions::FunctionError;
use crate::kinds::SavedFunction;

const COMMANDS: [&str; 3] = [".create-or-alter", ".create", ".alter"];

/// The functions that the text's commands define; `None` where the text starts with no such command.
/// <https://learn.microsoft.com/kusto/management/create-alter-function>
pub(crate) fn commands(source: &Source) -> Option<Result<Vec<SavedFunction>, FunctionError>> {
    let mut next = command(&source.text, 0);
    next?;
    let mut functions = Vec::new();
    while let Some(at) = next {
        match definition(source, at) {
            Ok((function, end)) => {
                functions.push(function);
                next = command(&source.text, end);
                if next.is_none() && end < source.text.len() {
                    let place = Place::in_source(source, end..end);
                    let expected = "the end of the file after '}'";
                    return Some(Err(FunctionError::Definition { place, expected }));
                }
            }
            Err(error) => return Some(Err(error)),
        }
    }
    Some(Ok(functions))
}

/// The offset behind the words `.create function` that stand at `at`.
fn command(text: &str, at: usize) -> Option<usize> {
    let start = scan::skip_blank(text, at);
    let command = COMMANDS.into_iter().find(|c| text[start..].starts_with(c))?;
    keyword(text, scan::skip_blank(text, start + command.len()), "function")
}

/// The offset after `word` and the blanks behind it, when the text goes on with it at `at`.
fn keyword(text: &str, at: usize, word: &str) -> Option<usize> {
    let (found, end) = scan::name(text, at)?;
    found.eq_ignore_ascii_case(word).then(|| scan::skip_blank(text, end))
}

/// The function whose command goes on at `at`, and the offset of what follows it.
fn definition(source: &Source, at: usize) -> Result<(SavedFunction, usize), FunctionError> {
    let text: &str = &source.text;
    let missing = |at: usize, expected| FunctionError::Definition { place: Place::in_source(source, at..at), expected };
    let bracket = |at: usize, open: char, expected| {
        let close = text[at..].starts_with(open).then(|| scan::closing(text, at)).flatten();
        close.ok_or_else(|| missing(at, expected))
    };
    let mut at = keyword(text, at, "ifnotexists").unwrap_or(at);
    if let Some(open) = keyword(text, at, "with").filter(|i| text[*i..].starts_with('(')) {
        at = scan::skip_blank(text, bracket(open, '(', "the ')' of 'with ('")? + 1);
    }
    let (name, end) = scan::name(text, at).ok_or_else(|| missing(at, "the function's name"))?;
    let open = scan::skip_blank(text, end);
    let close = bracket(open, '(', "'(parameters)'")?;
    let parameters =
        parameters::parse_list(&ParameterText::part(source, open + 1..close)).map_err(FunctionError::Kind)?;
    let open = scan::skip_blank(text, close + 1);
    let close = bracket(open, '{', "'{ body }'")?;
    let end = scan::skip_blank(text, close + 1);
    let origin = Origin { text: source.text.clone(), map: vec![(0, open as u32 + 1)] };
    let query = Source { name: source.name.clone(), text: text[open + 1..close].into(), origin: Some(origin) };
    Ok((SavedFunction { name: name.into(), parameters, query }, end))
}

#[cfg(test)]
mod tests {
    use lurcher_diagnostics::Span;

    use super::*;

    fn read(text: &str) -> Option<Result<SavedFunction, String>> {
        let read = commands(&Source::new("f.kql", text))?;
        Some(read.map(|mut functions| functions.remove(0)).map_err(|e| e.to_string()))
    }

    #[test]
    fn a_query_is_no_command() {
        assert!(read("T | take 1").is_none());
        assert!(read(".create table T (a:int)").is_none());
    }

    #[test]
    fn the_whole_command() {
        let text = "// saved\n.create-or-alter function with (folder = 'a)', docstring = \"b\")\nHigh(n:long = 1)\n{\n    T | where a > n\n}\n";
        let function = read(text).unwrap().unwrap();
        assert_eq!((&*function.name, function.parameters.len()), ("High", 1));
        let at = function.query.text.find("where").unwrap();
        let position = function.query.position(Span::new(Default::default(), at, at + 5));
        assert_eq!(position.to_string(), "f.kql:5:9");
    }

    #[test]
    fn short_forms() {
        assert_eq!(&*read(".create function ifnotexists f() { T }").unwrap().unwrap().query.text, " T ");
        assert_eq!(&*read(".alter function ['a b'] () { T }").unwrap().unwrap().name, "a b");
        assert_eq!(
            &*read(".create function with() { T }").unwrap().unwrap_err(),
            "f.kql:1:25: the function's definition cannot be read here: the function's name is missing; write it as .create-or-alter function Name(parameters) { body } [LUR421]"
        );
    }

    #[test]
    fn mistakes_have_a_place() {
        for (text, start) in [
            (".create function f { T }", "f.kql:1:20: "),
            (".create function f() { T", "f.kql:1:22: "),
            (".create function f()\nT", "f.kql:2:1: "),
            (".create function f() { T } U", "f.kql:1:28: "),
            (".create function f(a) { T }", "f.kql:1:21: "),
        ] {
            let error = read(text).unwrap().unwrap_err();
            assert!(error.starts_with(start), "{text:?} gave {error}");
        }
    }
}
