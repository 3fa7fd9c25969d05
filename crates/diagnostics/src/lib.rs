//! What every stage of Lurcher says about the text that it reads: spans, codes, messages and how they are shown.
//!
//! Every token, tree and bound node carries a [`Span`]; a mistake is a [`Diagnostic`] that points at one. The stages
//! never stop at the first mistake: they return what they understood *and* the diagnostics.

mod code;
mod diagnostic;
mod render;
mod source;
mod span;
mod visible;

pub use code::{Code, Example, Page};
pub use diagnostic::{Diagnostic, Diagnostics, Severity};
pub use render::{Style, render, render_short};
pub use source::{Origin, Position, Source, Sources};
pub use span::{SourceId, Span};
pub use visible::{is_unshowable, screened, visible, visible_lines, write_visible};
