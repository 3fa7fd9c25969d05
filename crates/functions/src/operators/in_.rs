use super::*;
use crate::kernel::term_set::is_element;
use crate::kernel::terms::Case;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "in",
        VALUE_LIST,
        "Whether a value equals an element of a list, strings by case. Never null.",
        "https://learn.microsoft.com/kusto/query/in-cs-operator",
        &[
            Example { kql: "print 'abc' in ('123', '345', 'abc')", result: "true" },
            Example { kql: "print int(null) in (1, 2)", result: "false" },
        ],
    ),
    kernel: Kernel::Vectorized(|call| is_element(call, Case::Sensitive)),
};
