use lurcher_symbols::*;

use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "bag_pack_columns",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Dynamic,
        signatures: &[Signature {
            parameters: &[Parameter::repeated("value", ParameterType::Scalar, 1, 32767).of_kind(ArgumentKind::Column)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "A property bag of columns by their names.",
        url: "https://learn.microsoft.com/kusto/query/bag-pack-columns-function",
        examples: &[Example { kql: "print a = 1 | project b = bag_pack_columns(a)", result: "{\"a\":1}" }],
    },
    kernel: Kernel::Binder,
};
