//! Deep and long texts: a diagnostic or a tree, never a stack overflow. Test threads have 2 MB of stack.

use lurcher_diagnostics::SourceId;
use lurcher_syntax::{Parsed, parse, print};

fn read(text: &str) -> Parsed {
    parse(text, SourceId::default())
}

/// `open` a number of times, `inner`, `close` as often.
fn nest(open: &str, inner: &str, close: &str, depth: usize) -> String {
    format!("{}{inner}{}", open.repeat(depth), close.repeat(depth))
}

fn nestings(depth: usize) -> Vec<String> {
    vec![
        nest("(", "1", ")", depth),
        format!("print x = {}", nest("(1 + ", "1", ")", depth)),
        format!("print {}", nest("not(", "a", ")", depth)),
        format!("print {}", nest("iff(a, 1, ", "0", ")", depth)),
        format!("print {}", nest("a[", "0", "]", depth)),
        format!("print {}", nest("-(", "a", ")", depth)),
        format!("print dynamic({})", nest("[", "1", "]", depth)),
        format!("print dynamic({})", nest("{\"a\":", "1", "}", depth)),
        format!("print {}", nest("x in (", "1", ")", depth)),
        format!("print {}", nest("x between (1 .. ", "2", ")", depth)),
        format!("print {}", nest("a == b and (c or ", "d", ")", depth)),
        format!("print {}", nest("toscalar(print ", "1", ")", depth)),
        nest("union (", "T", ")", depth),
        nest("T | join kind=inner (", "T", ") on x", depth),
        format!("T | where x {}", nest("in (T | where x ", "== 1", ")", depth)),
        format!("T | {}", nest("fork (", "take 1", ")", depth)),
        format!("T | {}", nest("mv-apply x on (", "take 1", ")", depth)),
        format!("T | {}", nest("facet by x with ", "take 1", "", depth)),
        format!("T | {}", nest("partition by x (", "take 1", ")", depth)),
        format!("T | {}", nest("partition by x { T | ", "take 1", "}", depth)),
        nest("let f = () { ", "1", "; }", depth),
    ]
}

#[test]
fn brackets_nest_as_deep_as_queries_do() {
    for text in nestings(190) {
        let parsed = read(&text);
        assert!(!parsed.diagnostics.has_errors() || text.starts_with("let f"), "{text}: {:?}", parsed.diagnostics);
        let again = read(&print(&parsed.query));
        assert!(text.starts_with("let f") || again.query == parsed.query, "{text}");
        assert!(parsed.query.clone() == parsed.query);
    }
}

#[test]
fn deeper_brackets_are_refused() {
    for text in nestings(10_000) {
        let parsed = read(&text);
        assert!(
            parsed.diagnostics.iter().any(|d| d.code.id() == "LUR1001"),
            "{}…: {:?}",
            &text[..40],
            parsed.diagnostics
        );
        let _ = print(&parsed.query);
    }
}

#[test]
fn brackets_that_nothing_closes_are_refused() {
    for bracket in ["(", "[", "{", "f(", "a[", "T | join (", "dynamic([", "datatable(", "let f = () { "] {
        let parsed = read(&bracket.repeat(10_000));
        assert!(parsed.diagnostics.has_errors(), "{bracket}");
        let _ = print(&parsed.query);
    }
}

#[test]
fn long_chains_take_no_stack() {
    let chains = [
        ("print x = a", " + a"),
        ("print x = a", " * a - 1"),
        ("print x = a", ".b"),
        ("print x = a", "[0]"),
        ("print x = a", ".f(1)"),
        ("T | where a", " or a == 1"),
        ("T | where a", " and a == 1 or b"),
        ("T", " | where a == 1"),
        ("print dynamic([1", ", 1"),
        ("T | where a in (1", ", \"x\""),
        ("print a", ", a"),
        ("print \"a\"", " \"b\""),
        ("T | project a", "-b"),
        ("T", "; T"),
    ];
    for (head, link) in chains {
        let mut text = format!("{head}{}", link.repeat(20_000));
        if head.contains("([") {
            text.push_str("])");
        } else if head.contains('(') {
            text.push(')');
        }
        let parsed = read(&text);
        assert!(!parsed.diagnostics.has_errors(), "{head}: {:?}", parsed.diagnostics);
        let copy = parsed.query.clone();
        assert!(copy == parsed.query, "{head}");
        drop(copy);
        assert!(read(&print(&parsed.query)).query == parsed.query, "{head}");
    }
}

#[test]
fn rubbish_is_read_in_linear_time() {
    for rubbish in
        ["@", "|", "=", "x ", "; ", "\"", ")", "(a,", "| where ", "`", "\\", "x y |", "let ", "é", "!", "a.", "#\n"]
    {
        let parsed = read(&rubbish.repeat(20_000));
        assert!(parsed.diagnostics.len() <= 100, "{rubbish}");
        let _ = print(&parsed.query);
    }
}
