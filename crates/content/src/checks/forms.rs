//! Keys whose values have another form than they should.

use super::subject::{Subject, items};
use crate::codes::WRONG_FORM;
use crate::yaml::{Node, Value};

/// Keys that hold a text.
const TEXTS: [&str; 8] =
    ["id", "name", "displayName", "description", "severity", "queryFrequency", "queryPeriod", "triggerOperator"];
/// Keys that hold a list of texts.
const LISTS: [&str; 2] = ["tactics", "relevantTechniques"];
/// A key that holds a whole number.
const NUMBER: &str = "triggerThreshold";

pub(super) fn check(subject: &mut Subject<'_>) {
    let is_text = |node: &Node| node.as_str().is_some();
    for key in TEXTS {
        expect(subject, key, "a text", is_text);
    }
    for key in LISTS {
        let texts = |node: &Node| !matches!(node.value, Value::Mapping(_)) && items(node).iter().all(is_text);
        expect(subject, key, "a list of texts", texts);
    }
    let number = |node: &Node| node.as_str().is_some_and(|text| text.trim().parse::<u32>().is_ok());
    expect(subject, NUMBER, "a whole number", number);
}

fn expect(subject: &mut Subject<'_>, key: &str, form: &str, has_form: impl Fn(&Node) -> bool) {
    if let Some(node) = subject.node(key).filter(|node| !has_form(node)) {
        subject.refused(subject.place(node), WRONG_FORM, format!("'{key}' is not {form}"), format!("make it {form}"));
    }
}
