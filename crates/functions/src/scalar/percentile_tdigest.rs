use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::aggregate::Digest;
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "percentile_tdigest",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Aggregation,
        signatures: &[Signature { parameters: &[Parameter::new("tdigest", ParameterType::DynamicArray), Parameter::new("percentile1", ParameterType::Exact(ScalarType::Real))], result: ResultType::Exact(ScalarType::Dynamic) }, Signature { parameters: &[Parameter::new("tdigest", ParameterType::DynamicArray), Parameter::new("percentile1", ParameterType::Exact(ScalarType::Real)), Parameter::new("type", ParameterType::Type)], result: ResultType::TypeArgument(2) }],
        result_name: ResultName::Prefixed("percentile_tdigest"),
        deterministic: true,
        summary: "The value at a percentage of a tdigest().",
        url: "https://learn.microsoft.com/kusto/query/percentile-tdigest-function",
        examples: &[Example { kql: r#"datatable(v:real, w:long)[1.0, 1, 2.0, 2] | summarize t = tdigest(v, w) | project percentile_tdigest(t, 50)"#, result: r#"2.0"# }, Example { kql: r#"range x from 1 to 10 step 1 | summarize t = tdigest(x) | project percentile_tdigest(t, 90, typeof(long))"#, result: r#"9"# }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (digests, percents) = (call.text(0)?, call.real(1)?);
    dynamics(call.rows, |row, out| {
        let digest = digests.option(row).and_then(Digest::parse);
        match digest.zip(percents.get(row)).and_then(|(digest, percent)| digest.at(percent)) {
            Some(value) => {
                value.write_canonical(out);
                true
            }
            None => false,
        }
    })
}
