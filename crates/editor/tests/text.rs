//! Colours, brackets, and whether a text is whole.

use lurcher_editor::{Class, highlight, is_whole, matching_bracket};

#[test]
fn a_text_that_waits_for_more_is_not_whole() {
    for text in [
        "T |",
        "T | where",
        "T | where a ==",
        "T | summarize count() by",
        "let x =",
        "let x",
        "T | where (a",
        "print dynamic([1,",
        "T | join kind=inner (",
        "T | where a and",
        "print ```a",
    ] {
        assert!(!is_whole(text), "{text}");
    }
}

#[test]
fn a_text_that_can_run_is_whole() {
    for text in [
        "T",
        "T | count",
        "let x = 5;",
        "let x = 5",
        "print 1",
        "T | where a == 'b|('",
        "T // |",
        "",
        "// nothing",
        "print 'open",
        "T | take 5;",
    ] {
        assert!(is_whole(text), "{text}");
    }
}

#[test]
fn brackets_find_their_partners() {
    let text = "f(a[0], '(', (b))";
    assert_eq!(matching_bracket(text, 1), Some(16));
    assert_eq!(matching_bracket(text, 16), Some(1));
    assert_eq!(matching_bracket(text, 3), Some(5));
    assert_eq!(matching_bracket(text, 9), None);
    assert_eq!(matching_bracket("(]", 0), None);
}

#[test]
fn words_have_the_class_of_their_place() {
    let text = "T | where strlen(Name) has 'x' // why";
    let classes: Vec<(&str, Class)> = highlight(text).into_iter().map(|p| (&text[p.range], p.class)).collect();
    assert_eq!(
        classes,
        [
            ("T", Class::Name),
            ("|", Class::Symbol),
            ("where", Class::Operator),
            ("strlen", Class::Function),
            ("(", Class::Symbol),
            ("Name", Class::Name),
            (")", Class::Symbol),
            ("has", Class::Keyword),
            ("'x'", Class::String),
            ("// why", Class::Comment),
        ]
    );
}
