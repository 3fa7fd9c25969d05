//! Events to documents.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use saphyr_parser::{Event, Parser, Span};

use super::{Document, Entry, Node, Value, YamlError, offsets};
use crate::Place;

/// How deep lists and mappings may be nested.
pub const DEPTH_LIMIT: usize = 128;

/// How many values a file may have. A value that an alias repeats counts again, so that few lines cannot become
/// gigabytes.
pub const NODE_LIMIT: usize = 1_000_000;

/// The documents of a YAML text.
pub fn parse(file: &Arc<str>, text: &Arc<str>) -> Result<Vec<Document>, YamlError> {
    let mut builder = Builder::new(file, text);
    let mut events = Parser::new_from_str(text);
    let mut roots = Vec::new();
    while let Some(event) = events.next_event() {
        match event {
            Ok((event, span)) => roots.extend(builder.take(event, span)?),
            Err(error) => {
                let at = builder.offset(error.marker().index());
                return Err(syntax_error(&builder, at, error.info()));
            }
        }
    }
    Ok(roots.into_iter().map(|root| Document { file: file.clone(), text: text.clone(), root }).collect())
}

/// The parser's error. It has a limit of nesting of its own, and it tells of a tab where the value above begins.
fn syntax_error(builder: &Builder<'_>, at: usize, reason: &str) -> YamlError {
    if reason.contains("recursion limit") {
        return YamlError::TooDeep { place: builder.place(at) };
    }
    let at = if reason.contains("tab") { indenting_tab(builder.text, at).unwrap_or(at) } else { at };
    YamlError::Syntax { place: builder.place(at), reason: reason.to_owned() }
}

/// The offset of the first tab from the line of `at` on that stands in a line's indentation.
fn indenting_tab(text: &str, at: usize) -> Option<usize> {
    let mut start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    for line in text[start..].split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches(' ').len();
        if line[indent..].starts_with('\t') {
            return Some(start + indent);
        }
        start += line.len();
    }
    None
}

/// A list or mapping whose end has not come yet.
struct Open {
    start: usize,
    anchor: usize,
    content: Content,
}

enum Content {
    Sequence(Vec<Node>),
    Mapping { entries: Vec<Entry>, keys: HashSet<Arc<str>>, key: Option<(Arc<str>, usize)> },
}

struct Builder<'a> {
    file: &'a Arc<str>,
    text: &'a Arc<str>,
    open: Vec<Open>,
    anchors: HashMap<usize, (Node, usize)>,
    count: usize,
    /// The last position looked up, as characters and bytes: the parser counts characters.
    cursor: (usize, usize),
}

impl<'a> Builder<'a> {
    fn new(file: &'a Arc<str>, text: &'a Arc<str>) -> Self {
        Self { file, text, open: Vec::new(), anchors: HashMap::new(), count: 0, cursor: (0, 0) }
    }

    fn place(&self, at: usize) -> Place {
        Place::new(self.file.clone(), self.text.clone(), at..at)
    }

    /// The byte offset of a character. Marks mostly ascend, so the search goes on from the last one.
    fn offset(&mut self, index: usize) -> usize {
        let (chars, bytes) = if index >= self.cursor.0 { self.cursor } else { (0, 0) };
        let rest = &self.text[bytes..];
        let further = rest.char_indices().nth(index - chars).map_or(rest.len(), |(i, _)| i);
        self.cursor = (index, bytes + further);
        self.cursor.1
    }

    /// Takes an event; gives the root when it ends a document.
    fn take(&mut self, event: Event<'_>, span: Span) -> Result<Option<Node>, YamlError> {
        let start = self.offset(span.start.index());
        match event {
            Event::Scalar(value, style, anchor, tag) => {
                let decorated = anchor != 0 || tag.is_some();
                let start = if decorated { offsets::content_start(self.text, start, style, &value) } else { start };
                self.finish(Node { value: Value::Scalar(value.into(), style), start }, anchor, 1)
            }
            Event::SequenceStart(anchor, _) => self.begin(start, anchor, Content::Sequence(Vec::new())),
            Event::MappingStart(anchor, _) => {
                self.begin(start, anchor, Content::Mapping { entries: Vec::new(), keys: HashSet::new(), key: None })
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(Open { start, anchor, content }) = self.open.pop() else { return Ok(None) };
                let value = match content {
                    Content::Sequence(nodes) => Value::Sequence(nodes),
                    Content::Mapping { entries, .. } => Value::Mapping(entries),
                };
                let node = Node { value, start };
                let weight = if anchor == 0 { 1 } else { weight(&node) };
                self.finish(node, anchor, weight)
            }
            Event::Alias(anchor) => match self.anchors.get(&anchor).cloned() {
                Some((node, weight)) => {
                    self.count(weight, start)?;
                    self.finish(node, 0, 0)
                }
                None => Err(YamlError::Syntax {
                    place: self.place(start),
                    reason: "an alias stands inside the value that it names".to_owned(),
                }),
            },
            Event::DocumentStart(_) => {
                self.anchors.clear();
                Ok(None)
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(None),
        }
    }

    fn count(&mut self, weight: usize, at: usize) -> Result<(), YamlError> {
        self.count += weight;
        if self.count > NODE_LIMIT {
            return Err(YamlError::TooMany { place: self.place(at) });
        }
        Ok(())
    }

    fn begin(&mut self, start: usize, anchor: usize, content: Content) -> Result<Option<Node>, YamlError> {
        if self.open.len() == DEPTH_LIMIT {
            return Err(YamlError::TooDeep { place: self.place(start) });
        }
        self.open.push(Open { start, anchor, content });
        Ok(None)
    }

    /// Puts a finished node where it belongs; gives it back when it is a document's root.
    fn finish(&mut self, node: Node, anchor: usize, weight: usize) -> Result<Option<Node>, YamlError> {
        self.count(weight.min(1), node.start)?;
        if anchor != 0 {
            // An anchor keeps a copy, and anchors may stand inside of each other.
            self.count(weight, node.start)?;
            self.anchors.insert(anchor, (node.clone(), weight));
        }
        let (file, text) = (self.file, self.text);
        let place = |range| Place::new(file.clone(), text.clone(), range);
        match self.open.last_mut().map(|open| &mut open.content) {
            None => return Ok(Some(node)),
            Some(Content::Sequence(nodes)) => nodes.push(node),
            Some(Content::Mapping { entries, keys, key }) => match key.take() {
                Some((name, key_start)) => entries.push(Entry { key: name, key_start, node }),
                None => {
                    let Value::Scalar(name, _) = node.value else {
                        return Err(YamlError::ComplexKey { place: place(node.start..node.start) });
                    };
                    if !keys.insert(name.clone()) {
                        let place = place(node.start..node.start + name.len());
                        return Err(YamlError::DuplicateKey { place, key: name.to_string() });
                    }
                    *key = Some((name, node.start));
                }
            },
        }
        Ok(None)
    }
}

/// How many values a node holds, itself included.
fn weight(node: &Node) -> usize {
    match &node.value {
        Value::Scalar(..) => 1,
        Value::Sequence(nodes) => 1 + nodes.iter().map(weight).sum::<usize>(),
        Value::Mapping(entries) => 1 + entries.iter().map(|e| weight(&e.node)).sum::<usize>(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn documents(text: &str) -> Result<Vec<Document>, YamlError> {
        parse(&"f.yaml".into(), &text.into())
    }

    fn error(text: &str) -> String {
        documents(text).unwrap_err().to_string()
    }

    #[test]
    fn several_documents() {
        let documents = documents("---\na: 1\n---\na: 2\n").unwrap();
        let values: Vec<_> = documents.iter().filter_map(|d| d.root.get("a")?.as_str()).collect();
        assert_eq!(values, ["1", "2"]);
    }

    #[test]
    fn nothing_is_no_document() {
        assert!(documents("").unwrap().is_empty());
        assert!(documents("# only a comment\n").unwrap().is_empty());
    }

    #[test]
    fn starts_are_bytes() {
        let text = "# ü\nα: ß\nx:\n  - é: |\n      ok\n";
        let documents = documents(text).unwrap();
        let root = &documents[0].root;
        assert_eq!(root.get("α").unwrap().start, text.find('ß').unwrap());
        let Value::Sequence(items) = &root.get("x").unwrap().value else { panic!("a list") };
        assert_eq!(items[0].get("é").unwrap().start, text.find("ok").unwrap());
    }

    #[test]
    fn aliases_repeat_values() {
        let documents = documents("a: &x [1, 2]\nb: *x\n").unwrap();
        let root = &documents[0].root;
        assert_eq!(root.get("a"), root.get("b"));
    }

    #[test]
    fn billion_laughs_are_stopped() {
        let mut text = "a0: &a0 [lol]\n".to_owned();
        for i in 1..12 {
            let items = vec![format!("*a{}", i - 1); 10].join(", ");
            text.push_str(&format!("a{i}: &a{i} [{items}]\n"));
        }
        let error = error(&text);
        assert!(error.starts_with("f.yaml:7:"), "{error}");
        assert!(error.contains("more than 1000000 values"), "{error}");
    }

    #[test]
    fn anchors_inside_of_each_other_are_stopped() {
        let open: String = (0..100).map(|i| format!("&a{i} [")).collect();
        let text = format!("a: {open}{}{}\n", "x, ".repeat(20_000), "]".repeat(100));
        let error = error(&text);
        assert!(error.contains("more than 1000000 values"), "{error}");
    }

    #[test]
    fn an_alias_to_itself_is_an_error() {
        assert!(error("a: &x [*x]\n").starts_with("f.yaml:1:8: "));
    }

    #[test]
    fn deep_nesting_is_an_error() {
        let error = error(&format!("a: {}{}", "[".repeat(100_000), "]".repeat(100_000)));
        assert!(error.contains("nested deeper than 128 levels"), "{error}");
    }

    #[test]
    fn syntax_errors_have_line_and_column() {
        for (text, start) in [
            ("a: b\n\tc: d\n", "f.yaml:2:1: this is not YAML: "),
            ("query: |\n\tT\n", "f.yaml:2:1: this is not YAML: "),
            ("name: x\nquery: |\n    T\n  | take 1\n", "f.yaml:4:"),
            ("name: one: two\n", "f.yaml:1:10"),
            ("name: 'open\nquery: T\n", "f.yaml:"),
            ("a: [1, 2\nb: c\n", "f.yaml:2:"),
            ("a: *nobody\n", "f.yaml:1:4"),
        ] {
            let error = error(text);
            assert!(error.starts_with(start), "{text:?} gave {error}");
        }
    }

    #[test]
    fn duplicate_keys_are_an_error() {
        assert_eq!(
            error("query: T\nname: x\nquery: U\n"),
            "f.yaml:3:1: the key 'query' stands twice; remove or rename one of them [LUR405]"
        );
    }
}
