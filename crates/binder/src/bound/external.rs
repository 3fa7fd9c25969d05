//! Data from outside: what `externaldata` says of it.

use std::sync::Arc;

use lurcher_symbols::{Column, Reach};

/// The files behind an `externaldata`, and how they are read.
/// <https://learn.microsoft.com/kusto/query/externaldata-operator>
#[derive(Debug, Clone, PartialEq)]
pub struct ExternalData {
    /// The declared columns in order.
    pub columns: Vec<Column>,
    /// Where the files are: URLs, with whatever authentication they carry, or paths.
    pub locations: Vec<Arc<str>>,
    /// How far the paths among them may lead.
    pub reach: Reach,
    /// `format=…` as the query writes it; without one the ending of the file's name says it.
    pub format: Option<Arc<str>>,
    /// `ignoreFirstRecord=true`: whether the first record of each file is a header.
    pub ignore_first_record: bool,
    /// `ingestionMapping='[…]'`: JSON that says where in a record each column's value is.
    pub mapping: Option<Arc<str>>,
    /// `zipPattern='…'`: which files of an archive are read.
    pub zip_pattern: Option<Arc<str>>,
}
