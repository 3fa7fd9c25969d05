use std::fmt::Write;

use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::{Call, Cell, Scalars, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "tohex",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Conversion,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("value", ParameterType::OneOf(&[ScalarType::Int, ScalarType::Long])),
                Parameter::optional("minLength", ParameterType::Integer),
            ],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "A whole number in hexadecimal digits, negative ones in two's complement.",
        url: "https://learn.microsoft.com/kusto/query/tohex-function",
        examples: &[
            Example { kql: "print tohex(256)", result: "100" },
            Example { kql: "print tohex(-256)", result: "ffffffffffffff00" },
            Example { kql: "print tohex(toint(-256), 8)", result: "ffffff00" },
            Example { kql: "print tohex(256, 8)", result: "00000100" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let value = Scalars::of(call, 0)?;
    let width = if call.has(1) { Some(Scalars::of(call, 1)?) } else { None };
    texts(call.rows, |row, out| {
        let width = width.as_ref().map_or(Cell::Null, |w| w.cell(row));
        let width = if let Cell::Long(width) = width { width.clamp(0, 16) as usize } else { 0 };
        let _ = match value.cell(row) {
            // A negative int has the eight digits of its size.
            Cell::Long(value) if call.types[0] == ScalarType::Int => write!(out, "{:0width$x}", value as i32),
            Cell::Long(value) => write!(out, "{value:0width$x}"),
            _ => Ok(()),
        };
    })
}
