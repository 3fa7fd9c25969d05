//! The search for wrong answers: generated queries, judged by [oracles](crate::oracles) that need no reference.
//!
//! | module | what it does |
//! |---|---|
//! | `engines` | asks Lurcher, in one way or another |
//! | `search` | generates and judges on all cores, the same for the same seed |
//! | `shrink` | makes a failure as small as it can be |
//! | `stored` | tables as files of a workspace |
//! | `mutants` | proves the search by faults that are planted |
//! | `report` | writes a failure as a semantic case |

mod engines;
mod mutants;
mod report;
mod search;
mod shrink;
mod stored;

pub use engines::{Engines, Kept, Reply, Setting};
pub use mutants::{Caught, Proof};
pub use report::write_case;
pub use search::{Bounds, Found, Hunt, Tally};
pub use stored::Stored;

pub use crate::panics::remember as remember_panics;
