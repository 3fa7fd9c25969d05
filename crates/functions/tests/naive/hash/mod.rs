//! Hashes.

use crate::naive::category;

pub mod digests;
pub mod xx;

category!(digests, xx);
