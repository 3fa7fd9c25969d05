use super::*;
use crate::kernel::arithmetic::{self, Arithmetic};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "*",
        binary! {
            Number, Number => ResultType::Widest;
            Exact(TimeSpan), Exact(TimeSpan) => ResultType::Exact(TimeSpan);
            Exact(TimeSpan), Number => ResultType::Exact(TimeSpan);
            Number, Exact(TimeSpan) => ResultType::Exact(TimeSpan);
            Exact(DateTime), Number => ResultType::Exact(DateTime);
            Number, Exact(DateTime) => ResultType::Exact(DateTime);
            Exact(Dynamic), Exact(Dynamic) => ResultType::Exact(Dynamic);
            Exact(Dynamic), Exact(Int) => ResultType::Exact(Long);
            Exact(Int), Exact(Dynamic) => ResultType::Exact(Long);
            Exact(Dynamic), Number => ResultType::Argument(1);
            Number, Exact(Dynamic) => ResultType::Argument(0);
        },
        "The product of two numbers, or of a number and a timespan.",
        "https://learn.microsoft.com/kusto/query/numerical-operators",
        &[Example { kql: "print 2 * 2", result: "4" }, Example { kql: "print 1d * 2.5", result: "2.12:00:00" }],
    ),
    kernel: Kernel::Lowered(
        |call| arithmetic::lower(call, Arithmetic::Multiply),
        |call| arithmetic::kernel(call, Arithmetic::Multiply),
    ),
};
