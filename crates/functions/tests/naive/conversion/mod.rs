//! Conversions between types.

use crate::naive::category;

category!(formats, json, numbers, texts, times, units);
