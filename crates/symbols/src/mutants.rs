//! Faults that tests plant, to prove that the search for wrong answers finds them.
//!
//! Only a build with the feature `mutants` can plant one. In any other, asking whether a fault is planted is a
//! constant.

macro_rules! mutants {
    ($(#[doc = $what:literal] $name:ident,)*) => {
        /// A fault. The first ones undo what mended a fault that was found, the others are made up.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Mutant {
            $(#[doc = $what] $name,)*
        }

        impl Mutant {
            /// All of them.
            pub const ALL: &'static [Mutant] = &[$(Mutant::$name,)*];

            /// What is wrong with it planted: where it is, and what it does there.
            #[must_use]
            pub fn what(self) -> &'static str {
                match self {
                    $(Mutant::$name => $what.trim_ascii(),)*
                }
            }
        }
    };
}

mutants! {
    /// Optimizer: a key is unique though its rows were repeated.
    KeysOutliveRepetition,
    /// Planner: the same, where a join takes one left row a key.
    UniqueRowsOutliveRepetition,
    /// Optimizer: a constant of an outer join's missing side is one after it.
    ConstantsOfTheMissingSide,
    /// Optimizer: a sort goes into a join's right side, which knows a constant that the join forgets.
    ConstantsOfTheRightSide,
    /// Optimizer: a sort goes into a union's inputs, which know the columns that they lack to be constant.
    ConstantsOfInputs,
    /// Optimizer: a constant of each partition is one of all, until the partitions are merged.
    ConstantsOfPartitions,
    /// Optimizer: a filter goes below a summarize without keys.
    FiltersBelowOneRow,
    /// Optimizer: a filter by chance goes below a summarize or a join.
    ChanceBelowGroups,
    /// Optimizer: a grouping stops early though its groups come in order.
    LimitsOutliveOrders,
    /// Optimizer: a physical plan that is more careful about nulls than the logical one is refused.
    NullsMustAgree,
    /// Functions: what is called alike is alike.
    NamesAreIdentities,
    /// Planner: rows are numbered in a type that KQL lacks.
    UnsignedRowNumbers,
    /// Optimizer: an expression equals a column where a filter says so.
    EqualitiesAreBelieved,
    /// Optimizer: null is the least bound, and says nothing beside another.
    NullIsTheLeast,
    /// Optimizer: counts are known of what is filtered.
    RowCountsAreBelieved,
    /// Planner: the default join takes all left rows of a key.
    LeftRowsStayMany,
    /// Kernel: `array_concat` is null where one argument is no array.
    OnlyArraysConcatenate,
    /// Kernel: `bag_merge` is null where one argument is no bag.
    OnlyBagsMerge,
    /// Binder: `search` looks into texts alone.
    SearchesReadTexts,
    /// Binder: a `scan` gives the columns of the input that its steps assign as they came.
    ScansKeepTheirInput,
    /// Binder: a time without a date is one of the first day there is.
    TimesOfTheFirstDay,
    /// Binder: a condition with a name is no condition.
    NamedConditionsHold,
    /// Binder: `union` does not know what `as` calls its input.
    InputsHaveNoNames,
    /// Binder: only the strategy `legacy` of `partition` takes a query with a source of its own.
    PartsReadOneTable,
    /// Files: a decimal has at most 18 digits behind the point.
    EighteenPlaces,
    /// Kernel: `strlen` counts bytes.
    LengthsInBytes,
    /// Kernel: `substring` counts bytes where these are characters.
    PartsInBytes,
    /// Kernel: `%` of a negative number is negative.
    NegativeRemainders,
    /// Kernel: `bin` of a negative number rounds up.
    BinsTowardsZero,
    /// Kernel: `has` finds the beginning of a longer word.
    TermsGoOn,
    /// Kernel: what only some parts of the rows have does not count in `count_distinct`.
    PartsForgetValues,
    /// Binder: `mv-expand` goes where nobody reads its elements.
    UnreadExpansionGoes,
    /// Binder: a key that nobody reads makes no groups.
    UnreadKeysGo,
    /// Binder: an outer join goes where nobody reads the other side, though it repeats rows.
    UnreadPartnersGo,
    /// Binder: nulls come last in an ascending sort.
    NullsComeLast,
    /// Binder: a constant column of an outer join's missing side stays constant.
    MissingSideStaysConstant,
    /// Binder: `partition` does not divide.
    PartsAreTheWhole,
    /// Planner: a string of a row without a partner is null.
    TextsAreNull,
    /// Planner: null keys have no partners.
    NullsMeetNobody,
    /// Planner: lists are in any order behind a sort.
    ListsForgetOrders,
    /// Planner: `top` and `take` behind `sort` give a row less.
    TopGivesLess,
    /// Planner: the last of three tables is no part of a union.
    UnionForgetsOne,
    /// Optimizer: a text that a file lacks is not the empty one.
    MissingTextsAreNothing,
    /// Optimizer: what some rows of a file fulfil counts as fulfilled by all.
    SomeRowsAreAll,
    /// Optimizer: no column of a file has nulls.
    NothingIsMissing,
    /// Optimizer: the greatest value of a table is that of its last row group.
    LastIsGreatest,
    /// Optimizer: the last range of a file is read by nobody.
    LastRangeIsLost,
    /// Files: the time that a condition ends with is beyond it.
    LastTimeIsBeyond,
}

impl Mutant {
    /// What `--mutant` calls it.
    #[must_use]
    pub fn name(self) -> String {
        format!("{self:?}")
    }
}

#[cfg(feature = "mutants")]
mod planted {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::Mutant;

    /// A bit for each mutant that is planted.
    static PLANTED: AtomicU64 = AtomicU64::new(0);

    const _: () = assert!(Mutant::ALL.len() <= u64::BITS as usize);

    pub fn plant(mutants: &[Mutant]) -> bool {
        PLANTED.store(mutants.iter().fold(0, |all, mutant| all | bit(*mutant)), Ordering::SeqCst);
        true
    }

    pub fn is_planted(mutant: Mutant) -> bool {
        PLANTED.load(Ordering::Relaxed) & bit(mutant) != 0
    }

    const fn bit(mutant: Mutant) -> u64 {
        1 << mutant as u64
    }
}

#[cfg(not(feature = "mutants"))]
mod planted {
    use super::Mutant;

    pub const fn plant(_: &[Mutant]) -> bool {
        false
    }

    pub const fn is_planted(_: Mutant) -> bool {
        false
    }
}

/// Plants faults in the whole process, in the place of those that were planted before. Whether this build can.
#[must_use]
#[inline]
pub fn plant(mutants: &[Mutant]) -> bool {
    planted::plant(mutants)
}

/// Whether a fault is planted.
#[must_use]
#[inline]
pub fn is_planted(mutant: Mutant) -> bool {
    planted::is_planted(mutant)
}
