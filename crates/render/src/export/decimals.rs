//! Decimals as those of SQL, Arrow and Parquet: whole numbers of a column's one scale.

use std::sync::Arc;

use arrow::array::{ArrayRef, Decimal128Array, Decimal256Array};
use arrow::datatypes::{DECIMAL128_MAX_PRECISION, DECIMAL256_MAX_PRECISION, DataType, i256};
use lurcher_symbols::values::decimal::{Decimal, Parts};

/// Digits behind the point where nothing asks for more or fewer: half of what most readers take, and what the engine
/// itself exports.
const USUAL_SCALE: u32 = 18;
/// Digits behind the point where it is not known what is still to come.
const WIDE_SCALE: u32 = 38;

/// The places that some numbers take.
#[derive(Debug, Default)]
pub(super) struct Extent {
    /// Digits before the point.
    whole: u32,
    /// Digits behind the point.
    fraction: u32,
}

impl Extent {
    /// Makes room for a column's numbers.
    pub(super) fn add(&mut self, keys: &Decimal128Array) {
        for key in keys.iter().flatten() {
            let (whole, fraction) = places(Decimal::from_key(key).parts());
            (self.whole, self.fraction) = (self.whole.max(whole), self.fraction.max(fraction));
        }
    }

    /// The type that holds all numbers, if one does; otherwise the one that drops none of the great ones that it can
    /// hold.
    pub(super) fn ty(&self) -> DataType {
        let (least, most) = (u32::from(DECIMAL128_MAX_PRECISION), u32::from(DECIMAL256_MAX_PRECISION));
        if self.fraction <= USUAL_SCALE && self.whole <= least - USUAL_SCALE {
            return DataType::Decimal128(DECIMAL128_MAX_PRECISION, USUAL_SCALE as i8);
        }
        if self.whole + self.fraction <= least {
            return DataType::Decimal128(DECIMAL128_MAX_PRECISION, self.fraction as i8);
        }
        DataType::Decimal256(DECIMAL256_MAX_PRECISION, self.fraction.min(most.saturating_sub(self.whole)) as i8)
    }

    /// The type for numbers of which none is known: as many places on both sides of the point as a `SqlDecimal` can
    /// have.
    pub(super) fn unknown() -> DataType {
        DataType::Decimal256(DECIMAL256_MAX_PRECISION, WIDE_SCALE as i8)
    }
}

/// How many digits stand before and behind the point.
fn places(parts: Parts) -> (u32, u32) {
    let digits = parts.coefficient.checked_ilog10().map_or(0, |log| log as i32 + 1);
    let places = |count: i32| u32::try_from(count).unwrap_or(0);
    (places(digits + parts.exponent), places(-parts.exponent))
}

/// A column of keys as one of numbers of a type that [`Extent`] gave; null where it does not hold them.
pub(super) fn exported(keys: &Decimal128Array, ty: &DataType) -> ArrayRef {
    let numbers = keys.iter().map(|key| key.map(Decimal::from_key));
    match ty {
        DataType::Decimal256(precision, scale) => {
            let powers: Vec<i256> = (0..u32::from(*precision)).map(|n| i256::from(10).wrapping_pow(n)).collect();
            let unscaled = |number: Decimal| {
                let Parts { negative, coefficient, exponent } = number.parts();
                let fits = places(number.parts()).0 + u32::from(scale.unsigned_abs()) <= u32::from(*precision);
                let power = powers.get(usize::try_from(exponent + i32::from(*scale)).ok()?).filter(|_| fits)?;
                let size = i256::from_parts(coefficient, 0).wrapping_mul(*power);
                Some(if negative { size.wrapping_neg() } else { size })
            };
            let column: Decimal256Array = numbers.map(|number| number.and_then(unscaled)).collect();
            Arc::new(column.with_data_type(ty.clone()))
        }
        DataType::Decimal128(_, scale) => {
            let unscaled = |number: Decimal| number.to_scaled(i32::from(*scale));
            let column: Decimal128Array = numbers.map(|number| number.and_then(unscaled)).collect();
            Arc::new(column.with_data_type(ty.clone()))
        }
        other => unreachable!("no type of an extent: {other}"),
    }
}

#[cfg(test)]
mod tests {
    use arrow::array::Array;
    use arrow::util::display::array_value_to_string;

    use super::*;

    fn keys(texts: &[&str]) -> Decimal128Array {
        texts.iter().map(|text| Decimal::parse(text).map(Decimal::key)).collect()
    }

    fn shown(texts: &[&str], ty: &DataType) -> Vec<String> {
        let column = exported(&keys(texts), ty);
        (0..column.len()).map(|row| array_value_to_string(&column, row).unwrap_or_default()).collect()
    }

    #[test]
    fn the_scale_fits() {
        let third = "0.3333333333333333333333333333333333";
        for (texts, ty) in [
            (vec![], DataType::Decimal128(38, 18)),
            (vec!["1.5", "-2", "0"], DataType::Decimal128(38, 18)),
            (vec!["1000000020000000300000004"], DataType::Decimal128(38, 0)),
            (vec![third, "-1234"], DataType::Decimal128(38, 34)),
            (vec![third, "12345"], DataType::Decimal256(76, 34)),
            (vec!["1e-25", "1"], DataType::Decimal128(38, 25)),
            (vec!["1e30", "1e-30"], DataType::Decimal256(76, 30)),
            (vec!["1e70", "1e-30"], DataType::Decimal256(76, 5)),
            (vec!["1e100"], DataType::Decimal256(76, 0)),
        ] {
            let mut extent = Extent::default();
            extent.add(&keys(&texts));
            assert_eq!(extent.ty(), ty, "{texts:?}");
        }
    }

    #[test]
    fn numbers_are_exact_or_null() {
        let texts = ["1e30", "-1e-30", "0", "1e46", "1e-31"];
        let wide = shown(&texts, &DataType::Decimal256(76, 30));
        assert_eq!(wide[0], format!("1{}.{}", "0".repeat(30), "0".repeat(30)));
        assert_eq!(wide[1], format!("-0.{}1", "0".repeat(29)));
        assert_eq!(wide[3..], ["", ""]);
        assert_eq!(shown(&["1.25", "1.255"], &DataType::Decimal128(38, 2)), ["1.25", ""]);
    }
}
