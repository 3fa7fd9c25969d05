//! What kernels are made of: a call's arguments as typed views, and builders for its result.

mod call;
mod input;
mod output;

pub use call::Call;
pub use input::{Bits, Fixed, Numbers, Text};
pub use output::{bools, dynamics, numbers, texts};
