//! Holes in a workbook's query, `{TimeRange}`, `{Types:label}`: texts that whoever looks at it chooses.
//! <https://learn.microsoft.com/azure/azure-monitor/visualize/workbooks-parameters>

use std::ops::Range;

/// The holes of a query, in their order.
pub(super) fn holes(text: &str) -> Vec<Range<usize>> {
    let hole = |(start, _)| Some(start..start + length(&text[start..])?);
    text.match_indices('{').filter_map(hole).collect()
}

/// The length of the hole that a text begins with: a name in braces, with how it is to be written behind a colon.
fn length(text: &str) -> Option<usize> {
    let end = text.find('}')?;
    let (name, form) = text[1..end].split_once(':').unwrap_or((&text[1..end], ""));
    let is_word =
        |word: &str| word.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '$' | '.' | '[' | ']'));
    (!name.is_empty() && !name.contains(char::is_whitespace) && is_word(name) && is_word(form)).then_some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_braces() {
        let names = |text: &'static str| holes(text).into_iter().map(|hole| &text[hole]).collect::<Vec<_>>();
        assert_eq!(names("T {A} | where b == {C:label} and d has '{E}'"), ["{A}", "{C:label}", "{E}"]);
        assert_eq!(names("let f = (x:long) { x }; print dynamic({'a': 1}), {}"), [""; 0]);
    }
}
