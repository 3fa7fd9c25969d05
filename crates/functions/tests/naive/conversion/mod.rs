//! Conversions between types.

use crate::naive::category;

pub mod formats;
pub mod json;
pub mod numbers;
pub mod texts;
pub mod times;
pub mod units;

category!(formats, json, numbers, texts, times, units);
