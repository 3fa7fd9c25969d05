//! `scan`.

use lurcher_symbols::ScalarType::Long;
use lurcher_symbols::Column;

use crate::generate::{Generator, Operator};
use crate::query::{Heeds, Step, Verbatim, quoted_name};

pub(super) static OPERATOR: Operator = Operator { weight: 2, is_plain: false, make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Step> {
    let value = generator.column(columns, |c| c.ty == Long)?;
    let value = quoted_name(&value.name);
    let state = generator.free_name(Long, columns);
    let steps = match generator.rng.u32(0..3) {
        0 => format!("step s: true => {state} = s.{state} + 1;"),
        1 => format!("step s: {value} > 0 => {state} = s.{state} + {value};"),
        _ => format!("step s: {value} == 1; step t: {value} > s.{value} => {state} = {value};"),
    };
    let text = format!("serialize | scan declare ({state}: long = 0) with ({steps})");
    let columns = [columns.to_vec(), vec![Column::new(state, Long)]].concat();
    Some(Step::Verbatim(Verbatim { text, columns, heeds: Heeds::Order, ..Verbatim::default() }))
}
