//! Readers of raw logs: the bytes of a file become rows of the tables that Sentinel's connectors would have filled.
//!
//! A format is a file in `formats/`, listed by the build. [`containers`] takes archives and compression away, [`sniff`]
//! tells a format by its first bytes, [`Format::read`] hands rows, what could not be read, and counts to a [`Sink`].
//! Chunks of the input are read on all cores and handed on in order; memory does not grow with the input.

mod azure;
mod cef;
mod column_limit;
pub mod containers;
mod distinct;
mod driver;
mod error;
mod format;
mod formats;
mod head;
mod input;
mod json;
mod line_ends;
mod lost;
mod options;
mod page;
mod rows;
mod show;
mod sink;
mod suffixed;
mod syslog;
mod tables;
mod text;
mod time;
mod w3c;
mod windows;

pub use error::SourceError;
pub use format::{Certainty, Format, all, by_name, choices, sniff};
pub use head::{HEAD_BYTES, Head};
pub use input::Input;
pub use options::{Options, Zone};
pub use page::{Example, Page};
pub use rows::Table;
pub use show::json_lines;
pub use sink::{Counts, Refused, Rows, Sink, Unparsed};
