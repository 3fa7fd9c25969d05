//! Reading arrays of numbers.

use crate::kernel::cell::Cell;
use crate::kernel::convert::to_real;
use crate::kernel::elements::split;

/// A number of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number {
    /// A whole number; of a datetime or timespan the ticks.
    Long(i64),
    /// A real.
    Real(f64),
}

impl Number {
    /// The number as a real.
    #[inline]
    pub fn real(self) -> f64 {
        match self {
            Number::Long(long) => long as f64,
            Number::Real(real) => real,
        }
    }

    /// The number that an element of an array is, given as canonical text.
    #[inline]
    pub fn of_element(element: &str) -> Option<Self> {
        match element.as_bytes().first()? {
            b'-' | b'0'..=b'9' => match element.parse() {
                Ok(long) => Some(Number::Long(long)),
                Err(_) => element.parse().ok().map(Number::Real),
            },
            b'"' => Self::of_cell(&Cell::of(Some(element))),
            _ => None,
        }
    }

    /// The number that a value is.
    pub fn of_cell(cell: &Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Long(long) | Cell::DateTime(long) | Cell::TimeSpan(long) => Some(Number::Long(*long)),
            Cell::Real(real) => Some(Number::Real(*real)),
            Cell::Decimal(_) => to_real(cell).map(Number::Real),
            _ => None,
        }
    }
}

/// Calls `f` for each element of an array, with its canonical text; `false` where the text is no array.
pub fn each<'a>(array: Option<&'a str>, f: impl FnMut(&'a str)) -> bool {
    let Some(inner) = array.and_then(|text| text.strip_prefix('[')) else { return false };
    split(inner, f);
    true
}

/// The numbers of one array as reals.
#[derive(Debug, Default)]
pub struct Reals {
    /// The numbers; NaN stands for what is none.
    pub values: Vec<f64>,
    /// How many elements are no numbers.
    pub gaps: usize,
}

impl Reals {
    /// Reads an array in place of the one before; `false` where the text is no array.
    pub fn read(&mut self, array: Option<&str>) -> bool {
        self.values.clear();
        self.gaps = 0;
        each(array, |element| match Number::of_element(element) {
            Some(number) => self.values.push(number.real()),
            None => {
                self.values.push(f64::NAN);
                self.gaps += 1;
            }
        })
    }

    /// The numbers of an array that has nothing but finite numbers, one at least.
    pub fn complete(&mut self, array: Option<&str>) -> Option<&[f64]> {
        let read = self.read(array) && !self.values.is_empty() && self.values.iter().all(|value| value.is_finite());
        read.then_some(&self.values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements() {
        let mut reals = Reals::default();
        assert!(reals.read(Some(r#"[1,-2.5,null,"x",true,1e3]"#)));
        assert_eq!((reals.values.len(), reals.gaps), (6, 3));
        assert_eq!(reals.values[1], -2.5);
        assert_eq!(reals.values[5], 1000.0);
        assert!(!reals.read(Some("{}")));
        assert!(!reals.read(None));
        assert_eq!(reals.complete(Some("[1,2]")), Some([1.0, 2.0].as_slice()));
        assert_eq!(reals.complete(Some("[1,null]")), None);
        assert_eq!(reals.complete(Some("[]")), None);
    }

    #[test]
    fn numbers() {
        assert_eq!(Number::of_element("9223372036854775807"), Some(Number::Long(i64::MAX)));
        assert_eq!(Number::of_element("1.0"), Some(Number::Real(1.0)));
        assert_eq!(Number::of_element("\"1\""), None);
        assert_eq!(Number::of_element(r#""\u0001t00:00:01""#), Some(Number::Long(10_000_000)));
        assert_eq!(Number::of_element("[1]"), None);
    }
}
