use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::operand::Operand;
use crate::kernel::{Call, bools};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "around",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::DateTime,
        signatures: &[
            Signature {
                parameters: &[
                    Parameter::new("value", ParameterType::Number),
                    Parameter::new("center", ParameterType::Number),
                    Parameter::new("delta", ParameterType::Number),
                ],
                result: ResultType::Exact(ScalarType::Bool),
            },
            Signature {
                parameters: &[
                    Parameter::new("value", ParameterType::Exact(ScalarType::DateTime)),
                    Parameter::new("center", ParameterType::Exact(ScalarType::DateTime)),
                    Parameter::new("delta", ParameterType::Exact(ScalarType::TimeSpan)),
                ],
                result: ResultType::Exact(ScalarType::Bool),
            },
            Signature {
                parameters: &[
                    Parameter::new("value", ParameterType::Exact(ScalarType::TimeSpan)),
                    Parameter::new("center", ParameterType::Exact(ScalarType::TimeSpan)),
                    Parameter::new("delta", ParameterType::Exact(ScalarType::TimeSpan)),
                ],
                result: ResultType::Exact(ScalarType::Bool),
            },
        ],
        result_name: ResultName::None,
        deterministic: true,
        summary: "Whether a value is no farther from another one than a distance.",
        url: "https://learn.microsoft.com/kusto/query/around-function",
        examples: &[
            Example { kql: "print around(1, 5, 3)", result: "false" },
            Example {
                kql: "print around(datetime(2021-01-01 01:29), datetime(2021-01-01 01:30), 1min)",
                result: "true",
            },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    if !call.types[0].is_numeric() {
        let (value, center, delta) = (call.long(0)?, call.long(1)?, call.long(2)?);
        return bools(call.rows, |row| {
            let (value, center, delta) = (value.get(row)?, center.get(row)?, delta.get(row)?);
            Some(value >= center.saturating_sub(delta) && value <= center.saturating_add(delta))
        });
    }
    if call.types.contains(&ScalarType::Decimal) {
        let (value, center, delta) =
            (Operand::decimals(call, 0)?, Operand::decimals(call, 1)?, Operand::decimals(call, 2)?);
        return bools(call.rows, |row| {
            let (value, center, delta) = (value.decimal(row)?, center.decimal(row)?, delta.decimal(row)?);
            Some(value >= center.checked_sub(delta)? && value <= center.checked_add(delta)?)
        });
    }
    let (value, center, delta) = (Operand::reals(call, 0)?, Operand::reals(call, 1)?, Operand::reals(call, 2)?);
    bools(call.rows, |row| {
        let (value, center, delta) = (value.get(row)?, center.get(row)?, delta.get(row)?);
        Some(value >= center - delta && value <= center + delta)
    })
}
