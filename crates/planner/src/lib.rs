//! Turns a bound query into a DataFusion logical plan.
//!
//! **The plan is lean**: a KQL step is not a node. `extend` and renames live in an environment from column id to
//! expression, which becomes a projection only where rows are combined, grouped or expanded, or where a costly
//! expression is read twice. Columns that nobody reads and branches without rows never reach the plan. Fields are named
//! after column ids (`c12`), so that no qualifier, duplicate or letter case can confuse them; the names that people see
//! come back at the root.
//!
//! Sorts keep their keys as columns, so that window functions, lists and `mv-expand` can ask for the same order
//! explicitly: DataFusion drops an order that no node asks for.

mod bounds;
mod cost;
mod expressions;
mod fields;
pub mod functions;
mod keys;
mod marks;
mod operators;
mod planner;
mod relation;
mod source;
mod uses;

pub use bounds::{Bounds, Interrupt};
pub use marks::unwrap_once;
pub use planner::{PlanContext, plan, plan_materialization};
pub use source::{MaterializedSource, RawTable, TableSource};
pub use uses::materialized_columns;
