//! What kernels are made of: a call's arguments as typed views, and builders for its result.

pub mod bins;
pub mod calendar;
mod call;
pub mod cell;
pub mod convert;
pub mod elements;
mod input;
pub mod json_path;
mod output;
mod parsing;
mod scalars;
pub mod time_format;
pub mod zones;

pub use call::Call;
pub use cell::Cell;
pub use input::{Bits, Fixed, Numbers, Text};
pub use output::{bools, decimals, dynamics, guids, numbers, texts};
pub use parsing::parse_json;
pub use scalars::{Scalars, write_element};
