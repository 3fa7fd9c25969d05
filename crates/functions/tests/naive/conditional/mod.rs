//! Conditions.

use crate::naive::category;

category!(choices, nulls);
