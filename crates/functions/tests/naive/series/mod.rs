//! Number series.

use crate::naive::category;

category!(elements, fill, filters, numbers, pairs, stats);
