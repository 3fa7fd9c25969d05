//! `getschema`. <https://learn.microsoft.com/kusto/query/getschema-operator>

use lurcher_diagnostics::Span;
use lurcher_symbols::{ScalarType, Value};
use lurcher_syntax::operators::GetSchema;

use crate::binder::Binder;
use crate::bound::{Plan, ResultColumn, Values};
use crate::relation::Relation;

impl<'a> Binder<'a> {
    pub(super) fn bind_getschema(&self, op: &GetSchema, input: Relation, span: Span) -> Relation {
        if op.kind.is_some() {
            self.not_implemented(span, "The 'kind' of getschema");
            return Relation::broken();
        }
        if input.groups.is_some() {
            self.not_implemented(span, "getschema inside of mv-apply or partition");
            return Relation::broken();
        }
        let schema = [
            ("ColumnName", ScalarType::String),
            ("ColumnOrdinal", ScalarType::Int),
            ("DataType", ScalarType::String),
            ("ColumnType", ScalarType::String),
        ];
        let columns: Vec<ResultColumn> = schema
            .iter()
            .map(|(name, ty)| ResultColumn { id: self.new_column(), name: (*name).into(), ty: *ty })
            .collect();
        let rows = input.columns.iter().enumerate().map(|(i, c)| {
            vec![
                Value::String(c.name.clone()),
                Value::Int(i as i32),
                Value::String(clr_name(c.ty).into()),
                Value::String(c.ty.name().into()),
            ]
        });
        let values = Values { columns: columns.iter().map(|c| (c.id, c.ty)).collect(), rows: rows.collect() };
        Relation { serialized: true, ..Relation::new(Plan::Values(values), columns) }
    }
}

/// The .NET type that Kusto names beside a scalar type.
pub(crate) fn clr_name(ty: ScalarType) -> &'static str {
    match ty {
        ScalarType::Bool => "System.SByte",
        ScalarType::Int => "System.Int32",
        ScalarType::Long => "System.Int64",
        ScalarType::Real => "System.Double",
        ScalarType::Decimal => "System.Data.SqlTypes.SqlDecimal",
        ScalarType::String => "System.String",
        ScalarType::DateTime => "System.DateTime",
        ScalarType::TimeSpan => "System.TimeSpan",
        ScalarType::Guid => "System.Guid",
        ScalarType::Dynamic => "System.Object",
    }
}
