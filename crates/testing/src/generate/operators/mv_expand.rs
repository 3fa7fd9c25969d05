//! `mv-expand`.

use lurcher_symbols::ScalarType::{self, Dynamic, Long};
use lurcher_symbols::Column;

use crate::generate::{Generator, Operator};
use crate::query::Step;

pub(super) static OPERATOR: Operator = Operator { weight: 7, is_plain: true, make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Step> {
    let column = generator.column(columns, |c| c.ty == Dynamic)?;
    let ty = [None, Some(Long), Some(Long), Some(ScalarType::String)][generator.rng.usize(0..4)];
    let name = generator.free_name(ty.unwrap_or(Dynamic), columns);
    let mut taken = columns.to_vec();
    taken.push(Column::new(name.as_str(), ty.unwrap_or(Dynamic)));
    let index = generator.chance(20).then(|| generator.free_name(Long, &taken));
    Some(Step::MvExpand { name, column: column.name.to_string(), ty, index })
}
