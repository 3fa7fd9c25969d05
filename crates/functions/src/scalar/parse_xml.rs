use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::spelled::Spelled;
use crate::kernel::{Call, dynamics, xml};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "parse_xml",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Dynamic,
        signatures: &[Signature {
            parameters: &[Parameter::new("xml_text", ParameterType::StringOrDynamic)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "XML as a property bag: elements and attributes (`@name`) by their names, text as `#text`; null where it is not XML.",
        url: "https://learn.microsoft.com/kusto/query/parse-xml-function",
        examples: &[Example {
            kql: "print parse_xml('<e name=\"value\">text</e>')",
            result: "{\"e\":{\"@name\":\"value\",\"#text\":\"text\"}}",
        }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let source = Spelled::of(call, 0)?;
    let mut buffer = String::new();
    dynamics(call.rows, |row, out| match xml::parse(source.get(row, &mut buffer)) {
        Some(value) => {
            value.write_canonical(out);
            true
        }
        None => false,
    })
}
