//! Tables from rows to files and back.

mod commits;
mod types;

use std::path::{Path, PathBuf};

use arrow::array::{Int64Array, RecordBatch};
use lurcher_symbols::Column;

use super::*;
use crate::tables::values::{text_of, value_at};
use crate::{Session, SessionOptions};

/// More than any test needs.
const MEMORY: usize = 1 << 30;

/// A workspace that is written.
struct Written {
    dir: tempfile::TempDir,
}

impl Written {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("lurcher.toml"), "").unwrap();
        Self { dir }
    }

    fn tables(&self) -> PathBuf {
        self.dir.path().join("tables")
    }

    fn table(&self, name: &str) -> PathBuf {
        self.tables().join(name)
    }

    fn session(&self) -> Session {
        Session::open(SessionOptions { workspace: Some(self.dir.path().to_path_buf()), ..SessionOptions::default() })
            .unwrap()
    }

    /// The rows of a query, cells between bars.
    fn rows(&self, kql: &str) -> Vec<String> {
        rows_of(&self.session(), kql).unwrap()
    }

    fn try_rows(&self, kql: &str) -> Result<Vec<String>, String> {
        rows_of(&self.session(), kql)
    }

    /// The columns and batches of a query.
    fn batches(&self, kql: &str) -> (Vec<Column>, Vec<RecordBatch>) {
        let session = self.session();
        let mut answer = session.query(kql).unwrap();
        let result = answer.results.remove(0);
        let columns = result.columns.iter().map(|c| Column::new(c.name.clone(), c.ty)).collect();
        (columns, result.start().map(|batch| batch.unwrap()).collect())
    }

    /// Adds what a query gives, as if a file of that name and content held it.
    fn add(&self, ingest: &mut Ingest, table: &str, file: &str, kql: &str) -> OriginId {
        let origin = ingest.origin(file, file_kind(file));
        let (columns, batches) = self.batches(kql);
        let mut first = 1;
        for batch in batches {
            let next = first + batch.num_rows() as i64;
            ingest.add(table, origin, &columns, batch, Int64Array::from_iter_values(first..next)).unwrap();
            first = next;
        }
        ingest.set_records(origin, first as u64 - 1);
        origin
    }

    fn ingest(&self, table: &str, file: &str, kql: &str) -> Vec<OriginId> {
        let mut ingest = Ingest::begin(&self.tables(), 0, MEMORY);
        self.add(&mut ingest, table, file, kql);
        ingest.commit(&|_, _| Ok(())).unwrap()
    }
}

/// A file whose content is its name.
fn file_kind(name: &str) -> OriginKind {
    OriginKind::File { sha256: format!("hash of {name}"), bytes: 1, format: "csv".to_owned() }
}

fn rows_of(session: &Session, kql: &str) -> Result<Vec<String>, String> {
    let answer = session.query(kql).map_err(|e| format!("{e:?}"))?;
    let mut rows = Vec::new();
    for result in answer.results {
        let columns = result.columns.clone();
        for batch in result.start() {
            let batch = batch.map_err(|e| e.to_string())?;
            for row in 0..batch.num_rows() {
                let cell = |(c, array): (&lurcher_binder::bound::ResultColumn, _)| {
                    value_at(array, c.ty, row).map_or("null".to_owned(), |v| text_of(&v))
                };
                rows.push(columns.iter().zip(batch.columns()).map(cell).collect::<Vec<_>>().join("|"));
            }
        }
    }
    Ok(rows)
}

/// The names in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let found = std::fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<String> = found.map(|f| f.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
