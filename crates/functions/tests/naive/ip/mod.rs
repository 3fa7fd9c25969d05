//! IP addresses.

use crate::naive::category;

pub mod mentioned;
pub mod v4;
pub mod v6;

category!(mentioned, v4, v6);
