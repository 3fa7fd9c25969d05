use super::*;
use crate::kernel::terms::{Boundary, Case};
use crate::kernel::text::search;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "has",
        TERM,
        "Whether a term occurs in a text, in any case.",
        "https://learn.microsoft.com/kusto/query/has-operator",
        &[
            Example { kql: "print 'North America' has 'america'", result: "true" },
            Example { kql: "print 'helloworld' has 'hello'", result: "false" },
        ],
    ),
    kernel: Kernel::Vectorized(|call| search(call, Boundary::Both, Case::Insensitive)),
};
