//! The table of facts: one constant a schema. Another schema is another file here and a line in [`SCHEMAS`].

mod network_session;

use lurcher_symbols::{ScalarType, StoredParameter};

use super::Style;

/// The schemas whose unifying functions and native sources we have.
pub const SCHEMAS: &[Schema] = &[network_session::SCHEMA];

/// What there is to know of a schema beside its fields.
#[derive(Debug)]
pub struct Schema {
    /// The name, as in `_Im_NetworkSession`.
    pub name: &'static str,
    /// Sentinel's own table of normalised events.
    pub native_table: &'static str,
    /// The filtering parameters in order, without `pack` and `disabled`, which all schemas have.
    pub filters: &'static [FilterParameter],
    /// `let` statements that `native_filters` needs.
    native_lets: &'static str,
    /// Operators over the native table that apply the filtering parameters. Each condition on a parameter stands in a
    /// `where` of its own, so that one over a constant folds away.
    native_filters: &'static str,
    /// Operators that give the native table the fields that it does not store: aliases, above all.
    native_fields: &'static str,
}

/// A filtering parameter.
#[derive(Debug)]
pub struct FilterParameter {
    /// The name.
    pub name: &'static str,
    /// The type.
    pub ty: ScalarType,
    /// The default as KQL: filters nothing.
    pub default: &'static str,
}

impl Schema {
    /// The schema of that name.
    pub fn find(name: &str) -> Option<&'static Schema> {
        SCHEMAS.iter().find(|s| s.name == name)
    }

    pub(super) fn parameters(&self, style: Style) -> Vec<StoredParameter> {
        match style {
            Style::Filtering => self.filters.iter().map(|p| super::parameter(p.name, p.ty, p.default)).collect(),
            Style::Plain => Vec::new(),
        }
    }

    /// The body of the native source.
    pub(super) fn native(&self, style: Style) -> String {
        let (lets, filters) = match style {
            Style::Filtering => (self.native_lets, self.native_filters),
            Style::Plain => ("", ""),
        };
        format!("{lets}{}\n| where not(disabled)\n{filters}{}", self.native_table, self.native_fields)
    }
}
