//! `kql_str(s)`: text, where null becomes `""`, since a string of KQL is never null.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, StringViewArray, UInt32Array};
use arrow::compute::{cast, concat, take};
use arrow::datatypes::DataType;
use datafusion::common::Result;

use super::unary::EdgeKernel;

/// `kql_str`. It has no preimage: null rows give `""` too, which a comparison with the column would not find.
pub(super) struct Text;

impl EdgeKernel for Text {
    const NAME: &'static str = "kql_str";

    fn returns() -> DataType {
        DataType::Utf8View
    }

    fn run(array: &ArrayRef) -> Result<ArrayRef> {
        let text = match array.data_type() {
            DataType::Utf8View => Arc::clone(array),
            _ => cast(array, &DataType::Utf8View)?,
        };
        let Some(nulls) = text.nulls().filter(|n| n.null_count() > 0) else { return Ok(text) };
        // Taking views shares the text: each null takes the view of one empty string at the end.
        let empty = text.len() as u32;
        let rows = nulls.iter().zip(0..).map(|(valid, row)| if valid { row } else { empty });
        let rows = UInt32Array::from_iter_values(rows);
        let with_empty = concat(&[&text, &StringViewArray::from(vec![""])])?;
        Ok(take(&with_empty, &rows, None)?)
    }

    fn is_identity(argument: &DataType, nullable: bool) -> bool {
        *argument == DataType::Utf8View && !nullable
    }
}

#[cfg(test)]
mod tests {
    use arrow::array::{AsArray, DictionaryArray, LargeStringArray, StringArray};
    use arrow::datatypes::Int32Type;

    use super::*;

    const LONG: &str = "longer than the twelve bytes of a view";

    fn run(array: impl Array + 'static) -> Vec<Option<String>> {
        let result = Text::run(&(Arc::new(array) as ArrayRef)).unwrap();
        assert_eq!(result.null_count(), 0);
        result.as_string_view().iter().map(|s| s.map(str::to_owned)).collect()
    }

    #[test]
    fn null_is_the_empty_string() {
        let values = vec![Some("a"), None, Some(""), Some(LONG), None];
        let expected = ["a", "", "", LONG, ""].map(|s| Some(s.to_owned()));
        assert_eq!(run(StringViewArray::from(values.clone())), expected);
        assert_eq!(run(StringArray::from(values.clone())), expected);
        assert_eq!(run(LargeStringArray::from(values.clone())), expected);
        assert_eq!(run(values.into_iter().collect::<DictionaryArray<Int32Type>>()), expected);
        assert_eq!(run(StringViewArray::new_null(2)), [Some(String::new()), Some(String::new())]);
    }

    #[test]
    fn without_nulls_nothing_is_copied() {
        let array: ArrayRef = Arc::new(StringViewArray::from(vec![LONG]));
        assert!(Arc::ptr_eq(&Text::run(&array).unwrap(), &array));
    }
}
