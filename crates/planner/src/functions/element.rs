//! `d[key]`, `d[index]`: a step into a dynamic that differs from row to row.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, StringViewArray};
use arrow::datatypes::{DataType, Int64Type};
use datafusion::common::{Result, internal_err};
use datafusion::logical_expr::{
    ColumnarValue, Expr, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};
use lurcher_functions::kernel::{Slices, place};

use super::json::{Step, find};

/// What a step leads to: a key where `by_key` says so, else a long that is an index.
pub fn element(base: Expr, index: Expr, by_key: bool) -> Expr {
    ScalarUDF::from(Element::new(by_key)).call(vec![base, index])
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Element {
    by_key: bool,
    signature: Signature,
}

impl Element {
    fn new(by_key: bool) -> Self {
        let index = if by_key { DataType::Utf8View } else { DataType::Int64 };
        Self { by_key, signature: Signature::exact(vec![DataType::Utf8View, index], Volatility::Immutable) }
    }

    fn step(&self, index: &ArrayRef, row: usize) -> Option<Step> {
        if index.is_null(row) {
            return None;
        }
        Some(match self.by_key {
            true => Step::key(index.as_string_view().value(row)),
            false => Step::Index(index.as_primitive::<Int64Type>().value(row)),
        })
    }
}

impl ScalarUDFImpl for Element {
    fn name(&self) -> &str {
        if self.by_key { "dynamic_key" } else { "dynamic_index" }
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Utf8View)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let [base, index] = args.args.as_slice() else {
            return internal_err!("{} takes two arguments", self.name());
        };
        let base: Arc<dyn Array> = base.to_array(args.number_rows)?;
        let index = index.to_array(args.number_rows)?;
        let Some(texts) = base.as_any().downcast_ref::<StringViewArray>() else {
            return internal_err!("{} over {}", self.name(), base.data_type());
        };
        let mut out = Slices::of(texts);
        for row in 0..texts.len() {
            let step = if texts.is_null(row) { None } else { self.step(&index, row) };
            match step.and_then(|step| find(texts.value(row), &[step])) {
                Some(piece) => {
                    let (start, end) = place(texts.value(row), piece);
                    out.append(row, start, end)?;
                }
                None => out.append_null(),
            }
        }
        Ok(ColumnarValue::Array(out.finish()))
    }
}
