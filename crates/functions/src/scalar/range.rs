use std::iter::successors;

use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::values::dynamic::Dynamic;
use lurcher_symbols::values::timespan::TICKS_PER_HOUR;
use lurcher_symbols::*;

use crate::kernel::convert::{Overflow, to_long, to_real};
use crate::kernel::{Call, Scalars, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "range",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Dynamic,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("start", ParameterType::Summable),
                Parameter::new("stop", ParameterType::Summable),
                Parameter::optional("step", ParameterType::Summable),
            ],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "An array of evenly spaced values; without a step by 1, or by an hour.",
        url: "https://learn.microsoft.com/kusto/query/range-function",
        examples: &[
            Example { kql: "print range(1, 8, 3)", result: "[1,4,7]" },
            Example {
                kql: "print range(1h, 5h)",
                result: r#"["01:00:00","02:00:00","03:00:00","04:00:00","05:00:00"]"#,
            },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

/// The most elements that the engine makes.
const MOST: usize = 1 << 20;

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let parts = Scalars::all(call, 0)?;
    let (ty, reals) = (call.types[0], call.types.contains(&ScalarType::Real));
    if call.types.contains(&ScalarType::Decimal) {
        return refuse!("range(): no range of decimals");
    }
    dynamics(call.rows, |row, out| {
        let made = if reals { real_range(&parts, row) } else { whole_range(&parts, row, ty) };
        match made {
            Some(values) => {
                Dynamic::Array(values).write_canonical(out);
                true
            }
            None => false,
        }
    })
}

fn real_range(parts: &[Scalars<'_>], row: usize) -> Option<Vec<Dynamic>> {
    let part = |i: usize| parts.get(i).map_or(Some(1.0), |p| to_real(&p.cell(row)));
    let (start, stop, step) = (part(0)?, part(1)?, part(2)?);
    let ahead = |value: f64| if step > 0.0 { value <= stop } else { value >= stop };
    if step == 0.0 || !step.is_finite() {
        return None;
    }
    let values = (0..MOST).map(|i| start + i as f64 * step).take_while(|value| ahead(*value));
    Some(values.map(Dynamic::Real).collect())
}

fn whole_range(parts: &[Scalars<'_>], row: usize, ty: ScalarType) -> Option<Vec<Dynamic>> {
    let part = |i: usize| to_long(&parts.get(i)?.cell(row), Overflow::Saturate);
    let (element, default): (fn(i64) -> Dynamic, i64) = match ty {
        ScalarType::DateTime => (Dynamic::DateTime, TICKS_PER_HOUR),
        ScalarType::TimeSpan => (Dynamic::TimeSpan, TICKS_PER_HOUR),
        _ => (Dynamic::Long, 1),
    };
    let step = if parts.len() > 2 { part(2)? } else { default };
    let (start, stop) = (part(0)?, part(1)?);
    let ahead = |value: i64| if step > 0 { value <= stop } else { value >= stop };
    if step == 0 {
        return None;
    }
    let values = successors(Some(start), |value| value.checked_add(step)).take(MOST).take_while(|value| ahead(*value));
    Some(values.map(element).collect())
}
