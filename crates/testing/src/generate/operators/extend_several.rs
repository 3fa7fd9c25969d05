//! `extend` by a function that gives several values.

use lurcher_symbols::Column;

use crate::generate::{Generator, Operator};
use crate::query::{Step, Verbatim};

pub(super) static OPERATOR: Operator = Operator { weight: 2, is_plain: false, make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Step> {
    let (call, types) = generator.call_of_several(columns)?;
    let mut taken = columns.to_vec();
    let mut names = Vec::new();
    for ty in types {
        let name = generator.free_name(ty, &taken);
        taken.push(Column::new(name.as_str(), ty));
        names.push(name);
    }
    let text = format!("extend ({}) = {call}", names.join(", "));
    Some(Step::Verbatim(Verbatim { text, columns: taken, row_by_row: true, ..Verbatim::default() }))
}
