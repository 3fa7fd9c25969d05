//! What was ingested into a table.

use std::sync::Arc;

use arrow::array::{ArrayRef, Int64Array, StringViewArray};
use lurcher_engine::Session;
use lurcher_engine::store::{Origin, OriginKind, manifest_of};
use lurcher_symbols::values::datetime;
use lurcher_symbols::{Catalog, ScalarType};

use crate::arguments::GlobalArguments;
use crate::failure::Failure;
use crate::output::show_rows;

pub(super) fn show(global: &GlobalArguments, session: &Session, table: &str) -> Result<(), Failure> {
    let folder = session.catalog().workspace().tables_folder().map(|tables| tables.join(table));
    let manifest =
        folder.map_or(Ok(None), |folder| manifest_of(&folder)).map_err(|e| Failure::Message(e.to_string()))?;
    if manifest.is_none() && !session.catalog().stored_table_names().iter().any(|name| **name == *table) {
        return Err(Failure::Message(format!("the workspace has no rows of a table '{table}'")));
    }
    let origins = manifest.map(|manifest| manifest.origins).unwrap_or_default();
    let text =
        |of: fn(&Origin) -> String| -> ArrayRef { Arc::new(StringViewArray::from_iter_values(origins.iter().map(of))) };
    let long = |of: fn(&Origin) -> Option<i64>| -> ArrayRef { Arc::new(Int64Array::from_iter(origins.iter().map(of))) };
    show_rows(
        global,
        [
            ("Source", ScalarType::String, text(|origin| origin.name.clone())),
            ("Format", ScalarType::String, text(|origin| origin.kind.format().to_owned())),
            ("Records", ScalarType::Long, long(|origin| i64::try_from(origin.records).ok())),
            ("Rows", ScalarType::Long, long(|origin| i64::try_from(origin.rows).ok())),
            ("Expired", ScalarType::Long, long(|origin| i64::try_from(origin.expired).ok())),
            ("Ingested", ScalarType::DateTime, long(|origin| datetime::parse(&origin.at))),
            (
                "Bytes",
                ScalarType::Long,
                long(|origin| match origin.kind {
                    OriginKind::File { bytes, .. } => i64::try_from(bytes).ok(),
                    OriginKind::Stream { .. } | OriginKind::Bin { .. } => None,
                }),
            ),
            (
                "Sha256",
                ScalarType::String,
                text(|origin| match &origin.kind {
                    OriginKind::File { sha256, .. } => sha256.clone(),
                    OriginKind::Stream { .. } | OriginKind::Bin { .. } => String::new(),
                }),
            ),
        ],
    )
}
