use super::*;
use crate::kernel::terms::{Boundary, Case};
use crate::kernel::text::search;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "hassuffix",
        TERM,
        "Whether a term of a text ends so, in any case.",
        "https://learn.microsoft.com/kusto/query/hassuffix-operator",
        &[
            Example { kql: "print 'North America' hassuffix 'ica'", result: "true" },
            Example { kql: "print 'North America' hassuffix 'americ'", result: "false" },
        ],
    ),
    kernel: Kernel::Vectorized(|call| search(call, Boundary::Behind, Case::Insensitive)),
};
