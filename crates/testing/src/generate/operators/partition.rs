//! `partition`.

use lurcher_symbols::ScalarType::{self, Long};
use lurcher_symbols::Column;

use super::sort::is_ordered;
use crate::generate::{Generator, Operator};
use crate::query::{Heeds, Step, Verbatim, quoted_name};

pub(super) static OPERATOR: Operator = Operator { weight: 3, is_plain: false, make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Step> {
    let key = generator.column(columns, |c| matches!(c.ty, Long | ScalarType::String))?;
    let name = quoted_name(&key.name);
    let strategy = ["native", "shuffle", "legacy"][generator.rng.usize(0..3)];
    let (query, columns, heeds) = match generator.rng.u32(0..4) {
        0 => {
            let count = generator.free_name(Long, columns);
            (format!("summarize {count} = count() by {name}"), vec![key, Column::new(count, Long)], Heeds::Nothing)
        }
        1 => (format!("where {}", generator.predicate(columns)), columns.to_vec(), Heeds::Nothing),
        2 => (format!("distinct {name}"), vec![key], Heeds::Nothing),
        _ => {
            let best = generator.column(columns, is_ordered)?;
            (format!("top {} by {}", generator.rng.u32(1..3), quoted_name(&best.name)), columns.to_vec(), Heeds::Choice)
        }
    };
    let text = format!("partition hint.strategy={strategy} by {name} ({query})");
    Some(Step::Verbatim(Verbatim { text, columns, heeds, ..Verbatim::default() }))
}
