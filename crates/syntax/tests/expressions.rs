//! Precedence, paths, calls and names. What a text means is said by another text that has the parentheses written out.

use lurcher_diagnostics::SourceId;
use lurcher_syntax::ast::{Expr, ExprKind, StatementKind};
use lurcher_syntax::operators::OperatorKind;
use lurcher_syntax::{Parsed, parse, print};

fn read(text: &str) -> Parsed {
    parse(text, SourceId::default())
}

fn assert_same(text: &str, explicit: &str) {
    let (a, b) = (read(&format!("print x = {text}")), read(&format!("print x = {explicit}")));
    assert!(!a.diagnostics.has_errors() && !b.diagnostics.has_errors(), "{text}: {:?}", a.diagnostics);
    assert_eq!(a.query, b.query, "{text}\n{explicit}");
    assert_eq!(read(&print(&a.query)).query, a.query, "{text}");
}

fn assert_different(text: &str, other: &str) {
    assert_ne!(read(&format!("print x = {text}")).query, read(&format!("print x = {other}")).query, "{text}");
}

fn assert_refused(texts: &[&str]) {
    for text in texts {
        assert!(read(text).diagnostics.has_errors(), "{text}");
    }
}

/// The first column of `print`.
fn expr(text: &str) -> Expr {
    let parsed = read(&format!("print {text}"));
    assert!(!parsed.diagnostics.has_errors(), "{text}: {:?}", parsed.diagnostics);
    let StatementKind::Expr(expr) = &parsed.query.statements[0].kind else { panic!("{text}") };
    let ExprKind::Operator(operator) = &expr.kind else { panic!("{text}") };
    let OperatorKind::Print(print) = &operator.kind else { panic!("{text}") };
    print.columns[0].value.clone()
}

#[test]
fn operators_bind_as_tightly_as_in_kusto() {
    assert_same("a or b and c", "a or (b and c)");
    assert_same("a and b or c", "(a and b) or c");
    assert_same("a == 1 and b < 2", "(a == 1) and (b < 2)");
    assert_same("a == b < c", "a == (b < c)");
    assert_same("a < b + c", "a < (b + c)");
    assert_same("a + b * c", "a + (b * c)");
    assert_same("a - b - c", "(a - b) - c");
    assert_same("a / b * c % d", "((a / b) * c) % d");
    assert_same("a + b contains \"x\"", "a + (b contains \"x\")");
    assert_same("a has \"x\" == b", "(a has \"x\") == b");
    assert_same("-a.b * c", "(-(a.b)) * c");
    assert_same("a - -b", "a - (-b)");
    assert_same("a + b in (1)", "(a + b) in (1)");
    assert_same("a + 1 between (1 .. 2 + 3)", "(a + 1) between (1 .. (2 + 3))");
    assert_same("(a or b) and c", "((a) or (b)) and ((c))");
    assert_different("a - (b - c)", "a - b - c");
    assert_different("(a or b) or c", "a or b or c");
    assert_different("a and (b and c)", "a and b and c");
}

#[test]
fn comparisons_do_not_chain() {
    assert_refused(&[
        "print a == b == c",
        "print a < b < c",
        "print a has \"b\" has \"c\"",
        "print a in (1) in (2)",
        "print - - 5",
    ]);
}

#[test]
fn old_spellings_mean_the_same() {
    assert_same("a <> b", "a != b");
    assert_same("a notcontains b", "a !contains b");
    assert_same("a containscs b", "a contains_cs b");
    assert_same("a.[0]", "a[0]");
    assert_same("a.[\"b\"].c", "a.['b'].c");
}

#[test]
fn flat_conditions() {
    let ExprKind::Or(items) = &expr("a or b or (c and d) or e").kind else { panic!() };
    assert_eq!(items.len(), 4);
    let ExprKind::And(items) = &expr("a and b == 1 and not(c)").kind else { panic!() };
    assert_eq!(items.len(), 3);
}

#[test]
fn paths_and_calls() {
    assert!(matches!(expr("a.b").kind, ExprKind::Path { .. }));
    assert!(matches!(expr("a[-1]").kind, ExprKind::Index { .. }));
    assert!(matches!(expr("a[\"b\"]").kind, ExprKind::Index { .. }));
    assert!(matches!(expr("f(a)[0].b").kind, ExprKind::Path { .. }));
    assert!(matches!(expr("database(\"d\").f(1)").kind, ExprKind::ScopedCall { .. }));
    assert!(matches!(expr("toscalar(T | count)").kind, ExprKind::Call { .. }));
    assert!(matches!(&expr("['a b']").kind, ExprKind::Name(name) if name.quoted && name.text == "a b"));
    let ExprKind::Call { args, .. } = expr("f(x = 1, *, 2)").kind.clone() else { panic!() };
    assert!(args[0].name.is_some() && matches!(args[1].value.kind, ExprKind::Star));
}

#[test]
fn a_type_and_a_parenthesis_at_once_are_a_literal() {
    assert_same("bool (null)", "bool\u{b}(null)");
    assert_same("a.bool (1)", "a.bool\n(1)");
    assert_different("bool (null)", "bool(null)");
    assert_same("real(inf)", "1e3081");
    assert_same("datatable(x: real)[-1e999]", "datatable(x: real)[-1e3081]");
}

#[test]
fn spans_cover_the_text() {
    let text = "print (a + b) * f(c)";
    let parsed = read(text);
    let StatementKind::Expr(statement) = &parsed.query.statements[0].kind else { panic!() };
    assert_eq!(&text[statement.span.range()], text);
    let ExprKind::Operator(operator) = &statement.kind else { panic!() };
    let OperatorKind::Print(print) = &operator.kind else { panic!() };
    let ExprKind::Binary { left, right, .. } = &print.columns[0].value.kind else { panic!() };
    assert_eq!((&text[left.span.range()], &text[right.span.range()]), ("(a + b)", "f(c)"));
}

#[test]
fn most_keywords_are_names() {
    for text in [
        "T | where kind == 1 and type == 2 and count > 3",
        "T | project count, type, top, kind, step, order",
        "T | extend bin = 1, title = 2, by = 3, where = 4",
        "print a.kind, a.type, a.count",
        "range | where range > 1",
    ] {
        assert!(!read(text).diagnostics.has_errors(), "{text}: {:?}", read(text).diagnostics);
    }
}

#[test]
fn the_others_need_brackets() {
    for (text, name) in [
        ("print x = 1 | extend first = x", "first"),
        ("print x = 1 | extend last = x[0], y = x", "last"),
        ("print x = 1 | extend missing = x", "missing"),
        ("T | where title == 2", "title"),
        ("T | where time > 1", "time"),
        ("T | extend kind = 1", "kind"),
    ] {
        let parsed = read(text);
        let found: Vec<_> = parsed.diagnostics.iter().map(|d| (d.code.id(), d.message.as_str())).collect();
        let message = format!("The name '{name}' needs to be bracketed as ['{name}'] to be used in this context.");
        assert_eq!(found, [("KS228", message.as_str())], "{text}");
        assert!(!read(&text.replace(name, &format!("['{name}']"))).diagnostics.has_errors(), "{text}");
    }
}

#[test]
fn stars_and_wildcards() {
    assert!(!read("union T*, *_CL, (U | take 1), database('d').V*").diagnostics.has_errors());
    assert!(!read("T | project-away *_s, a*b*, ['c']").diagnostics.has_errors());
    assert!(!read("T | where * has 'x' and * == 'y'").diagnostics.has_errors());
    assert!(!read("print a *b, a* b").diagnostics.has_errors());
    assert_refused(&["print *", "T | where T*"]);
}
