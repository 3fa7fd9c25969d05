//! Rows get what a filtered table knows of them, and are put in order by it: rows without a partner lack what all
//! others have in common.

use lurcher_symbols::ScalarType::Long;
use lurcher_symbols::Column;

use crate::generate::operators::join::filtered_side;
use crate::generate::operators::sort::is_ordered;
use crate::generate::{Generator, Idiom};
use crate::query::{Expr, JoinKind, SortKey, Step};

pub(super) static IDIOM: Idiom = Idiom { make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Vec<Step>> {
    let (right, on) = filtered_side(generator, columns)?;
    let joins = match generator.rng.u32(0..4) {
        0 => Step::Join { kind: JoinKind::LeftOuter, right, on },
        1 => Step::Join { kind: JoinKind::FullOuter, right, on },
        2 => Step::Join { kind: JoinKind::RightOuter, right, on },
        _ => Step::Lookup { inner: false, right, on },
    };
    let joined = joins.columns(columns.to_vec(), generator.tables);
    let is_added = |c: &Column| is_ordered(c) && !columns.contains(c);
    let first = generator.column(&joined, is_added)?;
    let descending = generator.rng.bool();
    let key = |c: &Column| SortKey { column: c.name.to_string(), descending, nulls_first: None };
    if generator.chance(40) {
        return Some(vec![joins, Step::Top(generator.rng.u64(1..6), key(&first))]);
    }
    // By all columns, equal rows alone have no order.
    let others = joined.iter().filter(|c| is_ordered(c) && **c != first);
    let keys = std::iter::once(&first).chain(others).map(key).collect();
    let number = generator.free_name(Long, &joined);
    let number = Step::Serialize(vec![(number, Expr::call("row_number", Vec::new(), Long))]);
    Some(vec![joins, Step::Sort(keys), number])
}
