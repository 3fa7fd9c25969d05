//! Faults that tests plant, to prove that the search for wrong answers finds them.
//!
//! Only a build with the feature `mutants` can plant one. In any other, asking whether a fault is planted is a
//! constant.

/// A fault. The first ones undo what mended a fault that was found, the others are made up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mutant {
    /// Optimizer: a key is unique though its rows were repeated.
    KeysOutliveRepetition,
    /// Planner: the same, where a join takes one left row a key.
    UniqueRowsOutliveRepetition,
    /// Optimizer: a constant of an outer join's missing side is one after it.
    ConstantsOfTheMissingSide,
    /// Optimizer: a filter goes below a summarize without keys.
    FiltersBelowOneRow,
    /// Functions: what is called alike is alike.
    NamesAreIdentities,
    /// Planner: rows are numbered in a type that KQL lacks.
    UnsignedRowNumbers,
    /// Optimizer: an expression equals a column where a filter says so.
    EqualitiesAreBelieved,
    /// Optimizer: counts are known of what is filtered.
    RowCountsAreBelieved,
    /// Kernel: `strlen` counts bytes.
    LengthsInBytes,
    /// Kernel: `%` of a negative number is negative.
    NegativeRemainders,
    /// Kernel: `bin` of a negative number rounds up.
    BinsTowardsZero,
    /// Kernel: `has` finds the beginning of a longer word.
    TermsGoOn,
    /// Binder: `mv-expand` goes where nobody reads its elements.
    UnreadExpansionGoes,
    /// Binder: nulls come last in an ascending sort.
    NullsComeLast,
    /// Binder: a constant column of an outer join's missing side stays constant.
    MissingSideStaysConstant,
    /// Planner: a string of a row without a partner is null.
    TextsAreNull,
    /// Planner: `top` and `take` behind `sort` give a row less.
    TopGivesLess,
    /// Planner: the last of three tables is no part of a union.
    UnionForgetsOne,
    /// Optimizer: a text that a file lacks is not the empty one.
    MissingTextsAreNothing,
    /// Optimizer: what some rows of a file fulfil counts as fulfilled by all.
    SomeRowsAreAll,
}

impl Mutant {
    /// All of them.
    pub const ALL: [Mutant; 20] = [
        Mutant::KeysOutliveRepetition,
        Mutant::UniqueRowsOutliveRepetition,
        Mutant::ConstantsOfTheMissingSide,
        Mutant::FiltersBelowOneRow,
        Mutant::NamesAreIdentities,
        Mutant::UnsignedRowNumbers,
        Mutant::EqualitiesAreBelieved,
        Mutant::RowCountsAreBelieved,
        Mutant::LengthsInBytes,
        Mutant::NegativeRemainders,
        Mutant::BinsTowardsZero,
        Mutant::TermsGoOn,
        Mutant::UnreadExpansionGoes,
        Mutant::NullsComeLast,
        Mutant::MissingSideStaysConstant,
        Mutant::TextsAreNull,
        Mutant::TopGivesLess,
        Mutant::UnionForgetsOne,
        Mutant::MissingTextsAreNothing,
        Mutant::SomeRowsAreAll,
    ];

    /// What `--mutant` calls it.
    #[must_use]
    pub fn name(self) -> String {
        format!("{self:?}")
    }
}

#[cfg(feature = "mutants")]
mod planted {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::Mutant;

    /// One more than the number of the mutant that is planted.
    static PLANTED: AtomicUsize = AtomicUsize::new(0);

    pub fn plant(mutant: Option<Mutant>) -> bool {
        PLANTED.store(mutant.map_or(0, |mutant| mutant as usize + 1), Ordering::SeqCst);
        true
    }

    pub fn is_planted(mutant: Mutant) -> bool {
        PLANTED.load(Ordering::Relaxed) == mutant as usize + 1
    }
}

#[cfg(not(feature = "mutants"))]
mod planted {
    use super::Mutant;

    pub const fn plant(_: Option<Mutant>) -> bool {
        false
    }

    pub const fn is_planted(_: Mutant) -> bool {
        false
    }
}

/// Plants a fault in the whole process, in the place of the one that was planted before. Whether this build can.
#[must_use]
#[inline]
pub fn plant(mutant: Option<Mutant>) -> bool {
    planted::plant(mutant)
}

/// Whether a fault is planted.
#[must_use]
#[inline]
pub fn is_planted(mutant: Mutant) -> bool {
    planted::is_planted(mutant)
}
