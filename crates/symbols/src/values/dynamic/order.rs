//! Equality and order of dynamic values, as `set_*` and `array_sort_*` need them.

use std::cmp::Ordering;

use super::Dynamic;
use crate::values::decimal;

impl Dynamic {
    /// Whether two values are the same to `set_*` and `array_index_of`: numbers by their value (`15 == 15.0`), bags whatever the order of their keys,
    /// everything else by type and value. NaN is the same as NaN.
    pub fn same(&self, other: &Dynamic) -> bool {
        match (self, other) {
            (Dynamic::Array(a), Dynamic::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.same(b)),
            (Dynamic::Bag(a), Dynamic::Bag(b)) => {
                a.len() == b.len() && a.iter().all(|(k, v)| other.get(k).is_some_and(|w| v.same(w)))
            }
            _ => self.compare(other) == Ordering::Equal,
        }
    }

    /// The order of `array_sort_asc`: by kind (nulls last), then by value.
    pub fn compare(&self, other: &Dynamic) -> Ordering {
        match (self, other) {
            (Dynamic::Bool(a), Dynamic::Bool(b)) => a.cmp(b),
            (Dynamic::Long(a), Dynamic::Long(b))
            | (Dynamic::DateTime(a), Dynamic::DateTime(b))
            | (Dynamic::TimeSpan(a), Dynamic::TimeSpan(b)) => a.cmp(b),
            (Dynamic::String(a), Dynamic::String(b)) => a.cmp(b),
            (Dynamic::Guid(a), Dynamic::Guid(b)) => a.cmp(b),
            (Dynamic::Decimal(a), Dynamic::Decimal(b)) => a.cmp(b),
            (Dynamic::Array(_), Dynamic::Array(_)) | (Dynamic::Bag(_), Dynamic::Bag(_)) => {
                self.canonical().cmp(&other.canonical())
            }
            _ => match (self.number(), other.number()) {
                (Some(a), Some(b)) => compare_reals(a, b),
                _ => self.kind().cmp(&other.kind()),
            },
        }
    }

    fn number(&self) -> Option<f64> {
        match self {
            Dynamic::Long(i) => Some(*i as f64),
            Dynamic::Real(r) => Some(*r),
            Dynamic::Decimal(d) => Some(decimal::to_real(*d)),
            _ => None,
        }
    }

    fn kind(&self) -> u8 {
        match self {
            Dynamic::Long(_) | Dynamic::Real(_) | Dynamic::Decimal(_) => 0,
            Dynamic::Bool(_) => 1,
            Dynamic::DateTime(_) => 2,
            Dynamic::TimeSpan(_) => 3,
            Dynamic::Guid(_) => 4,
            Dynamic::String(_) => 5,
            Dynamic::Array(_) => 6,
            Dynamic::Bag(_) => 7,
            Dynamic::Null => 8,
        }
    }
}

/// Reals in order, NaN before all, the zeros alike.
fn compare_reals(a: f64, b: f64) -> Ordering {
    a.partial_cmp(&b).unwrap_or_else(|| b.is_nan().cmp(&a.is_nan()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `array_index_of(dynamic([5,15]), 15.0)` is 1.
    #[test]
    fn numbers_are_the_same_by_value() {
        assert!(Dynamic::Long(15).same(&Dynamic::Real(15.0)));
        assert!(!Dynamic::Long(15).same(&Dynamic::String("15".into())));
        assert!(Dynamic::Real(f64::NAN).same(&Dynamic::Real(f64::NAN)));
        assert!(Dynamic::from_canonical(r#"{"a":1,"b":[2]}"#).same(&Dynamic::from_canonical(r#"{"b":[2.0],"a":1}"#)));
    }

    /// `array_sort_asc(dynamic([1,null,3]))` is `[1,3,null]`.
    #[test]
    fn nulls_are_last() {
        let mut array = [Dynamic::Long(3), Dynamic::Null, Dynamic::Real(1.0)];
        array.sort_by(Dynamic::compare);
        assert_eq!(array, [Dynamic::Real(1.0), Dynamic::Long(3), Dynamic::Null]);
    }
}
