//! The engine: workspaces, tables, the catalog, and running queries on DataFusion.

mod called;
pub mod catalog;
pub mod clock;
pub mod codes;
mod error;
pub mod execution;
pub mod explain;
mod external;
mod file_rows;
pub mod limits;
mod optimizer;
mod reach;
mod session;
pub mod shortcuts;
pub mod store;
pub mod tables;
mod timing;
pub mod workspace;

pub use error::{EngineError, QueryError};
pub use external::Fetch;
pub use file_rows::FileRows;
pub use session::{Answer, Checked, QueryResult, Request, Session, SessionOptions};
pub use timing::{Phase, Timing};
