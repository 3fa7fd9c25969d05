//! `extend` of a column that is there.

use lurcher_symbols::ScalarType::Dynamic;
use lurcher_symbols::Column;

use crate::generate::{Generator, Operator};
use crate::query::{Step, Verbatim, quoted_name};

pub(super) static OPERATOR: Operator = Operator { weight: 4, is_plain: false, make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Step> {
    let column = generator.column(columns, |c| c.ty != Dynamic)?;
    let expr = generator.expr(column.ty, columns, 2);
    let text = format!("extend {} = {expr}", quoted_name(&column.name));
    let columns = columns.to_vec();
    Some(Step::Verbatim(Verbatim { text, columns, row_by_row: true, ..Verbatim::default() }))
}
