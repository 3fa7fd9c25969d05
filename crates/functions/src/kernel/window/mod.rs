//! What window functions are made of. All rows are one partition, in the order of their number, and a function computes
//! its whole column at once: DataFusion's own functions compute a row at a time.

mod cumulative;
mod near;
mod rank;
mod restart;
mod session;
mod shift;
mod udwf;

pub use cumulative::{Numbered, cumulative_sum};
pub use near::Near;
pub use rank::{Rank, RankKind};
pub use session::Session;
pub use shift::shifted;
pub use udwf::{KqlWindow, Rule, call};
