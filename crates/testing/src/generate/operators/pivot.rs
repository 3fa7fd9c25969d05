//! `evaluate pivot()`, with the columns that the data names as a bag.

use lurcher_symbols::ScalarType::{self, Dynamic, Long};
use lurcher_symbols::Column;

use crate::generate::{Generator, Operator, is_key};
use crate::query::{Step, Verbatim, quoted_name};

pub(super) static OPERATOR: Operator = Operator { weight: 2, is_plain: false, make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Step> {
    let named = generator.column(columns, |c| matches!(c.ty, ScalarType::String | Long | ScalarType::Bool))?;
    let key = generator.column(columns, |c| is_key(c) && *c != named)?;
    let cells = Column::new(generator.free_name(Dynamic, columns), Dynamic);
    let value = generator.column(columns, |c| c.ty == Long && *c != named && *c != key);
    let aggregate = value.map_or_else(|| "count()".to_owned(), |value| format!("sum({})", quoted_name(&value.name)));
    let (name, by) = (quoted_name(&named.name), quoted_name(&key.name));
    let text = format!("evaluate pivot({name}, {aggregate}, {by}) | project {by}, {} = pack_all()", cells.name);
    Some(Step::Verbatim(Verbatim { text, columns: vec![key, cells], ..Verbatim::default() }))
}
