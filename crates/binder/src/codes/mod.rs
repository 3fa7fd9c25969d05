//! The codes of the binder's diagnostics. `KS…` and their wording are those of Kusto's own library, `SEM…` those of the engine
//! where the library lets a query pass; `LUR…` are ours.

mod calls;
mod names;
mod ours;
mod patterns;
mod tables;
mod types;

use lurcher_diagnostics::Code;

pub use calls::*;
pub use names::*;
pub use ours::*;
pub use patterns::*;
pub use tables::*;
pub use types::*;

/// All of them.
pub fn all() -> impl Iterator<Item = Code> {
    [NAMES, TYPES, CALLS, TABLES, PATTERNS, OURS].into_iter().flatten().copied()
}
