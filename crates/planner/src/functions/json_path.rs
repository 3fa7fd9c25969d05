//! `d.a.b[0]`: a path of constant steps into a dynamic.

use std::hash::{Hash, Hasher};

use arrow::array::{Array, StringViewArray};
use arrow::datatypes::DataType;
use datafusion::common::{Result, ScalarValue, internal_err};
use datafusion::logical_expr::{
    ColumnarValue, Expr, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};
use lurcher_binder::bound::PathStep;
use lurcher_functions::kernel::{Slices, place};

use super::json::{Step, find};

/// What a path leads to.
pub fn json_path(dynamic: Expr, steps: &[PathStep]) -> Expr {
    let steps: Vec<Step> = steps.iter().map(Step::of).collect();
    ScalarUDF::from(JsonPath::new(steps)).call(vec![dynamic])
}

/// A path as the names of functions have it.
pub(super) fn path_name(steps: &[Step]) -> String {
    let name = |step: &Step| match step {
        Step::Key(quoted) => format!("[{quoted}]"),
        Step::Index(index) => format!("[{index}]"),
    };
    steps.iter().map(name).collect()
}

/// The function. Its DataFusion name carries the path.
#[derive(Debug)]
struct JsonPath {
    steps: Vec<Step>,
    name: String,
    signature: Signature,
}

impl JsonPath {
    fn new(steps: Vec<Step>) -> Self {
        let name = format!("dynamic{}", path_name(&steps));
        let signature = Signature::exact(vec![DataType::Utf8View], Volatility::Immutable);
        Self { steps, name, signature }
    }

    fn column(&self, texts: &StringViewArray) -> Result<ColumnarValue> {
        let mut out = Slices::of(texts);
        for row in 0..texts.len() {
            let text = if texts.is_null(row) { "null" } else { texts.value(row) };
            match find(text, &self.steps) {
                Some(piece) => {
                    let (start, end) = place(text, piece);
                    out.append(row, start, end)?;
                }
                None => out.append_null(),
            }
        }
        Ok(ColumnarValue::Array(out.finish()))
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
                let found = text.as_deref().and_then(|text| find(text, &self.steps));
                Ok(ColumnarValue::Scalar(ScalarValue::Utf8View(found.map(str::to_owned))))
            }
            [ColumnarValue::Array(array)] => match array.as_any().downcast_ref() {
                Some(texts) => self.column(texts),
                None => internal_err!("{} over {}", self.name, array.data_type()),
            },
            _ => internal_err!("{} over a constant that is no text", self.name),
        }
    }
}
