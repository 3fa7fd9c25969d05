//! Number series.

use crate::naive::category;

pub mod elements;
pub mod fill;
pub mod filters;
pub mod lines;
pub mod numbers;
pub mod pairs;
pub mod stats;

category!(elements, fill, filters, lines, numbers, pairs, stats);
