//! Inputs whose records are elements `<Event>`: one behind the other, or inside of one that holds them all.

use std::io;
use std::ops::Range;

use memchr::{memchr, memchr2, memmem};

use super::records::{Fault, Framing, RecordReader, read_records};
use super::stream::Stream;
use crate::rows::Output;
use crate::text;
use crate::windows::NAMESPACE;
use crate::{Input, Sink, SourceError};

/// Makes rows of elements.
pub(crate) trait XmlReader: Send + Sync {
    /// Whether text between elements only separates them.
    fn is_separator(&self, text: &str) -> bool;

    /// Makes rows of an element. An error is the reason why it cannot be read; nothing may have been written then.
    fn record(&self, xml: &str, out: &mut Output) -> Result<(), &'static str>;
}

/// Reads an input of elements.
pub(crate) fn read_xml<R: XmlReader>(reader: &R, input: Input, out: &mut dyn Sink) -> Result<(), SourceError> {
    let (name, live) = (input.name.clone(), input.live);
    let failed = |error: io::Error| SourceError::Read { name: name.clone(), offset: 0, error };
    let stream = Stream::new(input.open().and_then(text::utf8).map_err(failed)?, live);
    read_records::<Elements, _>(&Records(reader), &name, stream, out)
}

struct Records<'r, R>(&'r R);

impl<R: XmlReader> RecordReader for Records<'_, R> {
    const STRAY: &'static str = "text that is no event";

    fn is_separator(&self, text: &str) -> bool {
        is_around(text) || self.0.is_separator(text)
    }

    fn record(&self, bytes: &[u8], out: &mut Output) -> Result<(), &'static str> {
        self.0.record(&text::decode(bytes), out)
    }
}

/// Whether a tag is one of those around events: a declaration, a comment, or the element that holds all events.
fn is_around(tag: &str) -> bool {
    tag.starts_with("<?")
        || tag.starts_with("<!--") && tag.ends_with("-->")
        || is_called(tag.as_bytes(), b"<Events")
        || tag.starts_with("</Events>")
}

/// Whether a tag begins so, and its name ends there.
fn is_called(tag: &[u8], begin: &[u8]) -> bool {
    let follows = tag.strip_prefix(begin).and_then(|rest| rest.first());
    follows.is_some_and(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'))
}

const OPEN: &[u8] = b"<Event";
const CLOSE: &[u8] = b"</Event>";
const HEADER: &[u8] = b"<System";
const COMMENT: &[u8] = b"<!--";

/// What an element is that begins inside of another of its name.
enum Inner {
    /// It ends where it begins.
    Empty,
    /// A value of the event.
    Value,
    /// The next event: the one before has no end.
    Next,
}

/// What begins here; `None` until more bytes tell.
fn inner(bytes: &[u8]) -> Option<Inner> {
    let (tag, rest) = bytes.split_at(memchr(b'>', bytes)? + 1);
    let rest = rest.trim_ascii_start();
    if tag.ends_with(b"/>") {
        Some(Inner::Empty)
    } else if memmem::find(tag, NAMESPACE.as_bytes()).is_some() || is_called(rest, HEADER) {
        Some(Inner::Next)
    } else if HEADER.starts_with(rest) || rest == HEADER {
        None
    } else {
        Some(Inner::Value)
    }
}

/// Finds the elements in a stream of bytes. Values are escaped, so that what looks like a tag is one.
#[derive(Debug, Default)]
struct Elements {
    /// Where the element that is open begins.
    begun: Option<usize>,
    /// How many elements of that name are open inside of each other.
    depth: usize,
    /// What is no element, or is not known to be one yet.
    stray: Option<Stray>,
    /// How far the bytes have been looked at.
    at: usize,
}

/// What stands between elements.
#[derive(Debug, Clone, Copy)]
struct Stray {
    start: usize,
    kind: StrayKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StrayKind {
    Text,
    Tag,
    /// Ends at `-->` only: there may be tags in it.
    Comment,
}

impl Framing for Elements {
    fn scan(&mut self, bytes: &[u8], mut found: impl FnMut(Range<usize>, Option<Fault>)) {
        while self.at < bytes.len() {
            let whole =
                if self.begun.is_some() { self.inside(bytes, &mut found) } else { self.between(bytes, &mut found) };
            if !whole {
                return;
            }
        }
    }

    fn needed(&self) -> usize {
        self.begun.or(self.stray.map(|stray| stray.start)).unwrap_or(self.at)
    }

    fn is_open(&self) -> bool {
        self.begun.is_some() || self.stray.is_some()
    }

    fn at(&self) -> usize {
        self.at
    }

    fn dropped(&mut self, count: usize) {
        self.at -= count;
        self.begun = self.begun.map(|start| start.saturating_sub(count));
        self.stray = self.stray.map(|stray| Stray { start: stray.start.saturating_sub(count), ..stray });
    }
}

impl Elements {
    /// Looks at the next tag of an open element. Whether it is whole.
    fn inside(&mut self, bytes: &[u8], found: &mut impl FnMut(Range<usize>, Option<Fault>)) -> bool {
        let Some(at) = memchr(b'<', &bytes[self.at..]).map(|at| self.at + at) else {
            self.at = bytes.len();
            return true;
        };
        self.at = at;
        let tag = &bytes[at..];
        if tag.len() < CLOSE.len() && (CLOSE.starts_with(tag) || tag.starts_with(OPEN) || OPEN.starts_with(tag)) {
            return false;
        }
        if tag.starts_with(CLOSE) {
            self.depth -= 1;
            self.at = at + CLOSE.len();
            if self.depth == 0 {
                found(self.begun.take().unwrap_or(0)..self.at, None);
            }
            return true;
        }
        if is_called(tag, OPEN) {
            match inner(tag) {
                None => return false,
                Some(Inner::Empty) => {}
                Some(Inner::Value) => self.depth += 1,
                Some(Inner::Next) => {
                    let start = self.begun.take().unwrap_or(0);
                    found(start..start + bytes[start..at].trim_ascii_end().len(), Some(Fault::Unended));
                    return true;
                }
            }
        }
        self.at = at + 1;
        true
    }

    /// Looks at what stands between two elements. Whether it is whole.
    fn between(&mut self, bytes: &[u8], found: &mut impl FnMut(Range<usize>, Option<Fault>)) -> bool {
        let Some(Stray { start, kind }) = self.stray.or_else(|| self.next_stray(bytes)) else {
            self.at = bytes.len();
            return true;
        };
        let kind = self.known(kind, start, bytes);
        let rest = &bytes[self.at..];
        let end = match kind {
            StrayKind::Text => memchr2(b'<', b'\n', rest),
            StrayKind::Tag => memchr(b'>', rest).map(|at| at + 1),
            StrayKind::Comment => memmem::find(rest, b"-->").map(|at| at + 3),
        };
        let Some(end) = end.map(|end| self.at + end) else {
            // The end of a comment may have begun.
            let open = if kind == StrayKind::Comment { 2 } else { 0 };
            self.at = self.at.max(bytes.len() - open);
            return false;
        };
        (self.at, self.stray) = (end, None);
        let text = bytes[start..end].trim_ascii_end();
        if kind != StrayKind::Tag || !is_called(text, OPEN) {
            found(start..start + text.len(), Some(Fault::Stray));
        } else if text.ends_with(b"/>") {
            found(start..end, None);
        } else {
            (self.begun, self.depth) = (Some(start), 1);
        }
        true
    }

    /// What begins behind white space.
    fn next_stray(&mut self, bytes: &[u8]) -> Option<Stray> {
        let start = self.at + bytes[self.at..].iter().position(|b| !b.is_ascii_whitespace())?;
        self.at = start;
        let kind = if bytes[start] == b'<' { StrayKind::Tag } else { StrayKind::Text };
        self.stray = Some(Stray { start, kind });
        self.stray
    }

    /// What it is, now that more of it may be there: a tag turns out to be a comment.
    fn known(&mut self, kind: StrayKind, start: usize, bytes: &[u8]) -> StrayKind {
        let is_comment = kind == StrayKind::Tag && bytes[start..].starts_with(COMMENT);
        if !is_comment {
            return kind;
        }
        self.at = start + COMMENT.len();
        self.stray = Some(Stray { start, kind: StrayKind::Comment });
        StrayKind::Comment
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The elements of a text that comes in pieces of `step` bytes.
    fn elements(text: &str, step: usize) -> Vec<String> {
        let (mut framing, mut buffer, mut records) = (Elements::default(), Vec::new(), Vec::new());
        for block in text.as_bytes().chunks(step) {
            buffer.extend_from_slice(block);
            let mut found = Vec::new();
            framing.scan(&buffer, |range, fault| found.push((range, fault)));
            for (range, fault) in found {
                let text = String::from_utf8_lossy(&buffer[range]).into_owned();
                if fault.is_none() || !is_around(&text) {
                    records.push(if fault.is_some() { format!("! {text}") } else { text });
                }
            }
            let needed = framing.needed();
            buffer.drain(..needed);
            framing.dropped(needed);
        }
        if framing.is_open() {
            records.push("…".to_owned());
        }
        records
    }

    #[test]
    fn elements_of_every_shape() {
        for (text, expected) in [
            ("<Event><a/></Event><Event x='y'>z</Event>", &["<Event><a/></Event>", "<Event x='y'>z</Event>"][..]),
            ("<?xml version=\"1.0\"?>\r\n<Events><!-- x --><Event>1</Event>\n</Events>", &["<Event>1</Event>"]),
            ("<Event><Event>in</Event><EventData/></Event>", &["<Event><Event>in</Event><EventData/></Event>"]),
            ("Record 7\n<Event>1</Event>", &["! Record 7", "<Event>1</Event>"]),
            ("<Event/> <Other a='b'> x <Event>1</Event>", &["<Event/>", "! <Other a='b'>", "! x", "<Event>1</Event>"]),
            ("<Event><a>1</a></Eve", &["…"]),
            ("<Event>1</Event></Events", &["<Event>1</Event>", "…"]),
            // An event that ends where it begins, inside of another.
            (
                "<Event><a/><Event x='1'/></Event><Event>2</Event>",
                &["<Event><a/><Event x='1'/></Event>", "<Event>2</Event>"],
            ),
            // Events without an end: the next is told by its header, or by its namespace.
            (
                "<Event><System>1</System><Event>\r\n <System>2</System></Event>",
                &["! <Event><System>1</System>", "<Event>\r\n <System>2</System></Event>"],
            ),
            (
                "<Event>1 <Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>2</Event><Event>3</Event>",
                &[
                    "! <Event>1",
                    "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>2</Event>",
                    "<Event>3</Event>",
                ],
            ),
            ("<Event><Event><Systems/></Event></Event>", &["<Event><Event><Systems/></Event></Event>"]),
            ("<!-- <a> - -- > <Event>0</Event> --><Event>1</Event>", &["<Event>1</Event>"]),
            ("<Event>1</Event><!-- <Event>2</Event>", &["<Event>1</Event>", "…"]),
            ("", &[]),
        ] {
            for step in [1, 2, 3, 7, 1_000] {
                assert_eq!(elements(text, step), expected, "{text} by {step}");
            }
        }
    }
}
