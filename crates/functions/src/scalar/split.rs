use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::values::dynamic::write_text;
use lurcher_symbols::*;

use crate::kernel::operand::Operand;
use crate::kernel::spelled::Spelled;
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "split",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("source", ParameterType::Scalar),
                Parameter::new("delimiter", ParameterType::Exact(ScalarType::String)),
                Parameter::optional("requestedIndex", ParameterType::Integer),
            ],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "The parts of a text between delimiters as an array, or an array of the part at one place.",
        url: "https://learn.microsoft.com/kusto/query/split-function",
        examples: &[
            Example { kql: "print split('aa_bb', '_')", result: "[\"aa\",\"bb\"]" },
            Example { kql: "print split('aaa_bbb_ccc', '_', 1)", result: "[\"bbb\"]" },
            Example { kql: "print split('', '_')", result: "[\"\"]" },
            Example { kql: "print split('a__b', '_')", result: "[\"a\",\"\",\"b\"]" },
            Example { kql: "print split('noequals', '=', 1)", result: "null" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let source = Spelled::of(call, 0)?;
    let delimiter = call.text(1)?;
    let place = if call.has(2) { Some(Operand::longs(call, 2)?) } else { None };
    let mut buffer = String::new();
    dynamics(call.rows, |row, out| {
        let (text, delimiter) = (source.get(row, &mut buffer), delimiter.get(row));
        match &place {
            None => {
                out.push('[');
                for (i, part) in parts(text, delimiter).enumerate() {
                    if i > 0 {
                        out.push(',');
                    }
                    write_text(out, part);
                }
            }
            Some(place) => {
                let place = place.get(row).and_then(|p| usize::try_from(p).ok());
                let Some(part) = place.and_then(|p| parts(text, delimiter).nth(p)) else { return false };
                out.push('[');
                write_text(out, part);
            }
        }
        out.push(']');
        true
    })
}

/// The parts; all of the text where there is no delimiter.
fn parts<'a>(text: &'a str, delimiter: &'a str) -> impl Iterator<Item = &'a str> {
    let whole = delimiter.is_empty().then_some(text);
    let split = (!delimiter.is_empty()).then(|| text.split(delimiter));
    whole.into_iter().chain(split.into_iter().flatten())
}
