//! Numbers.

use crate::naive::category;

category!(bins, bits, reals, rounding);
