use lurcher_symbols::*;

use crate::kernel::series::Number;
use crate::kernel::series::elementwise::unary;
use crate::kernel::series::signatures::ONE;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_sign",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: ONE,
        result_name: ResultName::None,
        deterministic: true,
        summary: "The sign of each element: -1, 0 or 1.",
        url: "https://learn.microsoft.com/kusto/query/series-sign-function",
        examples: &[Example { kql: "print series_sign(dynamic([-6, 0, 8]))", result: "[-1,0,1]" }],
    },
    kernel: Kernel::Vectorized(|call| unary(call, sign)),
};

fn sign(number: Number) -> Number {
    match number {
        Number::Long(long) => Number::Long(long.signum()),
        Number::Real(real) if real == 0.0 || real.is_nan() => Number::Real(real.abs()),
        Number::Real(real) => Number::Real(real.signum()),
    }
}
