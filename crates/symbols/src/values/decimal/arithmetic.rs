//! Arithmetic, each result rounded once from all of its digits.

use std::cmp::Ordering;

use super::{DIGITS, Decimal, pack, power};

/// Digits that a sum is computed with beyond those that it keeps: one for what cancels, one to round, one that says
/// whether there is more.
const GUARD: u32 = 3;

/// Half of a coefficient's digits: products of halves fit 128 bits.
const HALF: u128 = power(DIGITS / 2);

/// How many digits of a quotient one step gives: a remainder has 34 digits, and 38 fit 128 bits.
const STEP: u32 = 4;

impl Decimal {
    /// The sum; none where it is too great.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        if self.is_zero() || other.is_zero() {
            return Some(if self.is_zero() { other } else { self });
        }
        let (great, small) = match self.abs().cmp(&other.abs()) {
            Ordering::Less => (other.whole_parts(), self.whole_parts()),
            _ => (self.whole_parts(), other.whole_parts()),
        };
        let distance = (great.exponent - small.exponent).unsigned_abs();
        let augend = great.coefficient * power(GUARD);
        let (addend, more) = match distance {
            0..=GUARD => (small.coefficient * power(GUARD - distance), false),
            distance if distance - GUARD >= DIGITS => (0, true),
            distance => {
                let unit = power(distance - GUARD);
                (small.coefficient / unit, !small.coefficient.is_multiple_of(unit))
            }
        };
        let sum = match great.negative == small.negative {
            true => augend + addend,
            // What is taken away beyond the last digit leaves less than one of it.
            false => augend - addend - u128::from(more),
        };
        pack(great.negative, sum, great.exponent - GUARD as i32, more)
    }

    /// The difference; none where it is too great.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.checked_add(-other)
    }

    /// The product; none where it is too great.
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        if self.is_zero() || other.is_zero() {
            return Some(Self::ZERO);
        }
        let (a, b) = (self.whole_parts(), other.whole_parts());
        let (a1, a0, b1, b0) = (a.coefficient / HALF, a.coefficient % HALF, b.coefficient / HALF, b.coefficient % HALF);
        let low = a0 * b0;
        let middle = a1 * b0 + a0 * b1 + low / HALF;
        let high = a1 * b1 + middle / HALF;
        let low = middle % HALF * HALF + low % HALF;
        // The high half has 33 or 34 digits; four of the low one are enough to round.
        let unit = power(DIGITS - STEP);
        let product = high * power(STEP) + low / unit;
        let exponent = a.exponent + b.exponent + (DIGITS - STEP) as i32;
        pack(a.negative != b.negative, product, exponent, !low.is_multiple_of(unit))
    }

    /// The quotient; none where it is too great, and for a divisor of zero.
    pub fn checked_div(self, divisor: Self) -> Option<Self> {
        if divisor.is_zero() {
            return None;
        }
        if self.is_zero() {
            return Some(Self::ZERO);
        }
        let (a, b) = (self.whole_parts(), divisor.whole_parts());
        let mut quotient = a.coefficient / b.coefficient;
        let mut rest = a.coefficient % b.coefficient;
        let mut places = 0;
        while rest != 0 && places <= DIGITS {
            rest *= power(STEP);
            quotient = quotient * power(STEP) + rest / b.coefficient;
            rest %= b.coefficient;
            places += STEP;
        }
        pack(a.negative != b.negative, quotient, a.exponent - b.exponent - places as i32, rest != 0)
    }

    /// The remainder, never negative, as all of Kusto's; none for a divisor of zero.
    pub fn checked_rem_euclid(self, divisor: Self) -> Option<Self> {
        if divisor.is_zero() {
            return None;
        }
        let (a, b) = (self.whole_parts(), divisor.whole_parts());
        // Coefficients have all their digits, so that the number with the lesser exponent is the lesser one.
        let rest = if self.is_zero() || a.exponent < b.exponent {
            self
        } else {
            let mut rest = a.coefficient % b.coefficient;
            let mut zeros = (a.exponent - b.exponent).unsigned_abs();
            while zeros > 0 && rest != 0 {
                let step = zeros.min(STEP);
                rest = rest * power(step) % b.coefficient;
                zeros -= step;
            }
            pack(a.negative, rest, b.exponent, false)?
        };
        if rest < Self::ZERO { rest.checked_add(divisor.abs()) } else { Some(rest) }
    }

    /// The greatest `origin + n * size` that is not above it; none for a size of zero.
    pub fn bin(self, size: Self, origin: Self) -> Option<Self> {
        self.checked_sub(self.checked_sub(origin)?.checked_rem_euclid(size)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).unwrap_or_else(|| panic!("{text}"))
    }

    fn check(operation: fn(Decimal, Decimal) -> Option<Decimal>, cases: &[(&str, &str, &str)]) {
        for (a, b, expected) in cases {
            let result = operation(decimal(a), decimal(b)).map(|d| d.to_string());
            assert_eq!(result.as_deref().unwrap_or("null"), *expected, "{a}, {b}");
        }
    }

    #[test]
    fn sums() {
        check(
            Decimal::checked_add,
            &[
                ("0.1", "0.2", "0.3"),
                ("1", "-1", "0"),
                ("1e25", "1e-8", "10000000000000000000000000.00000001"),
                ("1e34", "1", "10000000000000000000000000000000000"),
                ("1e33", "1", "1000000000000000000000000000000001"),
                // A half goes to the even neighbour, more than a half up.
                ("1e34", "5", "10000000000000000000000000000000000"),
                ("1e34", "5.0000000001", "10000000000000000000000000000000010"),
                ("1e34", "15", "10000000000000000000000000000000020"),
                ("1", "-1e-34", "0.9999999999999999999999999999999999"),
                ("1", "-1e-100", "1"),
                ("-1", "1e-36", "-1"),
                ("9999999999999999999999999999999999", "1", "10000000000000000000000000000000000"),
                ("9.999999999999999999999999999999999e6144", "1e6144", "null"),
            ],
        );
    }

    #[test]
    fn products() {
        check(
            Decimal::checked_mul,
            &[
                ("2147483648", "2", "4294967296"),
                ("1.5", "-1.5", "-2.25"),
                ("0", "-3", "0"),
                ("1234567890123456789012345678901234", "10", "12345678901234567890123456789012340"),
                ("3333333333333333333333333333333333", "3", "9999999999999999999999999999999999"),
                (
                    "9999999999999999999999999999999999",
                    "9999999999999999999999999999999999",
                    "9.999999999999999999999999999999998E+67",
                ),
                ("1e-4000", "1e-4000", "0"),
                ("1e4000", "1e4000", "null"),
                ("1e-25", "1e25", "1"),
            ],
        );
    }

    #[test]
    fn quotients() {
        check(
            Decimal::checked_div,
            &[
                ("1", "3", "0.3333333333333333333333333333333333"),
                ("2", "3", "0.6666666666666666666666666666666667"),
                ("10", "3", "3.333333333333333333333333333333333"),
                ("0", "3", "0"),
                ("1", "8", "0.125"),
                ("-1", "1e-25", "-10000000000000000000000000"),
                ("1", "0", "null"),
                ("1e-25", "3", "0.00000000000000000000000003333333333333333333333333333333333"),
                ("1e6144", "0.1", "null"),
                ("1e-6176", "10", "0"),
            ],
        );
    }

    #[test]
    fn remainders() {
        check(
            Decimal::checked_rem_euclid,
            &[
                ("10", "3", "1"),
                ("-10", "3", "2"),
                ("10", "-3", "1"),
                ("5.5", "2", "1.5"),
                ("1e100", "7", "4"),
                ("1", "1e40", "1"),
                ("0", "5", "0"),
                ("6", "3", "0"),
                ("1", "0", "null"),
            ],
        );
    }

    /// What is computed in 128 bits by whole numbers is the same here.
    #[test]
    fn whole_numbers_agree() {
        let numbers =
            [1, 2, 3, 7, 10, 99, 1_000, 65_537, 123_456_789, 9_999_999_999, 1_000_000_007, 999_999_999_999_999];
        for a in numbers.iter().flat_map(|a| [*a, -*a]) {
            for b in numbers.iter().flat_map(|b| [*b, -*b]) {
                let of = |value: i128| Decimal::from_scaled(value, 0);
                let (x, y) = (Decimal::from_long(a), Decimal::from_long(b));
                let (a, b) = (i128::from(a), i128::from(b));
                assert_eq!(x.checked_add(y), of(a + b));
                assert_eq!(x.checked_mul(y), of(a * b));
                assert_eq!(x.checked_rem_euclid(y), of(a.rem_euclid(b)));
                assert_eq!(x.checked_mul(y).and_then(|product| product.checked_div(y)), Some(x));
                assert_eq!(x.cmp(&y), a.cmp(&b));
            }
        }
    }

    #[test]
    fn bins() {
        assert_eq!(decimal("4.5").bin(decimal("2"), Decimal::ZERO), Some(decimal("4")));
        assert_eq!(decimal("-4.5").bin(decimal("2"), Decimal::ZERO), Some(decimal("-6")));
        assert_eq!(decimal("6.5").bin(decimal("2.5"), decimal("0.5")), Some(decimal("5.5")));
        assert_eq!(decimal("6.5").bin(Decimal::ZERO, Decimal::ZERO), None);
    }
}
