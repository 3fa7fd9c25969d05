use super::*;
use crate::kernel::term_set::has_all;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "has_all",
        TERM_LIST,
        "Whether all of several terms occur in a text, in any case.",
        "https://learn.microsoft.com/kusto/query/has-all-operator",
        &[
            Example { kql: "print 'North America' has_all ('america', 'north')", result: "true" },
            Example { kql: "print 'North America' has_all ('south', 'north')", result: "false" },
        ],
    ),
    kernel: Kernel::Vectorized(has_all),
};
