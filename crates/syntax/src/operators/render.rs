//! The `render` operator.

use crate::ast::{Name, Param};

/// `| render chart [with (properties)]`: how the result should be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Render {
    /// The visualization, `timechart` …
    pub chart: Name,
    /// `title`, `xcolumn`, `ycolumns` …; lists of columns are [`ExprKind::List`](crate::ast::ExprKind::List).
    pub properties: Vec<Param>,
}
