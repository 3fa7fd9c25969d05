use arrow::datatypes::Int64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::operand::Operand;
use crate::kernel::{Call, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "bitset_count_ones",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Binary,
        signatures: &[Signature {
            parameters: &[Parameter::new("value", ParameterType::Integer)],
            result: ResultType::Exact(ScalarType::Long),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "The number of bits that a number has.",
        url: "https://learn.microsoft.com/kusto/query/bitset-count-ones-function",
        examples: &[Example { kql: "print bitset_count_ones(42)", result: "3" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let value = Operand::longs(call, 0)?;
    numbers::<Int64Type>(call.rows, |row| Some(i64::from(value.get(row)?.count_ones())))
}
