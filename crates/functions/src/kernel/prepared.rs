//! What is made of a constant argument and kept from batch to batch: a set of a hundred thousand values takes longer to
//! make than a batch to look through.

use std::any::{Any, TypeId};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use datafusion::common::Result;

/// How many constants a thread keeps of each kind.
const KEPT: usize = 8;

/// Constants and what was made of them, the newest last.
type Made = Vec<(Box<str>, Rc<dyn Any>)>;

thread_local! {
    static MADE: RefCell<HashMap<TypeId, Made>> = RefCell::new(HashMap::new());
}

/// What `make` makes of a constant text. Each `T` is made in one way only, so that it tells what is asked for.
///
/// # Errors
/// Those of `make`.
pub fn prepared<T: 'static>(constant: &str, make: impl FnOnce() -> Result<T>) -> Result<Rc<T>> {
    let known = MADE.with_borrow(|made| {
        let made = made.get(&TypeId::of::<T>())?;
        let (_, found) = made.iter().rev().find(|(text, _)| **text == *constant)?;
        Rc::clone(found).downcast::<T>().ok()
    });
    if let Some(known) = known {
        return Ok(known);
    }
    let new = Rc::new(make()?);
    MADE.with_borrow_mut(|made| {
        let made = made.entry(TypeId::of::<T>()).or_default();
        if made.len() >= KEPT {
            made.remove(0);
        }
        made.push((constant.into(), Rc::clone(&new) as Rc<dyn Any>));
    });
    Ok(new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_once() {
        let mut count = 0;
        for text in ["a", "b", "a", "b"] {
            let made = prepared(text, || {
                count += 1;
                Ok(text.to_owned())
            });
            assert_eq!(*made.expect("made"), text);
        }
        assert_eq!(count, 2);
        assert_eq!(*prepared("a", || Ok(1_u8)).expect("made"), 1);
        assert!(prepared::<u16>("a", || refuse!("no")).is_err());
        assert_eq!(*prepared("a", || Ok(2_u16)).expect("made"), 2);
    }
}
