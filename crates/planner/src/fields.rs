//! How the plan's fields are called.

use arrow::datatypes::{Field, FieldRef};
use datafusion::common::Column;
use datafusion::logical_expr::Expr;
use lurcher_binder::bound::ColumnId;
use lurcher_functions::types::arrow_type;
use lurcher_symbols::ScalarType;

/// The field's name of a column: its id.
pub fn field_name(id: ColumnId) -> String {
    format!("c{}", id.0)
}

/// The field of a column. A string is never null.
pub fn field(id: ColumnId, ty: ScalarType) -> FieldRef {
    Field::new(field_name(id), arrow_type(ty), ty != ScalarType::String).into()
}

/// The field of that name as an expression.
pub fn column(name: impl Into<String>) -> Expr {
    Expr::Column(Column::new_unqualified(name))
}
