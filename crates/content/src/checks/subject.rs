//! A rule or query whose keys are looked at.

use lurcher_diagnostics::{Code, Severity, Source};

use super::Remark;
use crate::Place;
use crate::kinds::{Content, RuleKind};
use crate::yaml::{Document, Entry, Node, Value};

/// What the content is, as far as its keys matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Rule(RuleKind),
    HuntingQuery,
    SummaryRule,
}

/// A document, and what was said about it so far.
pub(super) struct Subject<'a> {
    pub(super) document: &'a Document,
    pub(super) kind: Kind,
    pub(super) query: &'a Source,
    pub(super) remarks: Vec<Remark>,
}

impl<'a> Subject<'a> {
    /// The subject that `content` is; `None` where there are no rules for it.
    pub(super) fn of(document: &'a Document, content: &'a Content) -> Option<Self> {
        let (kind, query) = match content {
            Content::AnalyticsRule(rule) => (Kind::Rule(rule.kind), &rule.query),
            Content::HuntingQuery(hunt) => (Kind::HuntingQuery, &hunt.query),
            Content::SummaryRule(rule) => (Kind::SummaryRule, &rule.query),
            Content::Query(_)
            | Content::Function(_)
            | Content::AsimParser(_)
            | Content::CustomDetection(_)
            | Content::WorkbookQuery(_)
            | Content::Watchlist(_)
            | Content::Unknown(_) => return None,
        };
        Some(Self { document, kind, query, remarks: Vec::new() })
    }

    pub(super) fn is_rule(&self) -> bool {
        matches!(self.kind, Kind::Rule(_))
    }

    /// What it is called in messages.
    pub(super) fn name(&self) -> &'static str {
        match self.kind {
            Kind::Rule(kind) => kind.name(),
            Kind::HuntingQuery => "hunting query",
            Kind::SummaryRule => "summary rule",
        }
    }

    /// The entry of a key that has a value.
    pub(super) fn entry(&self, key: &str) -> Option<&'a Entry> {
        let empty = |node: &Node| node.is_null() || node.as_str().is_some_and(|text| text.trim().is_empty());
        self.document.root.entry(key).filter(|entry| !empty(&entry.node))
    }

    /// The value of a key that has one.
    pub(super) fn node(&self, key: &str) -> Option<&'a Node> {
        self.entry(key).map(|entry| &entry.node)
    }

    /// The texts of a key that holds a list, or one text, each with its node.
    pub(super) fn texts(&self, key: &str) -> Vec<(&'a Node, &'a str)> {
        let text = |node: &'a Node| node.as_str().map(|text| (node, text.trim()));
        self.items(key).iter().filter_map(text).collect()
    }

    /// The elements of a key that holds a list; a single value counts as one.
    pub(super) fn items(&self, key: &str) -> &'a [Node] {
        match self.node(key) {
            None => &[],
            Some(node) => items(node),
        }
    }

    /// The place of a value.
    pub(super) fn place(&self, node: &Node) -> Place {
        self.document.place_of(node)
    }

    /// What Sentinel refuses in a rule. Nobody refuses it in a hunting query, where it only does not work.
    pub(super) fn refused(&mut self, place: Place, code: Code, message: impl Into<String>, help: impl Into<String>) {
        let severity = if self.is_rule() { Severity::Error } else { Severity::Warning };
        self.say(severity, place, code, message, help);
    }

    pub(super) fn error(&mut self, place: Place, code: Code, message: impl Into<String>, help: impl Into<String>) {
        self.say(Severity::Error, place, code, message, help);
    }

    pub(super) fn warning(&mut self, place: Place, code: Code, message: impl Into<String>, help: impl Into<String>) {
        self.say(Severity::Warning, place, code, message, help);
    }

    pub(super) fn say(
        &mut self,
        severity: Severity,
        place: Place,
        code: Code,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.remarks.push(Remark { place, code, severity, message: message.into(), help: help.into() });
    }
}

/// The elements of a list; a single value counts as one.
pub(super) fn items(node: &Node) -> &[Node] {
    match &node.value {
        Value::Sequence(nodes) => nodes,
        Value::Scalar(..) | Value::Mapping(_) => std::slice::from_ref(node),
    }
}
