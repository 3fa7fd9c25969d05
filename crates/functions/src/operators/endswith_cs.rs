use super::*;
use crate::kernel::text::{like, pairs};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "endswith_cs",
        TEXT,
        "Whether a text ends so, in the same case.",
        "https://learn.microsoft.com/kusto/query/endswith-cs-operator",
        &[
            Example { kql: "print 'Fabrikam' endswith_cs 'kam'", result: "true" },
            Example { kql: "print 'Fabrikam' endswith_cs 'Kam'", result: "false" },
        ],
    ),
    kernel: Kernel::Lowered(|call| like(call, "%", ""), |call| pairs(call, |text, suffix| text.ends_with(suffix))),
};
