//! Rounding to places.

use super::{Decimal, Parts, checked_power};

impl Decimal {
    /// Rounded to so many places after the point (before it where negative), halves away from zero; none where it
    /// becomes too great.
    pub fn round(self, places: i32) -> Option<Self> {
        self.to_places(places, |_, rest, unit| rest >= unit - rest)
    }

    /// The least whole number that is not less.
    pub fn ceil(self) -> Option<Self> {
        self.to_places(0, |negative, rest, _| !negative && rest > 0)
    }

    /// The greatest whole number that is not greater.
    pub fn floor(self) -> Option<Self> {
        self.to_places(0, |negative, rest, _| negative && rest > 0)
    }

    /// The number without what stands behind a place; one more there, away from zero, where `grows` says so of its
    /// sign, of what was dropped and of the place's unit.
    fn to_places(self, places: i32, grows: impl Fn(bool, u128, u128) -> bool) -> Option<Self> {
        let Parts { negative, coefficient, exponent } = self.parts();
        let dropped = match exponent.checked_neg()?.checked_sub(places)? {
            dropped @ 1.. if coefficient != 0 => dropped.unsigned_abs(),
            _ => return Some(self),
        };
        // A unit that 128 bits do not hold is more than twice as great as every coefficient.
        let unit = checked_power(dropped).unwrap_or(u128::MAX);
        let rest = coefficient % unit;
        let kept = coefficient / unit + u128::from(grows(negative, rest, unit));
        Self::from_parts(negative, kept, places.checked_neg()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn places() {
        for (number, places, expected) in [
            ("2.98765", 3, "2.988"),
            ("2.15", 1, "2.2"),
            ("-2.15", 1, "-2.2"),
            ("2.15", 0, "2"),
            ("21.5", -1, "20"),
            ("50", -2, "100"),
            ("49.999", -2, "0"),
            ("1e-25", 20, "0"),
            ("1e-25", 25, "0.0000000000000000000000001"),
            ("1e-6000", 0, "0"),
            ("9999999999999999999999999999999999", -1, "10000000000000000000000000000000000"),
            ("7", -400, "0"),
            ("7", 400, "7"),
        ] {
            assert_eq!(decimal(number).round(places), Some(decimal(expected)), "{number} to {places}");
        }
    }

    #[test]
    fn whole_numbers() {
        for (number, floor, ceil) in [
            ("1.1", "1", "2"),
            ("-1.1", "-2", "-1"),
            ("3", "3", "3"),
            ("0", "0", "0"),
            ("1e-6000", "0", "1"),
            ("-1e-6000", "-1", "0"),
            ("1e40", "1e40", "1e40"),
        ] {
            assert_eq!(decimal(number).floor(), Some(decimal(floor)), "{number}");
            assert_eq!(decimal(number).ceil(), Some(decimal(ceil)), "{number}");
        }
    }
}
