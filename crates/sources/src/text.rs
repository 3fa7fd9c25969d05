//! Encodings of text.

use std::borrow::Cow;
use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::line_ends::LineEnds;

/// How many bytes are decoded at once.
const BLOCK: usize = 64 * 1024;

/// UTF-8 out of whatever a byte order mark says; text without one that has a zero in every second byte is UTF-16 too.
/// What is neither is given as it is, and read line by line by [`decode`]. Lines end with `\n`, see [`LineEnds`].
pub(crate) fn utf8(mut bytes: Box<dyn Read + Send>) -> io::Result<Box<dyn Read + Send>> {
    let mut head = Vec::with_capacity(4);
    bytes.by_ref().take(4).read_to_end(&mut head)?;
    let (encoding, mark) = match *head.as_slice() {
        [0xEF, 0xBB, 0xBF, ..] => (None, 3),
        [0xFF, 0xFE, ..] => (Some(UTF_16LE), 2),
        [0xFE, 0xFF, ..] => (Some(UTF_16BE), 2),
        [a, 0, b, 0] if a != 0 && b != 0 => (Some(UTF_16LE), 0),
        [0, a, 0, b] if a != 0 && b != 0 => (Some(UTF_16BE), 0),
        _ => (None, 0),
    };
    let rest = io::Cursor::new(head.split_off(mark)).chain(bytes);
    Ok(match encoding {
        None => Box::new(LineEnds::new(rest)),
        Some(encoding) => Box::new(LineEnds::new(Decoding {
            bytes: rest,
            decoder: encoding.new_decoder_without_bom_handling(),
            input: Vec::new(),
            output: String::with_capacity(BLOCK),
            given: 0,
            ended: false,
        })),
    })
}

/// Decodes what a reader gives.
struct Decoding<R> {
    bytes: R,
    decoder: Decoder,
    input: Vec<u8>,
    output: String,
    given: usize,
    ended: bool,
}

impl<R: Read> Read for Decoding<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.given == self.output.len() && !self.ended {
            self.output.clear();
            self.given = 0;
            if self.input.is_empty() {
                self.input.resize(BLOCK, 0);
                let read = self.bytes.read(&mut self.input)?;
                self.input.truncate(read);
            }
            let last = self.input.is_empty();
            let (result, read, _) = self.decoder.decode_to_string(&self.input, &mut self.output, last);
            self.input.drain(..read);
            self.ended = last && result == CoderResult::InputEmpty;
        }
        let rest = &self.output.as_bytes()[self.given..];
        let count = rest.len().min(into.len());
        into[..count].copy_from_slice(&rest[..count]);
        self.given += count;
        Ok(count)
    }
}

/// A line's text. What is no UTF-8 is taken for Windows-1252, in which any bytes are text.
pub(crate) fn decode(line: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(line) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(line).0,
    }
}

/// The fields of a line of comma-separated values: a field in quotes may hold commas, and quotes twice.
pub(crate) fn csv_fields(line: &str) -> Vec<Cow<'_, str>> {
    let mut fields = Vec::with_capacity(64);
    let mut rest = Some(line);
    while let Some(text) = rest {
        let quoted = text.strip_prefix('"').and_then(|inner| {
            let mut quotes = inner.match_indices('"').map(|(at, _)| at).peekable();
            while let Some(at) = quotes.next() {
                if quotes.next_if_eq(&(at + 1)).is_none() {
                    return Some((&inner[..at], &inner[at + 1..]));
                }
            }
            None
        });
        let (field, after) = match quoted {
            Some((field, after)) if after.is_empty() || after.starts_with(',') => {
                (Cow::Owned(field.replace("\"\"", "\"")), after)
            }
            _ => {
                let end = text.find(',').unwrap_or(text.len());
                (Cow::Borrowed(&text[..end]), &text[end..])
            }
        };
        fields.push(field);
        rest = after.strip_prefix(',');
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> String {
        let mut text = String::new();
        let mut reader = utf8(Box::new(io::Cursor::new(bytes.to_vec()))).expect("reads");
        reader.read_to_string(&mut text).expect("is UTF-8");
        text
    }

    #[test]
    fn byte_order_marks() {
        let utf_16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let long = "ärger 🦊 ".repeat(20_000);
        let marked = [&[0xFF, 0xFE][..], &utf_16(&long)].concat();
        assert_eq!(read(&marked), long);
        assert_eq!(read(&utf_16("<Event>")), "<Event>");
        let big: Vec<u8> = "\u{feff}ab".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(read(&big), "ab");
        assert_eq!(read("\u{feff}a".as_bytes()), "a");
        assert_eq!(read(b""), "");
        assert_eq!(read(b"a"), "a");
        // A surrogate without its other half, and half a unit at the end.
        assert_eq!(read(&[0xFF, 0xFE, 0x3D, 0xD8, b'a', 0, b'b']), "\u{fffd}a\u{fffd}");
    }

    /// Gives a text, and then must not be asked for more.
    struct Once(Option<&'static str>);

    impl Read for Once {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let text = self.0.take().expect("waits for more");
            let (now, later) = text.split_at(text.len().min(into.len()));
            self.0 = (!later.is_empty()).then_some(later);
            into[..now.len()].copy_from_slice(now.as_bytes());
            Ok(now.len())
        }
    }

    #[test]
    fn ends_of_lines() {
        assert_eq!(read(b"one\rtwo\r"), "one\ntwo\n");
        let utf_16 = "one\rtwo\r".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        assert_eq!(read(&utf_16), "one\ntwo\n");
        for kept in ["one\rtwo\n", "a\rb\r\n", "one\r\ntwo\r\n", "one\n\rtwo"] {
            assert_eq!(read(kept.as_bytes()), kept);
        }
        let long = "x".repeat(100_000);
        let mut live = utf8(Box::new(Once(Some("{\"a\":1}")))).expect("reads");
        let mut given = [0; 7];
        live.read_exact(&mut given).expect("is handed on without waiting for a line's end");
        assert_eq!(read(format!("{long}\r{long}\r").as_bytes()), format!("{long}\n{long}\n"));
    }

    #[test]
    fn a_line_of_another_encoding() {
        assert_eq!(decode(b"M\xFCller"), "Müller");
        assert_eq!(decode("Müller".as_bytes()), "Müller");
    }

    #[test]
    fn fields_of_a_line() {
        for (line, expected) in [
            ("a,b", &["a", "b"][..]),
            ("a,\"b,\"\"c\"\"\",", &["a", "b,\"c\"", ""]),
            ("\"open,b", &["\"open", "b"]),
            ("\"a\"b,c", &["\"a\"b", "c"]),
            ("", &[""]),
        ] {
            assert_eq!(csv_fields(line), expected, "{line}");
        }
    }
}
