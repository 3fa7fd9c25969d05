//! Points in time and spans of time.

use crate::naive::category;

category!(edges, formats, made, moved, parts, unix, zones);
