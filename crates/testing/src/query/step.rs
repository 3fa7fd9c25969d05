//! Operators.

use lurcher_symbols::{Column, ScalarType};

use super::{Expr, Named, Pipeline};

/// An operator of a pipeline.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// `where`
    Where(Expr),
    /// `extend`, with names that the input lacks.
    Extend(Vec<Named>),
    /// `project`
    Project(Vec<Named>),
    /// `project-away`
    ProjectAway(Vec<String>),
    /// `project-rename`: the new name, and the old one.
    ProjectRename(Vec<(String, String)>),
    /// `distinct`
    Distinct(Vec<String>),
    /// `summarize`; the keys come first.
    Summarize {
        /// The aggregates with their names.
        aggregates: Vec<(String, Aggregate)>,
        /// The keys.
        by: Vec<Named>,
    },
    /// `count`
    Count,
    /// `sort`
    Sort(Vec<SortKey>),
    /// `top`
    Top(u64, SortKey),
    /// `take`
    Take(u64),
    /// `serialize`, with columns of window functions.
    Serialize(Vec<Named>),
    /// `join`
    Join {
        /// Which rows stay.
        kind: JoinKind,
        /// The other table.
        right: Pipeline,
        /// The keys of the left and of the right side.
        on: Vec<(String, String)>,
    },
    /// `lookup`, of kind `leftouter` or `inner`.
    Lookup {
        /// Whether rows without a partner go.
        inner: bool,
        /// The other table.
        right: Pipeline,
        /// The keys of the left and of the right side.
        on: Vec<(String, String)>,
    },
    /// `union`
    Union {
        /// The other tables.
        legs: Vec<Pipeline>,
        /// Whether only the columns stay that all have.
        inner: bool,
    },
    /// `mv-expand name = column`
    MvExpand {
        /// The column of the elements, which the input lacks.
        name: String,
        /// The column that is expanded.
        column: String,
        /// What its elements become; dynamics where nothing is said.
        ty: Option<ScalarType>,
        /// The column of the elements' places.
        index: Option<String>,
    },
    /// An operator as text, and what is known about it.
    Verbatim(Verbatim),
}

/// What of the rows' order an answer may depend on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Heeds {
    /// Nothing: the rows are taken as a bag.
    #[default]
    Nothing,
    /// The order, which a sort before it settles.
    Order,
    /// Which of several rows is picked, which nothing settles.
    Choice,
}

/// An operator as text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Verbatim {
    /// The text behind the bar.
    pub text: String,
    /// The columns that come out.
    pub columns: Vec<Column>,
    /// What of the rows' order the answer may depend on.
    pub heeds: Heeds,
    /// Whether each row that comes out depends on one row that goes in, and on no other.
    pub row_by_row: bool,
    /// Whether it looks at all columns, whichever there are.
    pub of_all_columns: bool,
    /// Whether it says from which tables rows come.
    pub names_tables: bool,
}

/// An aggregate.
#[derive(Debug, Clone, PartialEq)]
pub struct Aggregate {
    /// Its name.
    pub name: String,
    /// Its arguments.
    pub args: Vec<Expr>,
    /// The type of its result.
    pub ty: ScalarType,
}

/// What rows are ordered by.
#[derive(Debug, Clone, PartialEq)]
pub struct SortKey {
    /// The column.
    pub column: String,
    /// Whether the greatest comes first.
    pub descending: bool,
    /// Whether nulls come first; where nothing is said they stand where the smallest values do.
    pub nulls_first: Option<bool>,
}

/// Which rows of a join stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JoinKind {
    /// One left row a key.
    InnerUnique,
    /// All pairs.
    Inner,
    /// All pairs, and left rows without a partner.
    LeftOuter,
    /// All pairs, and right rows without a partner.
    RightOuter,
    /// All pairs, and all rows without a partner.
    FullOuter,
    /// Left rows with a partner.
    LeftSemi,
    /// Left rows without a partner.
    LeftAnti,
    /// Right rows with a partner.
    RightSemi,
    /// Right rows without a partner.
    RightAnti,
}

impl JoinKind {
    /// All kinds.
    pub const ALL: [JoinKind; 9] = [
        JoinKind::InnerUnique,
        JoinKind::Inner,
        JoinKind::LeftOuter,
        JoinKind::RightOuter,
        JoinKind::FullOuter,
        JoinKind::LeftSemi,
        JoinKind::LeftAnti,
        JoinKind::RightSemi,
        JoinKind::RightAnti,
    ];

    /// The word of KQL.
    pub fn name(self) -> &'static str {
        match self {
            JoinKind::InnerUnique => "innerunique",
            JoinKind::Inner => "inner",
            JoinKind::LeftOuter => "leftouter",
            JoinKind::RightOuter => "rightouter",
            JoinKind::FullOuter => "fullouter",
            JoinKind::LeftSemi => "leftsemi",
            JoinKind::LeftAnti => "leftanti",
            JoinKind::RightSemi => "rightsemi",
            JoinKind::RightAnti => "rightanti",
        }
    }

    /// Whether the left side's columns come out.
    pub fn has_left(self) -> bool {
        !matches!(self, JoinKind::RightSemi | JoinKind::RightAnti)
    }

    /// Whether the right side's columns come out.
    pub fn has_right(self) -> bool {
        !matches!(self, JoinKind::LeftSemi | JoinKind::LeftAnti)
    }
}

impl Step {
    /// The pipelines inside of it.
    pub fn pipelines(&self) -> Vec<&Pipeline> {
        match self {
            Step::Join { right, .. } | Step::Lookup { right, .. } => vec![right],
            Step::Union { legs, .. } => legs.iter().collect(),
            _ => Vec::new(),
        }
    }

    /// The pipelines inside of it, to be changed.
    pub fn pipelines_mut(&mut self) -> Vec<&mut Pipeline> {
        match self {
            Step::Join { right, .. } | Step::Lookup { right, .. } => vec![right],
            Step::Union { legs, .. } => legs.iter_mut().collect(),
            _ => Vec::new(),
        }
    }
}
