//! What a user likes: `repl.toml` in the folder of the system for settings, `~/.config/lurcher` on Linux.

use std::path::PathBuf;

use lurcher_render::Format;
use serde::Deserialize;

/// Rows that the screen shows of a result.
const MAX_ROWS: usize = 100;

/// What a user likes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct Taste {
    /// How results are written.
    #[serde(deserialize_with = "format")]
    pub(super) mode: Option<Format>,
    /// How many rows of a result the screen shows; 0 shows all.
    pub(super) max_rows: usize,
    /// Whether the time that a query took is shown.
    pub(super) timer: bool,
    /// Whether results are paged through.
    pub(super) pager: bool,
    /// What stands before the cursor.
    pub(super) prompt: String,
}

impl Default for Taste {
    fn default() -> Self {
        Self { mode: None, max_rows: MAX_ROWS, timer: true, pager: false, prompt: "kql> ".to_owned() }
    }
}

fn format<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Format>, D::Error> {
    let name = String::deserialize(deserializer)?;
    name.parse().map(Some).map_err(serde::de::Error::custom)
}

impl Taste {
    /// Reads the user's file; the defaults where there is none.
    pub(super) fn load() -> Result<Self, String> {
        let Some(path) = folder().map(|folder| folder.join("repl.toml")) else { return Ok(Self::default()) };
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(e) => return Err(format!("{}: cannot be read: {e}", path.display())),
        };
        toml::from_str(&text).map_err(|e| format!("{}: {}", path.display(), e.to_string().trim()))
    }
}

/// The folder of the user's settings and history. Nobody has one without a home.
pub(super) fn folder() -> Option<PathBuf> {
    let named = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let base = if cfg!(windows) {
        named("APPDATA")
    } else {
        named("XDG_CONFIG_HOME").or_else(|| Some(named("HOME")?.join(".config")))
    };
    base.map(|base| base.join("lurcher"))
}
