use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::values::dynamic::write_text;
use lurcher_symbols::*;

use crate::kernel::spelled::Spelled;
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "parse_csv",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[Parameter::new("csv_text", ParameterType::StringOrDynamic)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "The values of the first record of CSV text as an array of strings.",
        url: "https://learn.microsoft.com/kusto/query/parse-csv-function",
        examples: &[
            Example {
                kql: "print parse_csv('aa,\"b,b\",\"say \"\"x\"\"\"')",
                result: "[\"aa\",\"b,b\",\"say \\\"x\\\"\"]",
            },
            Example { kql: "print parse_csv('record1,a,b\\nrecord2,x,y')", result: "[\"record1\",\"a\",\"b\"]" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let source = Spelled::of(call, 0)?;
    let (mut buffer, mut value) = (String::new(), String::new());
    dynamics(call.rows, |row, out| {
        write_record(source.get(row, &mut buffer), &mut value, out);
        true
    })
}

fn write_record(text: &str, value: &mut String, out: &mut String) {
    out.push('[');
    let mut rest = text.chars().peekable();
    loop {
        value.clear();
        if rest.next_if_eq(&'"').is_some() {
            while let Some(c) = rest.next() {
                // A quote is doubled inside of quotes; a single one ends them.
                if c == '"' && rest.next_if_eq(&'"').is_none() {
                    break;
                }
                value.push(c);
            }
        }
        while let Some(c) = rest.next_if(|c| !matches!(c, ',' | '\r' | '\n')) {
            value.push(c);
        }
        write_text(out, value);
        if rest.next() != Some(',') {
            break;
        }
        out.push(',');
    }
    out.push(']');
}
