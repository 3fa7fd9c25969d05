//! Tests of KQL that people can read: [semantic cases](cases) in Markdown.

pub mod cases;
