//! `kql_canonical(s)`: the dynamics of a table of ours, which stand there as canonical JSON text.
//!
//! A file can say so of any text, and what works on dynamics relies on it: text that is no canonical JSON is made it.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, StringViewBuilder};
use arrow::compute::cast;
use arrow::datatypes::DataType;
use datafusion::common::Result;
use lurcher_symbols::values::dynamic;

use super::unary::EdgeKernel;

/// `kql_canonical`.
pub(super) struct Canonical;

impl EdgeKernel for Canonical {
    const NAME: &'static str = "kql_canonical";

    fn returns() -> DataType {
        DataType::Utf8View
    }

    fn run(array: &ArrayRef) -> Result<ArrayRef> {
        let array = match array.data_type() {
            DataType::Utf8View => Arc::clone(array),
            DataType::Utf8 | DataType::LargeUtf8 => cast(array, &DataType::Utf8View)?,
            other => return super::refuse(other, lurcher_symbols::ScalarType::Dynamic),
        };
        let texts = array.as_string_view();
        if texts.iter().flatten().all(dynamic::is_canonical) {
            return Ok(array);
        }
        let mut canonical = StringViewBuilder::with_capacity(texts.len());
        for text in texts {
            match text {
                None => canonical.append_null(),
                Some(text) if dynamic::is_canonical(text) => canonical.append_value(text),
                Some(text) => match dynamic::Dynamic::from_canonical(text) {
                    dynamic::Dynamic::Null => canonical.append_null(),
                    value => canonical.append_value(value.canonical()),
                },
            }
        }
        Ok(Arc::new(canonical.finish()))
    }
}

#[cfg(test)]
mod tests {
    use arrow::array::StringViewArray;

    use super::*;

    #[test]
    fn what_is_canonical_is_shared_and_all_else_is_made_it() {
        let array: ArrayRef = Arc::new(StringViewArray::from(vec![Some("[1,2.5]"), None]));
        assert!(Arc::ptr_eq(&Canonical::run(&array).unwrap(), &array));
        let tagged = r#"["\u0001d2026-01-15T00:00:00.0000000Z"]"#;
        let array: ArrayRef = Arc::new(StringViewArray::from(vec![Some(tagged), Some("[1, 2"), None]));
        let made = Canonical::run(&array).unwrap();
        let made: Vec<Option<&str>> = made.as_string_view().iter().collect();
        assert_eq!(made, [Some(tagged), Some(r#""[1, 2""#), None]);
    }
}
