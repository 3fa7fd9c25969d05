//! Files of KQL: a query, several of them parted by blank lines, or a function.
//!
//! Such a file has no keys. It is a function by its command `.create function`, by a comment at its head that names the
//! alias to save it under, or because it lies in a folder of functions; else it holds queries.

mod form;
mod head;
mod looks;
mod split;

use std::path::Path;
use std::sync::Arc;

use lurcher_diagnostics::Source;

use crate::functions::{FunctionError, commands};
use crate::kinds::{Content, PlainQuery, SavedFunction};
use crate::{ContentError, text, walk};
pub(crate) use looks::looks_like_kql;

/// How the names of files of KQL end. A `.txt` may be anything else, too.
pub(crate) const ENDINGS: [&str; 3] = ["kql", "csl", "txt"];

/// What folders of functions are called.
const FUNCTION_FOLDERS: [&str; 4] = ["parser", "parsers", "function", "functions"];

/// How a file was come by.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Way<'a> {
    /// By its own name: it is to be run or checked.
    Named,
    /// Below a folder of content.
    Below(&'a Path),
    /// Below the folder in which a workspace keeps its functions.
    Functions,
}

/// Whether a file's name ends as one of KQL.
pub(crate) fn has_ending(path: &Path) -> bool {
    walk::has_ending(path, &ENDINGS)
}

/// What a file of KQL holds; nothing where it is a `.txt` that is no KQL.
pub(crate) fn read(path: &Path, source: Source, way: Way<'_>) -> Result<Vec<Content>, FunctionError> {
    if !matches!(way, Way::Named) && walk::has_ending(path, &["txt"]) && !looks_like_kql(&source.text) {
        return Ok(Vec::new());
    }
    if let Some(functions) = commands(&source) {
        return Ok(functions?.into_iter().map(Content::Function).collect());
    }
    let alias = head::alias(&source.text);
    let is_function = match way {
        Way::Named => false,
        Way::Below(root) => alias.is_some() || among_functions(root, path),
        Way::Functions => true,
    };
    if is_function {
        let name = alias.unwrap_or_else(|| stem(path));
        let parameters = form::parameters(&source.text);
        return Ok(vec![Content::Function(SavedFunction { name, parameters, query: source })]);
    }
    let name = stem(path);
    let parts = split::queries(&source);
    let several = parts.len() > 1;
    let query = |split::Part { query, line }: split::Part| {
        let name = if several { format!("{name} (line {line})").into() } else { name.clone() };
        Content::Query(PlainQuery { name, query })
    };
    Ok(parts.into_iter().map(query).collect())
}

/// The functions of a file, of which [`read`] finds none where it holds queries.
pub(crate) fn functions(path: &Path, way: Way<'_>) -> Result<Vec<SavedFunction>, ContentError> {
    let source = Source::new(text::file_name(path), text::read(path)?.text);
    let function = |content| match content {
        Content::Function(function) => Some(function),
        _ => None,
    };
    Ok(read(path, source, way)?.into_iter().filter_map(function).collect())
}

/// A file's name without its ending.
pub(crate) fn stem(path: &Path) -> Arc<str> {
    path.file_stem().map(|s| s.to_string_lossy().into()).unwrap_or_default()
}

/// Whether a file lies in a folder of functions: `root` itself, or one below it.
fn among_functions(root: &Path, path: &Path) -> bool {
    let folder = path.parent().and_then(|folder| folder.strip_prefix(root).ok());
    let below = folder.into_iter().flat_map(|folder| folder.iter());
    below.chain(root.file_name()).any(|name| FUNCTION_FOLDERS.iter().any(|f| name.eq_ignore_ascii_case(f)))
}

#[cfg(test)]
mod tests;
