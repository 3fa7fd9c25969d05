//! One file an operator.

mod datatable;
mod extend;
mod filter;
mod graph_search;
mod join;
mod materialize;
mod mv_expand;
mod parse;
mod range;
mod scan;
mod serialize;
mod sort;
mod summarize;
mod table_scan;
mod take;
mod union;

pub use datatable::datatable;
pub use extend::extend;
pub use filter::filter;
pub use graph_search::graph_search;
pub use join::join;
pub use materialize::materialize;
pub use mv_expand::mv_expand;
pub use parse::parse;
pub use range::range;
pub use scan::scan;
pub use serialize::serialize;
pub use sort::sort;
pub use summarize::summarize;
pub use table_scan::table_scan;
pub use take::take;
pub use union::union;
