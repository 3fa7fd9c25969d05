//! Series: dynamic arrays of numbers, as `make-series` and `make_list` make them.
//!
//! An array is read from its canonical text into a buffer that is used again for the next row; nothing else is built of
//! it.

pub mod anomalies;
pub mod columns;
pub mod decompose;
pub mod elementwise;
pub mod fill;
pub mod filters;
mod fourier;
pub mod lines;
mod normal;
pub mod outliers;
mod percentile;
pub mod periods;
pub mod polynomial;
mod read;
pub mod signatures;
pub mod stats;
pub mod transforms;
pub mod two_lines;
pub mod vectors;
mod write;

pub use read::{Number, Reals, each};
pub use write::{write_entries, write_longs, write_number, write_reals};
