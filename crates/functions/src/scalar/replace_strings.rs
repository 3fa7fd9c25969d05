use aho_corasick::{AhoCorasick, Match, MatchKind};
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;
use std::borrow::Cow;

use crate::kernel::elements::elements;
use crate::kernel::{Call, Cell, is_full, texts};
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
        summary: "A text with each occurrence of several others replaced at once; where two overlap, that which was given first counts.",
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

/// Texts to look for and what they become; `None` where the match stays as it is.
struct Replacements<'a> {
    automaton: AhoCorasick,
    rewrites: Vec<Option<Cow<'a, str>>>,
}

impl<'a> Replacements<'a> {
    fn new(lookups: Option<&'a str>, rewrites: Option<&'a str>) -> Result<Self> {
        let (lookups, rewrites) = (strings(lookups), strings(rewrites));
        if lookups.len() != rewrites.len() {
            return refuse!("replace_strings(): there must be as many replacements as texts to look for");
        }
        let known = |(lookup, rewrite): (Option<Cow<'a, str>>, _)| Some((lookup.filter(|l| !l.is_empty())?, rewrite));
        let (lookups, rewrites): (Vec<_>, Vec<_>) = lookups.into_iter().zip(rewrites).filter_map(known).unzip();
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(lookups.iter().map(|l| l.as_bytes()))
            .map_err(|e| crate::refused(format!("replace_strings(): {e}")))?;
        Ok(Self { automaton, rewrites })
    }

    /// Of matches that overlap, the one of the lookup that was given first counts.
    fn apply(&self, text: &str, out: &mut String) {
        let mut found: Vec<Match> = self.automaton.find_overlapping_iter(text).collect();
        found.sort_by_key(|m| (m.pattern(), m.start()));
        let mut kept: Vec<Match> = Vec::new();
        for candidate in found {
            let at = kept.partition_point(|m| m.start() < candidate.start());
            let free = at == 0 || kept[at - 1].end() <= candidate.start();
            if free && kept.get(at).is_none_or(|next| candidate.end() <= next.start()) {
                kept.insert(at, candidate);
            }
        }
        let mut done = 0;
        for found in kept {
            out.push_str(&text[done..found.start()]);
            out.push_str(self.rewrites[found.pattern()].as_deref().unwrap_or(&text[found.range()]));
            done = found.end();
            if is_full(out) {
                return;
            }
        }
        out.push_str(&text[done..]);
    }
}

/// The elements of an array, those that are strings.
fn strings(array: Option<&str>) -> Vec<Option<Cow<'_, str>>> {
    let mut parts = Vec::new();
    elements(array, &mut parts);
    let text = |part| match Cell::of(Some(part)) {
        Cell::Text(text) => Some(text),
        _ => None,
    };
    parts.into_iter().map(text).collect()
}
