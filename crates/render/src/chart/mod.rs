//! Results as charts: what `render` asks for. <https://learn.microsoft.com/kusto/query/render-operator>
//!
//! [`ChartBuilder`] picks the columns and collects the points; a [`Chart`] is drawn in characters, as SVG, or as a page
//! that needs nothing else.

mod build;
mod columns;
mod html;
mod labels;
mod model;
mod palette;
mod svg;
mod terminal;

pub use build::ChartBuilder;
pub use html::write_html;
pub use model::{Chart, ChartKind, Request, Scale, Series, Stacking};
pub use svg::draw_svg;
pub use terminal::draw_text;
