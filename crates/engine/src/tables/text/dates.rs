//! Dates that begin with the day (`16/07/2026`) or with the month: the column settles which, as a whole.

use std::borrow::Cow;

use lurcher_symbols::values::datetime;

/// What the dates of a column have shown of their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct DateOrder {
    day_first: bool,
    month_first: bool,
    either: bool,
}

impl DateOrder {
    /// Adds a cell. Whatever is no such date shows nothing.
    pub(super) fn add(&mut self, text: &str) {
        match parts(text) {
            Some((first, second, _)) if first > 12 && second <= 12 => self.day_first = true,
            Some((first, second, _)) if second > 12 && first <= 12 => self.month_first = true,
            // Who writes `AM` writes the month first; who writes `am` may not.
            Some((first, second, rest)) if first != second && !rest.trim_end().ends_with('M') => self.either = true,
            _ => {}
        }
    }

    /// Adds what other cells of the column have shown.
    pub(crate) fn merge(&mut self, other: Self) {
        self.day_first |= other.day_first;
        self.month_first |= other.month_first;
        self.either |= other.either;
    }

    /// Whether all dates of the column begin with the day.
    pub(super) fn is_day_first(self) -> bool {
        self.day_first && !self.month_first
    }

    /// Whether the cell's date could be read in both orders, and the column does not say in which.
    pub(super) fn leaves_open(self, text: &str) -> bool {
        let mut own = Self::default();
        own.add(text);
        own.either && self.day_first == self.month_first
    }
}

/// Whether a cell is a date that begins with neither: with the year, or with the name of a day or month.
pub(super) fn has_other_order(text: &str) -> bool {
    parts(text).is_none() && datetime::parse(text).is_some()
}

/// The text with the month before the day, of a date that begins with the day.
pub(super) fn month_first(text: &str) -> Cow<'_, str> {
    match parts(text) {
        Some((day, month, rest)) => Cow::Owned(format!("{month}/{day}/{rest}")),
        None => Cow::Borrowed(text),
    }
}

/// The first two numbers of `a/b/yyyy…`, which may have dots or hyphens, and what follows them.
fn parts(text: &str) -> Option<(u32, u32, &str)> {
    let text = text.trim_start();
    let mark = |text: &str| text.bytes().take(3).position(|b| matches!(b, b'/' | b'.' | b'-')).filter(|at| *at > 0);
    let end = mark(text)?;
    let (first, rest) = (&text[..end], &text[end + 1..]);
    let end = mark(rest)?;
    let (second, rest) = (&rest[..end], &rest[end + 1..]);
    let is_year = rest.len() >= 4 && rest.bytes().take(4).all(|b| b.is_ascii_digit());
    let is_longer = rest.as_bytes().get(4).is_some_and(u8::is_ascii_digit);
    (is_year && !is_longer).then(|| Some((first.parse().ok()?, second.parse().ok()?, rest)))?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(texts: &[&str]) -> DateOrder {
        let mut order = DateOrder::default();
        texts.iter().for_each(|text| order.add(text));
        order
    }

    #[test]
    fn one_date_settles_the_column() {
        let european = order(&["05/08/2026 10:00", "16/07/2026 10:00"]);
        assert!(european.is_day_first() && !european.leaves_open("05/08/2026"));
        let american = order(&["05/08/2026", "07/16/2026"]);
        assert!(!american.is_day_first() && !american.leaves_open("05/08/2026"));
        let open = order(&["05/08/2026", ""]);
        assert!(!open.is_day_first() && open.leaves_open("05/08/2026") && !open.leaves_open("05/05/2026"));
        assert!(!order(&["16/07/2026", "07/16/2026"]).is_day_first());
    }

    #[test]
    fn other_texts_show_nothing() {
        for text in ["2026-07-16", "1/5/2026, 10:00:00.000 AM", "10.0.0.1", "1-2", "x", "", "99/99"] {
            assert_eq!(order(&[text]), DateOrder::default(), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_has_no_other_order() {
        for text in ["", "null", "N/A", "-", "n/a 1", "16/07/2026", "05.08.2026 10:00", "99/99/2026"] {
            assert!(!has_other_order(text), "{text}");
        }
        for text in ["2026-07-16", "2026-07-16T10:00:00Z", "20260716", "Thu, 16 Jul 2026 10:00:00 GMT"] {
            assert!(has_other_order(text), "{text}");
        }
    }

    #[test]
    fn the_month_goes_first() {
        assert_eq!(month_first("16/07/2026 10:00:05"), "7/16/2026 10:00:05");
        assert_eq!(month_first("16.07.2026"), "7/16/2026");
        assert_eq!(month_first("2026-07-16"), "2026-07-16");
    }
}
