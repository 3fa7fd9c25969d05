//! What a piece of content is: told by the keys of the file, never by its name or folder.

mod error;
mod fields;
mod function;
mod query;
mod read;

use std::sync::Arc;

use lurcher_diagnostics::Source;

use crate::Place;
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
    WorkbookQuery(PlainQuery),
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

impl Unknown {
    /// The same as an error, for a user who named this very file.
    pub fn into_error(self) -> KindError {
        KindError::NotContent { place: self.place, keys: self.keys }
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
