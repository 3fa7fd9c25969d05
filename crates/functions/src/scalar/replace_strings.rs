use aho_corasick::{AhoCorasick, MatchKind};
use datafusion::common::{DataFusionError, Result, exec_err};
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;
use std::borrow::Cow;

use crate::kernel::term_set::texts_of;
use crate::kernel::{Call, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "replace_strings",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("text", ParameterType::Exact(ScalarType::String)),
                Parameter::new("lookups", ParameterType::DynamicArray),
                Parameter::new("rewrites", ParameterType::DynamicArray),
            ],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "A text with each occurrence of several others replaced at once.",
        url: "https://learn.microsoft.com/kusto/query/replace-strings-function",
        examples: &[Example {
            kql: "print replace_strings('A magic trick can turn a cat into a dog', dynamic(['cat', 'dog']), dynamic(['dog', 'pigeon']))",
            result: "A magic trick can turn a dog into a pigeon",
        }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (text, lookups, rewrites) = (call.text(0)?, call.text(1)?, call.text(2)?);
    let constant = match (call.constant(1), call.constant(2)) {
        (Some(_), Some(_)) => Some(Replacements::new(lookups.option(0), rewrites.option(0))?),
        _ => None,
    };
    if let Some(replacements) = constant {
        return texts(call.rows, |row, out| replacements.apply(text.get(row), out));
    }
    let each: Result<Vec<Replacements<'_>>> =
        (0..call.rows).map(|row| Replacements::new(lookups.option(row), rewrites.option(row))).collect();
    let each = each?;
    texts(call.rows, |row, out| each[row].apply(text.get(row), out))
}

struct Replacements<'a> {
    automaton: AhoCorasick,
    rewrites: Vec<Cow<'a, str>>,
}

impl<'a> Replacements<'a> {
    fn new(lookups: Option<&'a str>, rewrites: Option<&'a str>) -> Result<Self> {
        let (lookups, rewrites) = (texts_of(lookups), texts_of(rewrites));
        if lookups.len() != rewrites.len() {
            return exec_err!("replace_strings(): there must be as many replacements as texts to look for");
        }
        let (lookups, rewrites): (Vec<_>, Vec<_>) =
            lookups.into_iter().zip(rewrites).filter(|(lookup, _)| !lookup.is_empty()).unzip();
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostFirst)
            .build(lookups.iter().map(|l| l.as_bytes()))
            .map_err(|e| DataFusionError::Execution(format!("replace_strings(): {e}")))?;
        Ok(Self { automaton, rewrites })
    }

    fn apply(&self, text: &str, out: &mut String) {
        let mut done = 0;
        for found in self.automaton.find_iter(text) {
            out.push_str(&text[done..found.start()]);
            out.push_str(&self.rewrites[found.pattern().as_usize()]);
            done = found.end();
        }
        out.push_str(&text[done..]);
    }
}
