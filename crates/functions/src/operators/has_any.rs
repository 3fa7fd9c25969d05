use super::*;
use crate::kernel::term_set::has_any;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "has_any",
        TERM_LIST,
        "Whether any of several terms occurs in a text, in any case.",
        "https://learn.microsoft.com/kusto/query/has-any-operator",
        &[Example { kql: "print 'North America' has_any ('south', 'north')", result: "true" }],
    ),
    kernel: Kernel::Vectorized(has_any),
};
