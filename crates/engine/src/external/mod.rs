//! Data from outside: the files behind `externaldata`, on this machine or on the network.
//! <https://learn.microsoft.com/kusto/query/externaldata-operator>

mod archive;
mod fetch;
mod format;
mod location;
mod mapping;

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use lurcher_binder::bound::ExternalData;
use lurcher_symbols::{Column, Further, Reach, TableSymbol};

pub use fetch::Fetch;
use tempfile::NamedTempFile;

use self::format::{Format, Packing, unpacked};
use self::location::{Location, MAP_IT, Places};
use crate::catalog::{Once, once};
use crate::tables::{
    DataError, Declared, Input, Layout, LoadContext, RowPlan, Table, TextBatches, decode, load, open, physical_schema,
};
use crate::workspace::{Boundary, Compression, FileFormat, TableFile, Workspace};

/// How many rows are read at a time.
const BATCH_SIZE: usize = 8192;

/// Gets and reads the data. What came from the network is kept as long as the session.
#[derive(Debug, Default)]
pub(crate) struct Externals {
    fetch: Option<Arc<dyn Fetch>>,
    fetched: Once<Result<Fetched, DataError>>,
}

/// A file from the network.
#[derive(Debug, Clone)]
struct Fetched {
    content: Bytes,
    /// The same on disk, for formats that are read at random places.
    on_disk: Arc<Mutex<Option<NamedTempFile>>>,
}

/// A file of a table, wherever it is.
struct File {
    /// The file on this machine; for one from the network its URL without a query, which may be a secret.
    path: PathBuf,
    /// The name without the ending of its packing.
    name: String,
    packing: Packing,
    fetched: Option<Fetched>,
}

impl Externals {
    /// Gets files from the network by `fetch`, or refuses to.
    pub(crate) fn new(fetch: Option<Arc<dyn Fetch>>) -> Self {
        Self { fetch, fetched: Once::default() }
    }

    /// The rows with these of the declared columns.
    ///
    /// # Errors
    /// A file cannot be had, is damaged, or is of a format that is not read.
    pub(crate) fn read(
        &self,
        data: &ExternalData,
        columns: &[&str],
        workspace: &Workspace,
        context: &LoadContext,
    ) -> Result<Vec<Table>, DataError> {
        let boundary = match data.reach {
            Reach::Workspace => workspace.boundary(),
            Reach::Anywhere => &Boundary::none(),
        };
        let places = Places { mapped: &workspace.settings().external_data, root: workspace.root(), boundary };
        let mut tables = Vec::with_capacity(data.locations.len());
        for location in &data.locations {
            let file = self.get(places.find(location)?)?;
            let format = match &data.format {
                Some(format) => Format::named(format, &file.path.to_string_lossy())?,
                None => Format::of_name(&file.name)?,
            };
            let layout = match format {
                Format::Parquet => {
                    tables.push(file.parquet(data, context)?);
                    continue;
                }
                Format::Delimited(delimiter) => Layout::Delimited { delimiter, skips_first: data.ignore_first_record },
                Format::TabEscaped => Layout::TabEscaped { skips_first: data.ignore_first_record },
                Format::Lines => Layout::Lines { skips_first: data.ignore_first_record },
                Format::Whole => Layout::Whole,
                Format::Objects => Layout::Objects,
            };
            tables.push(file.text(data, format, layout, columns, context)?);
        }
        Ok(tables)
    }

    fn get(&self, location: Location) -> Result<File, DataError> {
        let (path, name, fetched) = match location {
            Location::File(path) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                (path, name, None)
            }
            Location::Network(url) => {
                let fetched = once(&self.fetched, url.as_str(), || self.fetch(&url))?;
                let name = url.path_segments().and_then(|mut s| s.next_back()).unwrap_or_default().to_owned();
                (shown(&url).into(), name, Some(fetched))
            }
        };
        let (stem, packing) = unpacked(&name);
        Ok(File { path, name: stem.to_owned(), packing, fetched })
    }

    fn fetch(&self, url: &url::Url) -> Result<Fetched, DataError> {
        let mistake = |message: String| DataError::new(shown(url), message);
        let Some(fetch) = &self.fetch else {
            let help = format!("allow it with --allow-network, or {MAP_IT}");
            return Err(mistake("externaldata needs the network, which is not allowed".to_owned()).with_help(help));
        };
        let content = fetch.fetch(url.as_str()).map_err(|message| mistake(message).with_help(MAP_IT))?;
        Ok(Fetched { content: content.into(), on_disk: Arc::default() })
    }
}

/// A URL as messages have it: its query may hold a signature.
fn shown(url: &url::Url) -> String {
    let mut shown = url.clone();
    shown.set_query(None);
    shown.set_fragment(None);
    // Only a URL without a host refuses a change of its user.
    let _ = shown.set_username("").and_then(|()| shown.set_password(None));
    shown.into()
}

impl File {
    fn text(
        &self,
        data: &ExternalData,
        format: Format,
        layout: Layout,
        columns: &[&str],
        context: &LoadContext,
    ) -> Result<Table, DataError> {
        let mistake = |message: String| DataError::new(&self.path, message);
        let declared: Vec<&str> = data.columns.iter().map(|c| &*c.name).collect();
        let fields = mapping::fields(data.mapping.as_deref(), format, columns, &declared).map_err(mistake)?;
        let built: Vec<Column> =
            columns.iter().filter_map(|name| data.columns.iter().find(|c| *c.name == **name).cloned()).collect();
        let plan = RowPlan {
            table: NAME.into(),
            schema: physical_schema(&built),
            columns: built.clone(),
            dates: Arc::default(),
            counters: Arc::clone(&context.counters),
            reading: Arc::default(),
        };
        let mut batches = Vec::new();
        for (name, input) in self.inputs(data.zip_pattern.as_deref())? {
            for batch in TextBatches::external(&name, input, layout, fields.clone(), &plan, BATCH_SIZE) {
                batches.push(batch?);
            }
        }
        let symbol = TableSymbol { name: NAME.into(), columns: built, further: Further::default(), empty: false };
        Table::in_memory(symbol, batches).map_err(|e| mistake(e.to_string()))
    }

    /// The texts: one, or those of an archive whose names match the pattern.
    fn inputs(&self, pattern: Option<&str>) -> Result<Vec<(TableFile, Input)>, DataError> {
        let named = |path: PathBuf, compression| TableFile { path, format: FileFormat::Csv, compression };
        let compression = match self.packing {
            Packing::None => Compression::None,
            Packing::Gzip => Compression::Gzip,
            Packing::Zip => {
                let archive = match &self.fetched {
                    Some(fetched) => fetched.content.clone(),
                    None => fs::read(&self.path).map_err(|e| DataError::io(&self.path, &e))?.into(),
                };
                let entries = archive::entries(&archive).map_err(|message| DataError::new(&self.path, message))?;
                let pattern = pattern.map(archive::pattern).transpose();
                let pattern = pattern.map_err(|message| DataError::new(&self.path, message))?;
                let entries = entries.iter().filter(|entry| pattern.as_ref().is_none_or(|p| p.is_match(&entry.name)));
                let inputs = entries.map(|entry| {
                    let name = named(self.path.join(&entry.name), Compression::None);
                    decode(&name, entry.reader()).map(|input| (name, input))
                });
                return inputs.collect();
            }
        };
        let name = named(self.path.clone(), compression);
        let input = match &self.fetched {
            Some(fetched) => {
                let content: Box<dyn Read + Send> = Box::new(std::io::Cursor::new(fetched.content.clone()));
                decode(&name, content)?
            }
            None => open(&name)?,
        };
        Ok(vec![(name, input)])
    }

    fn parquet(&self, data: &ExternalData, context: &LoadContext) -> Result<Table, DataError> {
        let mistake = |message: &str| DataError::new(&self.path, message);
        if self.packing != Packing::None {
            return Err(mistake("is a packed Parquet file, which is not read"));
        }
        if data.mapping.is_some() {
            return Err(mistake("an ingestion mapping of a Parquet file is not implemented yet"));
        }
        let path = match &self.fetched {
            Some(fetched) => fetched.on_disk(&self.path)?,
            None => self.path.clone(),
        };
        let file = TableFile { path, format: FileFormat::Parquet, compression: Compression::None };
        load(NAME, &[file], &Declared::by_query(&data.columns), context)
    }
}

impl Fetched {
    /// The path of a file with the content, which is there as long as this, and its owner's only.
    fn on_disk(&self, shown: &Path) -> Result<PathBuf, DataError> {
        let mut kept = self.on_disk.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = &*kept {
            return Ok(file.path().to_path_buf());
        }
        let keep = || {
            let mut file = tempfile::Builder::new().prefix("lurcher-").tempfile()?;
            file.write_all(&self.content)?;
            Ok(file)
        };
        let file = keep().map_err(|e: io::Error| DataError::new(shown, format!("cannot be kept on disk: {e}")))?;
        let path = file.path().to_path_buf();
        *kept = Some(file);
        Ok(path)
    }
}

/// What messages call a table from outside.
const NAME: &str = "externaldata";
