//! `array_sort_asc()` and `array_sort_desc()`.

use std::cmp::Ordering;

use arrow::array::ArrayRef;
use datafusion::common::Result;
use lurcher_symbols::values::dynamic::Dynamic;
use lurcher_symbols::{OutputArgument, ScalarType, Value};

use super::elements::{elements, write_array};
use super::{Call, DynamicBuilder, Text};

/// The first array in the order of `compare`, the other arrays rearranged with it. Null stands for what is no array, or
/// no array of the first one's length. A bool as the last argument says whether nulls go last.
pub fn sort(call: &Call<'_>, compare: fn(&Dynamic, &Dynamic) -> Ordering) -> Result<Vec<ArrayRef>> {
    let count = call.types.iter().filter(|ty| **ty == ScalarType::Dynamic).count();
    let arrays = (0..count).map(|i| call.text(i)).collect::<Result<Vec<Text<'_>>>>()?;
    let nulls_last = call.constant(count) != Some(Value::Bool(false));
    let mut sorted: Vec<DynamicBuilder> = arrays.iter().map(|_| DynamicBuilder::new(call.rows)).collect();
    let (mut first, mut other) = (Vec::new(), Vec::new());
    for row in 0..call.rows {
        let known = elements(arrays[0].option(row), &mut first);
        let order = order(&first, compare, nulls_last);
        for (array, sorted) in arrays.iter().zip(&mut sorted) {
            sorted.append(|out| {
                let fits = known && elements(array.option(row), &mut other) && other.len() == first.len();
                if fits {
                    write_array(order.iter().map(|place| other[*place]), out);
                }
                fits
            })?;
        }
    }
    Ok(sorted.into_iter().map(DynamicBuilder::finish).collect())
}

/// The columns of a call: one for each array, named after it.
pub fn sorted_columns(arguments: &[OutputArgument<'_>]) -> Vec<(String, ScalarType)> {
    let arrays = arguments.iter().filter(|argument| argument.ty == ScalarType::Dynamic).enumerate();
    let name = |(place, array): (usize, &OutputArgument<'_>)| match array.name {
        Some(name) => format!("{name}_sorted"),
        None => format!("array{place}_sorted"),
    };
    arrays.map(|array| (name(array), ScalarType::Dynamic)).collect()
}

/// The places of the elements in their new order.
fn order(array: &[&str], compare: fn(&Dynamic, &Dynamic) -> Ordering, nulls_last: bool) -> Vec<usize> {
    let keys: Vec<Dynamic> = array.iter().map(|element| Dynamic::from_canonical(element)).collect();
    let mut order: Vec<usize> = (0..array.len()).collect();
    order.sort_by(|a, b| {
        let (a, b) = (&keys[*a], &keys[*b]);
        match (a.is_null(), b.is_null()) {
            (false, false) => compare(a, b),
            (a, b) if nulls_last => a.cmp(&b),
            (a, b) => b.cmp(&a),
        }
    });
    order
}
