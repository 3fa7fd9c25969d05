//! Which file defines which function, found without parsing: a clone of Azure-Sentinel has thousands of files, and a
//! query calls a handful.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::asim::Name;
use crate::kinds::{Content, read_document};
use crate::text::{self, TextError};
use crate::{ContentError, Place, kql, walk, yaml};

/// A folder of functions.
#[derive(Debug, Clone)]
pub(super) struct Folder {
    pub(super) path: PathBuf,
    /// Whether it is the workspace's own: there every file of KQL is a function.
    pub(super) workspace: bool,
}

impl Folder {
    /// How its files are come by.
    pub(super) fn way(&self) -> kql::Way<'_> {
        if self.workspace { kql::Way::Functions } else { kql::Way::Below(&self.path) }
    }
}

/// A function that a file defines.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) folder: Arc<Folder>,
    pub(super) path: Arc<Path>,
    pub(super) name: Arc<str>,
}

/// All functions of all folders. Of several entries of one name the first is used.
#[derive(Debug, Default)]
pub(super) struct Index {
    pub(super) functions: HashMap<Arc<str>, Vec<Entry>>,
    /// ASIM sources by the built-in function that they stand for.
    pub(super) sources: BTreeMap<Name, Vec<Entry>>,
    pub(super) left_out: Vec<ContentError>,
}

/// A function's name, and the built-in source that it stands for. A parser that unites parsers is no source, though
/// some have the name of one (`_ASim_ProcessEvent_Create`).
#[derive(Debug, PartialEq, Eq)]
struct Named {
    name: Arc<str>,
    built_in: Option<Arc<str>>,
}

/// How the names of the files end that are looked at, in the order of precedence: YAML tells parameters, too, and the
/// templates of solutions repeat what lies beside them.
const ENDINGS: [&[&str]; 3] = [&["yaml", "yml"], &kql::ENDINGS, &["json"]];

impl Index {
    pub(super) fn build(folders: &[Arc<Folder>]) -> Self {
        let mut index = Self::default();
        for folder in folders {
            let mut found = walk::files(&folder.path, &ENDINGS.concat());
            found.files.sort_by_key(|path| ENDINGS.iter().position(|endings| walk::has_ending(path, endings)));
            for (path, error) in found.unreadable {
                let place = Place::file(text::file_name(&path));
                index.left_out.push(TextError::Unreadable { place, reason: error.to_string() }.into());
            }
            let names = walk::in_parallel(&found.files, |path| names_in(path, folder));
            for (path, names) in found.files.iter().zip(names) {
                match names {
                    Ok(names) => index.add(folder, path, names),
                    Err(error) => index.left_out.push(error),
                }
            }
        }
        index
    }

    fn add(&mut self, folder: &Arc<Folder>, path: &Path, names: Vec<Named>) {
        let path: Arc<Path> = path.into();
        let repeats = walk::has_ending(&path, &["json"]);
        for Named { name, built_in } in names {
            if repeats && self.functions.contains_key(&name) {
                continue;
            }
            let entry = Entry { folder: Arc::clone(folder), path: path.clone(), name: name.clone() };
            if let Some(built_in) = built_in.as_deref().and_then(Name::parse).filter(|n| n.source.is_some()) {
                self.sources.entry(built_in).or_default().push(entry.clone());
            }
            self.functions.entry(name).or_default().push(entry);
        }
    }

    /// The source that a built-in's name means: the very one, or the same in whatever version.
    pub(super) fn source(&self, name: &Name) -> Option<(&Name, &[Entry])> {
        let bare = name.unversioned();
        let same = || self.sources.iter().find(|(source, _)| source.unversioned() == bare);
        self.sources.get_key_value(name).or_else(same).map(|(name, entries)| (name, entries.as_slice()))
    }
}

/// The functions that a file defines.
fn names_in(path: &Path, folder: &Folder) -> Result<Vec<Named>, ContentError> {
    if kql::has_ending(path) {
        let functions = kql::functions(path, folder.way())?;
        return Ok(functions.into_iter().map(|function| Named { name: function.name, built_in: None }).collect());
    }
    let is_template = walk::has_ending(path, &["json"]);
    if is_template && std::fs::metadata(path).is_ok_and(|metadata| metadata.len() > text::SIZE_LIMIT) {
        return Ok(Vec::new());
    }
    let bytes = std::fs::read(path)
        .map_err(|e| TextError::Unreadable { place: Place::file(text::file_name(path)), reason: e.to_string() })?;
    if is_template {
        if let Some(names) = names_by_alias(&bytes) {
            return Ok(names);
        }
        let functions = super::of_template(path)?;
        return Ok(functions.into_iter().map(|function| Named { name: function.name, built_in: None }).collect());
    }
    let wide = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    if !wide
        && memchr::memmem::find(&bytes, b"FunctionQuery").or(memchr::memmem::find(&bytes, b"ParserQuery")).is_none()
    {
        return Ok(Vec::new());
    }
    if let Some(named) = names_by_line(&bytes) {
        return Ok(vec![named]);
    }
    names_by_parsing(path)
}

/// Reads the names off the members `"functionAlias": "name"` of a template. `None` where a value has to be worked out.
fn names_by_alias(bytes: &[u8]) -> Option<Vec<Named>> {
    let mut names: Vec<Named> = Vec::new();
    // The first letter is in either case.
    for at in memchr::memmem::find_iter(bytes, b"unctionAlias\"") {
        let value = bytes[at..].splitn(2, |byte| *byte == b'"').nth(1)?.trim_ascii_start();
        let Some(value) = value.strip_prefix(b":").map(<[u8]>::trim_ascii_start) else { continue };
        let value = value.strip_prefix(b"\"")?;
        let name = std::str::from_utf8(&value[..memchr::memchr(b'"', value)?]).ok()?.trim();
        if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            return None;
        }
        if !name.is_empty() && names.iter().all(|known| *known.name != *name) {
            names.push(Named { name: name.into(), built_in: None });
        }
    }
    Some(names)
}

/// Reads the names off the lines `Key: name`, as nearly every file has them. `None` where that is not sure: a key twice
/// (several documents), a value in another style, no name at all.
fn names_by_line(bytes: &[u8]) -> Option<Named> {
    let (mut alias, mut name, mut parser, mut built_in) = (None, None, None, None);
    let (mut start, mut unites) = (0, false);
    for end in memchr::memchr_iter(b'\n', bytes).chain([bytes.len()]) {
        let line = &bytes[start..end];
        start = end + 1;
        unites |= line.starts_with(b"Parsers:");
        let keys = [
            ("FunctionAlias:", &mut alias),
            ("FunctionName:", &mut name),
            ("ParserName:", &mut parser),
            ("EquivalentBuiltInParser:", &mut built_in),
        ];
        let Some((key, slot)) = keys.into_iter().find(|(key, _)| line.starts_with(key.as_bytes())) else { continue };
        let value = std::str::from_utf8(&line[key.len()..]).ok()?.trim();
        let plain = !value.is_empty() && value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        if slot.is_some() || !plain {
            return None;
        }
        *slot = Some(Arc::from(value));
    }
    match (parser, alias.or(name)) {
        (Some(name), None) => Some(Named { name, built_in: built_in.filter(|_| !unites) }),
        (None, Some(name)) => Some(Named { name, built_in: None }),
        _ => None,
    }
}

fn names_by_parsing(path: &Path) -> Result<Vec<Named>, ContentError> {
    let text = text::read(path)?.text;
    let mut names = Vec::new();
    for document in yaml::parse(&text::file_name(path), &text)? {
        match read_document(&document)? {
            Content::Function(f) => names.push(Named { name: f.name, built_in: None }),
            Content::AsimParser(p) => {
                let is_source = p.parsers.is_empty();
                names.push(Named { name: p.name, built_in: p.equivalent_built_in.filter(|_| is_source) });
            }
            Content::HuntingQuery(_)
            | Content::AnalyticsRule(_)
            | Content::Query(_)
            | Content::SummaryRule(_)
            | Content::CustomDetection(_)
            | Content::WorkbookQuery(_)
            | Content::Watchlist(_)
            | Content::Unknown(_) => {}
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_off_aliases() {
        let names = |text: &str| {
            let names = names_by_alias(text.as_bytes())?;
            Some(names.into_iter().map(|named| named.name.to_string()).collect::<Vec<_>>())
        };
        let text = r#"{"functionAlias": "a", "b": {"FunctionAlias" : "c"}, "d": "functionAlias", "functionAlias": ""}"#;
        assert_eq!(names(text), Some(vec!["a".to_owned(), "c".to_owned()]));
        assert_eq!(names(r#"{"functionAlias": "[variables('x')]"}"#), None);
        assert_eq!(names(r#"{"functionAlias": 5}"#), None);
        assert_eq!(names(r#"{"query": "x | where \"functionAlias\" == 1"}"#), Some(Vec::new()));
    }

    #[test]
    fn names_are_read_off_lines() {
        let named =
            |name: &str, built_in: Option<&str>| Some(Named { name: name.into(), built_in: built_in.map(Arc::from) });
        assert_eq!(names_by_line(b"id: x\nFunctionName: a\nFunctionAlias: b\r\nFunctionQuery: T\n"), named("b", None));
        assert_eq!(
            names_by_line(b"ParserName: v  \nEquivalentBuiltInParser: _Im_X_Y  \nParserQuery: T"),
            named("v", Some("_Im_X_Y"))
        );
        let unifier =
            b"ParserName: u\nEquivalentBuiltInParser: _ASim_X_Create\nParsers:\n  - _ASim_X_Y\nParserQuery: T";
        assert_eq!(names_by_line(unifier), named("u", None));
        assert_eq!(names_by_line(b"FunctionAlias: a\n---\nFunctionAlias: b\n"), None);
        assert_eq!(names_by_line(b"FunctionAlias: >\n  a\n"), None);
        assert_eq!(names_by_line(b"x: y\n"), None);
    }
}
