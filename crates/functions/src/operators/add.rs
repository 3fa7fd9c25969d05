use super::*;
use crate::kernel::arithmetic::{self, Arithmetic};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "+",
        binary! {
            Number, Number => ResultType::Widest;
            Exact(TimeSpan), Exact(TimeSpan) => ResultType::Exact(TimeSpan);
            OneOf(&[DateTime, TimeSpan]), OneOf(&[DateTime, TimeSpan]) => ResultType::Exact(DateTime);
            Exact(Dynamic), Exact(Dynamic) => ResultType::Exact(Dynamic);
            Exact(Dynamic), Exact(Int) => ResultType::Exact(Long);
            Exact(Int), Exact(Dynamic) => ResultType::Exact(Long);
            Exact(Dynamic), SUMMABLE => ResultType::Argument(1);
            SUMMABLE, Exact(Dynamic) => ResultType::Argument(0);
        },
        "The sum of two numbers or timespans, or a moment some time later. Longs wrap around; a moment beyond year 9999 is null.",
        "https://learn.microsoft.com/kusto/query/numerical-operators",
        &[
            Example { kql: "print 3.14 + 3.14", result: "6.28" },
            Example { kql: "print 9223372036854775807 + 1", result: "-9223372036854775808" },
            Example { kql: "print datetime(9999-12-31 23:59:59.9999999) + 1tick", result: "null" },
        ],
    ),
    kernel: Kernel::Lowered(
        |call| arithmetic::lower(call, Arithmetic::Add),
        |call| arithmetic::kernel(call, Arithmetic::Add),
    ),
};
