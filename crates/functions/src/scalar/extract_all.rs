use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::values::dynamic::write_text;
use lurcher_symbols::*;
use regex::{CaptureLocations, Regex};

use crate::kernel::term_set::texts_of;
use crate::kernel::{Call, dynamics, regexes};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "extract_all",
        aliases: &["extractall"],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[
            Signature {
                parameters: &[
                    Parameter::new("regex", ParameterType::Exact(ScalarType::String)).constant().regex(),
                    Parameter::new("source", ParameterType::Exact(ScalarType::String)),
                ],
                result: ResultType::Exact(ScalarType::Dynamic),
            },
            Signature {
                parameters: &[
                    Parameter::new("regex", ParameterType::Exact(ScalarType::String)).constant().regex(),
                    Parameter::new("captureGroups", ParameterType::DynamicArray),
                    Parameter::new("source", ParameterType::Exact(ScalarType::String)),
                ],
                result: ResultType::Exact(ScalarType::Dynamic),
            },
        ],
        result_name: ResultName::None,
        deterministic: true,
        summary: "What the groups of a regular expression hold at each of its matches: an array for one group, an array of arrays for several, null where nothing matches.",
        url: "https://learn.microsoft.com/kusto/query/extract-all-function",
        examples: &[
            Example {
                kql: "print extract_all(@'(\\d+)', 'a set of numbers: 123, 567 and 789')",
                result: "[\"123\",\"567\",\"789\"]",
            },
            Example {
                kql: "print extract_all(@'(\\w)(\\w+)(\\w)', dynamic([1,3]), '82b8-d7')",
                result: "[[\"8\",\"8\"]]",
            },
            Example { kql: "print extract_all('(x)', 'abc')", result: "null" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let regex = regexes::compile(call.constant_text(0)?)?;
    let source = call.text(call.len() - 1)?;
    let groups = if call.len() == 3 { Some(call.text(1)?) } else { None };
    let all: Vec<usize> = (1..regex.captures_len()).collect();
    if all.is_empty() || all.len() > 16 {
        return refuse!("extract_all(): the regular expression must have 1 to 16 capturing groups");
    }
    let mut places = regex.capture_locations();
    dynamics(call.rows, |row, out| {
        let text = source.get(row);
        let chosen = groups.map(|groups| select(&regex, groups.option(row)));
        let groups = chosen.as_deref().unwrap_or(&all);
        write_matches(&regex, &mut places, groups, text, out)
    })
}

/// The groups that an array names, by number or by name.
fn select(regex: &Regex, groups: Option<&str>) -> Vec<usize> {
    texts_of(groups)
        .iter()
        .filter_map(|name| name.parse().ok().or_else(|| regex.capture_names().position(|n| n == Some(name))))
        .collect()
}

/// Writes the matches; `false` where there are none.
fn write_matches(regex: &Regex, places: &mut CaptureLocations, groups: &[usize], text: &str, out: &mut String) -> bool {
    let mut from = 0;
    while from <= text.len() && regex.captures_read_at(places, text, from).is_some() {
        let Some((start, end)) = places.get(0) else { break };
        out.push(if out.is_empty() { '[' } else { ',' });
        if groups.len() != 1 {
            out.push('[');
        }
        for (i, group) in groups.iter().enumerate() {
            if i > 0 {
                out.push(',');
            }
            write_text(out, places.get(*group).map_or("", |(start, end)| &text[start..end]));
        }
        if groups.len() != 1 {
            out.push(']');
        }
        // An empty match is followed by the next character.
        from = if end > start { end } else { end + text[end..].chars().next().map_or(1, char::len_utf8) };
    }
    if out.is_empty() {
        return false;
    }
    out.push(']');
    true
}
