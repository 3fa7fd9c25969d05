//! Decimal numbers as IEEE 754-2008's decimal128 holds them: 34 significant digits and an exponent of three and a half,
//! rounded half to even. <https://learn.microsoft.com/kusto/query/scalar-data-types/decimal>

mod arithmetic;
mod rounding;
mod text;

/// Significant digits.
pub const DIGITS: u32 = 34;

/// The greatest exponent of a number's first digit.
const GREATEST_EXPONENT: i32 = 6144;
/// The least exponent of a number's last digit.
const LEAST_EXPONENT: i32 = -6176;

/// Bits of a coefficient: 10^34 is less than 2^113.
const COEFFICIENT_BITS: u32 = 113;
/// What is added to the exponent of the first digit, so that the least of them becomes 1.
const BIAS: i32 = 1 - LEAST_EXPONENT;

/// A decimal number.
///
/// Its [key](Decimal::key) is a whole number of 128 bits that orders as the numbers do: the sign, the exponent of the
/// first digit, and all 34 digits with zeros behind the last one that counts. So there is one key to a number, and
/// whoever sorts, groups, joins, or looks for the least and greatest needs to know nothing but whole numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Decimal(i128);

/// A number taken apart: `coefficient` times ten to the power of `exponent`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// Whether it is less than zero.
    pub negative: bool,
    /// The digits.
    pub coefficient: u128,
    /// The exponent of the last digit.
    pub exponent: i32,
}

impl Decimal {
    /// Zero, which has no sign.
    pub const ZERO: Decimal = Decimal(0);

    /// The number of a key that [`Self::key`] gave.
    pub const fn from_key(key: i128) -> Self {
        Self(key)
    }

    /// The whole number that stands for it in a column: it orders as the numbers do.
    pub const fn key(self) -> i128 {
        self.0
    }

    /// The number nearest to `coefficient` times ten to the power of `exponent`; none where that is too great.
    pub fn from_parts(negative: bool, coefficient: u128, exponent: i32) -> Option<Self> {
        // Rounding starts from at most 38 digits.
        if coefficient < power(38) {
            return pack(negative, coefficient, exponent, false);
        }
        pack(negative, coefficient / 10, exponent.checked_add(1)?, !coefficient.is_multiple_of(10))
    }

    /// The number `unscaled` times ten to the power of `-scale`, as SQL's decimals are stored.
    pub fn from_scaled(unscaled: i128, scale: i32) -> Option<Self> {
        Self::from_parts(unscaled < 0, unscaled.unsigned_abs(), -scale)
    }

    /// A whole number.
    pub fn from_long(value: i64) -> Self {
        Self::from_scaled(i128::from(value), 0).unwrap_or_default()
    }

    /// The number of a real's shortest text; none for NaN and infinities.
    pub fn from_real(value: f64) -> Option<Self> {
        value.is_finite().then(|| format!("{value:e}")).and_then(|text| Self::parse(&text))
    }

    /// The number of a real as .NET's `SqlDecimal` takes it: 17 digits, of which none stands behind the 17th place
    /// after the point.
    pub fn from_real_digits(value: f64) -> Option<Self> {
        let text = if value.abs() < 1.0 { format!("{value:.17}") } else { format!("{value:.16e}") };
        value.is_finite().then_some(text).and_then(|text| Self::parse(&text))
    }

    /// The number taken apart, with as few digits as it has.
    pub fn parts(self) -> Parts {
        let mut parts = self.whole_parts();
        if parts.coefficient == 0 {
            return Parts { exponent: 0, ..parts };
        }
        for step in [16, 8, 4, 2, 1] {
            while parts.coefficient.is_multiple_of(power(step)) {
                parts.coefficient /= power(step);
                parts.exponent += step as i32;
            }
        }
        parts
    }

    /// The nearest real.
    pub fn to_real(self) -> f64 {
        let Parts { negative, coefficient, exponent } = self.parts();
        // Whole numbers below 2^53 and powers of ten up to 10^22 are reals, so that one operation rounds once.
        if coefficient < 1 << 53 && exponent.abs() <= 22 {
            let (size, power) = (coefficient as f64, 10_f64.powi(exponent.abs()));
            let size = if exponent < 0 { size / power } else { size * power };
            return if negative { -size } else { size };
        }
        self.to_string().parse().unwrap_or(f64::NAN)
    }

    /// The whole part; none beyond a long.
    pub fn to_long(self) -> Option<i64> {
        let Parts { negative, coefficient, exponent } = self.whole_parts();
        let size = if exponent < 0 {
            coefficient / checked_power(exponent.unsigned_abs()).unwrap_or(u128::MAX)
        } else {
            coefficient.checked_mul(checked_power(exponent.unsigned_abs())?)?
        };
        let size = i128::try_from(size).ok()?;
        i64::try_from(if negative { -size } else { size }).ok()
    }

    /// The number times ten to the power of `scale`, where that is a whole number of at most 38 digits.
    pub fn to_scaled(self, scale: i32) -> Option<i128> {
        let Parts { negative, coefficient, exponent } = self.parts();
        if coefficient == 0 {
            return Some(0);
        }
        let zeros = u32::try_from(exponent.checked_add(scale)?).ok()?;
        let size = coefficient.checked_mul(checked_power(zeros)?).filter(|size| *size < power(38))? as i128;
        Some(if negative { -size } else { size })
    }

    /// Whether it is zero.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The number without its sign.
    pub const fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// The number taken apart with all 34 digits of its coefficient; zero has none.
    fn whole_parts(self) -> Parts {
        let size = self.0.unsigned_abs();
        let coefficient = size & ((1 << COEFFICIENT_BITS) - 1);
        let exponent = (size >> COEFFICIENT_BITS) as i32 - BIAS - (DIGITS as i32 - 1);
        Parts { negative: self.0 < 0, coefficient, exponent }
    }
}

/// The number nearest to `coefficient` (of at most 38 digits) times ten to the power of `exponent`; none where it is
/// too great. `more` says that what was to be rounded is greater by less than the last digit's one; then the
/// coefficient has at least 35 digits.
fn pack(negative: bool, mut coefficient: u128, exponent: i32, more: bool) -> Option<Decimal> {
    debug_assert!(coefficient < power(38) && (!more || coefficient >= power(DIGITS)));
    if coefficient == 0 {
        return Some(Decimal::ZERO);
    }
    let mut digits = coefficient.ilog10() + 1;
    let mut first = exponent.checked_add(digits as i32 - 1)?;
    // Next to zero there is no room for all digits.
    let kept = (first - LEAST_EXPONENT + 1).min(DIGITS as i32);
    let Ok(kept) = u32::try_from(kept) else { return Some(Decimal::ZERO) };
    if digits > kept {
        let unit = power(digits - kept);
        let rest = coefficient % unit;
        coefficient /= unit;
        let is_up = match rest.cmp(&(unit / 2)) {
            std::cmp::Ordering::Less => false,
            std::cmp::Ordering::Equal => more || coefficient % 2 == 1,
            std::cmp::Ordering::Greater => true,
        };
        digits = kept;
        coefficient += u128::from(is_up);
        if coefficient == power(kept) {
            (digits, first) = (digits + 1, first + 1);
        }
        if coefficient == 0 {
            return Some(Decimal::ZERO);
        }
    }
    coefficient = if digits > DIGITS { coefficient / 10 } else { coefficient * power(DIGITS - digits) };
    if first > GREATEST_EXPONENT {
        return None;
    }
    let size = ((first + BIAS) as i128) << COEFFICIENT_BITS | coefficient as i128;
    Some(Decimal(if negative { -size } else { size }))
}

/// The powers of ten that 128 bits hold.
const POWERS: [u128; 39] = {
    let mut powers = [1; 39];
    let mut exponent = 1;
    while exponent < powers.len() {
        powers[exponent] = powers[exponent - 1] * 10;
        exponent += 1;
    }
    powers
};

/// Ten to the power of `exponent`, which is at most 38.
const fn power(exponent: u32) -> u128 {
    POWERS[exponent as usize]
}

fn checked_power(exponent: u32) -> Option<u128> {
    POWERS.get(exponent as usize).copied()
}

impl std::ops::Neg for Decimal {
    type Output = Self;

    fn neg(self) -> Self {
        Self(-self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn keys_order_as_numbers_do() {
        let ordered = [
            "-9.999999999999999999999999999999999e6144",
            "-1e25",
            "-2",
            "-1.000000000000000000000000000000001",
            "-1",
            "-0.999",
            "-1e-25",
            "-1e-6176",
            "0",
            "1e-6176",
            "2e-6176",
            "1e-6143",
            "1e-25",
            "0.1",
            "0.99",
            "1",
            "9",
            "10",
            "1000000020000000300000004",
            "9.999999999999999999999999999999999e6144",
        ];
        let keys: Vec<i128> = ordered.iter().map(|text| decimal(text).key()).collect();
        assert!(keys.is_sorted_by(|a, b| a < b), "{keys:?}");
        for (key, text) in keys.into_iter().zip(ordered) {
            let number = Decimal::from_key(key);
            assert_eq!(Decimal::parse(&number.to_string()), Some(number), "{text}");
            assert_eq!(Decimal::from_key(-key), -number);
        }
    }

    #[test]
    fn one_key_for_one_number() {
        assert_eq!(decimal("1.50"), decimal("15e-1"));
        assert_eq!(decimal("-0.0"), Decimal::ZERO);
        assert_eq!(decimal("0e7000"), Decimal::ZERO);
        assert_eq!(Decimal::from_long(100), decimal("1e2"));
        assert_eq!(Decimal::from_scaled(12_345, 2), Some(decimal("123.45")));
        assert_eq!(Decimal::from_scaled(i128::MIN, 0), Some(decimal("-170141183460469231731687303715884105728")));
    }

    #[test]
    fn the_edges_of_the_exponent() {
        assert_eq!(Decimal::parse("1e6145"), None);
        assert_eq!(Decimal::parse("9.9999999999999999999999999999999999e6144"), None);
        assert_eq!(decimal("4e-6177"), Decimal::ZERO);
        assert_eq!(decimal("5e-6177"), Decimal::ZERO);
        assert_eq!(decimal("6e-6177"), decimal("1e-6176"));
        assert_eq!(decimal("1e-6178"), Decimal::ZERO);
        assert_eq!(decimal("1.25e-6175"), decimal("1.2e-6175"));
        assert_eq!(decimal("9.96e-6175"), decimal("1.00e-6174"));
    }

    #[test]
    fn conversions() {
        assert_eq!(decimal("9.99").to_long(), Some(9));
        assert_eq!(decimal("-9.99").to_long(), Some(-9));
        assert_eq!(decimal("1e-30").to_long(), Some(0));
        assert_eq!(decimal("-9223372036854775808").to_long(), Some(i64::MIN));
        assert_eq!(decimal("9223372036854775808").to_long(), None);
        assert_eq!(decimal("1e300").to_long(), None);
        assert_eq!(Decimal::from_long(i64::MIN), decimal("-9223372036854775808"));
        for real in [0.1, -1.5, 1e22, 1e23, 5e-324, f64::MAX, 0.1 + 0.2, 9_007_199_254_740_993.0] {
            assert_eq!(Decimal::from_real(real).map(Decimal::to_real), Some(real));
        }
        assert_eq!(decimal("1e400").to_real(), f64::INFINITY);
        assert_eq!(decimal("-1e-400").to_real(), 0.0);
        assert_eq!(Decimal::from_real(f64::NAN), None);
        assert_eq!(decimal("1.25").to_scaled(3), Some(1_250));
        assert_eq!(decimal("1.25").to_scaled(1), None);
        assert_eq!(decimal("1e38").to_scaled(0), None);
    }

    /// <https://github.com/microsoft/Kusto-Query-Language/issues/172>
    #[test]
    fn reals_as_sql_decimals() {
        let of = |real| Decimal::from_real_digits(real).unwrap_or_default().to_string();
        assert_eq!(of(2.2), "2.2000000000000002");
        assert_eq!(of(2.3), "2.2999999999999998");
        assert_eq!(of(0.1), "0.10000000000000001");
        assert_eq!(of(0.0), "0");
        assert_eq!(of(-1.5), "-1.5");
        assert_eq!(of(1e20), "100000000000000000000");
    }
}
