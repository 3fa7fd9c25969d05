//! `mv-apply`.

use lurcher_symbols::ScalarType::{Dynamic, Long};
use lurcher_symbols::Column;

use crate::generate::{Generator, Operator};
use crate::query::{Step, Verbatim, quoted_name};

pub(super) static OPERATOR: Operator = Operator { weight: 4, is_plain: false, make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Step> {
    let source = generator.column(columns, |c| c.ty == Dynamic)?;
    let item = generator.free_name(Long, columns);
    let mut taken = columns.to_vec();
    taken.push(Column::new(item.as_str(), Long));
    let result = generator.free_name(Long, &taken);
    let (query, made) = match generator.rng.u32(0..5) {
        0 => (format!("where {item} > 1"), item.clone()),
        1 => (format!("summarize {result} = count()"), result),
        2 => (format!("summarize {result} = sum({item})"), result),
        3 => (format!("distinct {item}"), item.clone()),
        _ => (format!("summarize {result} = max({item}) by {item} | project-away {item}"), result),
    };
    let text = format!("mv-apply {item} = {} to typeof(long) on ({query})", quoted_name(&source.name));
    let columns = [columns.to_vec(), vec![Column::new(made, Long)]].concat();
    Some(Step::Verbatim(Verbatim { text, columns, row_by_row: true, ..Verbatim::default() }))
}
