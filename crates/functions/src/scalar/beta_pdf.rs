use lurcher_symbols::*;

use crate::kernel::special;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "beta_pdf",
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
        summary: "The density of the beta distribution.",
        url: "https://learn.microsoft.com/kusto/query/beta-pdf-function",
        examples: &[Example { kql: "print round(beta_pdf(0.5, 10.0, 20.0), 9)", result: "0.746176019" }],
    },
    kernel: Kernel::Vectorized(|call| {
        special::of_reals::<3>(call, |[x, alpha, beta]| Some(special::beta_pdf(x, alpha, beta)))
    }),
};
