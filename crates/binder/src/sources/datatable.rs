//! `datatable (…) […]`. <https://learn.microsoft.com/kusto/query/datatable-operator>

use std::rc::Rc;

use lurcher_diagnostics::Span;
use lurcher_symbols::values::decimal::Decimal;
use lurcher_symbols::{ScalarType, Value};
use lurcher_syntax::ast;

use crate::binder::Binder;
use crate::bound::{Plan, ResultColumn, Values};
use crate::codes;
use crate::expressions::scalar_type;
use crate::relation::Relation;
use crate::scope::Scope;

impl<'a> Binder<'a> {
    pub(super) fn bind_datatable(&self, table: &'a ast::Datatable, span: Span, scope: &Rc<Scope<'a>>) -> Relation {
        let columns = self.declared_columns(&table.columns);
        if columns.is_empty() || !table.values.len().is_multiple_of(columns.len()) {
            let message = format!(
                "The number of values ({}) must be a multiple of the number of columns ({}).",
                table.values.len(),
                columns.len()
            );
            self.error(codes::DATATABLE_VALUES, span, message);
            return Relation::broken();
        }
        let rows = table.values.chunks(columns.len());
        let rows = rows.map(|row| row.iter().zip(&columns).map(|(cell, c)| self.cell(cell, c, scope)).collect());
        let values = Values { columns: columns.iter().map(|c| (c.id, c.ty)).collect(), rows: rows.collect() };
        Relation::new(Plan::Values(values), columns)
    }

    /// The columns that a table in the query declares.
    pub(super) fn declared_columns(&self, declared: &[ast::ColumnDecl]) -> Vec<ResultColumn> {
        let mut columns: Vec<ResultColumn> = Vec::with_capacity(declared.len());
        for column in declared {
            if columns.iter().any(|c| *c.name == *column.name.as_str()) {
                let message = format!("A column with the name '{}' is already declared.", column.name.as_str());
                self.error(codes::DUPLICATE_COLUMN, column.span, message);
                continue;
            }
            let (name, ty) = (column.name.as_str().into(), scalar_type(&column.ty.kind));
            columns.push(ResultColumn { id: self.new_column(), name, ty });
        }
        columns
    }

    /// A cell, converted to its column's type: what does not convert is null.
    fn cell(&self, expr: &'a ast::Expr, column: &ResultColumn, scope: &Rc<Scope<'a>>) -> Value {
        let Some(value) = self.bind_constant(expr, scope) else { return Value::missing(column.ty) };
        // A real becomes a decimal here by .NET's conversion, which shows all digits that a real can tell.
        if let (Value::Real(real), ScalarType::Decimal) = (&value, column.ty) {
            return Decimal::from_real_digits(*real).map_or(Value::Null(column.ty), Value::Decimal);
        }
        let literal = crate::bound::Expr::literal(value, expr.span);
        self.convert(literal, column.ty).as_literal().cloned().unwrap_or(Value::missing(column.ty))
    }
}
