//! `narrow`: a row for each cell. <https://learn.microsoft.com/kusto/query/narrow-plugin>

use lurcher_diagnostics::Span;
use lurcher_symbols::values::dynamic::Dynamic;
use lurcher_symbols::{ScalarType, Value};

use crate::binder::Binder;
use crate::bound::{Expand, ExpandColumn, Expr, Plan, ResultColumn};
use crate::relation::{Openness, Relation};

impl<'a> Binder<'a> {
    pub(crate) fn bind_narrow(&self, mut input: Relation, span: Span) -> Relation {
        let columns = input.columns.clone();
        // Without columns there are no cells.
        if columns.is_empty() {
            input = self.without_rows(input);
        }
        let number = self.row_number(&mut input);
        let names = Dynamic::Array(columns.iter().map(|c| Dynamic::String(c.name.to_string())).collect()).to_value();
        let cells = columns.iter().map(|c| self.convert(self.read(&input, c, span), ScalarType::String)).collect();
        let cells = match columns.is_empty() {
            true => Expr::literal(Dynamic::Array(Vec::new()).to_value(), span),
            false => self.call_builtin("pack_array", cells, span),
        };
        let expand = |source, output| ExpandColumn { source, output, ty: ScalarType::String };
        let (name, value) = (self.new_column(), self.new_column());
        input.plan = Plan::Expand(Expand {
            input: Box::new(input.take_plan()),
            columns: vec![expand(Expr::literal(names, span), name), expand(cells, value)],
            index: None,
            bag_as_array: false,
            limit: None,
        });
        // Rows count from 0.
        let one = Expr::literal(Value::Long(1), span);
        let row = self.call_operator("-", vec![Expr::column(number, ScalarType::Long, span), one], span);
        let row = self.compute(&mut input, [row])[0];
        input.columns = vec![
            ResultColumn { id: row, name: "Row".into(), ty: ScalarType::Long },
            ResultColumn { id: name, name: "Column".into(), ty: ScalarType::String },
            ResultColumn { id: value, name: "Value".into(), ty: ScalarType::String },
        ];
        input.serialized = false;
        if input.openness != Openness::Broken {
            input.openness = Openness::Closed;
        }
        input
    }
}
