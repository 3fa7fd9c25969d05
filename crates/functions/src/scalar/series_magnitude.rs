use lurcher_symbols::*;

use crate::kernel::series::signatures::ONE_TO_REAL;
use crate::kernel::series::vectors::fold;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_magnitude",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: ONE_TO_REAL,
        result_name: ResultName::None,
        deterministic: true,
        summary: "The length of the series as a vector: the square root of the sum of squares.",
        url: "https://learn.microsoft.com/kusto/query/series-magnitude-function",
        examples: &[Example { kql: "print series_magnitude(dynamic([1, 2, 3, 4]))", result: "5.477225575051661" }],
    },
    kernel: Kernel::Vectorized(|call| fold(call, |numbers| numbers.map(|x| x * x).sum::<f64>().sqrt())),
};
