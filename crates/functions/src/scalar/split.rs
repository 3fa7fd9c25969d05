use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::values::dynamic::write_text;
use lurcher_symbols::*;
use memchr::memmem::Finder;

use crate::kernel::operand::Operand;
use crate::kernel::spelled::Spelled;
use crate::kernel::{Call, Text, dynamics};
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
    let constant = matches!(delimiter, Text::Constant(_)).then(|| Finder::new(delimiter.get(0)));
    let mut buffer = String::new();
    dynamics(call.rows, |row, out| {
        let text = source.get(row, &mut buffer);
        let own = constant.is_none().then(|| Finder::new(delimiter.get(row)));
        let mut parts = Parts { rest: Some(text), delimiter: own.as_ref().or(constant.as_ref()) };
        match &place {
            None => {
                out.push('[');
                for (i, part) in parts.enumerate() {
                    if i > 0 {
                        out.push(',');
                    }
                    write_text(out, part);
                }
            }
            Some(place) => {
                let place = place.get(row).and_then(|p| usize::try_from(p).ok());
                let Some(part) = place.and_then(|p| parts.nth(p)) else { return false };
                out.push('[');
                write_text(out, part);
            }
        }
        out.push(']');
        true
    })
}

/// The parts of a text; all of it where there is no delimiter.
struct Parts<'t, 'd> {
    rest: Option<&'t str>,
    delimiter: Option<&'d Finder<'d>>,
}

impl<'t> Iterator for Parts<'t, '_> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let rest = self.rest.take()?;
        let delimiter = self.delimiter.filter(|delimiter| !delimiter.needle().is_empty());
        let found = delimiter.and_then(|delimiter| Some((delimiter.find(rest.as_bytes())?, delimiter.needle().len())));
        let Some((at, length)) = found else { return Some(rest) };
        self.rest = rest.get(at + length..);
        rest.get(..at)
    }
}
