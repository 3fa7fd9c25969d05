use lurcher_symbols::*;

use crate::kernel::special;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "beta_inv",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Mathematical,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("probability", ParameterType::Number),
                Parameter::new("alpha", ParameterType::Number),
                Parameter::new("beta", ParameterType::Number),
            ],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The value below which a share of the beta distribution lies.",
        url: "https://learn.microsoft.com/kusto/query/beta-inv-function",
        examples: &[Example { kql: "print round(beta_inv(0.1, 10.0, 20.0), 9)", result: "0.226415022" }],
    },
    kernel: Kernel::Vectorized(|call| {
        special::of_reals::<3>(call, |[x, alpha, beta]| special::beta_inv(x, alpha, beta))
    }),
};
