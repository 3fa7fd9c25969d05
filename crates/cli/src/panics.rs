//! What a panic says is for whoever works on Lurcher: a user is told in words of ours.

use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};

use crate::failure::Failure;

/// The variable that shows where a panic came from.
const SHOWN: &str = "LURCHER_PANICS";

/// From now on a panic says nothing by itself. Whoever works on a thread of its own catches what panics there: damaged
/// files end other libraries' readers so.
pub(crate) fn hush() {
    if std::env::var_os(SHOWN).is_none() {
        set_hook(Box::new(|_| {}));
    }
}

/// Does the program's work.
pub(crate) fn told(work: impl FnOnce() -> Result<(), Failure>) -> Result<(), Failure> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let message = "this is a defect of Lurcher: please report it with the command";
        Err(Failure::Message(format!("{}: {message} ({SHOWN}=1 shows where it is)", lurcher_engine::codes::DEFECT)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_defect_is_told_in_our_words() {
        match told(|| panic!("index out of bounds")) {
            Err(Failure::Message(said)) => assert!(said.starts_with("LUR050: ") && !said.contains("index"), "{said}"),
            other => panic!("{other:?}"),
        }
    }
}
