//! Parameter lists as text: `start:datetime=datetime(null), T:(Name:string, *)`.

use std::sync::Arc;

use lurcher_diagnostics::Source;
use lurcher_symbols::{Column, ScalarType, StoredParameter, StoredParameterType};

use super::scan;
use crate::Place;
use crate::kinds::KindError;

/// A piece of a source, so that errors in it have a place.
pub(crate) struct ParameterText<'a> {
    source: &'a Source,
    text: &'a str,
    base: usize,
}

impl<'a> ParameterText<'a> {
    /// The whole source.
    pub(crate) fn of(source: &'a Source) -> Self {
        Self { source, text: &source.text, base: 0 }
    }

    /// The bytes `range` of the source.
    pub(crate) fn part(source: &'a Source, range: std::ops::Range<usize>) -> Self {
        Self { source, text: &source.text[range.clone()], base: range.start }
    }

    fn place(&self, start: usize, end: usize) -> Place {
        Place::in_source(self.source, self.base + start..self.base + end)
    }

    fn missing(&self, at: usize, expected: &'static str) -> KindError {
        KindError::Parameters { place: self.place(at, at), expected }
    }

    fn sub(&self, start: usize, end: usize) -> ParameterText<'a> {
        ParameterText { source: self.source, text: &self.text[start..end], base: self.base + start }
    }

    /// The name before a colon at `at`, and the offset of what follows the colon.
    fn name(&self, at: usize) -> Result<(Arc<str>, usize), KindError> {
        let (name, after) = scan::name(self.text, at).ok_or_else(|| self.missing(at, "a name"))?;
        let colon = scan::skip_blank(self.text, after);
        match self.text.as_bytes().get(colon) {
            Some(b':') => Ok((name.into(), scan::skip_blank(self.text, colon + 1))),
            _ => Err(self.missing(colon, "':' and a type")),
        }
    }

    /// The offset after the type at `at`.
    fn type_end(&self, at: usize) -> Result<usize, KindError> {
        if self.text[at..].starts_with('(') {
            return scan::closing(self.text, at).map(|i| i + 1).ok_or_else(|| self.missing(at, "the closing ')'"));
        }
        scan::name(self.text, at).map(|(_, end)| end).ok_or_else(|| self.missing(at, "a type"))
    }
}

/// The parameters of a list without its parentheses.
pub(crate) fn parse_list(list: &ParameterText<'_>) -> Result<Vec<StoredParameter>, KindError> {
    let mut parameters: Vec<StoredParameter> = Vec::new();
    let mut at = scan::skip_blank(list.text, 0);
    while at < list.text.len() {
        let (name, type_start) = list.name(at)?;
        let type_end = list.type_end(type_start)?;
        let ty = parse_type(&name, &list.sub(type_start, type_end))?;
        let next = scan::skip_blank(list.text, type_end);
        let end = scan::item_end(list.text, next);
        let default = match list.text[next..end].strip_prefix('=').map(str::trim) {
            Some("") => return Err(list.missing(next + 1, "a default after '='")),
            Some(default) => Some(default.into()),
            None if next == end => None,
            None => return Err(list.missing(next, "',' or '='")),
        };
        if parameters.iter().any(|p| p.name == name) {
            return Err(KindError::DuplicateParameter { place: list.place(at, at), parameter: name });
        }
        parameters.push(StoredParameter { name, ty, default });
        at = scan::skip_blank(list.text, end + 1);
    }
    Ok(parameters)
}

/// The words that content has for a table of any columns.
const TABLES: [&str; 2] = ["table", "tabular"];

/// The type of `parameter`: a scalar's name, or columns in parentheses, which content writes behind the word `table` or
/// another name, too: `table:(*)`, `T:(TimeGenerated:datetime)`.
pub(crate) fn parse_type(parameter: &Arc<str>, text: &ParameterText<'_>) -> Result<StoredParameterType, KindError> {
    if TABLES.contains(&text.text.trim()) {
        return Ok(StoredParameterType::Table(Vec::new()));
    }
    let columns = columns_start(text.text);
    let (Some(open), Some(close)) = (columns, text.text.rfind(')').filter(|_| columns.is_some())) else {
        return scalar(parameter, text).map(StoredParameterType::Scalar);
    };
    let list = text.sub(open + 1, close);
    let mut columns = Vec::new();
    let mut at = scan::skip_blank(list.text, 0);
    while at < list.text.len() {
        if !list.text[at..].starts_with('*') {
            let (name, type_start) = list.name(at)?;
            let ty = scalar(&name, &list.sub(type_start, list.type_end(type_start)?))?;
            columns.push(Column { name, ty });
        }
        at = scan::skip_blank(list.text, scan::item_end(list.text, at) + 1);
    }
    Ok(StoredParameterType::Table(columns))
}

/// Where the parenthesis of a table's columns opens: at the beginning, or behind a name and a colon.
fn columns_start(text: &str) -> Option<usize> {
    let start = scan::skip_blank(text, 0);
    let named = || {
        let colon = scan::skip_blank(text, scan::name(text, start)?.1);
        text[colon..].starts_with(':').then(|| scan::skip_blank(text, colon + 1))
    };
    let at = if text[start..].starts_with('(') { start } else { named()? };
    text[at..].starts_with('(').then_some(at)
}

fn scalar(name: &Arc<str>, text: &ParameterText<'_>) -> Result<ScalarType, KindError> {
    let ty = text.text.trim();
    ScalarType::parse(ty).ok_or_else(|| KindError::UnknownType {
        place: text.place(0, text.text.len()),
        parameter: name.clone(),
        ty: ty.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Vec<StoredParameter>, String> {
        parse_list(&ParameterText::of(&Source::new("f.kql", text))).map_err(|e| e.to_string())
    }

    #[test]
    fn scalars_defaults_and_tables() {
        let parameters = parse("a:datetime = datetime(null), // start\n b:string=', ', ['c d'] : long, T:(x:string, y:real), U:(*), V:(x:int, *)").unwrap();
        let shown: Vec<_> = parameters.iter().map(|p| (&*p.name, p.default.as_deref())).collect();
        assert_eq!(
            shown,
            [("a", Some("datetime(null)")), ("b", Some("', '")), ("c d", None), ("T", None), ("U", None), ("V", None)]
        );
        let columns = |i: usize| match &parameters[i].ty {
            StoredParameterType::Table(columns) => columns.clone(),
            other => panic!("{other:?} is no table"),
        };
        assert_eq!(columns(3), [Column::new("x", ScalarType::String), Column::new("y", ScalarType::Real)]);
        assert_eq!(columns(4), []);
        assert_eq!(columns(5), [Column::new("x", ScalarType::Int)]);
        assert_eq!(parse("  "), Ok(vec![]));
    }

    #[test]
    fn mistakes_have_a_place() {
        for (text, start) in [
            ("a", "f.kql:1:2: the parameters cannot be read here: ':' and a type is missing"),
            ("a:long b:int", "f.kql:1:8: the parameters cannot be read here: ',' or '=' is missing"),
            ("a:", "f.kql:1:3: the parameters cannot be read here: a type is missing"),
            ("a:long=", "f.kql:1:8: the parameters cannot be read here: a default after '=' is missing"),
            ("a:(x:long", "f.kql:1:3: the parameters cannot be read here: the closing ')' is missing"),
            ("a:text", "f.kql:1:3: the parameter 'a' has the unknown type 'text'"),
            ("T:(x:text)", "f.kql:1:6: the parameter 'x' has the unknown type 'text'"),
            ("a:int,\na:int", "f.kql:2:1: two parameters are called 'a'"),
        ] {
            let error = parse(text).unwrap_err();
            assert!(error.starts_with(start), "{text:?} gave {error}");
        }
    }
}
