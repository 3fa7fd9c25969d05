use super::*;
use crate::kernel::terms::{Boundary, Case};
use crate::kernel::text::search;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "hasprefix",
        TERM,
        "Whether a term of a text begins so, in any case.",
        "https://learn.microsoft.com/kusto/query/hasprefix-operator",
        &[
            Example { kql: "print 'North America' hasprefix 'ame'", result: "true" },
            Example { kql: "print 'North America' hasprefix 'mer'", result: "false" },
        ],
    ),
    kernel: Kernel::Vectorized(|call| search(call, Boundary::Before, Case::Insensitive)),
};
