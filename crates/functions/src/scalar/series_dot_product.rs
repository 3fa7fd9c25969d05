use lurcher_symbols::*;

use crate::kernel::series::signatures::PAIR_TO_REAL;
use crate::kernel::series::vectors::dot_product;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_dot_product",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: PAIR_TO_REAL,
        result_name: ResultName::None,
        deterministic: true,
        summary: "The sum of the products of the elements of two series.",
        url: "https://learn.microsoft.com/kusto/query/series-dot-product-function",
        examples: &[
            Example { kql: "print series_dot_product(dynamic([1, 2, 4]), dynamic([4, 2, 1]))", result: "12.0" },
            Example { kql: "print series_dot_product(dynamic([3, 6, 12]), 3)", result: "63.0" },
        ],
    },
    kernel: Kernel::Vectorized(dot_product),
};
