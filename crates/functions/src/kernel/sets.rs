//! Arrays as sets.

use std::borrow::Cow;

use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use rustc_hash::FxHashSet;

use super::elements::{elements, normal, write_array};
use super::{Call, Text, dynamics};

/// The distinct elements of argument 0 that `keep` wants, given the elements of each further argument, and then, where
/// `add` says so, those of the further arguments. Elements stand in the order in which they come first. Null where an
/// argument is no array.
pub fn combine(
    call: &Call<'_>,
    add: bool,
    keep: fn(&str, &[FxHashSet<Cow<'_, str>>]) -> bool,
) -> Result<ColumnarValue> {
    let sets = (0..call.len()).map(|i| call.text(i)).collect::<Result<Vec<Text<'_>>>>()?;
    let mut arrays = vec![Vec::new(); sets.len()];
    dynamics(call.rows, |row, out| {
        if !sets.iter().zip(&mut arrays).all(|(set, array)| elements(set.option(row), array)) {
            return false;
        }
        let (first, others) = arrays.split_at(1);
        let others_keys: Vec<FxHashSet<Cow<'_, str>>> = match add {
            true => Vec::new(),
            false => others.iter().map(|array| array.iter().map(|e| normal(e)).collect()).collect(),
        };
        let further = if add { others } else { &[] };
        let mut seen = FxHashSet::default();
        let wanted = first.iter().chain(further).flatten().filter(|element| {
            let key = normal(element);
            keep(&key, &others_keys) && seen.insert(key)
        });
        write_array(wanted.copied(), out);
        true
    })
}
