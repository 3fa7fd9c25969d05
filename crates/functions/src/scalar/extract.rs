use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::regexes::{self, GroupFinder};
use crate::kernel::{Call, Numbers, Slices, Text, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "extract",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[
            Signature {
                parameters: &[
                    Parameter::new("regex", ParameterType::Exact(ScalarType::String)).constant().regex(),
                    Parameter::new("captureGroup", ParameterType::Exact(ScalarType::Long)),
                    Parameter::new("source", ParameterType::Exact(ScalarType::String)),
                ],
                result: ResultType::Exact(ScalarType::String),
            },
            Signature {
                parameters: &[
                    Parameter::new("regex", ParameterType::Exact(ScalarType::String)).constant().regex(),
                    Parameter::new("captureGroup", ParameterType::Exact(ScalarType::Long)),
                    Parameter::new("source", ParameterType::Exact(ScalarType::String)),
                    Parameter::new("typeLiteral", ParameterType::Type).of_kind(ArgumentKind::Literal),
                ],
                result: ResultType::TypeArgument(3),
            },
        ],
        result_name: ResultName::None,
        deterministic: true,
        summary: "What a group of a regular expression holds at its first match; group 0 is the whole match.",
        url: "https://learn.microsoft.com/kusto/query/extract-function",
        examples: &[
            Example { kql: "print extract('User: ([^,]+)', 1, 'User: James, Age: 29')", result: "James" },
            Example { kql: "print extract(@'\\d+', 0, 'Age: 29')", result: "29" },
            Example { kql: "print extract(@'(\\d+)', 1, 'no match')", result: "" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let pattern = call.constant_text(0)?;
    let regex = regexes::compile(pattern)?;
    let (group, source) = (call.long(1)?, call.text(2)?);
    let number = |row| group.get(row).and_then(|group| usize::try_from(group).ok());
    if let (Numbers::Constant(_), Text::Column(texts)) = (&group, &source) {
        let mut finder = number(0).map(|group| GroupFinder::new(pattern, group)).transpose()?;
        let mut pieces = Slices::of(texts);
        for row in 0..call.rows {
            let (start, end) = finder.as_mut().and_then(|finder| finder.find(source.get(row))).unwrap_or_default();
            pieces.append(row, start, end)?;
        }
        return Ok(ColumnarValue::Array(pieces.finish()));
    }
    let mut places = regex.capture_locations();
    texts(call.rows, |row, out| {
        let text = source.get(row);
        let found = regex.captures_read(&mut places, text).and_then(|_| places.get(number(row)?));
        out.push_str(found.map_or("", |(start, end)| &text[start..end]));
    })
}
