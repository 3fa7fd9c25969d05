//! `evaluate bag_unpack()`, with the columns that the data names as a bag.

use lurcher_symbols::ScalarType::Dynamic;
use lurcher_symbols::Column;

use crate::generate::{Generator, Operator, is_key};
use crate::query::{Step, Verbatim, quoted_name};

pub(super) static OPERATOR: Operator = Operator { weight: 2, is_plain: false, make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Step> {
    let bag = generator.column(columns, |c| c.ty == Dynamic)?;
    let kept = generator.column(columns, is_key);
    let cells = Column::new(generator.free_name(Dynamic, columns), Dynamic);
    let shown = kept.as_ref().map(|c| format!("{}, ", quoted_name(&c.name))).unwrap_or_default();
    let source = quoted_name(&bag.name);
    // A prefix keeps the bag's keys apart from the columns that are there.
    let text = format!("evaluate bag_unpack({source}, \"of_\") | project {shown}{} = pack_all()", cells.name);
    let columns = kept.into_iter().chain([cells]).collect();
    Some(Step::Verbatim(Verbatim { text, columns, of_all_columns: true, ..Verbatim::default() }))
}
