//! `top-nested` of all values, so that no tie has to be broken.

use lurcher_symbols::ScalarType::Long;
use lurcher_symbols::Column;

use crate::generate::{Generator, Operator, is_key};
use crate::query::{Step, Verbatim, quoted_name};

pub(super) static OPERATOR: Operator = Operator { weight: 2, is_plain: false, make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Step> {
    let keys = generator.some_columns(columns, 2, is_key);
    let mut made: Vec<Column> = columns.to_vec();
    let mut parts = Vec::new();
    let mut result = Vec::new();
    for key in keys {
        let count = generator.free_name(Long, &made);
        made.push(Column::new(count.as_str(), Long));
        parts.push(format!("top-nested of {} by {count} = count()", quoted_name(&key.name)));
        result.extend([key, Column::new(count, Long)]);
    }
    let (text, columns) = (parts.join(", "), result);
    if text.is_empty() {
        return None;
    }
    Some(Step::Verbatim(Verbatim { text, columns, ..Verbatim::default() }))
}
