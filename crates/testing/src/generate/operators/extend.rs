//! `extend`.

use lurcher_symbols::ScalarType::Dynamic;
use lurcher_symbols::{Column, Value};

use crate::generate::expressions::whole_row;
use crate::generate::{Generator, Operator};
use crate::query::{Expr, Step};

/// How many of a hundred are the whole row as a bag, with what is missing and without.
const WHOLE_ROWS: u32 = 4;

pub(super) static OPERATOR: Operator = Operator { weight: 12, is_plain: true, make };

/// A column of the same step cannot be read by the next one, so names that the input lacks are enough.
fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Step> {
    let mut taken = columns.to_vec();
    let mut made = Vec::new();
    if generator.chance(WHOLE_ROWS) {
        let all = Expr::call("pack_all", vec![Expr::Literal(Value::Bool(true))], Dynamic);
        for row in [whole_row(columns), all] {
            let name = generator.free_name(Dynamic, &taken);
            taken.push(Column::new(name.as_str(), Dynamic));
            made.push((name, row));
        }
        return Some(Step::Extend(made));
    }
    for _ in 0..generator.rng.usize(1..=2) {
        let expr = generator.any(columns);
        let name = generator.free_name(expr.ty(), &taken);
        taken.push(Column::new(name.as_str(), expr.ty()));
        made.push((name, expr));
    }
    Some(Step::Extend(made))
}
