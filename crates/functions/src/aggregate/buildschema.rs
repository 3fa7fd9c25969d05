use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{AggregateCall, AggregateFunction, AggregateKernel};
use crate::kernel::aggregate::build_schema;

pub(crate) static FUNCTION: AggregateFunction = AggregateFunction {
    symbol: FunctionSymbol {
        name: "buildschema",
        aliases: &[],
        kind: FunctionKind::Aggregate,
        category: Category::Aggregation,
        signatures: &[Signature {
            parameters: &[Parameter::new("expr", ParameterType::DynamicBag)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::Prefixed("schema"),
        deterministic: true,
        summary: "The least schema that admits all values.",
        url: "https://learn.microsoft.com/kusto/query/buildschema-aggregation-function",
        examples: &[Example {
            kql: r#"datatable(value:dynamic)[dynamic({"x":1, "y":3.5}), dynamic({"x":"somevalue", "z":[1, 2, 3]}), dynamic({"y":{"w":"zzz"}, "t":["aa", "bb"], "z":["foo"]})] | summarize buildschema(value)"#,
            result: r#"{"x":["long","string"],"y":["double",{"w":"string"}],"z":{"`indexer`":["long","string"]},"t":{"`indexer`":"string"}}"#,
        }],
    },
    outputs: Outputs::One,
    kernel: AggregateKernel::Expression(expression),
    finish: None,
};

fn expression(mut call: AggregateCall<'_>) -> Result<Expr> {
    Ok(build_schema(call.take(0)))
}
