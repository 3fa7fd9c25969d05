//! Counts the cells that do not convert to their column's type. A query says so after its result, on stderr.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use lurcher_symbols::ScalarType;

/// The cells of one column that became null because they do not convert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversion {
    /// The table.
    pub table: Arc<str>,
    /// The column.
    pub column: Arc<str>,
    /// The column's type.
    pub ty: ScalarType,
    /// How many cells.
    pub count: u64,
    /// The first one found.
    pub first: FailedCell,
}

/// A cell that does not convert.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FailedCell {
    /// Its text, cut where it is long.
    pub text: String,
    /// Its file and line, where they are known.
    pub place: Option<(Arc<Path>, u64)>,
}

impl FailedCell {
    /// A cell of that text, of a column file or a text file's line.
    pub fn new(text: &str, place: Option<(Arc<Path>, u64)>) -> Self {
        const LONGEST: usize = 40;
        let cut = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
        Self { text: text[..cut].to_owned() + if cut < text.len() { "…" } else { "" }, place }
    }
}

impl fmt::Display for Conversion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Conversion { table, column, ty, count, first } = self;
        let cells = if *count == 1 { "1 cell".to_owned() } else { format!("{count} cells") };
        write!(f, "{table}.{column}: {cells} did not convert to {ty} and became null, the first is '{}'", first.text)?;
        match &first.place {
            Some((file, line)) => write!(f, " ({}:{line})", file.display()),
            None => Ok(()),
        }
    }
}

/// What did not convert while a query ran, shared by all its scans.
#[derive(Debug, Default)]
pub struct ConversionCounters(Mutex<BTreeMap<ColumnName, Conversion>>);

/// A table and a column.
type ColumnName = (Arc<str>, Arc<str>);

impl ConversionCounters {
    /// Adds `count` cells of a column of `ty`. Scans call it at most once a batch and column.
    pub fn add(&self, table: &Arc<str>, column: &Arc<str>, ty: ScalarType, count: u64, first: FailedCell) {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = counted.entry((table.clone(), column.clone())).or_insert_with(|| Conversion {
            table: table.clone(),
            column: column.clone(),
            ty,
            count: 0,
            first,
        });
        entry.count += count;
    }

    /// What was counted, sorted by table and column; begins anew for the next query.
    pub fn take(&self) -> Vec<Conversion> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner)).into_values().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_says_what_and_where() {
        let counters = ConversionCounters::default();
        let (table, column): (Arc<str>, Arc<str>) = ("T".into(), "Port".into());
        let place = Some((Arc::from(Path::new("tables/T.csv")), 7));
        counters.add(&table, &column, ScalarType::Int, 2, FailedCell::new("abc", place));
        counters.add(&table, &column, ScalarType::Int, 3, FailedCell::new("later", None));
        counters.add(&table, &"A".into(), ScalarType::Real, 1, FailedCell::new(&"é".repeat(50), None));
        let messages: Vec<String> = counters.take().iter().map(Conversion::to_string).collect();
        assert_eq!(
            messages,
            [
                format!("T.A: 1 cell did not convert to real and became null, the first is '{}…'", "é".repeat(40)),
                "T.Port: 5 cells did not convert to int and became null, the first is 'abc' (tables/T.csv:7)"
                    .to_owned(),
            ]
        );
        assert!(counters.take().is_empty());
    }
}
