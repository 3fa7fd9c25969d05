//! What is fuzzed: [`query`] takes any text for a query, [`table`] any bytes for a table's file. Both panic where Lurcher has a defect: a panic of its own, also
//! one that it caught, a tree that is not what its text says, or a query that cannot be stopped.
//!
//! `README.md` says how it is run. The workspace's tests replay the kept inputs through the same two functions.

mod query;
mod run;
mod table;

pub use query::query;
pub use table::table;
