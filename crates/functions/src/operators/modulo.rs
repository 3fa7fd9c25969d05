use super::*;
use crate::kernel::arithmetic::{self, Arithmetic};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "%",
        binary! {
            Number, Number => ResultType::Widest;
            Exact(TimeSpan), Exact(TimeSpan) => ResultType::Exact(TimeSpan);
            Exact(TimeSpan), Number => ResultType::Exact(TimeSpan);
            Exact(DateTime), Exact(DateTime) => ResultType::Exact(TimeSpan);
            Exact(DateTime), Exact(TimeSpan) => ResultType::Exact(TimeSpan);
            Exact(DateTime), Number => ResultType::Exact(DateTime);
            Exact(Dynamic), Exact(Dynamic) => ResultType::Exact(Dynamic);
            Exact(Dynamic), Exact(Int) => ResultType::Exact(Long);
            Exact(Int), Exact(Dynamic) => ResultType::Exact(Long);
            Exact(Dynamic), Number => ResultType::Argument(1);
            Number, Exact(Dynamic) => ResultType::Argument(0);
        },
        "The remainder of a division, never negative.",
        "https://learn.microsoft.com/kusto/query/numerical-operators",
        &[
            Example { kql: "print 14 % 12", result: "2" },
            Example { kql: "print -14 % 12", result: "10" },
            Example { kql: "print -14 % -12", result: "10" },
            Example { kql: "print -7.5 % 2", result: "0.5" },
            Example { kql: "print 10 % 0", result: "null" },
        ],
    ),
    kernel: Kernel::Lowered(
        |call| arithmetic::lower(call, Arithmetic::Modulo),
        |call| arithmetic::kernel(call, Arithmetic::Modulo),
    ),
};
