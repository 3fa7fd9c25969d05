//! Rounding.

use lurcher_symbols::values::decimal::Decimal;
use lurcher_symbols::{ScalarType, Value};

use crate::driver::Pool;
use crate::naive::{Row, naive};

const NUMBERS: Pool = Pool::Also(&["2.15", "2.5", "-2.5", "1234.5678", "15", "-15", "14", "9223372036854775807"]);
const DIGITS: Pool = Pool::Only(&["0", "1", "2", "-1", "-2", "-30", "5"]);

naive! {
    ceiling => [Pool::Also(&["2.15", "-2.5", "0.5", "-0.5", "3"])];
    round => [NUMBERS, DIGITS];
}

/// Halves away from zero.
fn round(row: &Row<'_>) -> Value {
    let (value, Some(precision)) = (&row.values[0], row.long_or(1, 0)) else { return Value::Null(row.result) };
    let whole = |value: i64| -> Option<i64> {
        if precision >= 0 {
            return Some(value);
        }
        let Some(power) = 10_i128.checked_pow(precision.unsigned_abs() as u32) else { return Some(0) };
        let (size, half) = (i128::from(value).abs(), power / 2);
        let rounded = (size + half) / power * power;
        i64::try_from(rounded * i128::from(value.signum())).ok()
    };
    let rounded = match value {
        Value::Int(v) => whole(i64::from(*v)).and_then(|v| i32::try_from(v).ok()).map(Value::Int),
        Value::Long(v) => whole(*v).map(Value::Long),
        Value::Real(v) => {
            let power = 10_f64.powi(precision.unsigned_abs() as i32);
            let rounded = if precision < 0 { (v / power).round() * power } else { (v * power).round() / power };
            Some(Value::Real(if rounded.is_finite() { rounded } else { *v }))
        }
        Value::Decimal(v) => decimal(*v, precision).map(Value::Decimal),
        _ => None,
    };
    rounded.unwrap_or(Value::Null(row.types[0]))
}

fn ceiling(row: &Row<'_>) -> Value {
    match (&row.values[0], row.result) {
        (Value::Null(_), ty) => Value::Null(ty),
        (_, ScalarType::Real) => Value::Real(row.real(0).unwrap_or(f64::NAN).ceil()),
        (Value::Decimal(v), _) => {
            let text = v.to_string();
            let whole = Decimal::parse(text.split('.').next().unwrap_or("0"));
            let up = Decimal::from_long(i64::from(*v > Decimal::ZERO && text.contains('.')));
            whole.and_then(|whole| whole.checked_add(up)).map_or(Value::Null(row.result), Value::Decimal)
        }
        (other, _) => other.clone(),
    }
}

/// By the digits of its text.
fn decimal(value: Decimal, precision: i64) -> Option<Decimal> {
    let text = value.to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
    let (before, behind) = digits.split_once('.').unwrap_or((digits, ""));
    let all: Vec<u8> = before.bytes().chain(behind.bytes()).map(|b| b - b'0').collect();
    let kept = before.len() as i64 + precision;
    if kept < 0 {
        return Some(Decimal::ZERO);
    }
    let kept = kept as usize;
    if kept >= all.len() {
        return Some(value);
    }
    let number =
        all[..kept].iter().fold(0_i128, |number, digit| number * 10 + i128::from(*digit)) + i128::from(all[kept] >= 5);
    Decimal::parse(&format!("{sign}{number}e{}", -precision))
}

#[test]
fn digits() {
    for (number, precision, rounded) in
        [("2.15", 1, "2.2"), ("-2.5", 0, "-3"), ("149", -2, "100"), ("0.4", 0, "0"), ("50", -2, "100")]
    {
        let found = Decimal::parse(number).and_then(|number| decimal(number, precision));
        assert_eq!(found, Decimal::parse(rounded), "{number}");
    }
}
