use lurcher_diagnostics::Span;

use super::*;

fn filled(text: &str, values: &[(&str, &str)]) -> Result<String, String> {
    let value = |p: &Placeholder| values.iter().find(|(name, _)| **name == *p.name).map(|(_, v)| (*v).to_owned());
    fill(&Source::new("q.kql", text), value).map(|source| source.text.to_string()).map_err(|e| e.to_string())
}

#[test]
fn values_are_written_as_the_text_around_them_quotes() {
    let value = r#"a'b"c\d"#;
    for (text, expected) in [
        ("print '{{x}}'", r#"print 'a\'b\"c\\d'"#),
        ("print \"{{x}}!\"", r#"print "a\'b\"c\\d!""#),
        ("print @'{{x}}'", r#"print @'a''b"c\d'"#),
        ("print @\"{{x}}\"", r#"print @"a'b""c\d""#),
        ("print h'{{x}}'", r#"print h'a\'b\"c\\d'"#),
        ("print ```{{x}}```", r#"print ```a'b"c\d```"#),
        ("print datetime({{x}})", r#"print datetime(a'b"c\d)"#),
        ("// {{x}}\nprint '{{y}}'", "// {{x}}\nprint '{{y}}'"),
        ("print '{{x}', '{{ x }}', '{x}'", "print '{{x}', '{{ x }}', '{x}'"),
    ] {
        assert_eq!(filled(text, &[("x", value)]).as_deref(), Ok(expected), "{text}");
    }
}

#[test]
fn a_name_may_have_several_words() {
    let names = |text: &str| -> Vec<String> {
        placeholders(&Source::new("q.kql", text)).iter().map(|p| p.name.to_string()).collect()
    };
    assert_eq!(names("print '{{IP Address}}', '{{IP-Address}}', {{N}}"), ["IP Address", "IP-Address", "N"]);
    assert_eq!(names("print '{{ x}}', '{{x }}', '{{}}', '{{a'b}}', '{{a\nb}}', '{{a{b}}'"), [""; 0]);
    assert_eq!(filled("print '{{IP Address}}'", &[("IP Address", "10.0.0.1")]).as_deref(), Ok("print '10.0.0.1'"));
    assert_eq!(filled("print '{{Host_of us}}'", &[]).as_deref(), Ok("print '{{Host_of us}}'"));
}

#[test]
fn a_part_of_an_entity_needs_a_value() {
    assert_eq!(
        filled("T\n| where a == '{{Account_Name}}'", &[]).unwrap_err(),
        "q.kql:2:15: nobody says what {{Account_Name}} stands for; give it a value: --param Account_Name=… [LUR415]"
    );
    assert_eq!(filled("T | where a == '{{user_name}}'", &[]).as_deref(), Ok("T | where a == '{{user_name}}'"));
}

#[test]
fn a_placeholder_in_no_string_needs_a_value() {
    assert_eq!(
        filled("T | take {{N}}", &[]).unwrap_err(),
        "q.kql:1:10: nobody says what {{N}} stands for; give it a value: --param N=… [LUR415]"
    );
    let Filled { query, holes } = fill_to_check(&Source::new("q.kql", "T | where a == '{{x}}' | take {{N}}"));
    assert!(query.text.starts_with("T | where a == '{{x}}' | take unknown"), "{}", query.text);
    assert!(!holes.is_empty());
}

#[test]
fn times() {
    let source = Source::new("q.kql", "let a = todatetime('{{StartTimeISO}}'); let b = datetime({{EndTimeISO}});");
    let range = datetime::parse("2026-01-14T12:00:00Z").unwrap()..datetime::parse("2026-01-15").unwrap();
    assert_eq!(
        &*fill_times(&source, &range).text,
        "let a = todatetime('2026-01-14T12:00:00.0000000Z'); let b = datetime(2026-01-15T00:00:00.0000000Z);"
    );
}

#[test]
fn places_stay_those_of_the_file() {
    let documents = crate::yaml::parse(
        &"h.yaml".into(),
        &Arc::from("name: n\nquery: |\n  T\n  | where a == '{{x}}' and b == '{{x}}' and c\n  | take 1\n"),
    );
    let document = &documents.unwrap()[0];
    let source = document.source(document.root.get("query").unwrap()).unwrap();
    let full = fill(&source, |_| Some("much longer than it was".to_owned())).unwrap();
    for (word, place) in
        [("where", "h.yaml:4:5"), ("b ==", "h.yaml:4:28"), ("c\n", "h.yaml:4:45"), ("take", "h.yaml:5:5")]
    {
        let at = full.text.find(word).unwrap();
        assert_eq!(full.position(Span::new(Default::default(), at, at + 1)).to_string(), place, "{word}");
    }
}
