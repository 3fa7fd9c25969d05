//! `kql_base64(bytes)`: bytes as base64 text, as Kusto's mapping transformation `BytesAsBase64` gives them.
//! <https://learn.microsoft.com/kusto/management/mappings#mapping-transformations>

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, StringViewBuilder};
use arrow::compute::cast;
use arrow::datatypes::DataType;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use datafusion::common::Result;

use super::unary::EdgeKernel;

/// `kql_base64`. Null becomes `""`.
pub(super) struct Base64;

impl EdgeKernel for Base64 {
    const NAME: &'static str = "kql_base64";

    fn returns() -> DataType {
        DataType::Utf8View
    }

    fn run(array: &ArrayRef) -> Result<ArrayRef> {
        let bytes = cast(array, &DataType::BinaryView)?;
        let mut text = StringViewBuilder::with_capacity(bytes.len());
        let mut encoded = String::new();
        for value in bytes.as_binary_view() {
            encoded.clear();
            STANDARD.encode_string(value.unwrap_or_default(), &mut encoded);
            text.append_value(&encoded);
        }
        Ok(Arc::new(text.finish()))
    }
}

#[cfg(test)]
mod tests {
    use arrow::array::{BinaryArray, FixedSizeBinaryArray};

    use super::*;

    fn run(array: impl Array + 'static) -> Vec<String> {
        let text = Base64::run(&(Arc::new(array) as ArrayRef)).unwrap();
        text.as_string_view().iter().flatten().map(str::to_owned).collect()
    }

    /// RFC 4648, section 10.
    #[test]
    fn test_vectors() {
        let values = vec![Some(&b"foobar"[..]), None, Some(b"fo"), Some(b"")];
        assert_eq!(run(BinaryArray::from(values)), ["Zm9vYmFy", "", "Zm8=", ""]);
        let fixed = FixedSizeBinaryArray::try_from_iter([b"foo", b"bar"].into_iter()).unwrap();
        assert_eq!(run(fixed), ["Zm9v", "YmFy"]);
    }
}
