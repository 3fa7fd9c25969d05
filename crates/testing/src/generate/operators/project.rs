//! `project`.

use lurcher_symbols::Column;

use crate::generate::{Generator, Operator};
use crate::query::{Expr, Step};

pub(super) static OPERATOR: Operator = Operator { weight: 8, is_plain: true, make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Step> {
    let kept = generator.some_columns(columns, 4, |_| true);
    let mut made: Vec<_> = kept.iter().map(|c| (c.name.to_string(), Expr::column(c))).collect();
    if generator.chance(50) {
        let expr = generator.any(columns);
        made.push((generator.free_name(expr.ty(), columns), expr));
    }
    Some(Step::Project(made)).filter(|_| !columns.is_empty())
}
