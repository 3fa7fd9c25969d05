//! The table of facts: one constant a schema. Another schema is another file here and a line in [`SCHEMAS`].

mod agent_event;
mod alert_event;
mod asset_entity;
mod audit_event;
mod authentication;
mod dhcp_event;
mod dns;
mod file_event;
mod filter;
mod native;
mod network_session;
mod process_event;
mod registry_event;
mod user_management;
mod web_session;

use lurcher_symbols::StoredParameter;

use super::Style;
pub use filter::{FilterParameter, Test, Told};
use native::Times;

/// All schemas.
/// <https://learn.microsoft.com/azure/sentinel/normalization-about-schemas>
pub const SCHEMAS: &[Schema] = &[
    agent_event::SCHEMA,
    alert_event::SCHEMA,
    asset_entity::SCHEMA,
    audit_event::SCHEMA,
    authentication::SCHEMA,
    dhcp_event::SCHEMA,
    dns::SCHEMA,
    file_event::SCHEMA,
    network_session::SCHEMA,
    process_event::SCHEMA,
    registry_event::SCHEMA,
    user_management::SCHEMA,
    web_session::SCHEMA,
];

/// What there is to know of a schema beside its fields.
#[derive(Debug)]
pub struct Schema {
    /// The name, as in `_Im_NetworkSession_Native`.
    pub name: &'static str,
    /// The article that describes it.
    pub article: &'static str,
    /// Sentinel's own table of normalised events.
    pub native_table: &'static str,
    /// The functions that unite sources.
    pub unifiers: &'static [Unifier],
    /// The filtering parameters in order, without `pack` and `disabled`, which all schemas have.
    pub filters: &'static [FilterParameter],
    /// Whether the row's id in the workspace is not the event's: the native table stores one, or the schema has none.
    stores_id: bool,
    /// Whether the native table stores the name of the schema.
    stores_name: bool,
    /// When an event began and ended.
    times: Times,
    /// Fields that the native table does not store or stores otherwise, as KQL over its columns: aliases, above all.
    computed: &'static [(&'static str, &'static str)],
    /// Columns of the native table that `computed` puts into a field and that are no fields.
    merged: &'static [&'static str],
}

/// A function that unites the sources of one or more families: `_Im_Dns` all `_Im_Dns_…`. Sentinel has it built in,
/// `_Im_Dns` and `_ASim_Dns`, and to be deployed in a workspace, `imDns` and `ASimDns`.
#[derive(Debug)]
pub struct Unifier {
    /// The name behind `_Im_` and `_ASim_`, and behind `im` and `ASim`.
    pub name: &'static str,
    /// Other names behind `im` and `ASim`.
    pub also: &'static [&'static str],
    /// The families, whose names stand between `_Im_` and the source's name.
    pub families: &'static [&'static str],
}

/// The device that reports.
const DVC: &str = "coalesce(DvcFQDN, DvcHostname, DvcIpAddr, DvcId, _ResourceId)";
/// The scope of that device.
const SCOPE: &str = "coalesce(DvcScopeId, _SubscriptionId)";
/// The rule by its name or number.
const RULE: &str = "coalesce(RuleName, tostring(RuleNumber))";

impl Schema {
    /// A schema whose events have what most have: one unifying function, an id of the workspace's, the name not stored.
    const fn new(
        name: &'static str,
        article: &'static str,
        native_table: &'static str,
        unifiers: &'static [Unifier],
        filters: &'static [FilterParameter],
    ) -> Self {
        Self {
            name,
            article,
            native_table,
            unifiers,
            filters,
            stores_id: false,
            stores_name: false,
            times: Times::OrLoggedAsOne,
            computed: &[],
            merged: &[],
        }
    }

    /// The schema that a family of sources belongs to: `_Im_ProcessCreate_…` are of the schema `ProcessEvent`.
    pub fn find(family: &str) -> Option<&'static Schema> {
        SCHEMAS.iter().find(|s| s.name == family || s.unifiers.iter().any(|u| u.name == family))
    }

    /// The unifying function that a name calls, in either of its spellings, with its schema.
    pub fn unifier(name: &str) -> Option<(Style, &'static Schema, &'static Unifier)> {
        let (style, rest) = [Style::Filtering, Style::Plain].into_iter().find_map(|style| {
            let built_in = name.strip_prefix('_').and_then(|n| n.split_once('_'));
            let built_in = built_in.filter(|(word, _)| style.word().eq_ignore_ascii_case(word));
            let deployed = || name.strip_prefix(style.deployed()).map(|rest| (true, rest));
            built_in.map(|(_, rest)| (false, rest)).or_else(deployed).map(|found| (style, found))
        })?;
        let (deployed, name) = rest;
        let called = |u: &&Unifier| u.name == name || deployed && u.also.contains(&name);
        SCHEMAS.iter().find_map(|s| s.unifiers.iter().find(called).map(|u| (style, s, u)))
    }

    pub(super) fn parameters(&self, style: Style) -> Vec<StoredParameter> {
        match style {
            Style::Filtering => self.filters.iter().map(|p| super::parameter(p.name, p.ty(), p.default)).collect(),
            Style::Plain => Vec::new(),
        }
    }

    /// The body of the native source.
    pub(super) fn native(&self, style: Style) -> String {
        native::body(self, style)
    }
}

impl Unifier {
    /// The names that call it in a style: the built-in one first.
    pub fn names(&self, style: Style) -> Vec<String> {
        let deployed = [self.name].into_iter().chain(self.also.iter().copied());
        let built_in = format!("_{}_{}", style.word(), self.name);
        [built_in].into_iter().chain(deployed.map(|name| format!("{}{name}", style.deployed()))).collect()
    }
}
