//! The search for wrong answers: generated queries, judged by [oracles](crate::oracles) that need no reference.
//!
//! | module | what it does |
//! |---|---|
//! | `engines` | asks Lurcher, in one way or another |
//! | `search` | generates and judges on all cores, the same for the same seed |
//! | `shrink` | makes a failure as small as it can be |
//! | `report` | writes a failure as a semantic case |

mod engines;
mod report;
mod search;
mod shrink;

pub use engines::{Engines, Kept, Reply};
pub use report::write_case;
pub use search::{Bounds, Found, Hunt, Tally};
