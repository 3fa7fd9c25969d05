//! Workbooks: pages of queries over logs, with parameters that whoever looks at them chooses.
//! <https://learn.microsoft.com/azure/azure-monitor/visualize/workbooks-overview>

mod holes;

use std::sync::Arc;

use lurcher_diagnostics::Source;

use crate::Piece;
use crate::holes::{Filled, filled};
use crate::json;
use crate::kinds::{Content, WorkbookQuery};
use crate::yaml::{Document, Node, Value};

/// The kinds of items that hold queries, parameters or other items.
const QUERY: &str = "3";
const PARAMETERS: &str = "9";
const GROUP: &str = "12";

/// The source of data that KQL over logs has.
const LOGS: &str = "0";

/// So many groups may stand in each other.
const DEEPEST: usize = 16;

/// The queries of a document that is a workbook; nothing where it is none.
pub(crate) fn queries(document: &Document) -> Option<Vec<Piece>> {
    let is_workbook = document.root.get("version").and_then(Node::as_str).is_some_and(|v| v.starts_with("Notebook/"));
    is_workbook.then(|| found(document, None))
}

/// The queries of a workbook that is a text in another document. A text that is no JSON holds none.
pub(crate) fn queries_of_text(text: &Source) -> Vec<Piece> {
    json::parse(&text.name, &text.text).map_or_else(|_| Vec::new(), |document| found(&document, Some(text)))
}

fn found(document: &Document, outer: Option<&Source>) -> Vec<Piece> {
    let mut queries = Queries { document, outer, pieces: Vec::new() };
    queries.items(&document.root, DEEPEST);
    queries.pieces
}

struct Queries<'a> {
    document: &'a Document,
    /// The text that the document is, in another one.
    outer: Option<&'a Source>,
    pieces: Vec<Piece>,
}

impl Queries<'_> {
    fn items(&mut self, group: &Node, depth: usize) {
        let Some(depth) = depth.checked_sub(1) else { return };
        for item in list(group, "items") {
            let Some(content) = item.get("content") else { continue };
            let name = |node: &Node, key| node.get(key).and_then(Node::as_str).map(str::to_owned);
            match item.get("type").and_then(Node::as_str) {
                Some(QUERY) => self.query(content, name(content, "title").or_else(|| name(item, "name"))),
                Some(PARAMETERS) => {
                    list(content, "parameters").iter().for_each(|one| self.query(one, name(one, "name")));
                }
                Some(GROUP) => self.items(content, depth),
                _ => {}
            }
        }
    }

    /// The query of an item, where it has one over logs. Its holes are filled so that it can be read.
    fn query(&mut self, content: &Node, name: Option<String>) {
        let is_of_logs = content.get("queryType").and_then(Node::as_str).is_none_or(|ty| ty == LOGS);
        let Some(query) = content.get("query").filter(|_| is_of_logs) else { return };
        let Some(source) = self.document.source(query).filter(|source| !source.text.trim().is_empty()) else { return };
        let source = match self.outer {
            Some(outer) => source.inside(outer),
            None => source,
        };
        let name: Arc<str> = name.unwrap_or_default().into();
        let Filled { query, holes } = filled(&source, holes::holes(&source.text));
        self.pieces.push(Content::WorkbookQuery(WorkbookQuery { name, query, holes }).into());
    }
}

fn list<'a>(node: &'a Node, key: &str) -> &'a [Node] {
    match node.get(key).map(|node| &node.value) {
        Some(Value::Sequence(items)) => items,
        _ => &[],
    }
}
