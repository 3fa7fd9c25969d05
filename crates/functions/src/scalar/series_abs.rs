use lurcher_symbols::*;

use crate::kernel::series::Number;
use crate::kernel::series::elementwise::unary;
use crate::kernel::series::signatures::ONE;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_abs",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: ONE,
        result_name: ResultName::None,
        deterministic: true,
        summary: "The absolute value of each element.",
        url: "https://learn.microsoft.com/kusto/query/series-abs-function",
        examples: &[Example { kql: "print series_abs(dynamic([-6.5, 0, 8.2]))", result: "[6.5,0,8.2]" }],
    },
    kernel: Kernel::Vectorized(|call| unary(call, abs)),
};

fn abs(number: Number) -> Number {
    match number {
        Number::Long(long) => Number::Long(long.wrapping_abs()),
        Number::Real(real) => Number::Real(real.abs()),
    }
}
