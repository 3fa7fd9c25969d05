//! Aggregates over Arrow arrays: expectations are answers of the real engine or of the documentation.

mod harness;
mod many;
mod names;
mod nulls;
mod ordered;
mod values;
