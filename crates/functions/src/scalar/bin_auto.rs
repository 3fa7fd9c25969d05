use lurcher_symbols::*;

use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "bin_auto",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Mathematical,
        signatures: &[Signature {
            parameters: &[Parameter::new("value", ParameterType::Summable)],
            result: ResultType::Argument(0),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "A value rounded down to a bin, whose width `set query_bin_auto_size` gives and whose beginning `set query_bin_auto_at`.",
        url: "https://learn.microsoft.com/kusto/query/bin-auto-function",
        examples: &[
            Example { kql: "set query_bin_auto_size=5; print bin_auto(13)", result: "10" },
            Example { kql: "set query_bin_auto_size=5; set query_bin_auto_at=1; print bin_auto(13)", result: "11" },
        ],
    },
    kernel: Kernel::Binder,
};
