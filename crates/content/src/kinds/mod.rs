//! What a piece of content is: told by the keys of the file, never by its name or folder.

mod error;
mod fields;
mod function;
mod query;
mod read;

use std::sync::Arc;

use lurcher_diagnostics::Source;

use crate::Place;
use crate::checks::nearest;
use crate::holes::Holes;
use crate::yaml::{Document, Entry};
pub use error::KindError;
pub use function::{AsimParser, SavedFunction};
pub use query::{AnalyticsRule, DataConnector, HuntingQuery, Metadata, RuleKind, SummaryRule};
pub use read::read_document;

/// A piece of Sentinel content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A hunting query.
    HuntingQuery(HuntingQuery),
    /// A scheduled or near-real-time analytics rule.
    AnalyticsRule(AnalyticsRule),
    /// A query of a file of KQL.
    Query(PlainQuery),
    /// A saved function.
    Function(SavedFunction),
    /// An ASIM parser.
    AsimParser(AsimParser),
    /// A summary rule.
    SummaryRule(SummaryRule),
    /// A query of a workbook. What its parameters stand for, whoever looks at it chooses: it is checked, not run.
    WorkbookQuery(WorkbookQuery),
    /// A custom detection of Defender XDR.
    CustomDetection(HuntingQuery),
    /// An ARM template of watchlists.
    Watchlist(WatchlistTemplate),
    /// Something else.
    Unknown(Unknown),
}

/// A query without metadata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainQuery {
    /// The file's stem, and where it holds several queries, the line; of other queries the title.
    pub name: Arc<str>,
    /// The query.
    pub query: Source,
}

/// A query of a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkbookQuery {
    /// The title of its item.
    pub name: Arc<str>,
    /// The query, with something in the place of each parameter of the workbook.
    pub query: Source,
    /// Where those are.
    pub holes: Holes,
}

/// The watchlists that a template defines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchlistTemplate {
    /// The file.
    pub file: Arc<str>,
    /// Their aliases.
    pub aliases: Vec<Arc<str>>,
}

/// A document whose keys are those of no content that we know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// The document.
    pub place: Place,
    /// Its keys.
    pub keys: Vec<Arc<str>>,
}

/// Keys by which content is known.
const TELLING: [&str; 3] = ["query", "FunctionQuery", "ParserQuery"];

/// Keys with which it describes itself.
const DESCRIBING: [&str; 10] = [
    "id",
    "name",
    "displayName",
    "description",
    "severity",
    "tactics",
    "relevantTechniques",
    "requiredDataConnectors",
    "Function",
    "Parser",
];

/// The telling key that a key is meant to be.
fn telling(key: &str) -> Option<&'static str> {
    nearest(key, TELLING)
}

impl Unknown {
    /// The same as an error, for a user who named this very file.
    pub fn into_error(self) -> KindError {
        KindError::NotContent { place: self.place, keys: self.keys }
    }

    /// What it is if a slip in a key is all that makes it unknown: it has a key that is nearly one that tells what a
    /// document is, and keys that content has.
    pub(crate) fn misspelt(document: &Document) -> Option<KindError> {
        let entries = document.root.entries();
        let is_described = entries.iter().any(|entry| DESCRIBING.contains(&&*entry.key));
        let slip = |entry: &Entry| Some((document.place_of_key(entry), Arc::clone(&entry.key), telling(&entry.key)?));
        let (place, key, meant) = entries.iter().find_map(slip).filter(|_| is_described)?;
        Some(KindError::Misspelt { place, key, meant })
    }
}

impl Content {
    /// What it is called in messages and output.
    pub fn kind(&self) -> &'static str {
        match self {
            Content::HuntingQuery(_) => "hunting query",
            Content::AnalyticsRule(rule) => rule.kind.name(),
            Content::Query(_) => "query",
            Content::Function(_) => "function",
            Content::AsimParser(_) => "ASIM parser",
            Content::SummaryRule(_) => "summary rule",
            Content::WorkbookQuery(_) => "workbook query",
            Content::CustomDetection(_) => "custom detection",
            Content::Watchlist(_) => "watchlist",
            Content::Unknown(_) => "unknown",
        }
    }

    /// The KQL that it holds, with its positions.
    pub fn query(&self) -> Option<&Source> {
        match self {
            Content::HuntingQuery(c) => Some(&c.query),
            Content::AnalyticsRule(c) => Some(&c.query),
            Content::Query(c) => Some(&c.query),
            Content::Function(c) => Some(&c.query),
            Content::AsimParser(c) => Some(&c.query),
            Content::SummaryRule(c) => Some(&c.query),
            Content::WorkbookQuery(c) => Some(&c.query),
            Content::CustomDetection(c) => Some(&c.query),
            Content::Watchlist(_) | Content::Unknown(_) => None,
        }
    }
}
