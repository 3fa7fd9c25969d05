//! The rows of files that are to become a table's: as the files have them, in the types that the table gives them.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::array::RecordBatch;
use datafusion::logical_expr::Expr;
use lurcher_symbols::{Column, ScalarType};

use crate::error::EngineError;
use crate::execution::Rows;
use crate::session::{Request, Session};
use crate::tables::{Declared, load};
use crate::workspace::TableFile;

/// The rows of a file, batch by batch.
#[derive(Debug)]
pub struct FileRows {
    /// The columns that the file has.
    pub columns: Vec<Column>,
    /// Their places among the columns of the table.
    places: Vec<usize>,
    rows: Rows,
}

impl Session {
    /// The rows of a file as those of a table of that name, in the order of the file where the session has one
    /// partition. `types` go before what the documentation says of the table's columns, and those that nobody tells are
    /// told by the data. Within this session the file is then what the name means.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn file_rows(
        &self,
        name: &str,
        file: &TableFile,
        types: &BTreeMap<Arc<str>, ScalarType>,
        request: Request<'_>,
    ) -> Result<FileRows, EngineError> {
        let declared = Declared::new(name, Some(types));
        let files = std::slice::from_ref(file);
        let loaded = self.guarded(&request, || load(name, files, &declared, self.catalog().context()))?;
        let table = loaded.map_err(|e| EngineError::Failed(e.to_string()))?;
        let is_stored = |place: &usize| {
            table.sources().iter().any(|source| !matches!(source.columns().get(*place), None | Some(Expr::Literal(..))))
        };
        let places: Vec<usize> = (0..table.symbol().columns.len()).filter(is_stored).collect();
        let columns = places.iter().map(|place| table.symbol().columns[*place].clone()).collect();
        self.catalog().put_temporary(table);
        let text = format!("['{}']", name.replace('\\', "\\\\").replace('\'', "\\'"));
        let mut results = self.run(Request { text: &text, ..request })?.results;
        let result = results.pop().ok_or_else(|| EngineError::Internal("a table has no result".to_owned()))?;
        Ok(FileRows { columns, places, rows: result.start() })
    }
}

impl Iterator for FileRows {
    type Item = Result<RecordBatch, EngineError>;

    fn next(&mut self) -> Option<Self::Item> {
        let batch = self.rows.next()?;
        Some(batch.and_then(|batch| batch.project(&self.places).map_err(|e| EngineError::Internal(e.to_string()))))
    }
}
