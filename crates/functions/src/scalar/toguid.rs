use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::{Call, Scalars, convert, guids};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "toguid",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Conversion,
        signatures: &[Signature {
            parameters: &[Parameter::new("value", ParameterType::StringOrDynamic)],
            result: ResultType::Exact(ScalarType::Guid),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "The guid that a string spells; null where it is none.",
        url: "https://learn.microsoft.com/kusto/query/toguid-function",
        examples: &[
            Example {
                kql: "print toguid('0123456789abcdef0123456789abcdef')",
                result: "01234567-89ab-cdef-0123-456789abcdef",
            },
            Example { kql: "print toguid('a string that is not a guid')", result: "null" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let value = Scalars::of(call, 0)?;
    guids(call.rows, |row| convert::to_guid(&value.cell(row)))
}
