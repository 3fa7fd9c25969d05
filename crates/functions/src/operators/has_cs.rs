use super::*;
use crate::kernel::terms::{Boundary, Case};
use crate::kernel::text::search;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "has_cs",
        TERM,
        "Whether a term occurs in a text, in the same case.",
        "https://learn.microsoft.com/kusto/query/has-cs-operator",
        &[
            Example { kql: "print 'North America' has_cs 'America'", result: "true" },
            Example { kql: "print 'HELLO' has_cs 'hello'", result: "false" },
        ],
    ),
    kernel: Kernel::Vectorized(|call| search(call, Boundary::Both, Case::Sensitive)),
};
