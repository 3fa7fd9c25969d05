//! Arrays, bags and other dynamic values.

use crate::naive::category;

category!(arrays, bags, made, moved, paths, sets, sorted);
