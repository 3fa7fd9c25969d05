//! `partition`.

use lurcher_symbols::ScalarType::{self, Long};
use lurcher_symbols::Column;

use crate::generate::{Generator, Operator};
use crate::query::{Step, Verbatim, quoted_name};

pub(super) static OPERATOR: Operator = Operator { weight: 3, is_plain: false, make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Step> {
    let key = generator.column(columns, |c| matches!(c.ty, Long | ScalarType::String))?;
    let name = quoted_name(&key.name);
    let strategy = ["native", "shuffle", "legacy"][generator.rng.usize(0..3)];
    let (query, columns) = match generator.rng.u32(0..3) {
        0 => {
            let count = generator.free_name(Long, columns);
            (format!("summarize {count} = count() by {name}"), vec![key, Column::new(count, Long)])
        }
        1 => (format!("where {}", generator.predicate(columns)), columns.to_vec()),
        _ => (format!("distinct {name}"), vec![key]),
    };
    let text = format!("partition hint.strategy={strategy} by {name} ({query})");
    Some(Step::Verbatim(Verbatim { text, columns, ..Verbatim::default() }))
}
