//! Equality and order of dynamic values, as `set_*` and `array_sort_*` need them.

use std::cmp::Ordering;

use super::Dynamic;
use crate::values::decimal::Decimal;

impl Dynamic {
    /// Whether two values are the same to `set_*` and `array_index_of`: numbers by their value (`15 == 15.0`), bags
    /// whatever the order of their keys, everything else by type and value. NaN is the same as NaN.
    pub fn same(&self, other: &Dynamic) -> bool {
        match (self, other) {
            (Dynamic::Array(a), Dynamic::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.same(b)),
            (Dynamic::Bag(a), Dynamic::Bag(b)) => {
                a.len() == b.len() && a.iter().all(|(k, v)| other.get(k).is_some_and(|w| v.same(w)))
            }
            (
                Dynamic::Long(_) | Dynamic::Real(_) | Dynamic::Decimal(_),
                Dynamic::Long(_) | Dynamic::Real(_) | Dynamic::Decimal(_),
            ) => compare_numbers(self, other) == Ordering::Equal,
            _ => self == other,
        }
    }

    /// The order of `array_sort_asc` between two values that are no nulls: numbers, datetimes and timespans first, then
    /// strings, guids, and all others, which keep their order.
    pub fn compare(&self, other: &Dynamic) -> Ordering {
        match self.sort_group().cmp(&other.sort_group()) {
            Ordering::Equal => self.compare_in_group(other),
            order => order,
        }
    }

    /// The order of `array_sort_desc`: the groups as in [`Self::compare`], values from the greatest to the least.
    pub fn compare_descending(&self, other: &Dynamic) -> Ordering {
        match self.sort_group().cmp(&other.sort_group()) {
            Ordering::Equal => other.compare_in_group(self),
            order => order,
        }
    }

    fn sort_group(&self) -> u8 {
        match self {
            Dynamic::Long(_) | Dynamic::Real(_) | Dynamic::Decimal(_) | Dynamic::DateTime(_) | Dynamic::TimeSpan(_) => {
                0
            }
            Dynamic::String(_) => 1,
            Dynamic::Guid(_) => 2,
            Dynamic::Bool(_) | Dynamic::Array(_) | Dynamic::Bag(_) | Dynamic::Null => 3,
        }
    }

    fn compare_in_group(&self, other: &Dynamic) -> Ordering {
        match (self, other) {
            (Dynamic::String(a), Dynamic::String(b)) => a.cmp(b),
            (Dynamic::Guid(a), Dynamic::Guid(b)) => a.cmp(b),
            _ => compare_numbers(self, other),
        }
    }
}

/// Numbers and ticks in order, NaN first; anything else is alike.
fn compare_numbers(a: &Dynamic, b: &Dynamic) -> Ordering {
    if let (Some(a), Some(b)) = (whole(a), whole(b)) {
        return a.cmp(&b);
    }
    match (decimal(a), decimal(b)) {
        (Some(a), Some(b)) => a.cmp(&b),
        _ => match (real(a), real(b)) {
            (Some(a), Some(b)) => a.partial_cmp(&b).unwrap_or_else(|| b.is_nan().cmp(&a.is_nan())),
            _ => Ordering::Equal,
        },
    }
}

fn whole(value: &Dynamic) -> Option<i64> {
    match value {
        Dynamic::Long(i) | Dynamic::DateTime(i) | Dynamic::TimeSpan(i) => Some(*i),
        _ => None,
    }
}

fn decimal(value: &Dynamic) -> Option<Decimal> {
    match value {
        Dynamic::Decimal(d) => Some(*d),
        other => whole(other).map(Decimal::from_long),
    }
}

fn real(value: &Dynamic) -> Option<f64> {
    match value {
        Dynamic::Real(r) => Some(*r),
        Dynamic::Decimal(d) => Some(d.to_real()),
        other => whole(other).map(|i| i as f64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `array_index_of(dynamic([5,15]), 15.0)` is 1.
    #[test]
    fn numbers_are_the_same_by_value() {
        assert!(Dynamic::Long(15).same(&Dynamic::Real(15.0)));
        assert!(!Dynamic::Long(15).same(&Dynamic::String("15".into())));
        assert!(!Dynamic::Bool(true).same(&Dynamic::Bool(false)));
        let wide = |text: &str| Decimal::parse(text).map(Dynamic::Decimal).unwrap_or(Dynamic::Null);
        assert!(!wide("9007199254740993").same(&Dynamic::Long(9_007_199_254_740_992)));
        assert!(wide("15.0").same(&Dynamic::Long(15)));
        assert!(Dynamic::Real(f64::NAN).same(&Dynamic::Real(f64::NAN)));
        assert!(Dynamic::from_canonical(r#"{"a":1,"b":[2]}"#).same(&Dynamic::from_canonical(r#"{"b":[2.0],"a":1}"#)));
    }

    /// The order that the page of `array_sort_asc` gives for different types.
    #[test]
    fn groups_keep_their_order_both_ways() {
        let mut array = ["{}", "\"b\"", "2.5", "true", "\"a\"", "1"].map(Dynamic::from_canonical);
        array.sort_by(Dynamic::compare);
        assert_eq!(array.each_ref().map(Dynamic::canonical), ["1", "2.5", "\"a\"", "\"b\"", "{}", "true"]);
        array.sort_by(Dynamic::compare_descending);
        assert_eq!(array.each_ref().map(Dynamic::canonical), ["2.5", "1", "\"b\"", "\"a\"", "{}", "true"]);
    }
}
