//! The beginning of an input, by which formats are told.

use std::cell::OnceCell;
use std::io::Read;
use std::path::Path;

use crate::driver::{Framing, Scanner, csv_header};
use crate::json::Object;
use crate::text;

/// So many bytes of an input are looked at to tell its format.
pub const HEAD_BYTES: usize = 64 * 1024;

/// The beginning of an input.
#[derive(Debug)]
pub struct Head<'a> {
    bytes: &'a [u8],
    path: Option<&'a Path>,
    text: OnceCell<String>,
    records: OnceCell<Vec<String>>,
}

impl<'a> Head<'a> {
    /// The beginning of an input, and its path if it has one.
    pub fn new(bytes: &'a [u8], path: Option<&'a Path>) -> Self {
        Self { bytes, path, text: OnceCell::new(), records: OnceCell::new() }
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

    /// The first records of JSON: objects in lines, in an array or in an envelope.
    pub fn records(&self) -> &[String] {
        self.records.get_or_init(|| {
            let text = self.text();
            if !text.contains('{') {
                return Vec::new();
            }
            let (mut records, mut scanner) = (Vec::new(), Scanner::default());
            scanner.scan(text.as_bytes(), |range, fault| {
                if fault.is_none() && records.len() < 20 {
                    records.extend(text.get(range).map(str::to_owned));
                }
            });
            records
        })
    }

    /// Whether one of the first records of JSON has a field of that name, or the first line, that of a CSV, names it.
    pub fn names(&self, field: &str) -> bool {
        let has_it = |text: &String| Object::parse(text).is_ok_and(|object| object.has(field));
        self.records().iter().any(has_it) || self.csv_header().iter().any(|name| name == field)
    }

    /// Whether at least half of the first records of JSON fit.
    pub(crate) fn most_records(&self, fits: impl Fn(&Object<'_>) -> bool) -> bool {
        let records = self.records();
        let fitting = records.iter().filter(|text| Object::parse(text).is_ok_and(|object| fits(&object))).count();
        fitting > 0 && fitting * 2 >= records.len()
    }

    /// The fields that the first line names, if it is a line of names.
    pub(crate) fn csv_header(&self) -> Vec<String> {
        self.lines().next().map(csv_header).unwrap_or_default()
    }

    /// Whether at least half of the first lines fit.
    pub(crate) fn most_lines(&self, fits: impl Fn(&str) -> bool) -> bool {
        let (mut fitting, mut all) = (0, 0);
        for line in self.lines() {
            all += 1;
            fitting += usize::from(fits(line));
        }
        fitting > 0 && fitting * 2 >= all
    }
}
