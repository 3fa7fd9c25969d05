//! `kql_decimal(d)`: a decimal of any precision and scale as KQL's.

use std::ops::Range;
use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray, Decimal128Array};
use arrow::datatypes::{DataType, Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type, DecimalType, i256};
use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::Expr;
use datafusion::logical_expr::interval_arithmetic::Interval;
use datafusion::logical_expr::preimage::PreimageResult;
use datafusion::logical_expr::simplify::SimplifyContext;
use lurcher_functions::types::arrow_type;
use lurcher_symbols::ScalarType;
use lurcher_symbols::values::decimal::Decimal as Number;

use super::unary::EdgeKernel;

/// `kql_decimal`. What has more than 34 digits is rounded.
pub(super) struct Decimal;

impl EdgeKernel for Decimal {
    const NAME: &'static str = "kql_decimal";
    const MONOTONE: bool = true;

    fn returns() -> DataType {
        arrow_type(ScalarType::Decimal)
    }

    fn run(array: &ArrayRef) -> Result<ArrayRef> {
        let keys = match array.data_type() {
            DataType::Decimal32(_, scale) => keys::<Decimal32Type>(array, |v| scaled(v.into(), *scale)),
            DataType::Decimal64(_, scale) => keys::<Decimal64Type>(array, |v| scaled(v.into(), *scale)),
            DataType::Decimal128(_, scale) => keys::<Decimal128Type>(array, |v| scaled(v, *scale)),
            DataType::Decimal256(_, scale) => keys::<Decimal256Type>(array, |v| wide(v, *scale)),
            other => return super::refuse(other, ScalarType::Decimal),
        };
        Ok(Arc::new(keys.with_data_type(Self::returns())))
    }

    fn preimage(argument: &Expr, result: &ScalarValue, info: &SimplifyContext) -> Result<PreimageResult> {
        let ScalarValue::Decimal128(Some(key), ..) = result else { return Ok(PreimageResult::None) };
        let ty = info.get_data_type(argument)?;
        match bounds(&ty, Number::from_key(*key)) {
            Some((low, high)) => {
                Ok(PreimageResult::Range { expr: argument.clone(), interval: Box::new(Interval::try_new(low, high)?) })
            }
            None => Ok(PreimageResult::None),
        }
    }
}

fn keys<T: DecimalType>(array: &ArrayRef, number: impl Fn(T::Native) -> Option<Number>) -> Decimal128Array {
    array.as_primitive::<T>().iter().map(|value| value.and_then(&number).map(Number::key)).collect()
}

fn scaled(unscaled: i128, scale: i8) -> Option<Number> {
    Number::from_scaled(unscaled, scale.into())
}

fn wide(unscaled: i256, scale: i8) -> Option<Number> {
    match unscaled.to_i128() {
        Some(unscaled) => scaled(unscaled, scale),
        None => Number::parse(&format!("{unscaled}e{}", -i32::from(scale))),
    }
}

/// The least argument that gives at least `number`, and the least one that gives more: the half-open range that gives
/// exactly `number`, which is empty where the scale is too small for it. None where one of them has too many digits for
/// the type.
fn bounds(ty: &DataType, number: Number) -> Option<(ScalarValue, ScalarValue)> {
    let (precision, scale) = match ty {
        DataType::Decimal32(precision, scale)
        | DataType::Decimal64(precision, scale)
        | DataType::Decimal128(precision, scale) => (*precision, *scale),
        _ => return None,
    };
    let end = 10_i128.checked_pow(precision.into())?;
    let least = |is_below: fn(&Number, &Number) -> bool| {
        let least = first(1 - end..end, |unscaled| scaled(unscaled, scale).is_some_and(|n| is_below(&n, &number)));
        let literal = match ty {
            DataType::Decimal32(..) => ScalarValue::Decimal32(Some(i32::try_from(least).ok()?), precision, scale),
            DataType::Decimal64(..) => ScalarValue::Decimal64(Some(i64::try_from(least).ok()?), precision, scale),
            _ => ScalarValue::Decimal128(Some(least), precision, scale),
        };
        (least < end).then_some(literal)
    };
    Some((least(Number::lt)?, least(Number::le)?))
}

/// The first number of a range that is not below; the range's end where all are.
fn first(range: Range<i128>, is_below: impl Fn(i128) -> bool) -> i128 {
    let (mut low, mut high) = (range.start, range.end);
    while low < high {
        let middle = low + (high.abs_diff(low) / 2) as i128;
        if is_below(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use arrow::array::{Array, Decimal32Array, Decimal64Array, Decimal256Array};

    use super::*;

    fn run(array: impl Array + 'static) -> Vec<Option<String>> {
        let result = Decimal::run(&(Arc::new(array) as ArrayRef)).unwrap();
        result.as_primitive::<Decimal128Type>().iter().map(|d| d.map(|d| Number::from_key(d).to_string())).collect()
    }

    #[test]
    fn any_scale() {
        let money = Decimal128Array::from(vec![Some(12_345), None, Some(-1)]).with_precision_and_scale(10, 2).unwrap();
        assert_eq!(run(money), [Some("123.45".to_owned()), None, Some("-0.01".to_owned())]);
        let narrow = Decimal32Array::from(vec![-5]).with_precision_and_scale(9, 9).unwrap();
        assert_eq!(run(narrow), [Some("-0.000000005".to_owned())]);
        let hundreds = Decimal64Array::from(vec![7]).with_precision_and_scale(5, -2).unwrap();
        assert_eq!(run(hundreds), [Some("700".to_owned())]);
        let whole = Decimal256Array::from(vec![i256::from(7)]).with_precision_and_scale(40, 0).unwrap();
        assert_eq!(run(whole), [Some("7".to_owned())]);
    }

    #[test]
    fn more_digits_than_34_are_rounded() {
        let digits = "12345678901234567890123456789012345678";
        let long =
            Decimal128Array::from(vec![digits.parse::<i128>().unwrap()]).with_precision_and_scale(38, 38).unwrap();
        assert_eq!(run(long), [Some("0.1234567890123456789012345678901235".to_owned())]);
        let longer = i256::from_string(&format!("-{digits}{digits}")).unwrap();
        let longer = Decimal256Array::from(vec![longer]).with_precision_and_scale(76, 76).unwrap();
        assert_eq!(run(longer), [Some("-0.1234567890123456789012345678901235".to_owned())]);
    }

    /// What a comparison with the column's own values has to say.
    #[test]
    fn bounds_are_where_the_result_changes() {
        for (ty, text, expected) in [
            (DataType::Decimal128(10, 2), "123.45", Some((12_345, 12_346))),
            (DataType::Decimal128(10, 2), "123.454", Some((12_346, 12_346))),
            (DataType::Decimal128(10, 2), "-0.005", Some((0, 0))),
            (DataType::Decimal32(5, 0), "7", Some((7, 8))),
            (DataType::Decimal64(5, -2), "750", Some((8, 8))),
            (DataType::Decimal128(10, 2), "1e9", None),
            (DataType::Decimal128(10, 2), "99999999.99", None),
            (DataType::Decimal256(40, 0), "7", None),
            // 38 digits: those that round to 34 digits that end with an even one, halves with them.
            (DataType::Decimal128(38, 0), "1e37", Some((10_i128.pow(37) - 500, 10_i128.pow(37) + 5_001))),
        ] {
            let plain = |value| match value {
                ScalarValue::Decimal32(Some(v), ..) => i128::from(v),
                ScalarValue::Decimal64(Some(v), ..) => i128::from(v),
                ScalarValue::Decimal128(Some(v), ..) => v,
                other => panic!("{other:?}"),
            };
            let found = bounds(&ty, Number::parse(text).unwrap()).map(|(low, high)| (plain(low), plain(high)));
            assert_eq!(found, expected, "{ty} {text}");
        }
    }
}
