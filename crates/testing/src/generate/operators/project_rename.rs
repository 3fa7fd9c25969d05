//! `project-rename`.

use lurcher_symbols::Column;

use crate::generate::{Generator, Operator};
use crate::query::Step;

pub(super) static OPERATOR: Operator = Operator { weight: 3, is_plain: true, make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Step> {
    let column = generator.column(columns, |_| true)?;
    let name = generator.free_name(column.ty, columns);
    Some(Step::ProjectRename(vec![(name, column.name.to_string())]))
}
