//! From the files of a table to the table.

use std::collections::{HashMap, HashSet};
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::Arc;
use std::thread;

use datafusion::execution::runtime_env::RuntimeEnv;
use datafusion::logical_expr::ident;
use indexmap::IndexMap;
use lurcher_functions::allowance::{allow, allowed};
use lurcher_sources::Options;
use lurcher_symbols::{Column, Further, ScalarType, TableSymbol};

use super::counters::ConversionCounters;
use super::edge::is_convertible;
use super::newest;
use super::parquet::{FileColumn, Footer, file_columns, read_footers, sources};
use super::raw::{RawFiles, provenance};
use super::text::{DateOrder, FieldSample, SampleLimit, Seen, TextTable, sample};
use super::typing::Declared;
use super::{DataError, Source, Table, add_type};
use crate::execution::Cancellation;
use crate::store::{SOURCE_FILE, SOURCE_RECORD, is_ours};
use crate::workspace::{FileFormat, TableFile};

/// What all tables of a session share.
#[derive(Debug, Clone)]
pub struct LoadContext {
    /// Object stores and the cache of Parquet footers. Queries must run on the same one, or they read the footers
    /// again.
    pub runtime: Arc<RuntimeEnv>,
    /// Where failed conversions are counted.
    pub counters: Arc<ConversionCounters>,
    /// What raw logs do not say of themselves.
    pub raw_options: Arc<Options>,
}

/// Finds out what columns a table's files have. Parquet footers are read, and the head of text files: all of it where a
/// small file has columns of which nobody tells the type.
///
/// # Errors
/// A file cannot be read, has a column of a type that we do not read, or two files contradict each other.
pub fn load(name: &str, files: &[TableFile], declared: &Declared, context: &LoadContext) -> Result<Table, DataError> {
    load_with_logs(name, files, None, declared, context)
}

/// As [`load`], of a table that raw logs of the workspace have rows of, too.
pub(crate) fn load_with_logs(
    name: &str,
    files: &[TableFile],
    logs: Option<RawFiles>,
    declared: &Declared,
    context: &LoadContext,
) -> Result<Table, DataError> {
    let (raw_files, files): (Vec<&TableFile>, Vec<&TableFile>) =
        files.iter().partition(|f| f.format == FileFormat::Raw);
    let (column_files, text_files): (Vec<&TableFile>, Vec<&TableFile>) =
        files.into_iter().partition(|f| f.format == FileFormat::Parquet);
    let paths: Vec<&Path> = column_files.iter().map(|f| f.path.as_path()).collect();
    let footers = read_footers(&paths, &context.runtime)?;
    let natures = file_columns(&footers)?;
    let column_files: Vec<(Footer, Vec<FileColumn>)> = footers.into_iter().zip(natures).collect();
    let samples = sample_all(&text_files, declared)?;
    // A table of the workspace takes its own rows; a file that is named by its path has those that it has.
    let raw = if raw_files.is_empty() {
        None
    } else {
        Some(RawFiles::open(&raw_files, name, declared.is_of_files, context)?)
    };
    let raw: Vec<RawFiles> = raw.into_iter().chain(logs).collect();
    let of_raw = raw.first().and_then(RawFiles::table).filter(|table| *table != name).map(|t| Declared::new(t, None));
    let declared = of_raw.as_ref().unwrap_or(declared);

    let mut found = Found::default();
    for (footer, columns) in &column_files {
        columns.iter().for_each(|c| found.add_typed(c.field.name(), c.ty(), &footer.path));
        // A column of Arrow's null type is there, and nobody knows of what type.
        let nothing = footer.schema.fields().iter().filter(|field| field.data_type().is_null());
        nothing.for_each(|field| {
            found.column(field.name());
        });
    }
    for (file, fields) in text_files.iter().zip(&samples) {
        fields.iter().for_each(|field| found.add_sample(field, &file.path));
    }
    for (column, file) in raw.iter().flat_map(RawFiles::columns) {
        found.add_typed(&column.name, column.ty, file);
    }
    let mut columns = found.columns(declared)?;
    let is_of_ours = |c: &Column| {
        [SOURCE_FILE, SOURCE_RECORD].contains(&&*c.name)
            && column_files
                .iter()
                .flat_map(|(_, own)| own)
                .any(|own| *own.field.name() == *c.name && is_ours(&own.field))
    };
    let mut stored: Vec<Column> = columns.extract_if(.., |c| is_of_ours(c)).collect();
    if !raw.is_empty() {
        let new = provenance().into_iter().filter(|c| stored.iter().chain(&columns).all(|known| known.name != c.name));
        stored.extend(new.collect::<Vec<_>>());
    }

    let further = Further { stored: stored.into(), ..declared.further_beside(&columns) };
    let mut symbol = TableSymbol { name: name.into(), columns, further, empty: false };
    let mut all = sources(&symbol, &column_files, &context.counters)?;
    let text = text_source(&symbol, &text_files, &samples, &context.counters);
    let text_table = text.map(|(source, table)| {
        all.push(source);
        table
    });
    let mut raw_scans = Vec::new();
    for raw in raw {
        let (source, scan) = raw.source(&symbol, &context.counters);
        all.push(source);
        raw_scans.push(scan);
    }
    symbol.empty = all.iter().all(|s| s.rows == Some(0));
    let find_newest = newest::find(&symbol, column_files, text_table, raw_scans);
    Ok(Table::new(symbol, all, find_newest))
}

/// The columns of all text files, several files at a time.
fn sample_all(files: &[&TableFile], declared: &Declared) -> Result<Vec<Vec<FieldSample>>, DataError> {
    let workers = thread::available_parallelism().map_or(1, usize::from).min(files.len()).max(1);
    let share = files.len().div_ceil(workers).max(1);
    let limit = SampleLimit::for_files(files.len());
    let ty = |column: &str| declared.ty(column).or_else(|| declared.hint(column));
    let (cancellation, column) = (Cancellation::current(), allowed());
    thread::scope(|scope| {
        let started: Vec<_> = files
            .chunks(share)
            .map(|files| {
                let look = move || files.iter().map(|f| sample(f, limit, ty)).collect::<Result<Vec<_>, _>>();
                let cancellation = cancellation.clone();
                scope.spawn(move || {
                    allow(column);
                    cancellation.during(look)
                })
            })
            .collect();
        let mut samples = Vec::with_capacity(files.len());
        for worker in started {
            samples.append(&mut worker.join().unwrap_or_else(|panic| resume_unwind(panic))?);
        }
        Ok(samples)
    })
}

/// The columns of all files in the order in which they first appear.
#[derive(Default)]
struct Found(IndexMap<String, FoundColumn>);

/// What the files say of one column.
#[derive(Default)]
struct FoundColumn {
    /// The type of files that tell it, with the first such file.
    typed: Option<(ScalarType, Arc<Path>)>,
    /// The first file that contradicts it.
    conflict: Option<(ScalarType, Arc<Path>)>,
    /// What the cells of text files look like.
    seen: Seen,
    text_file: Option<Arc<Path>>,
}

impl Found {
    fn add_typed(&mut self, name: &str, ty: ScalarType, file: &Path) {
        let column = self.column(name);
        match &mut column.typed {
            None => column.typed = Some((ty, file.into())),
            Some((known, _)) => match known.common(ty) {
                Some(common) => *known = common,
                None if *known == ty => {}
                None => {
                    column.conflict.get_or_insert_with(|| (ty, file.into()));
                }
            },
        }
    }

    fn add_sample(&mut self, field: &FieldSample, file: &Path) {
        match field.declared {
            Some(ty) => self.add_typed(&field.name, ty, file),
            None => {
                let column = self.column(&field.name);
                column.seen.merge(field.seen);
                column.text_file.get_or_insert_with(|| file.into());
            }
        }
    }

    fn column(&mut self, name: &str) -> &mut FoundColumn {
        // Looked up twice, so that the name is copied only when it is new.
        if !self.0.contains_key(name) {
            self.0.insert(name.to_owned(), FoundColumn::default());
        }
        &mut self.0[name]
    }

    /// The table's columns: the documented ones, those of the files, those that the settings add, `Type`.
    fn columns(mut self, declared: &Declared) -> Result<Vec<Column>, DataError> {
        let mut columns = declared.documented.clone();
        let documented: HashSet<&str> = declared.documented.iter().map(|c| &*c.name).collect();
        for (name, column) in &mut self.0 {
            if !documented.contains(name.as_str()) {
                columns.push(Column::new(name.as_str(), column.ty(name, declared)?));
            }
        }
        columns.extend(declared.added.iter().filter(|added| !self.0.contains_key(&*added.name)).cloned());
        add_type(&mut columns);
        Ok(columns)
    }
}

impl FoundColumn {
    fn ty(&mut self, name: &str, declared: &Declared) -> Result<ScalarType, DataError> {
        if let Some(ty) = declared.ty(name) {
            return Ok(ty);
        }
        let from_files =
            |ty| self.typed.as_ref().is_none_or(|(from, _)| is_convertible(*from, ty)) && self.conflict.is_none();
        if let Some(ty) = declared.hint(name).filter(|ty| from_files(*ty)) {
            return Ok(ty);
        }
        if let (Some(seen), Some(file), Some((known, _))) = (self.seen.ty(), &self.text_file, &mut self.typed) {
            match known.common(seen) {
                Some(common) => *known = common,
                None if *known == seen || matches!(known, ScalarType::String | ScalarType::Dynamic) => {}
                None => {
                    self.conflict.get_or_insert_with(|| (seen, file.clone()));
                }
            }
        }
        match (&self.typed, &self.conflict) {
            (Some((ty, file)), Some((other, other_file))) => {
                let message = format!("is {ty} here and {other} in {}", other_file.display());
                let help = format!(
                    "declare its type in lurcher.toml under [tables.NAME.columns], for example {name} = \"string\""
                );
                Err(DataError::new(file, message).in_column(name).with_help(help))
            }
            (Some((ty, _)), None) => Ok(*ty),
            (None, _) => Ok(self.seen.ty().unwrap_or(ScalarType::String)),
        }
    }
}

/// The scan of all text files.
fn text_source(
    symbol: &TableSymbol,
    files: &[&TableFile],
    samples: &[Vec<FieldSample>],
    counters: &Arc<ConversionCounters>,
) -> Option<(Source, Arc<TextTable>)> {
    if files.is_empty() {
        return None;
    }
    let names: HashSet<&str> = samples.iter().flatten().map(|f| f.name.as_str()).collect();
    let columns: Vec<Column> = symbol.row_columns().filter(|c| names.contains(&*c.name)).cloned().collect();
    let of_table = symbol.row_columns().map(|c| names.contains(&*c.name).then(|| ident(&*c.name))).collect();
    let files = files.iter().map(|f| (*f).clone()).collect();
    let mut dates: HashMap<Arc<str>, DateOrder> = HashMap::new();
    for field in samples.iter().flatten() {
        dates.entry(field.name.as_str().into()).or_default().merge(field.dates);
    }
    let table = Arc::new(TextTable::new(symbol.name.clone(), files, columns, dates, counters.clone()));
    Some((Source::new(table.clone(), of_table, symbol, None), table))
}
