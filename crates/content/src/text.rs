//! Files as text.

use std::path::Path;
use std::sync::Arc;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::Place;
use crate::codes;
use crate::error::{Report, display_report};

/// The largest file that is read as content. The largest watchlist that Sentinel takes in a template has 3.8 MB.
pub const SIZE_LIMIT: u64 = 32 << 20;

/// Why a file is not read as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextError {
    /// The operating system refuses it.
    Unreadable {
        /// The file.
        place: Place,
        /// The system's words.
        reason: String,
    },
    /// It is larger than [`SIZE_LIMIT`].
    TooLarge {
        /// The file.
        place: Place,
        /// Its size in bytes.
        size: u64,
    },
    /// It is UTF-32, or UTF-16 without the mark at its beginning that says so.
    WideEncoding {
        /// The file.
        place: Place,
    },
    /// A byte that is no UTF-8: the file is taken for Windows-1252, which editors wrote before.
    NotUtf8 {
        /// The byte.
        place: Place,
    },
}

/// A file's text.
#[derive(Debug, Clone)]
pub(crate) struct Text {
    pub(crate) text: Arc<str>,
    /// What is worth a warning.
    pub(crate) flaw: Option<TextError>,
}

impl TextError {
    pub(crate) fn report(&self) -> Report<'_> {
        let (place, code, message, help) = match self {
            TextError::Unreadable { place, reason } => (
                place,
                codes::UNREADABLE_FILE,
                format!("the file cannot be read: {reason}"),
                "check the path and its permissions",
            ),
            TextError::TooLarge { place, size } => (
                place,
                codes::TOO_LARGE,
                format!("the file has {size} bytes, more than the {SIZE_LIMIT} that content may have"),
                "split it, or move it out of the content folder",
            ),
            TextError::WideEncoding { place } => {
                let message = "the file is UTF-32, or UTF-16 that does not say so".to_owned();
                (place, codes::NOT_UTF8, message, "save it as UTF-8")
            }
            TextError::NotUtf8 { place } => {
                let message = "the file is not UTF-8, and is read as Windows-1252".to_owned();
                (place, codes::NOT_UTF8, message, "save it as UTF-8")
            }
        };
        Report { place, code, message, help: help.to_owned() }
    }
}

display_report!(TextError);

/// A file's name as messages show it.
pub(crate) fn file_name(path: &Path) -> Arc<str> {
    path.to_string_lossy().into()
}

/// The file's text without a byte order mark. Line breaks stay as they are.
pub(crate) fn read(path: &Path) -> Result<Text, TextError> {
    let name = file_name(path);
    let unreadable =
        |e: std::io::Error| TextError::Unreadable { place: Place::file(name.clone()), reason: e.to_string() };
    let size = std::fs::metadata(path).map_err(unreadable)?.len();
    if size > SIZE_LIMIT {
        return Err(TextError::TooLarge { place: Place::file(name), size });
    }
    decode(&name, std::fs::read(path).map_err(unreadable)?)
}

/// The text of `bytes`, the contents of `file`, without a byte order mark.
fn decode(file: &Arc<str>, bytes: Vec<u8>) -> Result<Text, TextError> {
    let wide = || TextError::WideEncoding { place: Place::file(file.clone()) };
    let sure = |text: &str| Text { text: text.into(), flaw: None };
    let utf_16 = match &bytes[..] {
        [0xFF, 0xFE, 0, 0, ..] => return Err(wide()),
        [0xFF, 0xFE, rest @ ..] => Some((UTF_16LE, rest)),
        [0xFE, 0xFF, rest @ ..] => Some((UTF_16BE, rest)),
        _ => None,
    };
    if let Some((encoding, rest)) = utf_16 {
        let text = encoding.decode_without_bom_handling_and_without_replacement(rest).ok_or_else(wide)?;
        return Ok(sure(&text));
    }
    if bytes[..bytes.len().min(4)].contains(&0) {
        return Err(wide());
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(sure(text.strip_prefix('\u{FEFF}').unwrap_or(&text))),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            // What is good stays as it is: it was written as UTF-8.
            let (good, rest) = error.as_bytes().split_at(at);
            let text: Arc<str> =
                (String::from_utf8_lossy(good) + WINDOWS_1252.decode_without_bom_handling(rest).0).into();
            let place = Place::new(file.clone(), Arc::clone(&text), at..at);
            Ok(Text { text, flaw: Some(TextError::NotUtf8 { place }) })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> Result<Text, TextError> {
        decode(&"f.yaml".into(), bytes.to_vec())
    }

    fn text(bytes: &[u8]) -> String {
        decoded(bytes).unwrap().text.to_string()
    }

    #[test]
    fn byte_order_mark_is_dropped() {
        assert_eq!(text(b"\xEF\xBB\xBFa: b\r\n"), "a: b\r\n");
    }

    #[test]
    fn utf_16_says_so_by_its_mark() {
        assert_eq!(text(b"\xFF\xFEa\0\xE4\0\n\0"), "a\u{E4}\n");
        assert_eq!(text(b"\xFE\xFF\0a\0\xE4"), "a\u{E4}");
    }

    #[test]
    fn other_wide_encodings_are_refused() {
        for bytes in [&b"\xFF\xFE\0\0a\0\0\0"[..], b"a\0:\0", b"\xFF\xFEa", b"\xFF\xFE\0\xD8a\0"] {
            assert_eq!(
                decoded(bytes).unwrap_err().to_string(),
                "f.yaml: the file is UTF-32, or UTF-16 that does not say so; save it as UTF-8 [LUR403]"
            );
        }
    }

    #[test]
    fn a_byte_that_is_no_utf_8_is_named_by_line_and_column() {
        let Text { text, flaw } = decoded(b"a: \xC3\xA4\nc: d\x96e\xE9\n").unwrap();
        assert_eq!(&*text, "a: \u{E4}\nc: d\u{2013}e\u{E9}\n");
        assert_eq!(
            flaw.unwrap().to_string(),
            "f.yaml:2:5: the file is not UTF-8, and is read as Windows-1252; save it as UTF-8 [LUR403]"
        );
    }

    #[test]
    fn a_missing_file_is_named() {
        let error = read(Path::new("no/such/file.yaml")).unwrap_err().to_string();
        assert!(error.starts_with("no/such/file.yaml: the file cannot be read: "), "{error}");
    }

    #[test]
    fn a_large_file_is_refused_unread() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("large.yaml");
        std::fs::File::create(&path).unwrap().set_len(SIZE_LIMIT + 1).unwrap();
        assert!(matches!(read(&path), Err(TextError::TooLarge { size, .. }) if size == SIZE_LIMIT + 1));
    }
}
