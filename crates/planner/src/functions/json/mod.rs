//! Paths into JSON text, without a tree of its values.

mod canonical;
mod paths;
mod raw;

pub use canonical::{Piece, find, parts};
pub use paths::Paths;
pub use raw::RawFinder;

use lurcher_binder::bound::PathStep;
use lurcher_symbols::values::dynamic::write_string;

/// A step of a path, ready to be looked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Step {
    /// A key as canonical text spells it, in quotes.
    Key(String),
    /// An index; a negative one counts from the end.
    Index(i64),
}

impl Step {
    /// The step to a key.
    pub fn key(name: &str) -> Self {
        let mut quoted = String::with_capacity(name.len() + 2);
        write_string(&mut quoted, name);
        Step::Key(quoted)
    }

    /// The step of a bound path.
    pub fn of(step: &PathStep) -> Self {
        match step {
            PathStep::Key(name) => Step::key(name),
            PathStep::Index(index) => Step::Index(*index),
        }
    }
}
