//! Infix operators.

use crate::naive::category;

category!(arithmetic, comparison, containment, lists, logic);
