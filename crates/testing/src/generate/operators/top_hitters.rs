//! `top-hitters`, more than there are.

use lurcher_symbols::ScalarType::{self, Long};
use lurcher_symbols::Column;

use crate::generate::{Generator, Operator};
use crate::query::{Step, Verbatim, quoted_name};

pub(super) static OPERATOR: Operator = Operator { weight: 1, is_plain: false, make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Step> {
    let key = generator.column(columns, |c| matches!(c.ty, Long | ScalarType::String))?;
    let text = format!("top-hitters 1000 of {}", quoted_name(&key.name));
    let count = format!("approximate_count_{}", key.name);
    let columns = vec![key, Column::new(count, Long)];
    Some(Step::Verbatim(Verbatim { text, columns, ..Verbatim::default() }))
}
