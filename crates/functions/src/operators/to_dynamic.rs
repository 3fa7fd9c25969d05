use super::*;
use crate::kernel::{Scalars, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "dynamic",
        &[Signature { parameters: &[Parameter::new("value", Scalar)], result: ResultType::Exact(Dynamic) }],
        "A scalar as a dynamic that holds it, where two types meet; a string is not read as JSON.",
        "https://learn.microsoft.com/kusto/query/scalar-data-types/dynamic",
        &[Example { kql: "print gettype(iff(now() > ago(1d), 1, 'a'))", result: "long" }],
    ),
    kernel: Kernel::Vectorized(|call| {
        let value = Scalars::of(call, 0)?;
        dynamics(call.rows, |row, out| {
            value.write_element(row, out);
            out != "null"
        })
    }),
};
