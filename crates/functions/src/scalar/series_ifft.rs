use lurcher_symbols::*;

use crate::kernel::series::columns::named;
use crate::kernel::series::signatures::SERIES;
use crate::kernel::series::transforms;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_ifft",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: &[Signature {
            parameters: &[SERIES, Parameter::optional("series_imaginary", ParameterType::DynamicArray)],
            result: ResultType::Columns(columns),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The inverse of the fast Fourier transform of a series.",
        url: "https://learn.microsoft.com/kusto/query/series-ifft-function",
        examples: &[Example { kql: "print series_ifft(dynamic([1, 1, 1, 1]))[0]", result: "[1.0,0.0,0.0,0.0]" }],
    },
    kernel: Kernel::Several(transforms::ifft),
};

const COLUMNS: [(&str, ScalarType); 2] = [("real", ScalarType::Dynamic), ("imag", ScalarType::Dynamic)];

fn columns(arguments: &[OutputArgument<'_>]) -> Vec<(String, ScalarType)> {
    named("series_ifft", arguments, &COLUMNS)
}
