use super::{ORDER, operator};
use lurcher_symbols::Example;

use crate::kernel::compare::{self, Comparison};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "<=",
        ORDER,
        "Whether the left value is not greater than the right one.",
        "https://learn.microsoft.com/kusto/query/numerical-operators",
        &[Example { kql: "print 4 <= 5", result: "true" }],
    ),
    kernel: Kernel::Lowered(
        |call| compare::lower(call, Comparison::LessOrEqual),
        |call| compare::kernel(call, Comparison::LessOrEqual),
    ),
};
