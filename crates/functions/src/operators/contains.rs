use super::*;
use crate::kernel::terms::{Boundary, Case};
use crate::kernel::text::search;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "contains",
        TEXT,
        "Whether a text contains another one, in any case.",
        "https://learn.microsoft.com/kusto/query/contains-operator",
        &[
            Example { kql: "print 'FabriKam' contains 'BRik'", result: "true" },
            Example { kql: "print 'Fabrikam' contains 'xyz'", result: "false" },
        ],
    ),
    kernel: Kernel::Vectorized(|call| search(call, Boundary::None, Case::Insensitive)),
};
