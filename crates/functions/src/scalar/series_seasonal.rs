use lurcher_symbols::*;

use crate::kernel::series::decompose::seasonal;
use crate::kernel::series::signatures::SERIES;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_seasonal",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: &[
            Signature { parameters: &[SERIES], result: ResultType::Exact(ScalarType::Dynamic) },
            Signature { parameters: &[SERIES, PERIOD], result: ResultType::Exact(ScalarType::Dynamic) },
            Signature { parameters: &[SERIES, PERIOD, TEST_POINTS], result: ResultType::Exact(ScalarType::Dynamic) },
        ],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The seasonal part of a series: the median of the points in the same place of the period.",
        url: "https://learn.microsoft.com/kusto/query/series-seasonal-function",
        examples: &[
            Example {
                kql: "print series_seasonal(dynamic([8, 12, 14, 12, 10, 10, 12, 14, 12, 10, 10, 12, 14, 12, 10, 10, 12, 14, 12, 10]))",
                result: "[10.0,12.0,14.0,12.0,10.0,10.0,12.0,14.0,12.0,10.0,10.0,12.0,14.0,12.0,10.0,10.0,12.0,14.0,12.0,10.0]",
            },
            Example {
                kql: "print series_seasonal(dynamic([1, 3, 5, 2, 4, 6, 1, 3, 5, 2, 4, 6]))",
                result: "[0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0]",
            },
            Example {
                kql: "print series_seasonal(dynamic([1, 3, 5, 2, 4, 6, 1, 3, 5, 2, 4, 6]), 3)",
                result: "[1.5,3.5,5.5,1.5,3.5,5.5,1.5,3.5,5.5,1.5,3.5,5.5]",
            },
        ],
    },
    kernel: Kernel::Vectorized(seasonal),
};

const PERIOD: Parameter = Parameter::new("period", ParameterType::Integer);
const TEST_POINTS: Parameter = Parameter::new("test_points", ParameterType::Integer);
