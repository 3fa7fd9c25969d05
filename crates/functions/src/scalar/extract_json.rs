use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::values::dynamic::canonicalize_strict;
use lurcher_symbols::*;

use crate::kernel::Call;
use crate::kernel::convert::cast;
use crate::kernel::json_path::{Remembered, find};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "extract_json",
        aliases: &["extractjson"],
        kind: FunctionKind::Scalar,
        category: Category::Dynamic,
        signatures: &[
            Signature {
                parameters: &[
                    Parameter::new("jsonPath", ParameterType::Exact(ScalarType::String)).constant(),
                    Parameter::new("jsonText", ParameterType::Exact(ScalarType::String)),
                ],
                result: ResultType::Exact(ScalarType::String),
            },
            Signature {
                parameters: &[
                    Parameter::new("jsonPath", ParameterType::Exact(ScalarType::String)).constant(),
                    Parameter::new("jsonText", ParameterType::Exact(ScalarType::String)),
                    Parameter::new("type", ParameterType::Type).of_kind(ArgumentKind::Literal),
                ],
                result: ResultType::TypeArgument(2),
            },
        ],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The value at a path in a JSON text.",
        url: "https://learn.microsoft.com/kusto/query/extract-json-function",
        examples: &[
            Example {
                kql: r#"print extract_json('$.name', '{"name": "John", "age": 30}', typeof(string))"#,
                result: "John",
            },
            Example {
                kql: r#"print extract_json('$.age', '{"name": "John", "age": 30}', typeof(long))"#,
                result: "30",
            },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (path, json) = (call.text(0)?, call.text(1)?);
    let mut steps = Remembered::default();
    let found: Vec<Option<String>> = (0..call.rows)
        .map(|row| {
            let canonical = canonicalize_strict(json.get(row))?;
            let steps = steps.path(path.get(row))?;
            find(Some(&canonical), steps).map(str::to_owned)
        })
        .collect();
    cast(call.result, found.len(), |row| found[row].as_deref())
}
