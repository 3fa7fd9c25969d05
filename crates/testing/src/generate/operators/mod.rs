//! The operators, a file each.

use super::Operator;

include!(concat!(env!("OUT_DIR"), "/generate_operators.rs"));
