//! Sentinel content on disk, as values: hunting queries, analytics rules, saved functions, ASIM parsers, summary rules
//! and watchlists.
//!
//! What a file is, its keys tell, not its place. Every text keeps its position, so that a mistake in a query points
//! into the YAML file that holds it. Nothing here reads tables or knows the engine.

mod arm;
pub mod asim;
pub mod attack;
pub mod checks;
pub mod codes;
pub mod convert;
mod defender;
mod error;
mod functions;
pub mod holes;
mod json;
pub mod kinds;
mod kql;
mod load;
mod place;
pub mod placeholders;
mod text;
mod walk;
pub mod watchlists;
mod workbooks;
pub mod yaml;

pub use error::ContentError;
pub use functions::{Found, FunctionError, FunctionWarning, Library};
pub use load::{Loaded, Piece, Runnable, is_content, load, load_all};
pub use place::Place;
pub use text::{SIZE_LIMIT, TextError};
pub use watchlists::{Watchlist, Watchlists};
