use super::*;
use crate::kernel::arithmetic::{self, Arithmetic};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "-",
        binary! {
            Number, Number => ResultType::Widest;
            Exact(TimeSpan), Exact(TimeSpan) => ResultType::Exact(TimeSpan);
            Exact(DateTime), Exact(DateTime) => ResultType::Exact(TimeSpan);
            Exact(DateTime), Exact(Dynamic) => ResultType::Exact(TimeSpan);
            Exact(Dynamic), Exact(DateTime) => ResultType::Exact(TimeSpan);
            Exact(DateTime), Exact(TimeSpan) => ResultType::Exact(DateTime);
            Exact(TimeSpan), Exact(DateTime) => ResultType::Exact(DateTime);
            Exact(Dynamic), Exact(Dynamic) => ResultType::Exact(Dynamic);
            Exact(Dynamic), Exact(Int) => ResultType::Exact(Long);
            Exact(Int), Exact(Dynamic) => ResultType::Exact(Long);
            Exact(Dynamic), SUMMABLE => ResultType::Argument(1);
            SUMMABLE, Exact(Dynamic) => ResultType::Argument(0);
        },
        "The difference of two numbers, moments or timespans, or a moment some time earlier.",
        "https://learn.microsoft.com/kusto/query/numerical-operators",
        &[
            Example { kql: "print datetime(2020-06-15) - datetime(2020-06-14)", result: "1.00:00:00" },
            Example { kql: "print 1d - 1h * 5", result: "19:00:00" },
        ],
    ),
    kernel: Kernel::Lowered(
        |call| arithmetic::lower(call, Arithmetic::Subtract),
        |call| arithmetic::kernel(call, Arithmetic::Subtract),
    ),
};
