use super::*;
use crate::kernel::term_set::is_element;
use crate::kernel::terms::Case;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "in~",
        VALUE_LIST,
        "Whether a text equals an element of a list, in any case.",
        "https://learn.microsoft.com/kusto/query/in-operator",
        &[Example { kql: "print 'abc' in~ ('123', '345', 'ABC')", result: "true" }],
    ),
    kernel: Kernel::Vectorized(|call| is_element(call, Case::Insensitive)),
};
