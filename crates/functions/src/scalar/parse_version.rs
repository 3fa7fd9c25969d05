use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::values::decimal::Decimal;
use lurcher_symbols::*;

use crate::kernel::{Call, decimals};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "parse_version",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[Parameter::new("version", ParameterType::Exact(ScalarType::String))],
            result: ResultType::Exact(ScalarType::Decimal),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "A version of one to four numbers as a decimal that orders as versions do; null where it is none.",
        url: "https://learn.microsoft.com/kusto/query/parse-version-function",
        examples: &[
            Example { kql: "print parse_version('0.0.0.5')", result: "5" },
            Example { kql: "print parse_version('0.2')", result: "20000000000000000" },
            Example { kql: "print parse_version('1.2.3.4')", result: "1000000020000000300000004" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

/// Digits of each part.
const WIDTH: usize = 8;

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let version = call.text(0)?;
    decimals(call.rows, |row| number(version.get(row)))
}

/// The number of a version: at most 32 digits.
fn number(version: &str) -> Option<Decimal> {
    let mut parts = version.trim().split('.');
    let mut number: i128 = 0;
    for _ in 0..4 {
        let part = parts.next().unwrap_or("0");
        if part.is_empty() || part.len() > WIDTH || !part.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        number = number * 10_i128.pow(WIDTH as u32) + part.parse::<i128>().ok()?;
    }
    if parts.next().is_some() { None } else { Decimal::from_scaled(number, 0) }
}
