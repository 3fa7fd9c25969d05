//! Conditions.

use crate::naive::category;

pub mod choices;
pub mod nulls;

category!(choices, nulls);
