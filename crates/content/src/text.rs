//! Files as text.

use std::path::Path;
use std::sync::Arc;

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
    /// It is UTF-16 or UTF-32.
    WideEncoding {
        /// The file.
        place: Place,
    },
    /// A byte that is no UTF-8.
    NotUtf8 {
        /// The byte.
        place: Place,
    },
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
                (place, codes::NOT_UTF8, "the file is UTF-16 or UTF-32".to_owned(), "save it as UTF-8")
            }
            TextError::NotUtf8 { place } => {
                (place, codes::NOT_UTF8, "the file is not UTF-8".to_owned(), "save it as UTF-8")
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
pub fn read(path: &Path) -> Result<Arc<str>, TextError> {
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
pub fn decode(file: &Arc<str>, bytes: Vec<u8>) -> Result<Arc<str>, TextError> {
    let head = &bytes[..bytes.len().min(4)];
    if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") || head.contains(&0) {
        return Err(TextError::WideEncoding { place: Place::file(file.clone()) });
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{FEFF}').unwrap_or(&text).into()),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            // Replacement characters stand after the good part only, so that line and column up to it are right.
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            Err(TextError::NotUtf8 { place: Place::new(file.clone(), text.into(), at..at) })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> Result<Arc<str>, TextError> {
        decode(&"f.yaml".into(), bytes.to_vec())
    }

    #[test]
    fn byte_order_mark_is_dropped() {
        assert_eq!(&*decoded(b"\xEF\xBB\xBFa: b\r\n").unwrap(), "a: b\r\n");
    }

    #[test]
    fn wide_encodings_are_refused() {
        for bytes in [&b"\xFF\xFEa\0"[..], b"\xFE\xFF\0a", b"a\0:\0"] {
            assert_eq!(
                decoded(bytes).unwrap_err().to_string(),
                "f.yaml: the file is UTF-16 or UTF-32; save it as UTF-8 [LUR403]"
            );
        }
    }

    #[test]
    fn a_bad_byte_is_named_by_line_and_column() {
        let error = decoded(b"a: b\nc: d\xE9e\n").unwrap_err();
        assert_eq!(error.to_string(), "f.yaml:2:5: the file is not UTF-8; save it as UTF-8 [LUR403]");
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
