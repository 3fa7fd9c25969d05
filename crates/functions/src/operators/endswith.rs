use super::*;
use crate::kernel::{fold, text::pairs};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "endswith",
        TEXT,
        "Whether a text ends so, in any case.",
        "https://learn.microsoft.com/kusto/query/endswith-operator",
        &[
            Example { kql: "print 'Fabrikam' endswith 'Kam'", result: "true" },
            Example { kql: "print 'Fabrikam' endswith 'brik'", result: "false" },
        ],
    ),
    kernel: Kernel::Vectorized(|call| pairs(call, fold::ends_with)),
};
