//! The engine: workspaces, tables, the catalog, and running queries on DataFusion.

mod called;
pub mod catalog;
pub mod clock;
pub mod codes;
mod error;
pub mod execution;
pub mod explain;
mod external;
pub mod limits;
mod optimizer;
mod reach;
mod session;
pub mod shortcuts;
pub mod tables;
mod timing;
pub mod workspace;

pub use error::{EngineError, QueryError};
pub use external::Fetch;
pub use session::{Answer, Checked, QueryResult, Request, Session, SessionOptions};
pub use timing::{Phase, Timing};
