//! Which files hold which table, found by name: only what no ending tells is opened.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::boundary::{Boundary, leads_out};
use super::folder::{Found, collect, list};
use crate::store::{self, Snapshot};
use crate::tables::DataError;

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFormat {
    /// Apache Parquet.
    Parquet,
    /// Comma-separated values with a header.
    Csv,
    /// Objects in an array, one a line, or one after the other.
    Json,
    /// A raw log, whose content tells what it is.
    Raw,
}

/// How a text file is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compression {
    /// Not at all.
    None,
    /// `.gz`
    Gzip,
    /// `.zst`
    Zstd,
}

/// A file of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableFile {
    /// Where it is.
    pub path: PathBuf,
    /// How it is written.
    pub format: FileFormat,
    /// How it is compressed.
    pub compression: Compression,
}

impl TableFile {
    /// The file, if its name says that it is one that we read, and the name without the endings.
    pub fn recognise(path: &Path) -> Option<(String, TableFile)> {
        let name = path.file_name()?.to_str()?;
        if name.starts_with(['.', '_']) {
            return None;
        }
        let (name, compression) = match name.rsplit_once('.')? {
            (stem, "gz") => (stem, Compression::Gzip),
            (stem, "zst") => (stem, Compression::Zstd),
            _ => (name, Compression::None),
        };
        let (stem, ending) = name.rsplit_once('.')?;
        let format = match ending.to_ascii_lowercase().as_str() {
            "parquet" if compression == Compression::None => FileFormat::Parquet,
            "csv" => FileFormat::Csv,
            "json" | "jsonl" | "ndjson" => FileFormat::Json,
            // The only ending that means nothing else.
            "evtx" => FileFormat::Raw,
            _ => return None,
        };
        (!stem.is_empty()).then(|| (stem.to_owned(), TableFile { path: path.to_path_buf(), format, compression }))
    }
}

/// The tables of a workspace by name.
#[derive(Debug, Clone, Default)]
pub struct TableFiles {
    tables: BTreeMap<Arc<str>, Arc<Entry>>,
}

/// Files, or why they cannot be listed.
type Listed = Result<Vec<TableFile>, DataError>;

/// What stands for a table in the folder: files of its name, folders of its name.
#[derive(Debug, Default)]
struct Entry {
    files: Vec<TableFile>,
    folders: Vec<PathBuf>,
    /// Why it is not read: a link that leads out of the workspace.
    refused: Option<DataError>,
    boundary: Boundary,
    /// The files, with those of the folders; the folders are listed when they are first asked for.
    listed: OnceLock<Listed>,
    /// The same for whoever reads them, where somebody may write the table meanwhile: what holds the files comes first.
    held: OnceLock<(Vec<Snapshot>, Listed)>,
}

impl TableFiles {
    /// The tables in `folder`, without the sub-folders of those names. A link out of the boundary is not followed: its
    /// table says so.
    ///
    /// # Errors
    /// The folder cannot be listed.
    pub(super) fn find(folder: &Path, except: &[PathBuf], boundary: &Boundary) -> Result<Self, DataError> {
        let mut tables: BTreeMap<Arc<str>, Entry> = BTreeMap::new();
        for Found { path, is_folder, leads_out: out } in list(folder, boundary)? {
            let file = TableFile::recognise(&path);
            let name = match &file {
                Some((name, _)) if !is_folder => name.as_str(),
                _ if is_folder => path.file_name().and_then(OsStr::to_str).unwrap_or_default(),
                _ => continue,
            };
            let is_other = is_folder && except.iter().any(|e| e.as_path() == Path::new(name));
            if name.is_empty() || name.starts_with(['.', '_']) || is_other {
                continue;
            }
            let entry = tables.entry(name.into()).or_default();
            match file {
                _ if out => entry.refused = Some(leads_out(&path)),
                Some((_, file)) if !is_folder => entry.files.push(file),
                _ => entry.folders.push(path),
            }
        }
        tables.values_mut().for_each(|entry| entry.boundary = boundary.clone());
        Ok(Self { tables: tables.into_iter().map(|(name, entry)| (name, Arc::new(entry))).collect() })
    }

    /// The files of a table to read, sorted by path; `None` where nothing of that name holds a file. Of a table that
    /// Lurcher writes they are those of one version, and stay there as long as this lives.
    ///
    /// # Errors
    /// The table's folder cannot be listed, or is a tree of partitions.
    pub fn files(&self, name: &str) -> Option<Result<&[TableFile], DataError>> {
        match self.tables.get(name)?.hold() {
            Ok(files) if files.is_empty() => None,
            Ok(files) => Some(Ok(files)),
            Err(e) => Some(Err(e.clone())),
        }
    }

    /// The names of the tables that have files, sorted. A table whose folder cannot be listed counts, so that using it
    /// tells why.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.tables
            .iter()
            .filter(|(_, entry)| entry.list().as_ref().map_or(true, |f| !f.is_empty()))
            .map(|(name, _)| &**name)
    }
}

impl Entry {
    fn list(&self) -> &Listed {
        self.listed.get_or_init(|| self.look())
    }

    fn hold(&self) -> &Listed {
        if !self.folders.iter().any(|folder| folder.join(store::FOLDER).is_dir()) {
            return self.list();
        }
        let (_, files) = self.held.get_or_init(|| {
            let held = self.folders.iter().filter_map(|folder| Snapshot::take(folder)).collect();
            (held, self.look())
        });
        files
    }

    fn look(&self) -> Listed {
        if let Some(refused) = &self.refused {
            return Err(refused.clone());
        }
        let mut files = self.files.clone();
        self.folders.iter().try_for_each(|folder| collect(folder, &self.boundary, &mut files))?;
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(files)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::workspace::files_at;

    fn files(names: &[&str]) -> (tempfile::TempDir, TableFiles) {
        let dir = tempfile::tempdir().unwrap();
        for name in names {
            let path = dir.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        let tables = TableFiles::find(dir.path(), &[], &Boundary::none()).unwrap();
        (dir, tables)
    }

    #[test]
    fn endings() {
        let (_dir, tables) = files(&[
            "A.parquet",
            "B.csv.gz",
            "C.json",
            "D.jsonl.zst",
            "E.ndjson",
            "F.CSV",
            "G.txt",
            "H.parquet.gz",
            "I.v1.csv",
        ]);
        assert_eq!(tables.names().collect::<Vec<_>>(), ["A", "B", "C", "D", "E", "F", "I.v1"]);
        let b = tables.files("B").unwrap().unwrap();
        assert_eq!((b[0].format, b[0].compression), (FileFormat::Csv, Compression::Gzip));
        let d = tables.files("D").unwrap().unwrap();
        assert_eq!((d[0].format, d[0].compression), (FileFormat::Json, Compression::Zstd));
    }

    #[test]
    fn a_file_and_a_folder_of_one_name_are_one_table() {
        let (_dir, tables) = files(&["T.csv", "T/2.json", "T/sub/1.parquet", "T/_SUCCESS", "T/readme.md"]);
        assert_eq!(tables.files("T").unwrap().unwrap().len(), 3);
        assert!(tables.files("t").is_none());
    }

    #[test]
    fn partition_folders_are_refused() {
        let (_dir, tables) = files(&["T/day=1/a.parquet"]);
        let error = tables.files("T").unwrap().unwrap_err();
        assert!(error.to_string().contains("day=1: is a partition folder"), "{error}");
    }

    #[test]
    fn the_folders_of_a_data_export() {
        let export = "Syslog/WorkspaceResourceId=/subscriptions/x/workspaces/w/y=2026/m=01/d=15";
        let (_dir, tables) =
            files(&[&format!("{export}/h=10/m=05/PT05M.json"), &format!("{export}/h=11/m=00/PT05M.json")]);
        assert_eq!(tables.files("Syslog").unwrap().unwrap().len(), 2);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_upwards_finds_nothing_twice() {
        let (dir, _) = files(&["T/a.csv"]);
        std::os::unix::fs::symlink(dir.path(), dir.path().join("T/loop")).unwrap();
        let tables = TableFiles::find(dir.path(), &[], &Boundary::none()).unwrap();
        assert_eq!(tables.files("T").unwrap().unwrap().len(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_boundary_is_told_and_not_followed() {
        use std::os::unix::fs::symlink;
        let (dir, _) = files(&["T/a.csv", "U.csv"]);
        let (outside, _) = files(&["secret.csv", "more/secret.csv"]);
        symlink(outside.path().join("secret.csv"), dir.path().join("S.csv")).unwrap();
        symlink(outside.path().join("more"), dir.path().join("M")).unwrap();
        symlink(outside.path().join("secret.csv"), dir.path().join("T/b.csv")).unwrap();
        symlink(dir.path().join("U.csv"), dir.path().join("V.csv")).unwrap();
        let tables = TableFiles::find(dir.path(), &[], &Boundary::around([dir.path()])).unwrap();
        for name in ["S", "M", "T"] {
            let error = tables.files(name).unwrap().unwrap_err().to_string();
            assert!(error.contains("is a link that leads out of the folder"), "{error}");
        }
        assert_eq!(tables.files("V").unwrap().unwrap().len(), 1);
        let named = TableFiles::find(dir.path(), &[], &Boundary::around([dir.path(), outside.path()])).unwrap();
        assert_eq!(named.files("T").unwrap().unwrap().len(), 2);
        // What is named by itself is read, whatever it leads to.
        assert_eq!(files_at(&dir.path().join("S.csv").to_string_lossy()).unwrap().files.len(), 1);
        for path in ["", "*.csv"] {
            let error = files_at(&dir.path().join(path).to_string_lossy()).unwrap_err().to_string();
            assert!(error.contains("is a link that leads out of the folder"), "{error}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_without_permission_is_named() {
        use std::os::unix::fs::PermissionsExt;
        let (dir, tables) = files(&["T/a.csv"]);
        let folder = dir.path().join("T");
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o000)).unwrap();
        let readable = fs::read_dir(&folder).is_ok();
        let listed = tables.files("T").unwrap().map(<[_]>::len);
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
        // The superuser reads everything.
        match listed {
            Ok(1) => assert!(readable),
            other => assert!(other.is_err_and(|e| e.to_string().contains("permission denied"))),
        }
    }
}
