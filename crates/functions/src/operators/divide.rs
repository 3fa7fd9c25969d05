use super::*;
use crate::kernel::arithmetic::{self, Arithmetic};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "/",
        binary! {
            Number, Number => ResultType::Widest;
            Exact(TimeSpan), Exact(TimeSpan) => ResultType::Exact(Real);
            Exact(TimeSpan), Number => ResultType::Exact(TimeSpan);
            Exact(DateTime), Exact(DateTime) => ResultType::Exact(Real);
            Exact(DateTime), Exact(TimeSpan) => ResultType::Exact(Real);
            Exact(DateTime), Number => ResultType::Exact(DateTime);
            Exact(Dynamic), Exact(Dynamic) => ResultType::Exact(Dynamic);
            Exact(Dynamic), Exact(Int) => ResultType::Exact(Long);
            Exact(Int), Exact(Dynamic) => ResultType::Exact(Long);
            Exact(Dynamic), Number => ResultType::Argument(1);
            Number, Exact(Dynamic) => ResultType::Argument(0);
        },
        "The quotient of two numbers or timespans. Whole numbers give a whole number, null when divided by zero.",
        "https://learn.microsoft.com/kusto/query/numerical-operators",
        &[
            Example { kql: "print 1 / 2", result: "0" },
            Example { kql: "print 1.0 / 2", result: "0.5" },
            Example { kql: "print 10 / 0", result: "null" },
            Example { kql: "print 1.0 / 0.0", result: "Infinity" },
            Example { kql: "print 1d / 5h", result: "4.8" },
        ],
    ),
    kernel: Kernel::Lowered(
        |call| arithmetic::lower(call, Arithmetic::Divide),
        |call| arithmetic::kernel(call, Arithmetic::Divide),
    ),
};
