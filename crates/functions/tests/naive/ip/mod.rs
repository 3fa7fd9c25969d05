//! IP addresses.

use crate::naive::category;

category!(mentioned, v4, v6);
