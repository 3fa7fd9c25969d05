use super::*;
use crate::kernel::text::matches_regex;
use crate::{Kernel, ScalarFunction};

const REGEX: &[Signature] = &[Signature {
    parameters: &[Parameter::new("left", StringOrDynamic), Parameter::new("right", StringOrDynamic).regex()],
    result: TRUTH,
}];

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "matches regex",
        REGEX,
        "Whether a regular expression finds something in a text.",
        "https://learn.microsoft.com/kusto/query/matches-regex-operator",
        &[
            Example { kql: "print 'Fabrikam' matches regex 'b.*k'", result: "true" },
            Example { kql: "print 'nope' matches regex @'^\\d{4}-\\d{2}-\\d{2}$'", result: "false" },
        ],
    ),
    kernel: Kernel::Vectorized(matches_regex),
};
