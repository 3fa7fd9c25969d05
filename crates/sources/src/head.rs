//! The beginning of an input, by which formats are told.

use std::cell::OnceCell;
use std::io::Read;
use std::path::Path;

use crate::text;

/// So many bytes of an input are looked at to tell its format.
pub const HEAD_BYTES: usize = 64 * 1024;

/// The beginning of an input.
#[derive(Debug)]
pub struct Head<'a> {
    bytes: &'a [u8],
    path: Option<&'a Path>,
    text: OnceCell<String>,
}

impl<'a> Head<'a> {
    /// The beginning of an input, and its path if it has one.
    pub fn new(bytes: &'a [u8], path: Option<&'a Path>) -> Self {
        Self { bytes, path, text: OnceCell::new() }
    }

    /// The bytes as they are.
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The file's name in small letters, or nothing.
    pub fn file_name(&self) -> String {
        let name = self.path.and_then(Path::file_name).and_then(|name| name.to_str());
        name.unwrap_or_default().to_ascii_lowercase()
    }

    /// The text, decoded.
    pub fn text(&self) -> &str {
        self.text.get_or_init(|| {
            let mut bytes = Vec::new();
            let reader = text::utf8(Box::new(std::io::Cursor::new(self.bytes.to_vec())));
            // Reading from memory does not fail.
            let _ = reader.and_then(|mut reader| reader.read_to_end(&mut bytes));
            text::decode(&bytes).into_owned()
        })
    }

    /// The first lines that are not blank. The last may be cut; it is left out unless it is alone.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        let text = self.text();
        let whole = if self.bytes.len() < HEAD_BYTES { text.len() } else { text.rfind('\n').unwrap_or(text.len()) };
        text[..whole].lines().filter(|line| !line.trim().is_empty()).take(200)
    }

    /// Of the first lines those that `fits`, as a share of all: 0 to 1, and 0 where there is none.
    pub fn share(&self, fits: impl Fn(&str) -> bool) -> f64 {
        let (mut fitting, mut all) = (0_u32, 0_u32);
        for line in self.lines() {
            all += 1;
            fitting += u32::from(fits(line));
        }
        f64::from(fitting) / f64::from(all.max(1))
    }
}
