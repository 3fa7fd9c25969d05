//! What type a column has whose type nobody declares: the narrowest one that all its cells in the sample have.

use lurcher_symbols::ScalarType;
use lurcher_symbols::values::guid;

use crate::tables::cells::JsonCell;

/// How much of a file is looked at: all of a small one, and the first rows of any other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SampleLimit {
    rows: u64,
    bytes: u64,
}

impl SampleLimit {
    /// 10,000 rows or 8 MiB of text, whichever is more; many files share what eight may take, so that a table of
    /// thousands of files opens at once.
    pub(crate) fn for_files(files: usize) -> Self {
        const ROWS: u64 = 10_000;
        const BYTES: u64 = 8 * 1024 * 1024;
        const FULL_SAMPLES: u64 = 8;
        let files = (files as u64).max(FULL_SAMPLES);
        Self { rows: ROWS * FULL_SAMPLES / files, bytes: BYTES * FULL_SAMPLES / files }
    }

    /// Whether there is more to look at after so many rows and bytes of a file.
    pub(super) fn allows(self, rows: u64, bytes: u64) -> bool {
        rows < self.rows || bytes < self.bytes
    }
}

/// The kinds of cells that a column was seen to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Seen(u8);

impl Seen {
    const BOOL: Seen = Seen(1);
    const LONG: Seen = Seen(2);
    const REAL: Seen = Seen(4);
    const DATETIME: Seen = Seen(8);
    const GUID: Seen = Seen(16);
    const TEXT: Seen = Seen(32);
    const NESTED: Seen = Seen(64);

    /// Adds what another sample of the column has shown.
    pub(crate) fn merge(&mut self, other: Seen) {
        self.0 |= other.0;
    }

    /// Whether the column cannot become anything narrower than text.
    fn is_text(self) -> bool {
        self.0 & Self::TEXT.0 != 0
    }

    /// Adds a cell of CSV. JSON in it stays text, and `null` is what the portal writes for no value.
    pub(super) fn add_text(&mut self, text: &str) {
        if self.is_text() || text.is_empty() || text == "null" {
            return;
        }
        self.merge(if text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false") {
            Self::BOOL
        } else {
            number(text).unwrap_or_else(|| word(text))
        });
    }

    /// Adds a cell that is nothing but text.
    pub(super) fn add_word(&mut self) {
        self.merge(Self::TEXT);
    }

    /// Adds a value of JSON. A number in quotes stays text.
    pub(super) fn add_json(&mut self, cell: &JsonCell<'_>) {
        self.merge(match cell {
            JsonCell::Null => Seen::default(),
            JsonCell::Bool(_) => Self::BOOL,
            JsonCell::Number(text) => number(text).unwrap_or(Self::REAL),
            JsonCell::Text(text) if text.is_empty() => Seen::default(),
            // A digit string is text: the writer has put it in quotes.
            JsonCell::Text(text) => word(text),
            JsonCell::Nested(_) => Self::NESTED,
        });
    }

    /// The type; `None` for a column without a value.
    pub(crate) fn ty(self) -> Option<ScalarType> {
        let only = |kinds: u8| self.0 != 0 && self.0 & !kinds == 0;
        Some(if self.0 == 0 {
            return None;
        } else if self.0 & Self::NESTED.0 != 0 {
            ScalarType::Dynamic
        } else if only(Self::BOOL.0) {
            ScalarType::Bool
        } else if only(Self::LONG.0) {
            ScalarType::Long
        } else if only(Self::LONG.0 | Self::REAL.0) {
            ScalarType::Real
        } else if only(Self::DATETIME.0) {
            ScalarType::DateTime
        } else if only(Self::GUID.0) {
            ScalarType::Guid
        } else {
            ScalarType::String
        })
    }
}

/// A decimal number. Zeros in front are part of a name (`007`), and a whole number beyond a long would lose digits.
fn number(text: &str) -> Option<Seen> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'+' | b'-'));
    let named = digits.len() > 1 && digits.starts_with('0') && digits.as_bytes()[1].is_ascii_digit();
    if !plain || named || !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if digits.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse::<i64>().is_ok().then_some(Seen::LONG);
    }
    text.parse::<f64>().is_ok().then_some(Seen::REAL)
}

fn word(text: &str) -> Seen {
    if is_iso_datetime(text) {
        Seen::DATETIME
    } else if text.len() == 36 && text.as_bytes()[8] == b'-' && guid::parse(text).is_some() {
        Seen::GUID
    } else {
        Seen::TEXT
    }
}

/// `YYYY-MM-DD[(T| )hh:mm[:ss[.f…]][Z|±hh:mm]]`
fn is_iso_datetime(text: &str) -> bool {
    let shape = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| shape.get(range).is_some_and(|d| d.iter().all(u8::is_ascii_digit));
    let date = digits(0..4) && digits(5..7) && digits(8..10) && shape[4] == b'-' && shape[7] == b'-';
    let clock = shape.len() == 10
        || matches!(shape.get(10), Some(b'T' | b' ')) && digits(11..13) && shape.get(13) == Some(&b':');
    date && clock && lurcher_symbols::values::datetime::parse(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(texts: &[&str]) -> Option<ScalarType> {
        let mut seen = Seen::default();
        texts.iter().for_each(|t| seen.add_text(t));
        seen.ty()
    }

    #[test]
    fn the_narrowest_type_of_all_cells() {
        use ScalarType::*;
        for (texts, expected) in [
            (&["true", "", "False"][..], Some(Bool)),
            (&["1", "-5", "0"], Some(Long)),
            (&["1", "2.5", "1e3"], Some(Real)),
            (&["007", "1"], Some(String)),
            (&["9223372036854775808"], Some(String)),
            (
                &["2026-01-15", "2026-01-15T10:00:00Z", "2026-01-15 10:00:00.123", "2026-01-15T10:00:00+02:00"],
                Some(DateTime),
            ),
            (&["15/01/2026"], Some(String)),
            (&["2026-13-15"], Some(String)),
            (&["74be27de-1e4e-49d9-b579-fe0b331d3642"], Some(Guid)),
            (&["1", "true"], Some(String)),
            (&["{\"a\":1}"], Some(String)),
            (&["10.0.0.1"], Some(String)),
            (&["nan"], Some(String)),
            (&["1-2"], Some(String)),
            (&["", ""], None),
        ] {
            assert_eq!(of(texts), expected, "{texts:?}");
        }
    }

    #[test]
    fn many_files_share_the_sample() {
        assert_eq!(SampleLimit::for_files(1), SampleLimit::for_files(8));
        let (few, many) = (SampleLimit::for_files(1), SampleLimit::for_files(8000));
        assert!(few.allows(20_000, 1_000_000) && few.allows(5_000, 100_000_000) && !few.allows(10_000, 8 << 20));
        assert!(many.allows(0, 0) && !many.allows(100, 100_000));
    }

    #[test]
    fn json_keeps_its_own_types() {
        use ScalarType::*;
        for (cells, expected) in [
            (vec![JsonCell::Number("1"), JsonCell::Null], Some(Long)),
            (vec![JsonCell::Number("1"), JsonCell::Number("1.0")], Some(Real)),
            (vec![JsonCell::Text("1".into())], Some(String)),
            (vec![JsonCell::Text("true".into())], Some(String)),
            (vec![JsonCell::Text("2026-01-15T00:00:00Z".into())], Some(DateTime)),
            (vec![JsonCell::Bool(true)], Some(Bool)),
            (vec![JsonCell::Nested("[]"), JsonCell::Text("x".into())], Some(Dynamic)),
            (vec![JsonCell::Null], None),
        ] {
            let mut seen = Seen::default();
            cells.iter().for_each(|c| seen.add_json(c));
            assert_eq!(seen.ty(), expected, "{cells:?}");
        }
    }
}
