//! The original parsers of Azure-Sentinel, unchanged, over raw rows of each connector.
//!
//! What a row becomes was worked out by reading the parsers, and stands beside it in `connectors/*.toml`: the fields of
//! the event, or none where the parser leaves the row out. A field that an event does not name is empty. `calls` says
//! which rows come through a filter. The same rows serve the filtering parser (`vim…`) and the one without (`ASim…`).

mod connectors;
mod fixture;
mod kinds;
#[path = "../support/mod.rs"]
mod support;
mod unified;
