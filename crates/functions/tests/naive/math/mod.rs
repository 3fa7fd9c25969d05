//! Numbers.

use crate::naive::category;

pub mod bins;
pub mod bits;
pub mod reals;
pub mod rounding;

category!(bins, bits, reals, rounding);
