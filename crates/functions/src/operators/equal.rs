use super::{EQUALITY, operator};
use lurcher_symbols::Example;

use crate::kernel::compare::{self, Comparison};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "==",
        EQUALITY,
        "Whether two values are equal, strings by case. A null is not equal to any value; two nulls give null.",
        "https://learn.microsoft.com/kusto/query/equals-cs-operator",
        &[
            Example { kql: "print 1 == 1.0", result: "true" },
            Example { kql: "print 'a' == 'A'", result: "false" },
            Example { kql: "print int(null) == 1", result: "false" },
            Example { kql: "print int(null) == int(null)", result: "null" },
        ],
    ),
    kernel: Kernel::Lowered(
        |call| compare::lower(call, Comparison::Equal),
        |call| compare::kernel(call, Comparison::Equal),
    ),
};
