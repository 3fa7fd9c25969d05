use lurcher_symbols::*;

use crate::kernel::special;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "welch_test",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Mathematical,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("mean1", ParameterType::Number),
                Parameter::new("variance1", ParameterType::Number),
                Parameter::new("count1", ParameterType::Number),
                Parameter::new("mean2", ParameterType::Number),
                Parameter::new("variance2", ParameterType::Number),
                Parameter::new("count2", ParameterType::Number),
            ],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The chance that two samples with the same mean differ as much as these do.",
        url: "https://learn.microsoft.com/kusto/query/welch-test-function",
        examples: &[Example {
            kql: "print round(welch_test(20.82, 7.8674285714, 15, 22.98666666667, 3.8126666667, 15), 6)",
            result: "0.021378",
        }],
    },
    kernel: Kernel::Vectorized(|call| special::of_reals::<6>(call, special::welch)),
};
