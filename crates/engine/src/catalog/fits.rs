//! Whether rows that are about to be written go together with a table's files.

use std::path::Path;

use super::WorkspaceCatalog;
use crate::tables::{DataError, Declared, Wanted, load_with_logs, told};
use crate::workspace::{Compression, FileFormat, TableFile};

impl WorkspaceCatalog {
    /// Looks at the files that a table has now, with data files that are about to be among them: could it still be
    /// read?
    ///
    /// # Errors
    /// Why not.
    pub fn check_fit(&self, table: &str, drafts: &[&Path]) -> Result<(), DataError> {
        let draft = |path: &&Path| TableFile {
            path: path.to_path_buf(),
            format: FileFormat::Parquet,
            compression: Compression::None,
        };
        let files = self.workspace.files_now(table)?;
        let mut files = told(&files, Wanted::Table(table), &self.context.raw_options);
        files.extend(drafts.iter().map(draft));
        let declared = Declared::new(table, self.workspace.settings().columns.get(table));
        load_with_logs(table, &files, self.raw_logs.files(table)?, &declared, &self.context).map(drop).map_err(|e| {
            let is_of_draft = drafts.iter().any(|draft| *draft == e.file);
            let file =
                if is_of_draft { self.workspace.tables_folder().unwrap_or_default().join(table) } else { e.file };
            let message = format!("does not go together with the rows that are to be written: {}", e.message);
            DataError { file, message, ..e }
        })
    }
}
