use super::*;
use crate::kernel::text::{like, pairs};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "startswith_cs",
        TEXT,
        "Whether a text begins so, in the same case.",
        "https://learn.microsoft.com/kusto/query/startswith-cs-operator",
        &[
            Example { kql: "print 'Fabrikam' startswith_cs 'Fab'", result: "true" },
            Example { kql: "print 'Fabrikam' startswith_cs 'fab'", result: "false" },
        ],
    ),
    kernel: Kernel::Lowered(|call| like(call, "", "%"), |call| pairs(call, |text, prefix| text.starts_with(prefix))),
};
