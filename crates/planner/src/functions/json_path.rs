//! `d.a.b[0]`: a path of constant steps into a dynamic, or into JSON text that `parse_json()` would make one.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};

use arrow::array::{Array, StringViewArray};
use arrow::datatypes::DataType;
use datafusion::common::{Result, ScalarValue, internal_err};
use datafusion::logical_expr::{
    ColumnarValue, Expr, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};
use lurcher_binder::bound::PathStep;

use super::json::{Step, find, find_raw};
use super::slices::{Slices, place};

/// What a path leads to. `is_json` says that the text is JSON from outside, not canonical text.
pub fn json_path(text: Expr, is_json: bool, steps: &[PathStep]) -> Expr {
    let steps: Vec<Step> = steps.iter().map(Step::of).collect();
    ScalarUDF::from(JsonPath::new(steps, is_json)).call(vec![text])
}

/// The function. Its DataFusion name carries the path.
#[derive(Debug)]
struct JsonPath {
    steps: Vec<Step>,
    is_json: bool,
    name: String,
    signature: Signature,
}

impl JsonPath {
    fn new(steps: Vec<Step>, is_json: bool) -> Self {
        let path: String = steps
            .iter()
            .map(|step| match step {
                Step::Key { quoted, .. } => format!("[{quoted}]"),
                Step::Index(index) => format!("[{index}]"),
            })
            .collect();
        let name = format!("{}{path}", if is_json { "json" } else { "dynamic" });
        let signature = Signature::exact(vec![DataType::Utf8View], Volatility::Immutable);
        Self { steps, is_json, name, signature }
    }

    fn column(&self, texts: &StringViewArray) -> Result<ColumnarValue> {
        let mut out = Slices::of(texts);
        for row in 0..texts.len() {
            if texts.is_null(row) {
                out.append_null();
                continue;
            }
            let text = texts.value(row);
            let found = match self.is_json {
                false => find(text, &self.steps).map(Into::into),
                true => find_raw(text, &self.steps),
            };
            match found {
                Some(Cow::Borrowed(piece)) => {
                    let (start, end) = place(text, piece);
                    out.append(row, start, end)?;
                }
                Some(Cow::Owned(other)) => out.append_text(&other),
                None => out.append_null(),
            }
        }
        Ok(ColumnarValue::Array(out.finish()))
    }

    fn constant(&self, text: &str) -> Option<String> {
        match self.is_json {
            false => find(text, &self.steps).map(str::to_owned),
            true => find_raw(text, &self.steps).map(Cow::into_owned),
        }
    }
}

impl PartialEq for JsonPath {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for JsonPath {}

impl Hash for JsonPath {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl ScalarUDFImpl for JsonPath {
    fn name(&self) -> &str {
        &self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Utf8View)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        match args.args.as_slice() {
            [ColumnarValue::Scalar(ScalarValue::Utf8View(text))] => {
                let found = text.as_deref().and_then(|text| self.constant(text));
                Ok(ColumnarValue::Scalar(ScalarValue::Utf8View(found)))
            }
            [ColumnarValue::Array(array)] => match array.as_any().downcast_ref() {
                Some(texts) => self.column(texts),
                None => internal_err!("{} over {}", self.name, array.data_type()),
            },
            _ => internal_err!("{} over a constant that is no text", self.name),
        }
    }
}
