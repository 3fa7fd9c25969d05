//! Tables in Parquet files: DataFusion's own listing scan, and conversions above it.

mod columns;
mod footer;
mod int96;
mod source;
mod steady;

pub(crate) use columns::{FileColumn, file_columns};
pub(crate) use footer::{Footer, read_footers};
pub(crate) use source::{newest_ticks, sources};
pub(crate) use steady::SteadyReaders;
