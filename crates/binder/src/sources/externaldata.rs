//! `externaldata (…) […]`. <https://learn.microsoft.com/kusto/query/externaldata-operator>
//!
//! The declaration alone says which columns there are: nothing is read before the query runs.

use std::rc::Rc;
use std::sync::Arc;

use lurcher_diagnostics::{Diagnostic, Span};
use lurcher_symbols::{Column, Further, TableSymbol, Value};
use lurcher_syntax::ast::{self, ExprKind as Syntax, Literal};

use crate::binder::Binder;
use crate::bound::{ExternalData, Plan, TableScan, TableScanColumn};
use crate::codes;
use crate::relation::Relation;
use crate::scope::Scope;

/// What messages call the table. It is a keyword, so that no stored table has the name.
const NAME: &str = "externaldata";

impl<'a> Binder<'a> {
    pub(super) fn bind_external_data(
        &self,
        table: &'a ast::ExternalData,
        span: Span,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let columns = self.declared_columns(&table.columns);
        let declared: Vec<Column> = columns.iter().map(|c| Column::new(c.name.clone(), c.ty)).collect();
        let mut data = ExternalData {
            columns: declared.clone(),
            locations: table.uris.iter().filter_map(|uri| self.bind_location(uri, scope)).collect(),
            reach: self.reach(span),
            format: None,
            ignore_first_record: false,
            mapping: None,
            zip_pattern: None,
        };
        table.properties.iter().for_each(|property| self.bind_property(property, &mut data));
        let read = columns.iter().map(|c| TableScanColumn { id: c.id, name: c.name.clone(), ty: c.ty }).collect();
        let symbol = TableSymbol {
            name: NAME.into(),
            columns: declared,
            further: Further::default(),
            empty: data.locations.is_empty(),
        };
        let scan = TableScan { table: Arc::new(symbol), external: Some(Arc::new(data)), columns: read, span };
        Relation::new(Plan::TableScan(scan), columns)
    }

    /// A URL or path. One that depends on a stage which is not run is not known here.
    fn bind_location(&self, uri: &'a ast::Expr, scope: &Rc<Scope<'a>>) -> Option<Arc<str>> {
        match self.bind_constant(uri, scope)? {
            Value::String(location) => Some(location),
            Value::Null(_) => None,
            other => {
                self.wrong_type(uri.span, "string", other.ty());
                None
            }
        }
    }

    /// A property of `with (…)`. The names are those of ingestion properties, in any case.
    fn bind_property(&self, property: &'a ast::Param, data: &mut ExternalData) {
        let value = &property.value;
        let text = match &value.kind {
            Syntax::Literal(Literal::String(text)) => Some(text.as_str()),
            Syntax::Literal(Literal::Bool(flag)) => Some(if *flag { "true" } else { "false" }),
            Syntax::Name(name) => Some(name.as_str()),
            _ => None,
        };
        let name = property.name.as_str();
        match (name.to_ascii_lowercase().as_str(), text) {
            ("format", Some(text)) => data.format = Some(text.into()),
            ("ignorefirstrecord", Some(text)) => match text.to_ascii_lowercase().as_str() {
                "true" => data.ignore_first_record = true,
                "false" => data.ignore_first_record = false,
                _ => self.error(codes::BAD_PARAMETER, value.span, "ignoreFirstRecord takes true or false."),
            },
            ("ingestionmapping", Some(text)) => data.mapping = Some(text.into()),
            ("zippattern", Some(text)) => data.zip_pattern = Some(text.into()),
            ("format" | "ignorefirstrecord" | "ingestionmapping" | "zippattern", None) => {
                self.error(codes::BAD_PARAMETER, value.span, format!("'{name}' takes a string."));
            }
            ("ingestionmappingreference", _) => {
                self.not_implemented(property.span, &format!("The property '{name}' of externaldata"));
            }
            _ => {
                let message = format!("The property '{name}' of externaldata changes nothing here.");
                self.report(Diagnostic::warning(codes::BAD_PARAMETER, property.span, message));
            }
        }
    }
}
