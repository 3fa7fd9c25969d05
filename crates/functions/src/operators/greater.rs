use super::{ORDER, operator};
use lurcher_symbols::Example;

use crate::kernel::compare::{self, Comparison};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        ">",
        ORDER,
        "Whether the left value is greater than the right one.",
        "https://learn.microsoft.com/kusto/query/numerical-operators",
        &[Example { kql: "print 0.23 > 0.22", result: "true" }, Example { kql: "print int(null) > 3", result: "null" }],
    ),
    kernel: Kernel::Lowered(
        |call| compare::lower(call, Comparison::Greater),
        |call| compare::kernel(call, Comparison::Greater),
    ),
};
