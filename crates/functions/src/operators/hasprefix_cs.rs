use super::*;
use crate::kernel::terms::{Boundary, Case};
use crate::kernel::text::search;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "hasprefix_cs",
        TERM,
        "Whether a term of a text begins so, in the same case.",
        "https://learn.microsoft.com/kusto/query/hasprefix-cs-operator",
        &[
            Example { kql: "print 'North America' hasprefix_cs 'Ame'", result: "true" },
            Example { kql: "print 'North America' hasprefix_cs 'CA'", result: "false" },
        ],
    ),
    kernel: Kernel::Vectorized(|call| search(call, Boundary::Before, Case::Sensitive)),
};
