//! The workspace that a case makes: its tables are files, so that the functions of content read them as they read real
//! ones.

use std::path::{Path, PathBuf, absolute};
use std::{fs, io};

use tempfile::TempDir;

use super::TypedTable;
use super::inputs::{json_lines, quoted};

/// A workspace in a folder that is gone when the case is over.
pub(super) struct CaseWorkspace {
    folder: TempDir,
}

impl CaseWorkspace {
    /// A workspace with these tables, and with files and folders of content.
    pub(super) fn new(tables: &[(&str, TypedTable)], content: &[PathBuf]) -> io::Result<Self> {
        let workspace = Self { folder: TempDir::new()? };
        let copies = workspace.path().join("content");
        for folder in [&copies, &workspace.path().join("tables")] {
            fs::create_dir(folder)?;
        }
        let (folders, files): (Vec<_>, Vec<_>) = content.iter().partition(|path| path.is_dir());
        for (i, file) in files.into_iter().enumerate() {
            // Two files of one name come from two folders.
            let folder = copies.join(i.to_string());
            fs::create_dir(&folder)?;
            fs::copy(file, folder.join(file.file_name().unwrap_or_default()))?;
        }
        let mut named = vec![quoted("content")];
        for folder in folders {
            named.push(quoted(&absolute(folder)?.to_string_lossy()));
        }
        let mut settings = format!("content = [{}]\n", named.join(", "));
        for (name, table) in tables {
            fs::write(workspace.path().join(format!("tables/{name}.jsonl")), json_lines(table))?;
            settings += &format!("[tables.{}.columns]\n", quoted(name));
            for column in &table.columns {
                settings += &format!("{} = \"{}\"\n", quoted(&column.name), column.ty);
            }
        }
        fs::write(workspace.path().join("lurcher.toml"), settings)?;
        Ok(workspace)
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }
}
