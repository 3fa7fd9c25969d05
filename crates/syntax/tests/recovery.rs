//! What is reported, where, and that the parser goes on after it.

use lurcher_diagnostics::SourceId;
use lurcher_syntax::ast::StatementKind;
use lurcher_syntax::{Parsed, parse, print};

fn read(text: &str) -> Parsed {
    parse(text, SourceId::default())
}

/// Code, the text at the span, and the help.
fn found(text: &str) -> Vec<(&'static str, &str, Option<String>)> {
    let diagnostics = read(text).diagnostics;
    diagnostics.iter().map(|d| (d.code.id(), &text[d.span.range()], d.help.clone())).collect()
}

fn codes(text: &str) -> Vec<(&'static str, &str)> {
    found(text).into_iter().map(|(code, at, _)| (code, at)).collect()
}

#[test]
fn every_broken_operator_is_reported() {
    let text =
        "SecurityEvent | wher EventID == 4688 | sumarize count() by Account | project-awy x | where y == 1 | tak 5";
    let suggestions: Vec<_> =
        found(text).into_iter().map(|(code, at, help)| (code, at, help.unwrap_or_default())).collect();
    let expected = [("wher", "where"), ("sumarize", "summarize"), ("project-awy", "project-away"), ("tak", "take")]
        .map(|(at, name)| ("KS176", at, format!("did you mean '{name}'?")));
    assert_eq!(suggestions, expected);
}

#[test]
fn parts_around_the_mistakes_are_kept() {
    let parsed = read("T | where a == | extend b = 1 | join (U | wher c | take 5) on d");
    assert_eq!(print(&parsed.query), "T\n| ?\n| extend b = 1\n| join (U | ? | take 5) on d");
}

#[test]
fn statements_go_on_after_a_mistake() {
    let parsed = read("let a = 5; let b = ; let f = (x:long { x }; T | where a == ; let c = g(1,; print a");
    assert_eq!(parsed.query.statements.len(), 6);
    assert_eq!(parsed.diagnostics.len(), 4);
    let last = parsed.query.statements.last().map(|s| &s.kind);
    assert!(matches!(last, Some(StatementKind::Expr(_))));
}

#[test]
fn missing_parts() {
    assert_eq!(codes("T | where"), [("KS006", "")]);
    assert_eq!(codes("T | where x and | take 5"), [("KS006", "|")]);
    assert_eq!(codes("T | extend a = , b = 1"), [("KS006", ",")]);
    assert_eq!(codes("T | take 5 |"), [("KS176", "")]);
    assert_eq!(codes("T | order x"), [("SYN0002", "x")]);
    assert_eq!(codes("T | lookup (U)"), [("SYN0002", "")]);
    assert_eq!(codes("T | where (a"), [("SYN0002", "")]);
    assert_eq!(codes("T | where a)"), [("SYN0002", ")")]);
    assert_eq!(codes("print 1 2"), [("SYN0002", "2")]);
    assert_eq!(codes("print datetime (2020)"), [("KS006", "datetime")]);
}

#[test]
fn the_message_says_where() {
    let diagnostics = read("T\n| where a not in (1)").diagnostics;
    let messages: Vec<_> = diagnostics.iter().map(|d| d.message.as_str()).collect();
    assert_eq!(messages, ["Query could not be parsed at 'not' on line [2,11]"]);
    let keyword = read("print datetime (2020)").diagnostics;
    let message = "Missing expression: If the keyword 'datetime' is intended to be part of an expression it needs to be bracketted as ['datetime'].";
    assert_eq!(keyword.iter().map(|d| d.message.as_str()).collect::<Vec<_>>(), [message]);
}

#[test]
fn help_for_common_mistakes() {
    let help = |text| found(text).into_iter().filter_map(|(_, _, help)| help).collect::<Vec<_>>().join("; ");
    assert!(help("T | where strlen(a) = 1").contains("`==`"));
    assert!(help("T | where a startwith 'x'").contains("'startswith'"));
    assert!(help("T | where a not in (1)").contains("`!in`"));
    assert!(help("T | count()").contains("`| count`"));
    assert!(help("T | join kind=lefouter (U) on x").contains("'leftouter'"));
    assert!(help("T | where p == \"C:\\Windows\"").contains('@'));
}

#[test]
fn operators_in_the_wrong_place() {
    assert_eq!(codes("where x == 1"), [("KS174", "where")]);
    assert_eq!(codes("T | print 1"), [("KS175", "print")]);
    assert_eq!(codes("T | range x from 1 to 2 step 1"), [("KS175", "range")]);
}

#[test]
fn what_is_not_implemented_says_so() {
    for text in ["T | graph-where-nodes a == 1", "T | graph-where-edges b == 1"] {
        assert!(codes(text).iter().any(|(code, _)| *code == "LUR1002"), "{text}: {:?}", codes(text));
    }
}

#[test]
fn types_and_parameters() {
    assert_eq!(codes("datatable(a:strin)[1]"), [("KS160", "strin")]);
    assert_eq!(codes("union isfuzzy=5 T"), [("KS223", "5")]);
    assert_eq!(codes("T | union kind=foo U"), [("KS005", "foo")]);
    assert_eq!(
        codes("print 74be27de-1e4e-49d9-b579-fe0b331d3642"),
        [("KS214", "74be27de-1e4e-49d9-b579-fe0b331d3642")]
    );
    assert_eq!(codes("print int(abc)"), [("KS004", "int(abc)")]);
}

#[test]
fn any_text_is_read_without_panic() {
    let text = "let f = view (T:(*, a:string), n:long=-5) { T | where a !in~ ('x', \"\\u00e9\") }; // é\n\
        f(U) | join kind=leftanti hint.strategy=shuffle (V | mv-expand b = c to typeof(long) limit 5) on $left.a == $right.b\n\
        | summarize arg_max(t, *), n = count() by bin(t, 1h), ['x y'] | parse x with * 'a' b:long *\n\
        | make-series n = count() default=0 on t from ago(7d) to now() step 1d by k | render timechart with (title=\"t\")";
    assert!(!read(text).diagnostics.has_errors(), "{:?}", read(text).diagnostics);
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    for (n, &end) in ends.iter().enumerate() {
        let mut texts = vec![text[..end].to_owned(), text[end..].to_owned()];
        if let Some(&next) = ends.get(n + 1) {
            texts.push(format!("{}{}", &text[..end], &text[next..]));
            texts.push(format!("{}(|;{}", &text[..end], &text[end..]));
        }
        for text in texts {
            let parsed = read(&text);
            let _ = print(&parsed.query);
            for diagnostic in &parsed.diagnostics {
                assert!(text.get(diagnostic.span.range()).is_some(), "{text}: {diagnostic:?}");
            }
        }
    }
}
