use lurcher_symbols::*;

use crate::kernel::special;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "beta_cdf",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Mathematical,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("x", ParameterType::Number),
                Parameter::new("alpha", ParameterType::Number),
                Parameter::new("beta", ParameterType::Number),
            ],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The share of the beta distribution below a value.",
        url: "https://learn.microsoft.com/kusto/query/beta-cdf-function",
        examples: &[Example { kql: "print round(beta_cdf(0.9, 10.0, 20.0), 6)", result: "1.0" }],
    },
    kernel: Kernel::Vectorized(|call| {
        special::of_reals::<3>(call, |[x, alpha, beta]| Some(special::beta_cdf(x, alpha, beta)))
    }),
};
