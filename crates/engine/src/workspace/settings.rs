//! `lurcher.toml`: every key has a default, and a key that is not one of ours is an error with the nearest one.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lurcher_symbols::ScalarType;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::raw_settings::RawSettings;
use crate::clock::Clock;
use crate::tables::DataError;

/// The settings of a workspace.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// `name`: what the workspace is called.
    pub name: Option<String>,
    /// `now`: the clock. The default is the system's.
    pub clock: Clock,
    /// `geo_database`: a file in MaxMind's format, relative to the workspace, for `geo_info_from_ip_address()`.
    pub geo_database: Option<PathBuf>,
    /// `files`: further folders and files, relative to the workspace, that queries may name by path and that links may
    /// lead to.
    pub files: Vec<PathBuf>,
    /// `content`: further folders of Sentinel content, relative to the workspace.
    pub content: Vec<PathBuf>,
    /// `raw`: logs that are read where they lie, as rows of the tables that their records become.
    pub raw: Vec<RawSettings>,
    /// `[folders]`: where things are.
    pub folders: Folders,
    /// `[tables.NAME.columns]`: the types that the user declares, by table and column. They go before all others.
    pub columns: BTreeMap<String, BTreeMap<Arc<str>, ScalarType>>,
    /// `[externaldata]`: files for the URLs of `externaldata`, relative to the workspace.
    pub external_data: BTreeMap<String, PathBuf>,
    /// `[watchlists.ALIAS]`.
    pub watchlists: BTreeMap<String, WatchlistSettings>,
}

/// Where things are, relative to the workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// Tables.
    pub tables: PathBuf,
    /// Watchlists.
    pub watchlists: PathBuf,
    /// Stored functions and parsers.
    pub functions: PathBuf,
    /// Summary rules.
    pub summary_rules: PathBuf,
    /// Hunting queries and rules.
    pub queries: PathBuf,
}

impl Default for Folders {
    fn default() -> Self {
        let [tables, watchlists, functions, summary_rules, queries] =
            ["tables", "watchlists", "functions", "summary_rules", "queries"].map(PathBuf::from);
        Self { tables, watchlists, functions, summary_rules, queries }
    }
}

impl Folders {
    /// All but the folder of tables: what is no table in a folder that is itself the folder of tables.
    pub(super) fn other_than_tables(&self) -> Vec<PathBuf> {
        [&self.watchlists, &self.functions, &self.summary_rules, &self.queries].map(PathBuf::clone).into()
    }
}

/// What the settings say of a watchlist.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WatchlistSettings {
    /// `search_key`: the item column whose values make `SearchKey`.
    pub search_key: Option<String>,
}

type Entry<'a> = (&'a str, Range<usize>, &'a Spanned<DeValue<'a>>);

impl Settings {
    /// The paths that the settings name, and the workspace itself.
    pub(super) fn named(&self) -> impl Iterator<Item = &Path> {
        let Folders { tables, watchlists, functions, summary_rules, queries } = &self.folders;
        let folders = [tables, watchlists, functions, summary_rules, queries];
        let raw = self.raw.iter().map(|logs| &logs.path);
        let paths = folders.into_iter().chain(&self.content).chain(raw).chain(&self.files).chain(&self.geo_database);
        std::iter::once(Path::new(".")).chain(paths.map(PathBuf::as_path))
    }

    /// Reads the settings of `text`, which is `file`'s.
    ///
    /// # Errors
    /// The text is no TOML, names a key that does not exist, or gives one a value that it does not take.
    pub fn parse(text: &str, file: &Path) -> Result<Settings, DataError> {
        let reader = Reader { text, file };
        let document = DeTable::parse(text)
            .map_err(|e| reader.error(e.span().unwrap_or_default(), format!("is no valid TOML: {}", e.message())))?;
        reader.settings(document.get_ref())
    }
}

pub(super) struct Reader<'a> {
    text: &'a str,
    file: &'a Path,
}

impl Reader<'_> {
    fn settings(&self, document: &DeTable<'_>) -> Result<Settings, DataError> {
        let mut settings = Settings::default();
        let keys = [
            "name",
            "now",
            "content",
            "raw",
            "files",
            "geo_database",
            "folders",
            "tables",
            "externaldata",
            "watchlists",
        ];
        for (key, at, value) in entries(document) {
            match key {
                "name" => settings.name = Some(self.string(key, value)?.to_owned()),
                "now" => settings.clock = self.clock(value)?,
                "geo_database" => settings.geo_database = Some(self.string(key, value)?.into()),
                "content" => settings.content = self.paths(key, value)?,
                "raw" => settings.raw = RawSettings::read(self, value)?,
                "files" => settings.files = self.paths(key, value)?,
                "folders" => settings.folders = self.folders(self.table(key, value)?)?,
                "tables" => settings.columns = self.tables(self.table(key, value)?)?,
                "externaldata" => settings.external_data = self.files(self.table(key, value)?)?,
                "watchlists" => settings.watchlists = self.watchlists(self.table(key, value)?)?,
                _ => return Err(self.unknown_key(key, at, &keys)),
            }
        }
        Ok(settings)
    }

    fn clock(&self, value: &Spanned<DeValue<'_>>) -> Result<Clock, DataError> {
        let text = match value.get_ref() {
            DeValue::Datetime(datetime) => datetime.to_string(),
            _ => self.string("now", value)?.to_owned(),
        };
        Clock::parse(&text).map_err(|message| self.error(value.span(), message))
    }

    fn folders(&self, table: &DeTable<'_>) -> Result<Folders, DataError> {
        let mut folders = Folders::default();
        for (key, at, value) in entries(table) {
            let folder = match key {
                "tables" => &mut folders.tables,
                "watchlists" => &mut folders.watchlists,
                "functions" => &mut folders.functions,
                "summary_rules" => &mut folders.summary_rules,
                "queries" => &mut folders.queries,
                _ => {
                    let keys = ["tables", "watchlists", "functions", "summary_rules", "queries"];
                    return Err(self.unknown_key(key, at, &keys));
                }
            };
            *folder = self.string(key, value)?.into();
        }
        Ok(folders)
    }

    fn tables(&self, tables: &DeTable<'_>) -> Result<BTreeMap<String, BTreeMap<Arc<str>, ScalarType>>, DataError> {
        let mut declared = BTreeMap::new();
        for (name, _, value) in entries(tables) {
            for (key, at, value) in entries(self.table(name, value)?) {
                if key != "columns" {
                    return Err(self.unknown_key(key, at, &["columns"]));
                }
                let columns =
                    entries(self.table(key, value)?).map(|(column, _, ty)| Ok((column.into(), self.ty(column, ty)?)));
                declared.insert(name.to_owned(), columns.collect::<Result<_, DataError>>()?);
            }
        }
        Ok(declared)
    }

    fn files(&self, table: &DeTable<'_>) -> Result<BTreeMap<String, PathBuf>, DataError> {
        entries(table).map(|(url, _, value)| Ok((url.to_owned(), self.string(url, value)?.into()))).collect()
    }

    fn ty(&self, column: &str, value: &Spanned<DeValue<'_>>) -> Result<ScalarType, DataError> {
        let name = self.string(column, value)?;
        ScalarType::parse(name).ok_or_else(|| {
            let names = ScalarType::ALL.map(ScalarType::name);
            let error = self.error(value.span(), format!("'{name}' is no type"));
            error.with_help(nearest(name, &names).unwrap_or_else(|| format!("the types are {}", names.join(", "))))
        })
    }

    fn watchlists(&self, watchlists: &DeTable<'_>) -> Result<BTreeMap<String, WatchlistSettings>, DataError> {
        let mut settings = BTreeMap::new();
        for (alias, _, value) in entries(watchlists) {
            let mut watchlist = WatchlistSettings::default();
            for (key, at, value) in entries(self.table(alias, value)?) {
                match key {
                    "search_key" => watchlist.search_key = Some(self.string(key, value)?.to_owned()),
                    _ => return Err(self.unknown_key(key, at, &["search_key"])),
                }
            }
            settings.insert(alias.to_owned(), watchlist);
        }
        Ok(settings)
    }

    pub(super) fn string<'v>(&self, key: &str, value: &'v Spanned<DeValue<'_>>) -> Result<&'v str, DataError> {
        value.get_ref().as_str().ok_or_else(|| self.wrong_type(key, value, "a string"))
    }

    fn table<'v, 'i>(&self, key: &str, value: &'v Spanned<DeValue<'i>>) -> Result<&'v DeTable<'i>, DataError> {
        value.get_ref().as_table().ok_or_else(|| self.wrong_type(key, value, "a table"))
    }

    fn paths(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Result<Vec<PathBuf>, DataError> {
        let items = value.get_ref().as_array().ok_or_else(|| self.wrong_type(key, value, "an array of strings"))?;
        items.iter().map(|item| Ok(self.string(key, item)?.into())).collect()
    }

    pub(super) fn wrong_type(&self, key: &str, value: &Spanned<DeValue<'_>>, expected: &str) -> DataError {
        self.error(value.span(), format!("'{key}' takes {expected}, this is of type {}", value.get_ref().type_str()))
    }

    pub(super) fn unknown_key(&self, key: &str, at: Range<usize>, keys: &[&str]) -> DataError {
        let error = self.error(at, format!("there is no key '{key}' here"));
        error.with_help(nearest(key, keys).unwrap_or_else(|| format!("the keys are {}", keys.join(", "))))
    }

    pub(super) fn error(&self, at: Range<usize>, message: String) -> DataError {
        let before = self.text.get(..at.start).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        let mut error = DataError::new(self.file, message).at_line(before.matches('\n').count() as u64 + 1);
        error.character = Some(before[line_start..].chars().count() as u64 + 1);
        error
    }
}

/// The entries of a table in the order of the text.
pub(super) fn entries<'a>(table: &'a DeTable<'_>) -> impl Iterator<Item = Entry<'a>> {
    let mut entries: Vec<Entry<'a>> = table.iter().map(|(key, value)| (&**key.get_ref(), key.span(), value)).collect();
    entries.sort_by_key(|(_, at, _)| at.start);
    entries.into_iter()
}

/// `did you mean 'x'?` for a name that is close enough.
pub(super) fn nearest(name: &str, names: &[&str]) -> Option<String> {
    let (distance, nearest) = names.iter().map(|n| (strsim::damerau_levenshtein(name, n), n)).min()?;
    (distance <= name.len().max(3) / 3).then(|| format!("did you mean '{nearest}'?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Settings, String> {
        Settings::parse(text, Path::new("lurcher.toml")).map_err(|e| e.to_string())
    }

    #[test]
    fn every_key_has_a_default() {
        assert_eq!(parse(""), Ok(Settings::default()));
        assert_eq!(Settings::default().clock, Clock::Wall);
        assert_eq!(Settings::default().folders.tables, Path::new("tables"));
    }

    #[test]
    fn all_keys() {
        let settings = parse(
            "name = \"Contoso\"\nnow = \"data\"\ngeo_database = 'a.mmdb'\ncontent = [\"../a\", 'b']\nraw = ['logs']\nfiles = ['/data']\n[folders]\ntables = \"logs\"\n\
             [tables.Fire_CL.columns]\nPort = \"long\"\n'odd name' = \"double\"\n[watchlists.ports]\nsearch_key = \"Port\"\n\
             [externaldata]\n\"https://x.example/a.csv\" = \"feeds/a.csv\"\n",
        )
        .unwrap();
        assert_eq!(settings.name.as_deref(), Some("Contoso"));
        assert_eq!(settings.clock, Clock::Data);
        assert_eq!(settings.geo_database.as_deref(), Some(Path::new("a.mmdb")));
        assert_eq!(settings.content, [Path::new("../a"), Path::new("b")]);
        assert_eq!(settings.raw, [RawSettings { path: "logs".into(), ..RawSettings::default() }]);
        assert_eq!(settings.files, [Path::new("/data")]);
        assert_eq!(settings.folders.tables, Path::new("logs"));
        assert_eq!(settings.columns["Fire_CL"]["Port"], ScalarType::Long);
        assert_eq!(settings.columns["Fire_CL"]["odd name"], ScalarType::Real);
        assert_eq!(settings.watchlists["ports"].search_key.as_deref(), Some("Port"));
        assert_eq!(settings.external_data["https://x.example/a.csv"], Path::new("feeds/a.csv"));
    }

    #[test]
    fn a_clock_may_stand_still() {
        let ticks = Clock::Fixed(639_040_320_000_000_000);
        assert_eq!(parse("now = \"2026-01-15T00:00:00Z\"").unwrap().clock, ticks);
        assert_eq!(parse("now = 2026-01-15T00:00:00Z").unwrap().clock, ticks);
    }

    #[test]
    fn mistakes_name_the_place_and_the_nearest_name() {
        for (text, expected) in [
            ("name = \"x\"\nnwo = \"wall\"\n", "lurcher.toml:2:1: there is no key 'nwo' here (did you mean 'now'?)"),
            (
                "colour = 1",
                "lurcher.toml:1:1: there is no key 'colour' here (the keys are name, now, content, raw, files, geo_database, folders, tables, externaldata, watchlists)",
            ),
            ("[folders]\ntable = \"x\"", "lurcher.toml:2:1: there is no key 'table' here (did you mean 'tables'?)"),
            ("name = 1", "lurcher.toml:1:8: 'name' takes a string, this is of type integer"),
            ("[tables.T.columns]\na = \"lnog\"", "lurcher.toml:2:5: 'lnog' is no type (did you mean 'long'?)"),
        ] {
            assert_eq!(parse(text), Err(expected.to_owned()), "{text}");
        }
        assert!(parse("name = ").is_err_and(|e| e.starts_with("lurcher.toml:1:8: is no valid TOML")));
    }
}
