//! What one session may use of its machine.

mod memory;

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;

pub use memory::machine_memory;

/// Limits of a session. The defaults fit a machine that does little else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes that all queries together may hold; sorts, groups and joins beyond it spill to disk where they can.
    pub memory: usize,
    /// Where they spill; the system's folder for temporary files when `None`.
    pub spill_folder: Option<PathBuf>,
    /// How many partitions of a query run at the same time.
    pub partitions: NonZeroUsize,
    /// How a handful of rows in memory is divided among them.
    pub few_rows: FewRows,
    /// How many rows a batch has.
    pub batch_size: NonZeroUsize,
}

/// How a handful of rows in memory, those of a `datatable` say, is divided among the partitions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FewRows {
    /// They stay in one, which keeps their order and is the faster.
    #[default]
    Together,
    /// They stay in one, in their order, and what is made of them may be divided.
    First,
    /// Each partition gets some, as if they were many: small tests then show what large tables do.
    Spread,
    /// They stay in one, the last first: an answer that changes depends on their order.
    Reversed,
    /// They stay in one, the second half first.
    Rotated,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            memory: machine_memory() / 10 * 7,
            spill_folder: None,
            partitions: thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
            few_rows: FewRows::default(),
            batch_size: NonZeroUsize::new(8192).unwrap_or(NonZeroUsize::MIN),
        }
    }
}
