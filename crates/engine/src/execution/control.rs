//! What goes along with a query while it runs.

use super::{Cancellation, Progress};
use crate::timing::Timing;

/// What may stop a query, and who looks at it. Clones belong to the same query.
#[derive(Debug, Clone, Default)]
pub struct Control {
    /// What stops it.
    pub cancellation: Cancellation,
    /// How long its parts take.
    pub timing: Timing,
    /// What it has done so far.
    pub progress: Progress,
}
