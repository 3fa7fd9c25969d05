//! What the JSON dialects of events have in common.

use std::borrow::Cow;

use super::escape;
use super::event::{Event, Payload};
use crate::json::{Object, Value};

/// Adds the values of an object as those of `EventData`; values without a name stand in `Data`.
pub(crate) fn add_values<'a>(event: &mut Event<'a>, data: &Object<'a>) {
    for (name, value) in data.fields() {
        match name {
            "#attributes" => {}
            "Data" | "#text" => add_unnamed(event, value),
            _ => event.data.push((Cow::Owned(name.to_owned()), value_text(value))),
        }
    }
}

fn add_unnamed<'a>(event: &mut Event<'a>, value: Value<'a>) {
    if let Some(elements) = value.elements() {
        elements.into_iter().for_each(|element| add_unnamed(event, element));
    } else if let Some(object) = value.object() {
        if let Some(inner) = object.get("#text") {
            add_unnamed(event, inner);
        }
    } else {
        event.data.push(("".into(), value_text(value)));
    }
}

/// A value as Windows writes it: what is inside of `#text` where it has attributes too.
fn value_text<'a>(value: Value<'a>) -> Cow<'a, str> {
    match value.object().and_then(|object| object.get("#text")) {
        Some(inner) => inner.text(),
        None => value.text(),
    }
}

/// Adds `UserData`: its leaves as values, and its XML.
pub(crate) fn add_user_data<'a>(event: &mut Event<'a>, data: &Object<'a>) {
    let mut xml = String::from("<UserData>");
    write_elements(event, data, &mut xml, 0);
    xml.push_str("</UserData>");
    event.payload = Payload::UserData(xml);
}

fn write_elements<'a>(event: &mut Event<'a>, object: &Object<'a>, xml: &mut String, depth: usize) {
    for (name, value) in object.fields() {
        let is_attribute = name.starts_with(['#', '@']) || name.ends_with("_attributes") || name.starts_with("xmlns");
        if is_attribute || depth > 32 {
            continue;
        }
        // An array is the same element several times.
        for value in value.elements().unwrap_or_else(|| vec![value]) {
            let inner = value.object();
            xml.push('<');
            xml.push_str(name);
            if let Some(space) = inner.as_ref().and_then(|o| o.at(&["#attributes", "xmlns"])) {
                xml.push_str(" xmlns=\"");
                escape(xml, &space.text());
                xml.push('"');
            }
            xml.push('>');
            match inner.filter(|inner| !inner.has("#text")) {
                Some(inner) => write_elements(event, &inner, xml, depth + 1),
                None => {
                    let text = value_text(value);
                    escape(xml, &text);
                    event.data.push((Cow::Owned(name.to_owned()), text));
                }
            }
            xml.push_str("</");
            xml.push_str(name);
            xml.push('>');
        }
    }
}

/// Whether a line is what evtx_dump writes before each event: `Record 7`.
pub(crate) fn is_numbering(line: &str) -> bool {
    line.trim().strip_prefix("Record ").is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()))
}

/// The number of a level that is written as a word. Audits, which all have level 0, are called information.
pub(crate) fn level_of(word: &str, channel: &str) -> Option<i64> {
    if let Ok(number) = word.parse() {
        return Some(number);
    }
    Some(match word.to_ascii_lowercase().as_str() {
        "logalways" | "log_always" => 0,
        "critical" => 1,
        "error" => 2,
        "warning" | "warn" => 3,
        "information" | "info" if channel.eq_ignore_ascii_case("Security") => 0,
        "information" | "info" => 4,
        "verbose" | "debug" => 5,
        _ => return None,
    })
}

/// The keywords of an audit that are written as words; other words stay.
pub(crate) fn audit_keywords(words: &str) -> Cow<'_, str> {
    if words.eq_ignore_ascii_case("Audit Success") {
        "0x8020000000000000".into()
    } else if words.eq_ignore_ascii_case("Audit Failure") {
        "0x8010000000000000".into()
    } else {
        words.into()
    }
}

/// Keywords as Windows writes them, of a program that wrote their bits as a number, with a sign or without.
pub(crate) fn keywords(number: &str) -> Cow<'static, str> {
    match number.parse::<i64>().map(i64::cast_unsigned).or_else(|_| number.parse::<u64>()) {
        Ok(bits) => format!("{bits:#018x}").into(),
        Err(_) => number.to_owned().into(),
    }
}

/// A guid as Windows writes it, `{…}` in small letters, of a program that wrote it bare and in capitals.
pub(crate) fn named_guid(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let is_guid = bytes.len() == 36
        && bytes.iter().enumerate().all(|(at, b)| match at {
            8 | 13 | 18 | 23 => *b == b'-',
            _ => b.is_ascii_digit() || (b'A'..=b'F').contains(b),
        });
    is_guid.then(|| format!("{{{}}}", text.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guids_of_old_dumps() {
        assert_eq!(
            named_guid("54849625-5478-4994-A5BA-3E3B0328C30D").as_deref(),
            Some("{54849625-5478-4994-a5ba-3e3b0328c30d}")
        );
        for text in ["", "54849625-5478-4994-a5ba-3e3b0328c30d", "54849625", "{54849625-5478-4994-A5BA-3E3B0328C30D}"] {
            assert_eq!(named_guid(text), None, "{text}");
        }
    }

    #[test]
    fn user_data_as_xml() {
        let json = r##"{"Log":{"#attributes":{"xmlns":"u"},"User":"a<b","Empty":null,"List":["1","2"]}}"##;
        let mut event = Event::default();
        add_user_data(&mut event, &Object::parse(json).expect("an object"));
        let xml = "<UserData><Log xmlns=\"u\"><User>a&lt;b</User><Empty></Empty><List>1</List><List>2</List></Log></UserData>";
        assert_eq!(event.payload, Payload::UserData(xml.to_owned()));
        assert_eq!(event.value("User"), Some("a<b"));
    }
}
