//! Tokens, and the values of literals.

use lurcher_diagnostics::SourceId;
use lurcher_syntax::ast::{DynamicValue, ExprKind, Literal, StatementKind, TypeKind};
use lurcher_syntax::operators::OperatorKind;
use lurcher_syntax::{TokenKind, parse, tokenize};

/// The kinds and texts of the tokens.
fn tokens(text: &str) -> Vec<(TokenKind, &str)> {
    let (tokens, diagnostics) = tokenize(text, SourceId::default());
    assert!(diagnostics.is_empty(), "{text}: {diagnostics:?}");
    tokens.into_iter().map(|token| (token.kind, &text[token.span.range()])).collect()
}

/// The whole text is one token of that kind.
fn assert_single(kind: TokenKind, texts: &[&str]) {
    for text in texts {
        assert_eq!(tokens(text), [(kind, *text)]);
    }
}

/// The literal that `print text` prints, or `None` when that is an error.
fn literal(text: &str) -> Option<Literal> {
    let parsed = parse(&format!("print {text}"), SourceId::default());
    if parsed.diagnostics.has_errors() {
        return None;
    }
    let StatementKind::Expr(expr) = &parsed.query.statements[0].kind else { return None };
    let ExprKind::Operator(operator) = &expr.kind else { return None };
    let OperatorKind::Print(print) = &operator.kind else { return None };
    print.columns[0].value.as_literal().cloned()
}

fn string(text: &str) -> Option<String> {
    match literal(text) {
        Some(Literal::String(value)) => Some(value.to_string()),
        _ => None,
    }
}

#[test]
fn words() {
    use TokenKind::Word;
    assert_single(Word, &["a", "_a1", "$left", "5h3", "1_a", "3Dchart", "0x", "tRUE", "5mi", "1e"]);
    assert_single(Word, &["project-away", "mv-expand", "!has_cs", "in~", "!in~", "matches regex", "granny-desc"]);
    let symbol = |text| (TokenKind::Symbol, text);
    assert_eq!(tokens("a-b"), [(Word, "a"), symbol("-"), (Word, "b")]);
    assert_eq!(tokens("project-awayx"), [(Word, "project"), symbol("-"), (Word, "awayx")]);
}

#[test]
fn numbers() {
    assert_single(TokenKind::Long, &["0", "5", "0x1F", "0XaB"]);
    assert_single(TokenKind::Real, &["1.5", "1.", "1e10", "1.5E-3", "2e+5"]);
    assert_single(TokenKind::TimeSpan, &["1d", "1.5h", "5min", "30sec", "100ms", "1tick", "5microseconds", "2days"]);
    let long = |text| (TokenKind::Long, text);
    assert_eq!(tokens("1..2"), [long("1"), (TokenKind::Symbol, ".."), long("2")]);
    assert_eq!(tokens("1 .. 2"), [long("1"), (TokenKind::Symbol, ".."), long("2")]);
}

#[test]
fn literals_that_name_their_type() {
    assert_single(
        TokenKind::Typed,
        &["datetime(2020-01-01 10:00)", "int(null)", "real()", "time(1.02:03:04)", "date(x y)"],
    );
    assert_eq!(tokens("datetime (2020)").len(), 4);
    assert_eq!(tokens("string(a)").len(), 4);
}

#[test]
fn strings() {
    let forms = [
        "\"a\"",
        "'a'",
        "@\"a\"",
        "@'a'",
        "h\"a\"",
        "H'a'",
        "h@\"a\"",
        "```a\nb```",
        "~~~a\nb~~~",
        "\"\\\"\"",
        "@\"\"\"\"",
    ];
    assert_single(TokenKind::String, &forms);
}

#[test]
fn comments_and_symbols() {
    assert_eq!(
        tokens("a // b | c\n;"),
        [(TokenKind::Word, "a"), (TokenKind::Comment, "// b | c"), (TokenKind::Symbol, ";")]
    );
    let symbols: Vec<&str> = tokens("== != <> <= >= =~ !~ => = < >").into_iter().map(|(_, text)| text).collect();
    assert_eq!(symbols, ["==", "!=", "<>", "<=", ">=", "=~", "!~", "=>", "=", "<", ">"]);
}

#[test]
fn mistakes_are_reported_where_they_are() {
    for (text, code, start, end) in [
        ("x == \"abc", "KS001", 5, 9),
        ("x == 'abc\n| y", "KS001", 5, 9),
        ("x = @\"a\\", "KS001", 4, 8),
        ("```a\nb", "KS001", 0, 6),
        ("datetime(2020", "KS001", 0, 13),
        ("\"C:\\Windows\"", "KS002", 3, 5),
        ("a ` b", "KS002", 2, 3),
        ("é", "KS002", 0, 2),
    ] {
        let (_, diagnostics) = tokenize(text, SourceId::default());
        let found: Vec<_> = diagnostics.iter().map(|d| (d.code.id(), d.span.start, d.span.end)).collect();
        assert_eq!(found, [(code, start, end)], "{text}");
    }
}

#[test]
fn values_of_strings() {
    for (text, value) in [
        (r#""a\tb\n\\ \" \'""#, "a\tb\n\\ \" '"),
        (r#"'it\'s'"#, "it's"),
        (r#"@"C:\Windows""#, r"C:\Windows"),
        (r#"@"say ""hi""""#, r#"say "hi""#),
        (r"@'a''b'", "a'b"),
        (r#"h"secret""#, "secret"),
        (r#"h@'a\b'"#, r"a\b"),
        ("```\nline \"1\"\nline '2'```", "\nline \"1\"\nline '2'"),
        ("~~~a``b~~~", "a``b"),
        (r#""a" 'b' @"\c""#, r"ab\c"),
        (r#""\u00e9\x41\101\7""#, "éAA\u{7}"),
        (r#""\ud83d\ude00""#, "😀"),
        (r#""\U0001F600""#, "😀"),
        (r#""""#, ""),
    ] {
        assert_eq!(string(text).as_deref(), Some(value), "{text}");
    }
}

#[test]
fn values_of_numbers() {
    for (text, value) in [
        ("5", Literal::Long(5)),
        ("0x1F", Literal::Long(31)),
        ("long( 5 )", Literal::Long(5)),
        ("long(-5)", Literal::Long(-5)),
        ("long(0x1F)", Literal::Long(31)),
        ("9223372036854775807", Literal::Long(i64::MAX)),
        ("long(-9223372036854775808)", Literal::Long(i64::MIN)),
        ("0xFFFFFFFFFFFFFFFF", Literal::Long(-1)),
        ("int(-1)", Literal::Int(-1)),
        ("int(2147483647)", Literal::Int(i32::MAX)),
        ("1.5", Literal::Real(1.5)),
        ("1e3", Literal::Real(1000.0)),
        ("real(5)", Literal::Real(5.0)),
        ("double(-0.5)", Literal::Real(-0.5)),
        ("real(nan)", Literal::Real(f64::NAN)),
        ("real(+inf)", Literal::Real(f64::INFINITY)),
        ("real(-inf)", Literal::Real(f64::NEG_INFINITY)),
        ("decimal(1.50)", Literal::Decimal("1.50".into())),
        ("true", Literal::Bool(true)),
        ("bool(FALSE)", Literal::Bool(false)),
        ("bool(1)", Literal::Bool(true)),
        ("int(null)", Literal::Null(TypeKind::Int)),
        ("double()", Literal::Null(TypeKind::Real)),
        ("bool(null)", Literal::Null(TypeKind::Bool)),
        ("dynamic(null)", Literal::Null(TypeKind::Dynamic)),
        ("datetime(null)", Literal::Null(TypeKind::DateTime)),
    ] {
        assert_eq!(literal(text), Some(value), "{text}");
    }
    for text in [
        "int(2147483648)",
        "9223372036854775808",
        "-9223372036854775808",
        "int(x)",
        "real(abc)",
        "guid(1)",
        "decimal(.)",
        "bool(x)",
    ] {
        assert_eq!(literal(text), None, "{text}");
    }
}

#[test]
fn values_of_dates_and_guids() {
    for (text, value) in [
        ("datetime(2020-01-01)", "2020-01-01"),
        ("datetime( 2020-01-01 10:00 )", "2020-01-01 10:00"),
        ("datetime(\"2020\")", "2020"),
        ("datetime('2019-01-30T10:36:07Z')", "2019-01-30T10:36:07Z"),
        ("date(1-1-2020)", "1-1-2020"),
    ] {
        assert_eq!(literal(text), Some(Literal::DateTime(value.into())), "{text}");
    }
    let guid = Literal::Guid("74be27de-1e4e-49d9-b579-fe0b331d3642".into());
    for text in ["guid(74be27de-1e4e-49d9-b579-fe0b331d3642)", "guid(74BE27DE1E4E49D9B579FE0B331D3642)"] {
        assert_eq!(literal(text), Some(guid.clone()), "{text}");
    }
}

#[test]
fn values_of_timespans() {
    const SECOND: i64 = 10_000_000;
    for (text, ticks) in [
        ("1d", 86_400 * SECOND),
        ("2days", 2 * 86_400 * SECOND),
        ("1.5h", 5_400 * SECOND),
        ("3hrs", 10_800 * SECOND),
        ("30m", 1_800 * SECOND),
        ("5min", 300 * SECOND),
        ("10s", 10 * SECOND),
        ("0.1s", SECOND / 10),
        ("2seconds", 2 * SECOND),
        ("100ms", SECOND / 10),
        ("3millis", 3 * SECOND / 1000),
        ("10microsecond", 100),
        ("1tick", 1),
        ("300nanoseconds", 3),
        ("time(15 seconds)", 15 * SECOND),
        ("time(2)", 2 * 86_400 * SECOND),
        ("time(0.12:34:56.7)", 45_296 * SECOND + 7 * SECOND / 10),
        ("timespan(1.02:03:04.5678901)", 93_784 * SECOND + 5_678_901),
        ("timespan(-1h)", -3_600 * SECOND),
        ("timespan(10:30)", 37_800 * SECOND),
        ("timespan(\"1d\")", 86_400 * SECOND),
        ("time(-10675199.02:48:05.4775808)", i64::MIN),
        ("time(10675199.02:48:05.4775807)", i64::MAX),
    ] {
        assert_eq!(literal(text), Some(Literal::TimeSpan(ticks)), "{text}");
    }
    for text in ["timespan(25:00:00)", "time(1:60)", "time(x)", "time(99999999d)"] {
        assert_eq!(literal(text), None, "{text}");
    }
}

#[test]
fn values_of_dynamics() {
    let text =
        r#"dynamic({"b":[1, -2.5, true, null, "x"], 'a':datetime(2020-01-01), "t":1d, "b":{}, "n":dynamic([])})"#;
    let array = DynamicValue::Array(vec![
        DynamicValue::Long(1),
        DynamicValue::Real(-2.5),
        DynamicValue::Bool(true),
        DynamicValue::Null,
        DynamicValue::String("x".into()),
    ]);
    let object = DynamicValue::Object(vec![
        ("b".into(), array),
        ("a".into(), DynamicValue::DateTime("2020-01-01".into())),
        ("t".into(), DynamicValue::TimeSpan(864_000_000_000)),
        ("b".into(), DynamicValue::Object(Vec::new())),
        ("n".into(), DynamicValue::Array(Vec::new())),
    ]);
    assert_eq!(literal(text), Some(Literal::Dynamic(object)));
    assert_eq!(
        literal("dynamic(18446744073709551616)"),
        Some(Literal::Dynamic(DynamicValue::Real(18446744073709551616.0)))
    );
    for text in ["dynamic({a:1})", "dynamic([1,])", "dynamic(x)", "dynamic(1 2)"] {
        assert_eq!(literal(text), None, "{text}");
    }
}
