//! Content that is a query: hunting queries, analytics rules and summary rules.

use std::sync::Arc;

use lurcher_diagnostics::Source;

use super::fields::Fields;
use super::{KindError, PlainQuery};
use crate::yaml::Document;

/// What hunting queries and analytics rules say about themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The content's id, mostly a guid.
    pub id: Arc<str>,
    /// The title.
    pub name: Arc<str>,
    /// What it looks for.
    pub description: Arc<str>,
    /// `High`, `Medium`, `Low` or `Informational`; empty where nothing is said.
    pub severity: Arc<str>,
    /// MITRE ATT&CK tactics.
    pub tactics: Vec<Arc<str>>,
    /// MITRE ATT&CK techniques, `T1095`.
    pub techniques: Vec<Arc<str>>,
    /// Pairs of free words; a tag without a value has an empty one.
    pub tags: Vec<(Arc<str>, Arc<str>)>,
    /// The connectors that bring the data.
    pub data_connectors: Vec<DataConnector>,
}

/// A connector and the tables that are needed of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DataConnector {
    /// The connector's id.
    pub id: Arc<str>,
    /// The tables.
    pub data_types: Vec<Arc<str>>,
}

/// A hunting query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HuntingQuery {
    /// What it says about itself.
    pub metadata: Metadata,
    /// The query.
    pub query: Source,
}

/// When an analytics rule runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleKind {
    /// Every `query_frequency`.
    Scheduled,
    /// Near real time: once a minute.
    NearRealTime,
}

impl RuleKind {
    /// What such a rule is called in messages and output.
    pub fn name(self) -> &'static str {
        match self {
            RuleKind::Scheduled => "scheduled rule",
            RuleKind::NearRealTime => "NRT rule",
        }
    }
}

/// An analytics rule. <https://learn.microsoft.com/azure/sentinel/sentinel-analytic-rules-creation>
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnalyticsRule {
    /// What it says about itself.
    pub metadata: Metadata,
    /// When it runs.
    pub kind: RuleKind,
    /// How often it runs, as written (`1h`, `PT1H`).
    pub query_frequency: Option<Arc<str>>,
    /// How far it looks back, as written.
    pub query_period: Option<Arc<str>>,
    /// `gt`, `lt`, `eq` or `ne`, as written.
    pub trigger_operator: Option<Arc<str>>,
    /// The number of rows that `trigger_operator` compares with.
    pub trigger_threshold: Option<u32>,
    /// The query.
    pub query: Source,
}

/// A summary rule. <https://learn.microsoft.com/azure/azure-monitor/logs/summary-rules>
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummaryRule {
    /// The rule's id.
    pub id: Arc<str>,
    /// The title.
    pub name: Arc<str>,
    /// What it sums up.
    pub description: Arc<str>,
    /// The table that it writes.
    pub destination_table: Arc<str>,
    /// The width of a bin in minutes.
    pub bin_size: Option<u32>,
    /// How many minutes after a bin's end it is summed up.
    pub bin_delay: Option<u32>,
    /// The query.
    pub query: Source,
}

/// What a query says about itself. It runs as well without: what has another form than it should says nothing here, and
/// is told where metadata are checked.
fn metadata(fields: &Fields<'_>) -> Metadata {
    let text = |key| fields.text(key).ok().flatten();
    let list = |fields: &Fields<'_>, key| fields.list(key).unwrap_or_default();
    let connector = |connector: Fields<'_>| {
        let id = connector.text("connectorId").ok().flatten().unwrap_or_default();
        DataConnector { id, data_types: list(&connector, "dataTypes") }
    };
    let connectors = fields.mappings("requiredDataConnectors").unwrap_or_default();
    Metadata {
        id: text("id").unwrap_or_default(),
        name: text("name").or_else(|| text("displayName")).unwrap_or_default(),
        description: text("description").unwrap_or_default(),
        severity: text("severity").unwrap_or_default(),
        tactics: list(fields, "tactics"),
        techniques: list(fields, "relevantTechniques"),
        tags: tags(fields),
        data_connectors: connectors.into_iter().map(connector).collect(),
    }
}

/// Tags are free: words, or mappings of words. What has another form says nothing that anyone reads.
fn tags(fields: &Fields<'_>) -> Vec<(Arc<str>, Arc<str>)> {
    use crate::yaml::Value::{Mapping, Scalar, Sequence};
    let Some(entry) = fields.entry("tags") else { return Vec::new() };
    let mut tags = Vec::new();
    let nodes = match &entry.node.value {
        Sequence(nodes) => nodes.as_slice(),
        Mapping(_) | Scalar(..) => std::slice::from_ref(&entry.node),
    };
    for node in nodes {
        match &node.value {
            Scalar(word, _) => tags.push((word.clone(), Arc::default())),
            Mapping(entries) => {
                tags.extend(entries.iter().filter_map(|e| Some((e.key.clone(), Arc::from(e.node.as_str()?)))))
            }
            Sequence(_) => {}
        }
    }
    tags
}

impl PlainQuery {
    /// The query of a document, which is called a `kind`.
    pub(crate) fn read(document: &Document, name: &str, kind: &'static str) -> Result<Self, KindError> {
        Ok(Self { name: name.into(), query: Fields::new(document, kind).required_query("query")? })
    }
}

impl HuntingQuery {
    pub(crate) fn read(document: &Document) -> Result<Self, KindError> {
        let fields = Fields::new(document, "hunting query");
        Ok(Self { query: fields.required_query("query")?, metadata: metadata(&fields) })
    }
}

impl AnalyticsRule {
    pub(super) fn read(document: &Document, kind: RuleKind) -> Result<Self, KindError> {
        let fields = Fields::new(document, kind.name());
        Ok(Self {
            query: fields.required_query("query")?,
            metadata: metadata(&fields),
            kind,
            query_frequency: fields.text("queryFrequency").ok().flatten(),
            query_period: fields.text("queryPeriod").ok().flatten(),
            trigger_operator: fields.text("triggerOperator").ok().flatten(),
            trigger_threshold: fields.number("triggerThreshold").ok().flatten(),
        })
    }
}

impl SummaryRule {
    pub(super) fn read(document: &Document) -> Result<Self, KindError> {
        let fields = Fields::new(document, "summary rule");
        Ok(Self {
            query: fields.required_query("query")?,
            id: fields.text("id")?.unwrap_or_default(),
            name: fields.text("displayName")?.or(fields.text("name")?).unwrap_or_default(),
            description: fields.text("description")?.unwrap_or_default(),
            destination_table: fields.required_text("destinationTable")?,
            bin_size: fields.number("binSize")?,
            bin_delay: fields.number("binDelay")?,
        })
    }
}
