//! Finds JSON's records in a stream of bytes.

use std::ops::Range;

use super::records::{Fault, Framing};

/// Objects that hold nothing but records have them under one of these keys.
const ENVELOPES: [&[u8]; 8] =
    [b"records", b"Records", b"value", b"events", b"Events", b"data", b"Findings", b"findings"];

/// Walks over bytes and tells where records begin and end. A record is an object that stands alone or in an array, or
/// in the array of an envelope (`{"Records":[…]}`).
#[derive(Debug, Default)]
pub(crate) struct Scanner {
    /// The containers that are open: true for an array.
    open: Vec<bool>,
    in_string: bool,
    escaped: bool,
    /// Where the record that is open begins, and how deep.
    begun: Option<(usize, usize)>,
    /// Where the last string began and ended.
    string: (usize, usize),
    /// How deep the array is whose elements are records.
    envelope: Option<usize>,
    /// Where text that is no JSON begins.
    stray: Option<usize>,
    /// Where a number or word begins that stands where a record should.
    scalar: Option<usize>,
    /// How far the bytes have been looked at.
    at: usize,
}

impl Framing for Scanner {
    fn scan(&mut self, bytes: &[u8], mut found: impl FnMut(Range<usize>, Option<Fault>)) {
        while self.at < bytes.len() {
            if self.in_string {
                self.string(bytes);
                continue;
            }
            let at = self.at;
            let byte = bytes[at];
            self.at += 1;
            if let Some(start) = self.stray {
                if byte == b'\n' {
                    self.stray = None;
                    found(start..at, Some(Fault::Stray));
                }
                continue;
            }
            match byte {
                b'"' => {
                    if self.is_at_record() {
                        self.scalar.get_or_insert(at);
                    }
                    (self.in_string, self.string.0) = (!self.open.is_empty(), at + 1);
                    if self.open.is_empty() {
                        self.stray = Some(at);
                        self.scalar = None;
                    }
                }
                b'{' | b'[' => self.open(byte == b'[', at, bytes),
                b'}' | b']' => self.close(byte == b']', at, &mut found),
                b',' => {
                    if let Some(start) = self.scalar.take() {
                        found(start..at, None);
                    }
                }
                b' ' | b'\t' | b'\r' | b'\n' | b':' => {}
                _ if self.open.is_empty() => self.stray = Some(at),
                _ if self.is_at_record() => {
                    self.scalar.get_or_insert(at);
                }
                _ => {}
            }
        }
    }

    fn needed(&self) -> usize {
        let begun = self.begun.map(|(start, _)| start);
        let string = self.in_string.then_some(self.string.0.saturating_sub(1));
        [begun, string, self.stray, self.scalar].into_iter().flatten().min().unwrap_or(self.at)
    }

    fn is_open(&self) -> bool {
        self.begun.is_some() || self.stray.is_some() || self.scalar.is_some() || !self.open.is_empty()
    }

    fn at(&self) -> usize {
        self.at
    }

    fn dropped(&mut self, count: usize) {
        self.at -= count;
        self.string = (self.string.0.saturating_sub(count), self.string.1.saturating_sub(count));
        for start in [&mut self.stray, &mut self.scalar] {
            *start = start.map(|s| s.saturating_sub(count));
        }
        self.begun = self.begun.map(|(start, depth)| (start.saturating_sub(count), depth));
    }
}

impl Scanner {
    fn string(&mut self, bytes: &[u8]) {
        if self.escaped {
            (self.escaped, self.at) = (false, self.at + 1);
            return;
        }
        match memchr::memchr2(b'"', b'\\', &bytes[self.at..]) {
            Some(found) if bytes[self.at + found] == b'"' => {
                self.string.1 = self.at + found;
                self.in_string = false;
                self.at += found + 1;
            }
            Some(found) => (self.escaped, self.at) = (true, self.at + found + 1),
            None => self.at = bytes.len(),
        }
    }

    /// Whether what begins here should be a record.
    fn is_at_record(&self) -> bool {
        self.begun.is_none() && (self.envelope == Some(self.open.len()) || self.open.as_slice() == [true])
    }

    fn open(&mut self, is_array: bool, at: usize, bytes: &[u8]) {
        if self.is_at_record() || (self.open.is_empty() && !is_array) {
            self.begun = Some((at, self.open.len()));
        } else if is_array && self.open.as_slice() == [false] && self.begun.is_some_and(|(_, depth)| depth == 0) {
            // The root is an envelope: nothing of it is a record.
            let key = bytes.get(self.string.0..self.string.1).unwrap_or_default();
            let follows = bytes.get(self.string.1 + 1..at).unwrap_or_default();
            if ENVELOPES.contains(&key) && follows.iter().all(|b| b.is_ascii_whitespace() || *b == b':') {
                self.begun = None;
                self.envelope = Some(self.open.len() + 1);
            }
        }
        self.open.push(is_array);
    }

    fn close(&mut self, is_array: bool, at: usize, found: &mut impl FnMut(Range<usize>, Option<Fault>)) {
        if let Some(start) = self.scalar.take() {
            found(start..at, None);
        }
        if self.open.is_empty() {
            self.stray = Some(at);
            return;
        }
        // A wrong bracket is left to whoever reads the record.
        let _ = is_array;
        self.open.pop();
        let depth = self.open.len();
        if let Some((start, _)) = self.begun.filter(|(_, begun)| *begun == depth) {
            self.begun = None;
            found(start..at + 1, None);
        }
        if self.envelope.is_some_and(|envelope| depth < envelope) {
            // What follows in the envelope is no record; the next document may be one.
            self.envelope = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The records of a text that comes in pieces of `step` bytes.
    fn records(text: &str, step: usize) -> Vec<String> {
        let (mut scanner, mut buffer, mut records) = (Scanner::default(), Vec::new(), Vec::new());
        for block in text.as_bytes().chunks(step) {
            buffer.extend_from_slice(block);
            let mut found = Vec::new();
            scanner.scan(&buffer, |range, fault| found.push((range, fault)));
            for (range, fault) in found {
                let text = String::from_utf8_lossy(&buffer[range]).into_owned();
                records.push(if fault.is_some() { format!("! {text}") } else { text });
            }
            let needed = scanner.needed();
            buffer.drain(..needed);
            scanner.dropped(needed);
        }
        if scanner.is_open() {
            records.push("…".to_owned());
        }
        records
    }

    #[test]
    fn records_of_every_shape() {
        for (text, expected) in [
            (r#"{"a":1}{"b":2}"#, &[r#"{"a":1}"#, r#"{"b":2}"#][..]),
            ("[ {\"a\":\"}]\\\"\"}, {\"b\":[{}]} ]", &[r#"{"a":"}]\""}"#, r#"{"b":[{}]}"#]),
            (r#"{"Records":[{"a":[1]},{"b":2}]}"#, &[r#"{"a":[1]}"#, r#"{"b":2}"#]),
            (r#"{"@odata":"x", "value" : [{"a":1}], "next":"y"}{"c":1}"#, &[r#"{"a":1}"#, r#"{"c":1}"#]),
            (r#"{"a":{"value":[{"b":1}]}}"#, &[r#"{"a":{"value":[{"b":1}]}}"#]),
            (r#"{"other":[{"a":1}]}"#, &[r#"{"other":[{"a":1}]}"#]),
            (r#"[1, "x", {"a":1}, [2]]"#, &["1", r#""x""#, r#"{"a":1}"#, "[2]"]),
            ("junk\n{\"a\":1}\n", &["! junk", r#"{"a":1}"#]),
            (r#"{"a":1"#, &["…"]),
            (r#"{"Records":[]}"#, &[]),
            ("", &[]),
        ] {
            for step in [1, 2, 3, 7, 1_000] {
                assert_eq!(records(text, step), expected, "{text} by {step}");
            }
        }
    }
}
