//! What the optimizer may believe.
//!
//! A plan is made faster by what is known of its rows without reading them. Each belief has one file here, which says
//! who holds it, what proves it, and takes away what is not proven. What is believed while a plan is made belongs to
//! the planner (`Relation`), which has its own proofs.
//!
//! | belief | DataFusion takes it from | what is left of it |
//! |---|---|---|
//! | [`uniqueness`]: no two rows share a key | groupings, through joins and unnests | nothing |
//! | [`emptiness`]: a filter may run earlier | the columns that it reads | where these are a grouping's or a window's keys, and it gives the same each time |
//! | [`bounds`]: the narrower of two bounds says what both say | literals, null among them | where neither is null |
//! | [`constants`]: a column has one value | filters, literals, through outer joins and unions | where no join adds nulls, and below no sort of a union or of what is computed |
//! | [`equalities`]: two expressions are equal | filters | columns and constants |
//! | [`extremes`]: a row changes no extreme | what a grouping without keys has found | nothing |
//! | [`limits`]: a grouping may stop early | a `take` above it | where its groups come in no order |
//! | [`nullability`]: a column is never null | expressions, differently in both kinds of plan | what the physical plan says |
//! | [`row_counts`]: how many rows there are | statistics of plans, past filtered aggregates | nothing; footers answer for tables |
//!
//! Who orders rows by what follows from these: DataFusion drops a sort that the rows' equalities and constants make
//! needless, and checks at the end that every order that is relied upon can be proven.

mod bounds;
mod constants;
mod emptiness;
mod equalities;
mod extremes;
mod limits;
mod nullability;
mod row_counts;
mod uniqueness;
mod unproven;

pub(super) use constants::HideConstants;
pub(super) use emptiness::PushDownFilters;
pub(super) use equalities::{HideComputed, HideEqualities};
pub(crate) use extremes::keep_extremes;
pub(super) use limits::DropStaleLimits;
pub(crate) use nullability::allow_careful_nulls;
pub(super) use row_counts::without_row_counts;
pub(super) use uniqueness::ForgetKeys;
