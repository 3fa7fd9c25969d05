//! Infix operators.

use crate::naive::category;

pub mod arithmetic;
pub mod comparison;
pub mod containment;
pub mod lists;
pub mod logic;

category!(arithmetic, comparison, containment, lists, logic);
