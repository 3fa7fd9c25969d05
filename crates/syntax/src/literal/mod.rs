//! The value that a literal's text stands for.

mod numbers;
mod strings;
mod timespans;

pub(crate) use numbers::{boolean, decimal, guid, int, long, long_magnitude, real};
pub(crate) use strings::{quote, unquote};
pub(crate) use timespans::{format_timespan, timespan, timespan_suffixed};
