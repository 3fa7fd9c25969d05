use super::*;
use crate::kernel::{
    fold,
    text::{caseless, pairs},
};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "=~",
        TEXT,
        "Whether two texts are equal, in any case.",
        "https://learn.microsoft.com/kusto/query/equals-operator",
        &[
            Example { kql: "print 'abc' =~ 'ABC'", result: "true" },
            Example { kql: "print 'CAFÉ' =~ 'café'", result: "true" },
        ],
    ),
    kernel: Kernel::Lowered(caseless, |call| pairs(call, fold::equal)),
};
