use lurcher_diagnostics::Span;
use lurcher_syntax::codes::CANNOT_PARSE;

use super::*;

/// The query with its `{…}` filled, and from which word on all depends on them.
fn fill(text: &str) -> (String, Option<String>) {
    let holes = text.match_indices('{').map(|(at, _)| at..at + text[at..].find('}').unwrap() + 1).collect();
    let Filled { query, holes } = filled(&Source::new("w", text), holes);
    let open = holes.open_from.map(|from| query.text[from..].to_owned());
    (query.text.replace(NAME, "?"), open.map(|text| text.replace(NAME, "?")))
}

#[test]
fn a_hole_for_a_value_changes_nothing_behind_it() {
    for (text, expected) in [
        ("T | where TimeGenerated {Time} | take {N}", "T | where TimeGenerated == ? | take ?"),
        ("T | where Status.code {S:value}", "T | where Status.code == ?"),
        ("T | where a > ago({Days}d) and b > ago({X})", "T | where a > ago(?d) and b > ago(?)"),
        ("T | summarize count() by bin(t, {N}{Unit}), x", "T | summarize count() by bin(t, ??), x"),
        ("T | where a in ({X}) or a in {Y} or b == 1", "T | where a in (?) or a in (?) or b == 1"),
        ("T | where a in ('' {X})", "T | where a in ('' , ?)"),
        ("T | where {Filter} and a == {V}", "T | where ? and a == ?"),
        ("T | where a has '{X}' // {Y}", "T | where a has '{X}' // {Y}"),
        ("T | where t between ({Time:start} .. {Time:end})", "T | where t between (? .. ?)"),
        ("T | where a {Op} 1", "T | where a == 1"),
        ("T | extend a = {A} | where a == 1", "T | extend a = ? | where a == 1"),
        ("{T}\n| count", "?\n| count"),
        ("search in ({T}) 'x'", "search in (?) 'x'"),
        ("union {T} | take 1", "union ? | take 1"),
        ("let n = {N}; T | order by {A} | top {N} by a", "let n = ?; T | order by ? | top ? by a"),
        ("T_{X} | render {Chart}", "T_? | render ?"),
    ] {
        assert_eq!(fill(text), (expected.to_owned(), None), "{text}");
    }
}

#[test]
fn a_hole_for_columns_opens_what_follows() {
    for (text, open) in [
        ("SigninLogs {Q} | where a == 1", "| where ? | where a == 1"),
        ("T | project {A} | where b == 1", "? | where b == 1"),
        ("T | project a, {A} | take 1", "? | take 1"),
        ("T | summarize count() by {A}", "?"),
        ("T | join kind={K} (U) on a | take 1", "inner (U) on a | take 1"),
        ("union (T {Q}) | take 1", "| where ?) | take 1"),
        ("T | {Op} | take 1", "where ? | take 1"),
        ("T | {Op} a | take 1", "where a | take 1"),
    ] {
        assert_eq!(fill(text).1.as_deref(), Some(open), "{text}");
    }
}

#[test]
fn only_what_depends_on_a_hole_is_no_mistake() {
    let concerns = |text: &str, word: &str| {
        let at = text.find('{').unwrap();
        let hole = at..at + text[at..].find('}').unwrap() + 1;
        let Filled { query, holes } = filled(&Source::new("w", text), Vec::from([hole]));
        let at = query.text.rfind(word).unwrap();
        let span = Span::new(SourceId::default(), at, at + word.len());
        holes.concern(&Diagnostic::error(CANNOT_PARSE, span, "wrong"))
    };
    assert!(!concerns("T | wher a == {A}", "wher"));
    assert!(!concerns("T | where TimeGenerated {Time} | wher b", "wher"));
    assert!(concerns("T | where TimeGenerated {Time} | take 1", NAME));
    assert!(concerns("T | project {A} | where b == 1", "b"));
    assert!(!concerns("T | where b == 1 | project {A}", "b"));
    assert!(concerns("T | where a matches regex '{A}' | take 1", "'{A}'"));
}
