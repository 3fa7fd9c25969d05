use super::*;
use crate::kernel::terms::{Boundary, Case};
use crate::kernel::text::{like, search};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "contains_cs",
        TEXT,
        "Whether a text contains another one, in the same case.",
        "https://learn.microsoft.com/kusto/query/contains-cs-operator",
        &[
            Example { kql: "print 'FabriKam' contains_cs 'Kam'", result: "true" },
            Example { kql: "print 'Fabrikam' contains_cs 'Kam'", result: "false" },
        ],
    ),
    kernel: Kernel::Lowered(|call| like(call, "%", "%"), |call| search(call, Boundary::None, Case::Sensitive)),
};
