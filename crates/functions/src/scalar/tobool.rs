use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::convert::{self, unchanged};
use crate::kernel::{Call, Scalars, bools};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "tobool",
        aliases: &["toboolean"],
        kind: FunctionKind::Scalar,
        category: Category::Conversion,
        signatures: &[Signature {
            parameters: &[Parameter::new("value", ParameterType::Scalar)],
            result: ResultType::Exact(ScalarType::Bool),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "The value as a bool; null where it is none.",
        url: "https://learn.microsoft.com/kusto/query/tobool-function",
        examples: &[
            Example { kql: "print tobool('true')", result: "true" },
            Example { kql: "print tobool('yes')", result: "null" },
            Example { kql: "print tobool(0.5)", result: "true" },
        ],
    },
    kernel: Kernel::Lowered(unchanged, kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let value = Scalars::of(call, 0)?;
    bools(call.rows, |row| convert::to_bool(&value.cell(row)))
}
