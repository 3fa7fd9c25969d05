//! The differences that are decided: each stands in `docs/binder.md` with its reason.
//!
//! A kind tells which refusals and which columns are its own, and nothing else is forgiven: of several refusals each must
//! be of a kind, and of two results every column that only one of them has, or that is another there. What breaks a
//! binder is of no kind.
//!
//! | module | what it does |
//! |---|---|
//! | `kinds` | the kinds, one file for each subject |
//! | `columns` | two results side by side |
//! | `words` | what the texts of queries and names tell |

mod columns;
mod kinds;
mod words;

use super::{Difference, Objection, Opinion};
use columns::{Step, explained};
pub use kinds::decided_kinds;

/// A kind of difference that stays.
pub struct Decided {
    /// Its heading in `docs/binder.md`.
    pub heading: &'static str,
    /// Whether what Lurcher alone says against a query is of it.
    ours: fn(&Difference, &Objection) -> bool,
    /// Whether what Microsoft's binder alone says against a query is of it.
    theirs: fn(&Difference, &Objection) -> bool,
    /// Whether a column that differs is of it.
    column: fn(&Difference, &Step<'_>) -> bool,
    /// Whether the order of the columns is of it.
    is_of_order: fn(&Difference) -> bool,
}

/// A kind of nothing.
const NOTHING: Decided =
    Decided { heading: "", ours: |_, _| false, theirs: |_, _| false, column: |_, _| false, is_of_order: |_| false };

/// The kind that a difference is of, if it is decided: of several kinds the first.
pub fn decided(difference: &Difference) -> Option<&'static Decided> {
    let kind = |is: &dyn Fn(&Decided) -> bool| decided_kinds().find(|kind| is(kind));
    let first = |kinds: Option<Vec<&'static Decided>>| kinds?.into_iter().next();
    match (&difference.theirs, &difference.ours) {
        (Opinion::Columns(theirs), Opinion::Columns(ours)) => explained(difference, theirs, ours),
        (Opinion::Refused(why), Opinion::Columns(_)) => {
            first(why.iter().map(|objection| kind(&|kind| (kind.theirs)(difference, objection))).collect())
        }
        (Opinion::Columns(_), Opinion::Refused(why)) => {
            first(why.iter().map(|objection| kind(&|kind| (kind.ours)(difference, objection))).collect())
        }
        (Opinion::Refused(_), Opinion::Refused(_)) | (Opinion::Broke(_), _) | (_, Opinion::Broke(_)) => None,
    }
}
