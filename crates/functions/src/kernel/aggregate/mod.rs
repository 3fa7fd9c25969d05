//! What aggregates are made of: DataFusion's own aggregates with a filter, and aggregates of ours over many groups at
//! once.
//!
//! An aggregate of ours is a [`Family`]: the types of its partial state and a [`Groups`] accumulator, which keeps the
//! states of all groups in flat vectors. [`call`] makes a DataFusion expression of it. A query without groups runs the
//! same accumulator with one group.

mod average;
mod best_row;
mod collect;
mod count_distinct;
mod dcount;
mod decimals;
mod digest;
mod extremes;
mod fold;
mod hash;
mod hll;
mod key_set;
mod merging;
mod moments;
mod native;
mod percentiles;
mod quantiles;
mod row_store;
mod schema;
mod selection;
mod sketch;
mod udaf;
mod ungrouped;

pub use average::average;
pub use best_row::{BestRow, best_row};
pub use collect::{Collect, MAX_SIZE, Source, collect, max_size};
pub use count_distinct::count_distinct;
pub use dcount::{dcount, hll_of};
pub use digest::Digest;
pub use extremes::{Extreme, extreme};
pub use merging::{Hll, Mergeable, merge_values, merged};
pub use moments::{covariance, deviation_of, variance, variance_of};
pub use native::{bits_joined, or_missing, or_zero, rows, sum};
pub use percentiles::{Percentiles, Shape, percentile_type, percentiles};
pub use schema::build_schema;
pub use udaf::{Family, Groups, KqlAggregate, call};
