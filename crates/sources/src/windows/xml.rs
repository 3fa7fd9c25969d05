//! An event's XML, as Windows writes it.

use std::borrow::Cow;

use lurcher_symbols::values::datetime;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event as Token};
use quick_xml::reader::Reader;

use super::event::{Event, Payload};

/// How deep elements may be nested.
const MAX_DEPTH: usize = 64;

/// The event of an XML text; an error is the reason why it is none.
pub(crate) fn parse(xml: &str) -> Result<Event<'static>, &'static str> {
    const BROKEN: &str = "broken XML";
    let mut reader = Reader::from_str(xml);
    let mut event = Event::default();
    let mut path: Vec<String> = Vec::new();
    let mut text = String::new();
    // The name of the value that is open.
    let mut name = String::new();
    // Where `UserData` begins.
    let mut user_data = 0;
    loop {
        let before = usize::try_from(reader.buffer_position()).unwrap_or_default();
        match reader.read_event().map_err(|_| BROKEN)? {
            Token::Start(start) => {
                if path.len() >= MAX_DEPTH {
                    return Err("elements nested too deep");
                }
                text.clear();
                let element = local(&start);
                if path.len() == 1 && element == "UserData" {
                    user_data = before;
                }
                attributes(&mut event, &path, &element, &start)?;
                if element == "Data" {
                    name = attribute(&start, "Name")?.unwrap_or_default();
                }
                path.push(element);
            }
            Token::Empty(start) => {
                let element = local(&start);
                attributes(&mut event, &path, &element, &start)?;
                if element == "Data" && is_in(&path, "EventData") {
                    let name = attribute(&start, "Name")?.unwrap_or_default();
                    event.data.push((name.into(), "".into()));
                } else if path.get(1).is_some_and(|p| p == "UserData") {
                    event.data.push((element.into(), "".into()));
                }
            }
            Token::Text(raw) => {
                text.push_str(&unescape(&raw).map_err(|_| BROKEN)?);
            }
            Token::GeneralRef(reference) => {
                let reference = format!("&{};", &*reference);
                text.push_str(&unescape(&reference).map_err(|_| BROKEN)?);
            }
            Token::CData(raw) => text.push_str(&raw),
            Token::End(_) => {
                let element = path.pop().ok_or(BROKEN)?;
                if path.len() == 1 && element == "UserData" {
                    let end = usize::try_from(reader.buffer_position()).unwrap_or_default();
                    event.payload = Payload::UserData(xml.get(user_data..end).ok_or(BROKEN)?.to_owned());
                } else {
                    close(&mut event, &path, element, &mut name, std::mem::take(&mut text));
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

fn is_in(path: &[String], element: &str) -> bool {
    path.last().is_some_and(|last| last == element)
}

/// An element's name without its prefix.
fn local(start: &BytesStart<'_>) -> String {
    start.local_name().as_ref().to_owned()
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Result<Option<String>, &'static str> {
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| "broken XML")?;
        if attribute.key.local_name().as_ref() == name {
            return Ok(Some(unescape(&attribute.value).map_err(|_| "broken XML")?.into_owned()));
        }
    }
    Ok(None)
}

/// Takes what stands in attributes of the header.
fn attributes(
    event: &mut Event<'_>,
    path: &[String],
    element: &str,
    start: &BytesStart<'_>,
) -> Result<(), &'static str> {
    if path.len() != 2 || path[1] != "System" {
        return Ok(());
    }
    let get = |name| attribute(start, name);
    let number = |text: Option<String>| text.and_then(|text| text.parse().ok());
    match element {
        "Provider" => {
            // A classic log has a source, whose name is the one that everybody uses.
            event.provider = get("Name")?.or(get("EventSourceName")?).unwrap_or_default().into();
        }
        "TimeCreated" => event.time = get("SystemTime")?.and_then(|time| datetime::parse(&time)),
        "Correlation" => event.correlation = get("ActivityID")?.unwrap_or_default().into(),
        "Execution" => {
            event.process_id = number(get("ProcessID")?);
            event.thread_id = number(get("ThreadID")?);
        }
        "Security" => event.user_id = get("UserID")?.unwrap_or_default().into(),
        _ => {}
    }
    Ok(())
}

/// Takes what stands in an element.
fn close(event: &mut Event<'_>, path: &[String], element: String, name: &mut String, text: String) {
    let number = || text.trim().parse().ok();
    match (path.get(1).map(String::as_str), element.as_str()) {
        (Some("System"), "EventID") => event.id = number().unwrap_or_default(),
        (Some("System"), "Version") => event.version = number(),
        (Some("System"), "Level") => event.level = number(),
        (Some("System"), "Task") => event.task = number(),
        (Some("System"), "Opcode") => event.opcode = text.into(),
        (Some("System"), "Keywords") => event.keywords = text.into(),
        (Some("System"), "EventRecordID") => event.record_id = text.into(),
        (Some("System"), "Channel") => event.channel = text.into(),
        (Some("System"), "Computer") => event.computer = text.into(),
        (Some("EventData"), "Data") => event.data.push((Cow::Owned(std::mem::take(name)), text.into())),
        (Some("EventData"), _) => event.data.push((element.into(), text.into())),
        // Its own elements' values are those without elements inside, and what is around them is only blanks.
        (Some("UserData"), _) if !text.trim().is_empty() => event.data.push((element.into(), text.into())),
        (Some("RenderingInfo"), "Message") => event.message = text.into(),
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
        assert_eq!((&*event.provider, event.id, event.version, event.task), ("P", 4688, Some(2), Some(13_312)));
        assert_eq!((event.process_id, event.thread_id, &*event.user_id), (Some(4), Some(8), "S-1-5-18"));
        assert_eq!(event.time.map(datetime::format).as_deref(), Some("2026-01-15T10:11:12.1234567Z"));
        let data: Vec<_> = event.data.iter().map(|(name, value)| (&**name, &**value)).collect();
        assert_eq!(data, [("A", "x <&> y"), ("B", ""), ("", "unnamed"), ("Binary", "00FF")]);
    }

    #[test]
    fn data_of_a_providers_own() {
        let data = "<UserData><Log xmlns=\"u\"><Subject>S-1</Subject><Empty/></Log></UserData>";
        let (head, _) = EVENT.split_once("<EventData>").expect("has data");
        let event = parse(&format!("{head}{data}</Event>")).expect("an event");
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
