use super::*;
use crate::kernel::terms::{Boundary, Case};
use crate::kernel::text::search;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "hassuffix_cs",
        TERM,
        "Whether a term of a text ends so, in the same case.",
        "https://learn.microsoft.com/kusto/query/hassuffix-cs-operator",
        &[
            Example { kql: "print 'North America' hassuffix_cs 'ica'", result: "true" },
            Example { kql: "print 'North America' hassuffix_cs 'icA'", result: "false" },
        ],
    ),
    kernel: Kernel::Vectorized(|call| search(call, Boundary::Behind, Case::Sensitive)),
};
