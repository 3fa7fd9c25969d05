use lurcher_symbols::*;

use crate::kernel::series::signatures::ONE_TO_REAL;
use crate::kernel::series::vectors::fold;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_product",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: ONE_TO_REAL,
        result_name: ResultName::None,
        deterministic: true,
        summary: "The product of the elements.",
        url: "https://learn.microsoft.com/kusto/query/series-product-function",
        examples: &[Example { kql: "print series_product(dynamic([1, 2, 3, 4]))", result: "24.0" }],
    },
    kernel: Kernel::Vectorized(|call| fold(call, |numbers| numbers.product())),
};
