//! `make-series`.

use lurcher_symbols::ScalarType::{Dynamic, Long};
use lurcher_symbols::Column;

use crate::generate::{Generator, Operator, is_key};
use crate::query::{Step, Verbatim, quoted_name};

pub(super) static OPERATOR: Operator = Operator { weight: 3, is_plain: false, make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Step> {
    let axis = generator.column(columns, |c| c.ty == Long)?;
    let key = generator.column(columns, |c| is_key(c) && *c != axis);
    let value = generator.free_name(Dynamic, columns);
    let by = key.as_ref().map(|key| format!(" by {}", quoted_name(&key.name))).unwrap_or_default();
    let function = ["count()", "countif(true)", "dcount(1)"][generator.rng.usize(0..3)];
    let axis_name = quoted_name(&axis.name);
    let text = format!("make-series {value} = {function} default = 0 on {axis_name} from -1 to 5 step 2{by}");
    let made = [Column::new(value, Dynamic), Column::new(axis.name, Dynamic)];
    let columns = key.into_iter().chain(made).collect();
    Some(Step::Verbatim(Verbatim { text, columns, ..Verbatim::default() }))
}
