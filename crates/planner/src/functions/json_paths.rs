//! Paths of constant steps into JSON text from outside, which `parse_json()` would make a dynamic: the dynamic is not
//! made.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, StringViewArray, StructArray};
use arrow::datatypes::{DataType, Field, Fields};
use datafusion::common::{Result, internal_err};
use datafusion::logical_expr::{
    ColumnarValue, Expr, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};
use lurcher_binder::bound::PathStep;
use lurcher_functions::kernel::{Slices, place};

use super::json::{Paths, RawFinder, Step};
use super::json_path::path_name;

/// What several paths lead to, found in one walk: a struct of dynamics, with [`path_field`]s.
pub fn json_paths(text: Expr, paths: &[&[PathStep]]) -> Expr {
    ScalarUDF::from(JsonPaths::new(paths)).call(vec![text])
}

/// The name of the field of the `i`th path.
pub fn path_field(i: usize) -> String {
    format!("p{i}")
}

/// The function. Its DataFusion name carries the paths.
#[derive(Debug)]
struct JsonPaths {
    paths: Paths,
    name: String,
    signature: Signature,
}

impl JsonPaths {
    fn new(paths: &[&[PathStep]]) -> Self {
        let names: Vec<String> =
            paths.iter().map(|steps| path_name(&steps.iter().map(Step::of).collect::<Vec<_>>())).collect();
        let name = format!("json({})", names.join(","));
        let signature = Signature::exact(vec![DataType::Utf8View], Volatility::Immutable);
        Self { paths: Paths::of(paths.iter().copied()), name, signature }
    }

    fn fields(&self) -> Fields {
        (0..self.paths.len()).map(|i| Field::new(path_field(i), DataType::Utf8View, true)).collect()
    }

    fn run(&self, texts: &StringViewArray) -> Result<StructArray> {
        let mut columns: Vec<Slices<'_>> = (0..self.paths.len()).map(|_| Slices::of(texts)).collect();
        let mut finder = RawFinder::new(&self.paths);
        let mut failed = Ok(());
        for row in 0..texts.len() {
            let text = if texts.is_null(row) { "" } else { texts.value(row) };
            finder.find(text, |i, found| match found {
                Some(Cow::Borrowed(piece)) => {
                    let (start, end) = place(text, piece);
                    if let Err(e) = columns[i].append(row, start, end) {
                        failed = Err(e);
                    }
                }
                Some(Cow::Owned(other)) => columns[i].append_text(&other),
                None => columns[i].append_null(),
            });
        }
        failed?;
        let columns: Vec<ArrayRef> = columns.into_iter().map(Slices::finish).collect();
        Ok(StructArray::try_new(self.fields(), columns, None)?)
    }
}

impl PartialEq for JsonPaths {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for JsonPaths {}

impl Hash for JsonPaths {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl ScalarUDFImpl for JsonPaths {
    fn name(&self) -> &str {
        &self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Struct(self.fields()))
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let [text] = args.args.as_slice() else {
            return internal_err!("{} takes one argument", self.name);
        };
        let text = text.to_array(args.number_rows)?;
        match text.as_any().downcast_ref() {
            Some(texts) => Ok(ColumnarValue::Array(Arc::new(self.run(texts)?))),
            None => internal_err!("{} over {}", self.name, text.data_type()),
        }
    }
}
