//! Functions in `.kql` files: a bare body, or Kusto's own command `.create-or-alter function Name(parameters) { body
//! }`.

use std::path::Path;
use std::sync::Arc;

use lurcher_diagnostics::{Origin, Source};

use super::parameters::{self, ParameterText};
use super::scan;
use crate::Place;
use crate::functions::FunctionError;
use crate::kinds::SavedFunction;

const COMMANDS: [&str; 3] = [".create-or-alter", ".create", ".alter"];

/// The function that the text's command defines; `None` where the text starts with no such command.
/// <https://learn.microsoft.com/kusto/management/create-alter-function>
pub(crate) fn command(source: &Source) -> Option<Result<SavedFunction, FunctionError>> {
    let text: &str = &source.text;
    let start = scan::skip_blank(text, 0);
    let command = COMMANDS.into_iter().find(|c| text[start..].starts_with(c))?;
    let at = keyword(text, scan::skip_blank(text, start + command.len()), "function")?;
    Some(definition(source, at))
}

/// A file whose whole text is the body of a function that is called as the file.
pub(crate) fn bare(path: &Path, source: Source) -> SavedFunction {
    SavedFunction { name: stem(path), parameters: Vec::new(), query: source }
}

/// A file's name without its ending.
pub(crate) fn stem(path: &Path) -> Arc<str> {
    path.file_stem().map(|s| s.to_string_lossy().into()).unwrap_or_default()
}

/// The offset after `word` and the blanks behind it, when the text goes on with it at `at`.
fn keyword(text: &str, at: usize, word: &str) -> Option<usize> {
    let (found, end) = scan::name(text, at)?;
    found.eq_ignore_ascii_case(word).then(|| scan::skip_blank(text, end))
}

fn definition(source: &Source, at: usize) -> Result<SavedFunction, FunctionError> {
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
    let after = scan::skip_blank(text, close + 1);
    if after < text.len() {
        return Err(missing(after, "the end of the file after '}'"));
    }
    let origin = Origin { text: source.text.clone(), map: vec![(0, open as u32 + 1)] };
    let query = Source { name: source.name.clone(), text: text[open + 1..close].into(), origin: Some(origin) };
    Ok(SavedFunction { name: name.into(), parameters, query })
}

#[cfg(test)]
mod tests {
    use lurcher_diagnostics::Span;

    use super::*;

    fn read(text: &str) -> Option<Result<SavedFunction, String>> {
        command(&Source::new("f.kql", text)).map(|r| r.map_err(|e| e.to_string()))
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
