//! Arrays, bags and other dynamic values.

use crate::naive::category;

pub mod arrays;
pub mod bags;
pub mod made;
pub mod moved;
pub mod paths;
pub mod sets;
pub mod sorted;

category!(arrays, bags, made, moved, paths, sets, sorted);
