//! Two results side by side: which columns are the same, and what explains the others.

use std::collections::HashSet;

use super::words::{is_unnamed, untyped};
use super::{Decided, decided_kinds};
use crate::binding::Difference;
use crate::binding::difference::Named;

/// A place where two results differ: a column of theirs in the place of one of ours, or one that the other side lacks.
pub(super) struct Step<'a> {
    /// The column of Microsoft's binder.
    pub theirs: Option<&'a Named>,
    /// Lurcher's.
    pub ours: Option<&'a Named>,
}

impl Step<'_> {
    /// The columns that there are.
    pub fn columns(&self) -> impl Iterator<Item = &Named> {
        [self.theirs, self.ours].into_iter().flatten()
    }

    /// Both columns, where each side has one.
    pub fn both(&self) -> Option<(&Named, &Named)> {
        self.theirs.zip(self.ours)
    }

    /// The column that Lurcher lacks.
    pub fn only_theirs(&self) -> Option<&Named> {
        self.theirs.filter(|_| self.ours.is_none())
    }

    /// The column that only Lurcher has.
    pub fn only_ours(&self) -> Option<&Named> {
        self.ours.filter(|_| self.theirs.is_none())
    }

    /// Whether the name is the same, or none that anybody gave, and the types are these.
    pub fn is_of_types(&self, there: &[&str], here: &str) -> bool {
        let is_same = |t: &str, o: &str| untyped(t) == untyped(o) || is_unnamed(t) && is_unnamed(o);
        self.both().is_some_and(|(t, o)| is_same(&t.0, &o.0) && there.contains(&&*t.1) && o.1 == here)
    }

    /// Whether the type is the same and the names are of such a pair.
    pub fn is_of_names(&self, fit: impl Fn(&str, &str) -> bool) -> bool {
        self.both().is_some_and(|(t, o)| t.1 == o.1 && fit(&t.0, &o.0))
    }
}

/// The first kind that explains why two results differ, where kinds explain every column.
pub(super) fn explained(difference: &Difference, theirs: &[Named], ours: &[Named]) -> Option<&'static Decided> {
    let in_order = Walk { difference, theirs, ours, dead: HashSet::new() }.explain(0, 0);
    let kind = in_order.or_else(|| {
        // What is put into the order of names is in another one where names differ.
        let reorders = decided_kinds().find(|kind| (kind.is_of_order)(difference));
        if reorders.is_none() && !difference.query.contains("| project-reorder ") {
            return None;
        }
        let sorted = |columns: &[Named]| {
            let mut columns = columns.to_vec();
            columns.sort();
            columns
        };
        let (theirs, ours) = (sorted(theirs), sorted(ours));
        let kind = Walk { difference, theirs: &theirs, ours: &ours, dead: HashSet::new() }.explain(0, 0)?;
        Some(reorders.or(kind))
    });
    kind?
}

/// A way through both results.
struct Walk<'a> {
    difference: &'a Difference,
    theirs: &'a [Named],
    ours: &'a [Named],
    /// Places from which no way leads to the end.
    dead: HashSet<(usize, usize)>,
}

impl Walk<'_> {
    /// The first kind on a way from here to the end; no way where something is of no kind.
    fn explain(&mut self, there: usize, here: usize) -> Option<Option<&'static Decided>> {
        if (there, here) == (self.theirs.len(), self.ours.len()) {
            return Some(None);
        }
        if self.dead.contains(&(there, here)) {
            return None;
        }
        let (theirs, ours) = (self.theirs.get(there), self.ours.get(here));
        if theirs == ours
            && let Some(rest) = self.explain(there + 1, here + 1)
        {
            return Some(rest);
        }
        let steps = [
            (Step { theirs, ours }, there + 1, here + 1),
            (Step { theirs, ours: None }, there + 1, here),
            (Step { theirs: None, ours }, there, here + 1),
        ];
        for (step, there, here) in steps {
            if there > self.theirs.len() || here > self.ours.len() {
                continue;
            }
            let kind = decided_kinds().find(|kind| (kind.column)(self.difference, &step));
            if let Some(kind) = kind
                && self.explain(there, here).is_some()
            {
                return Some(Some(kind));
            }
        }
        self.dead.insert((there, here));
        None
    }
}
