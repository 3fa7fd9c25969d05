use lurcher_symbols::*;

use crate::kernel::series::columns::named;
use crate::kernel::series::signatures::SERIES;
use crate::kernel::series::transforms;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_fft",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: &[Signature {
            parameters: &[SERIES, Parameter::optional("series_imaginary", ParameterType::DynamicArray)],
            result: ResultType::Columns(columns),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The fast Fourier transform of a series.",
        url: "https://learn.microsoft.com/kusto/query/series-fft-function",
        examples: &[Example { kql: "print series_fft(dynamic([1, 0, 0, 0]))[0]", result: "[1.0,1.0,1.0,1.0]" }],
    },
    kernel: Kernel::Several(transforms::fft),
};

const COLUMNS: [(&str, ScalarType); 2] = [("real", ScalarType::Dynamic), ("imag", ScalarType::Dynamic)];

fn columns(arguments: &[OutputArgument<'_>]) -> Vec<(String, ScalarType)> {
    named("series_fft", arguments, &COLUMNS)
}
