use super::{EQUALITY, operator};
use lurcher_symbols::Example;

use crate::kernel::compare::{self, Comparison};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "!=",
        EQUALITY,
        "Whether two values differ, strings by case. A null differs from any value; two nulls give null.",
        "https://learn.microsoft.com/kusto/query/not-equals-cs-operator",
        &[
            Example { kql: "print 'aBc' != 'abc'", result: "true" },
            Example { kql: "print int(null) != 1", result: "true" },
            Example { kql: "print int(null) != int(null)", result: "null" },
        ],
    ),
    kernel: Kernel::Lowered(
        |call| compare::lower(call, Comparison::NotEqual),
        |call| compare::kernel(call, Comparison::NotEqual),
    ),
};
