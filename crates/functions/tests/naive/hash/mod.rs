//! Hashes.

use crate::naive::category;

category!(digests, xx);
