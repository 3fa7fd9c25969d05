//! Numbers with a comma before their decimals, as spreadsheets write them in countries that put semicolons between the
//! values: `1,5`, `1.234,5`.

/// How the numbers of a column are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Decimals {
    comma: bool,
    point: bool,
}

impl Decimals {
    /// Adds a cell. Whatever is no number with decimals shows nothing.
    pub(super) fn add(&mut self, text: &str) {
        let is_number = |text: &str| text.parse::<f64>().is_ok();
        self.comma |= with_point(text).is_some();
        self.point |= text.contains('.') && is_number(text);
    }

    /// Whether nobody can tell what `1.234` is: other numbers have a comma before their decimals.
    pub(super) fn contradict(self) -> bool {
        self.comma && self.point
    }
}

/// The number with a point before its decimals, of one that has a comma there.
pub(super) fn with_point(text: &str) -> Option<String> {
    let comma = memchr::memchr(b',', text.as_bytes())?;
    let (whole, decimals) = (&text[..comma], &text[comma + 1..]);
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.strip_prefix('-').unwrap_or(whole).split('.');
    let first = groups.next().filter(|first| are_digits(first))?;
    let is_grouped = groups.clone().next().is_some();
    let fits = (!is_grouped || first.len() <= 3) && groups.all(|group| group.len() == 3 && are_digits(group));
    (fits && are_digits(decimals)).then(|| format!("{}.{decimals}", whole.replace('.', "")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_behind_a_comma() {
        for (text, expected) in [
            ("1,5", Some("1.5")),
            ("-0,25", Some("-0.25")),
            ("1.234.567,5", Some("1234567.5")),
            ("12345,6", Some("12345.6")),
            ("1.5", None),
            ("1,2,3", None),
            ("1234.567,5", None),
            ("1.23,5", None),
            (",5", None),
            ("1,", None),
            ("a,5", None),
            ("", None),
        ] {
            assert_eq!(with_point(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_column_has_one_form() {
        let contradict = |texts: &[&str]| {
            let mut decimals = Decimals::default();
            texts.iter().for_each(|text| decimals.add(text));
            decimals.contradict()
        };
        assert!(!contradict(&["1,5", "2", ""]) && !contradict(&["1.5", "2"]) && contradict(&["1,5", "1.234"]));
    }
}
