//! An event's XML, as Windows writes it.

use std::borrow::Cow;

use lurcher_symbols::values::datetime;
use quick_xml::escape::unescape;
use quick_xml::events::Event as Token;
use quick_xml::reader::Reader;

use super::event::{Event, Payload};

/// How deep elements may be nested.
const MAX_DEPTH: usize = 64;

/// The event of an XML text; an error is the reason why it is none.
pub(crate) fn parse(xml: &str) -> Result<Event<'_>, &'static str> {
    const BROKEN: &str = "broken XML";
    let mut reader = Reader::from_str(xml);
    let mut event = Event::default();
    let mut path: Vec<&str> = Vec::with_capacity(8);
    let mut text = Cow::Borrowed("");
    // The name of the value that is open.
    let mut name = Cow::Borrowed("");
    // Where `UserData` begins.
    let mut user_data = 0;
    loop {
        let before = position(&reader);
        let token = reader.read_event().map_err(|_| BROKEN)?;
        // The token as it stands: what is kept of it is borrowed from the text.
        let raw = xml.get(before..position(&reader)).ok_or(BROKEN)?;
        match token {
            Token::Start(_) => {
                if path.len() >= MAX_DEPTH {
                    return Err("elements nested too deep");
                }
                text = Cow::Borrowed("");
                let element = element_of(raw);
                if path.len() == 1 && element == "UserData" {
                    user_data = before;
                }
                attributes(&mut event, &path, element, raw);
                if element == "Data" {
                    name = attribute(raw, "Name").unwrap_or_default();
                }
                path.push(element);
            }
            Token::Empty(_) => {
                let element = element_of(raw);
                attributes(&mut event, &path, element, raw);
                if element == "Data" && path.last() == Some(&"EventData") {
                    event.data.push((attribute(raw, "Name").unwrap_or_default(), "".into()));
                } else if path.get(1) == Some(&"UserData") {
                    event.data.push((element.into(), "".into()));
                }
            }
            Token::Text(_) => append(&mut text, Cow::Borrowed(raw)),
            Token::GeneralRef(_) => append(&mut text, unescape(raw).map_err(|_| BROKEN)?),
            Token::CData(inner) => append(&mut text, Cow::Owned(inner.to_string())),
            Token::End(_) => {
                let element = path.pop().ok_or(BROKEN)?;
                let text = std::mem::take(&mut text);
                if path.len() == 1 && element == "UserData" {
                    let inner = xml.get(user_data..position(&reader)).ok_or(BROKEN)?;
                    event.payload = Payload::UserData(inner.to_owned());
                } else {
                    close(&mut event, &path, element, std::mem::take(&mut name), text);
                }
                if path.is_empty() {
                    break;
                }
            }
            Token::Eof => return Err("no event in the XML"),
            _ => {}
        }
    }
    if event.channel.is_empty() && event.provider.is_empty() {
        return Err("no event in the XML");
    }
    Ok(event)
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or_default()
}

/// Adds to a text, which stays borrowed as long as it has one part.
fn append<'a>(text: &mut Cow<'a, str>, part: Cow<'a, str>) {
    if text.is_empty() {
        *text = part;
    } else {
        text.to_mut().push_str(&part);
    }
}

/// The name of a tag's element, without its prefix.
fn element_of(tag: &str) -> &str {
    let name = tag.trim_start_matches('<');
    let end = name.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(name.len());
    name[..end].rsplit(':').next().unwrap_or_default()
}

/// The value of a tag's attribute.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<Cow<'a, str>> {
    let mut from = 0;
    loop {
        let at = from + tag.get(from..)?.find(name)?;
        let (before, after) = (&tag[..at], &tag[at + name.len()..]);
        from = at + name.len();
        let value = after.strip_prefix('=').filter(|_| before.ends_with(|c: char| c.is_ascii_whitespace()));
        let Some(value) = value else { continue };
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let end = value[1..].find(quote)?;
        return unescape(&value[1..=end]).ok();
    }
}

/// Takes what stands in attributes of the header.
fn attributes<'a>(event: &mut Event<'a>, path: &[&str], element: &str, tag: &'a str) {
    if path.len() != 2 || path[1] != "System" {
        return;
    }
    let get = |name| attribute(tag, name);
    match element {
        // A classic log has a source, whose name is the one that everybody uses.
        "Provider" => event.provider = get("Name").or_else(|| get("EventSourceName")).unwrap_or_default(),
        "TimeCreated" => event.time = get("SystemTime").and_then(|time| datetime::parse(&time)),
        "Correlation" => event.correlation = get("ActivityID").unwrap_or_default(),
        "Execution" => {
            event.process_id = number(&mut event.unfit, "ProcessID", get("ProcessID").unwrap_or_default());
            event.thread_id = number(&mut event.unfit, "ThreadID", get("ThreadID").unwrap_or_default());
        }
        "Security" => event.user_id = get("UserID").unwrap_or_default(),
        _ => {}
    }
}

/// The number that a part of the header is; what is none is kept.
fn number<'a>(unfit: &mut Vec<(&'static str, Cow<'a, str>)>, part: &'static str, text: Cow<'a, str>) -> Option<i64> {
    let number = text.trim().parse().ok();
    if number.is_none() && !text.trim().is_empty() {
        unfit.push((part, text));
    }
    number
}

/// Takes what stands in an element.
fn close<'a>(event: &mut Event<'a>, path: &[&str], element: &'a str, name: Cow<'a, str>, text: Cow<'a, str>) {
    match (path.get(1).copied(), element) {
        (Some("System"), "EventID") => event.id = number(&mut event.unfit, "EventID", text),
        (Some("System"), "Version") => event.version = number(&mut event.unfit, "Version", text),
        (Some("System"), "Level") => event.level = number(&mut event.unfit, "Level", text),
        (Some("System"), "Task") => event.task = number(&mut event.unfit, "Task", text),
        (Some("System"), "Opcode") => event.opcode = text,
        (Some("System"), "Keywords") => event.keywords = text,
        (Some("System"), "EventRecordID") => event.record_id = text,
        (Some("System"), "Channel") => event.channel = text,
        (Some("System"), "Computer") => event.computer = text,
        (Some("EventData"), "Data") => event.data.push((name, text)),
        (Some("EventData"), _) => event.data.push((element.into(), text)),
        // Its own elements' values are those without elements inside, and what is around them is only blanks.
        (Some("UserData"), _) if !text.trim().is_empty() => event.data.push((element.into(), text)),
        (Some("RenderingInfo"), "Message") => event.message = text,
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVENT: &str = r#"<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System>
        <Provider Name="P" Guid="{54849625-5478-4994-a5ba-3e3b0328c30d}"/><EventID Qualifiers="0">4688</EventID>
        <Version>2</Version><Level>0</Level><Task>13312</Task><Opcode>0</Opcode><Keywords>0x8020000000000000</Keywords>
        <TimeCreated SystemTime="2026-01-15T10:11:12.1234567Z"/><EventRecordID>7</EventRecordID>
        <Correlation ActivityID="{a}"/><Execution ProcessID="4" ThreadID="8"/><Channel>Security</Channel>
        <Computer>ws1</Computer><Security UserID="S-1-5-18"/></System>
        <EventData><Data Name="A">x &lt;&amp;&gt; y</Data><Data Name="B"/><Data>unnamed</Data><Binary>00FF</Binary>
        </EventData></Event>"#;

    #[test]
    fn header_and_values() {
        let event = parse(EVENT).expect("an event");
        assert_eq!((&*event.provider, event.id, event.version, event.task), ("P", Some(4688), Some(2), Some(13_312)));
        assert_eq!((event.process_id, event.thread_id, &*event.user_id), (Some(4), Some(8), "S-1-5-18"));
        assert_eq!(event.time.map(datetime::format).as_deref(), Some("2026-01-15T10:11:12.1234567Z"));
        let data: Vec<_> = event.data.iter().map(|(name, value)| (&**name, &**value)).collect();
        assert_eq!(data, [("A", "x <&> y"), ("B", ""), ("", "unnamed"), ("Binary", "00FF")]);
    }

    #[test]
    fn data_of_a_providers_own() {
        let data = "<UserData><Log xmlns=\"u\"><Subject>S-1</Subject><Empty/></Log></UserData>";
        let (head, _) = EVENT.split_once("<EventData>").expect("has data");
        let xml = format!("{head}{data}</Event>");
        let event = parse(&xml).expect("an event");
        assert_eq!(event.payload, Payload::UserData(data.to_owned()));
        let values: Vec<_> = event.data.iter().map(|(name, value)| (&**name, &**value)).collect();
        assert_eq!(values, [("Subject", "S-1"), ("Empty", "")]);
    }

    #[test]
    fn what_is_no_event() {
        for xml in ["", "<", "<Event>", "<Event></Event>", "<a><b></a>", "text", &"<a>".repeat(1_000)] {
            assert!(parse(xml).is_err(), "{xml}");
        }
    }
}
