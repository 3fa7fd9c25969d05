//! Workspaces of the files in `tests/expected/port_misuse`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::lurcher::project;
use crate::table::Table;

/// A workspace in a folder of its own, whose clock stands at 2026-01-15T12:10:00Z.
pub(crate) struct Workspace {
    folder: tempfile::TempDir,
}

/// The folder of input files and of what must be found in them.
fn inputs() -> PathBuf {
    project().join("tests/expected/port_misuse")
}

/// What must be found in a workspace of that name.
pub(crate) fn expected(name: &str) -> Table {
    Table::read_all(&inputs().join("expected.json"))
        .remove(name)
        .unwrap_or_else(|| panic!("nothing is expected of {name}"))
}

impl Workspace {
    /// A workspace without tables, with the watchlist as CSV.
    pub(crate) fn new() -> Self {
        let workspace = Self::without_watchlist();
        workspace.copy(&inputs().join("watchlist.csv"), "watchlists/NetworkSession_Monitor_Configuration.csv");
        workspace
    }

    /// A workspace without anything.
    pub(crate) fn without_watchlist() -> Self {
        let workspace = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        fs::create_dir(workspace.path().join("tables")).expect("a folder of tables");
        workspace.with_settings("")
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Adds these settings to the clock.
    pub(crate) fn with_settings(self, more: &str) -> Self {
        fs::write(self.path().join("lurcher.toml"), format!("now = \"2026-01-15T12:10:00Z\"\n{more}"))
            .expect("settings");
        self
    }

    /// Adds a table that stands in the inputs as it is.
    pub(crate) fn with_table(self, name: &str) -> Self {
        self.copy(&inputs().join(format!("{name}.csv")), &format!("tables/{name}.csv"));
        self
    }

    /// Adds the sessions of the native table.
    pub(crate) fn with_sessions(self) -> Self {
        self.expand("sessions.csv", "ASimNetworkSessionLogs")
    }

    /// Adds the raw logs of Palo Alto's firewall.
    pub(crate) fn with_palo_alto(self) -> Self {
        self.expand("paloalto.csv", "CommonSecurityLog")
    }

    /// Copies a stored function into the workspace.
    pub(crate) fn with_function(self, file: &Path) -> Self {
        self.copy_into(file, "functions")
    }

    /// Copies a watchlist into the workspace.
    pub(crate) fn with_watchlist(self, file: &Path) -> Self {
        self.copy_into(file, "watchlists")
    }

    fn copy_into(self, file: &Path, folder: &str) -> Self {
        let name = file.file_name().and_then(|n| n.to_str()).expect("a file");
        self.copy(file, &format!("{folder}/{name}"));
        self
    }

    fn copy(&self, from: &Path, to: &str) {
        let to = self.path().join(to);
        fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
        fs::copy(from, &to).unwrap_or_else(|e| panic!("{}: {e}", from.display()));
    }

    /// Writes the rows of an input, each as often as its column `Repeat` says, without that column and without `Why`.
    fn expand(self, input: &str, table: &str) -> Self {
        let mut reader = csv::Reader::from_path(inputs().join(input)).expect("an input");
        let mut writer = csv::Writer::from_path(self.path().join(format!("tables/{table}.csv"))).expect("a table");
        let headers = reader.headers().expect("a header").clone();
        assert_eq!((&headers[0], &headers[1]), ("Why", "Repeat"));
        writer.write_record(headers.iter().skip(2)).expect("a header");
        for row in reader.records().map(|row| row.expect("a row")) {
            for _ in 0..row[1].parse::<usize>().expect("a number") {
                writer.write_record(row.iter().skip(2)).expect("a row");
            }
        }
        writer.flush().expect("a table");
        self
    }
}
