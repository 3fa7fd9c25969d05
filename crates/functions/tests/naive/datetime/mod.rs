//! Points in time and spans of time.

use crate::naive::category;

pub mod edges;
pub mod formats;
pub mod made;
pub mod moved;
pub mod parts;
pub mod unix;
pub mod zones;

category!(edges, formats, made, moved, parts, unix, zones);
