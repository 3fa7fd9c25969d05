use super::*;
use crate::kernel::{fold, text::pairs};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "startswith",
        TEXT,
        "Whether a text begins so, in any case.",
        "https://learn.microsoft.com/kusto/query/startswith-operator",
        &[
            Example { kql: "print 'Fabrikam' startswith 'fab'", result: "true" },
            Example { kql: "print 'Fabrikam' startswith 'kam'", result: "false" },
        ],
    ),
    kernel: Kernel::Vectorized(|call| pairs(call, fold::starts_with)),
};
