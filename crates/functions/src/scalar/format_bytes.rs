use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;
use std::fmt::Write;

use crate::kernel::operand::Operand;
use crate::kernel::{Call, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "format_bytes",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Conversion,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("size", ParameterType::Number),
                Parameter::optional("precision", ParameterType::Number).constant(),
                Parameter::optional("format", ParameterType::Exact(ScalarType::String)).constant(),
            ],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "A size in bytes in the largest unit that it fills, or in a given one.",
        url: "https://learn.microsoft.com/kusto/query/format-bytes-function",
        examples: &[
            Example { kql: "print format_bytes(564)", result: "564 Bytes" },
            Example { kql: "print format_bytes(10332, 1)", result: "10.1 KB" },
            Example { kql: "print format_bytes(20010332)", result: "19 MB" },
            Example { kql: "print format_bytes(20010332, 0, 'KB')", result: "19541 KB" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

const UNITS: [&str; 9] = ["Bytes", "KB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"];

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let size = Operand::reals(call, 0)?;
    let precision = if call.has(1) { Operand::reals(call, 1)?.get(0) } else { None };
    let precision = precision.map_or(0, |p| p.clamp(0.0, 30.0) as usize);
    let unit = if call.has(2) { Some(call.constant_text(2)?) } else { None };
    let unit = match unit.map(|name| UNITS.iter().position(|u| u.eq_ignore_ascii_case(name)).ok_or(name)) {
        None => None,
        Some(Ok(unit)) => Some(unit),
        Some(Err(name)) => return refuse!("format_bytes(): there is no unit '{name}'"),
    };
    texts(call.rows, |row, out| {
        let Some(size) = size.get(row) else { return };
        let fills = |unit: &usize| size.abs() >= 1024_f64.powi(*unit as i32);
        let unit = unit.unwrap_or_else(|| (1..UNITS.len()).take_while(fills).last().unwrap_or(0));
        let digits = if unit == 0 { 0 } else { precision };
        let _ = write!(out, "{:.digits$} {}", size / 1024_f64.powi(unit as i32), UNITS[unit]);
    })
}
