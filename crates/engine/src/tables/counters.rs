//! Counts the cells of which a column's type cannot hold all. A query says so after its result, on stderr.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lurcher_symbols::ScalarType;

/// What became of cells that a column's type does not hold as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Loss {
    /// They do not convert, and became null.
    Null,
    /// They have more digits than a real, and became the nearest one.
    Digits,
    /// They are dates that could begin with the day or the month, and were read as beginning with the month.
    Order,
}

/// The cells of one column that its type does not hold as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversion {
    /// The table.
    pub table: Arc<str>,
    /// The column.
    pub column: Arc<str>,
    /// The column's type.
    pub ty: ScalarType,
    /// What became of them.
    pub loss: Loss,
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
        let Conversion { table, column, ty, loss, count, first } = self;
        let cells = if *count == 1 { "1 cell".to_owned() } else { format!("{count} cells") };
        write!(f, "{table}.{column}: {cells} ")?;
        match (loss, count) {
            (Loss::Null, _) => write!(f, "did not convert to {ty} and became null")?,
            (Loss::Digits, 1) => write!(f, "has more digits than a {ty} and was rounded")?,
            (Loss::Digits, _) => write!(f, "have more digits than a {ty} and were rounded")?,
            (Loss::Order, 1) => f.write_str("was read as month/day/year, which no date of the column proves")?,
            (Loss::Order, _) => f.write_str("were read as month/day/year, which no date of the column proves")?,
        }
        write!(f, ", the first is '{}'", first.text)?;
        if let Some((file, line)) = &first.place {
            write!(f, " ({}:{line})", file.display())?;
        }
        match loss {
            Loss::Null | Loss::Order => Ok(()),
            Loss::Digits => f.write_str("; declare the column as string or decimal to keep them"),
        }
    }
}

/// Records of a raw log that are not among a query's rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The file.
    pub file: Arc<str>,
    /// Why: what follows the number of records.
    pub reason: Arc<str>,
    /// Where the first one begins, in bytes, if it was read at all.
    pub offset: Option<u64>,
    /// How many records; none where nobody knows what is in the file.
    pub count: u64,
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Unread { file, reason, offset, count } = self;
        match count {
            0 => write!(f, "{file}: {reason}")?,
            1 => write!(f, "{file}: 1 record {reason}")?,
            count => write!(f, "{file}: {count} records {reason}")?,
        }
        if let Some(offset) = offset {
            write!(f, " (the first at byte {offset}; lurcher ingest keeps them)")?;
        }
        Ok(())
    }
}

/// What did not convert, or was not read, while a query ran, shared by all its scans.
#[derive(Debug, Default)]
pub struct ConversionCounters {
    cells: Mutex<BTreeMap<LossOfColumn, Conversion>>,
    records: Mutex<BTreeMap<ReasonInFile, Unread>>,
}

/// A file, and why records of it are not read.
type ReasonInFile = (Arc<str>, Arc<str>);

/// A table, a column, and what became of its cells.
type LossOfColumn = (Arc<str>, Arc<str>, Loss);

impl ConversionCounters {
    /// Adds the cells of a batch's column.
    pub fn add(&self, found: Conversion) {
        let mut counted = lock(&self.cells);
        let key = (found.table.clone(), found.column.clone(), found.loss);
        match counted.entry(key) {
            Entry::Occupied(mut known) => known.get_mut().count += found.count,
            Entry::Vacant(new) => drop(new.insert(found)),
        }
    }

    /// What was counted, sorted by table and column; begins anew for the next query.
    pub fn take(&self) -> Vec<Conversion> {
        std::mem::take(&mut *lock(&self.cells)).into_values().collect()
    }
}

impl ConversionCounters {
    /// Adds what is not among the rows of a file that was read. A query may read a file more than once, and finds the
    /// same then: the reading counts that came farthest.
    pub(crate) fn add_unread(&self, found: impl Iterator<Item = Unread>) {
        let mut counted = lock(&self.records);
        for found in found {
            match counted.entry((found.file.clone(), found.reason.clone())) {
                Entry::Occupied(mut known) if known.get().count < found.count => drop(known.insert(found)),
                Entry::Occupied(_) => {}
                Entry::Vacant(new) => drop(new.insert(found)),
            }
        }
    }

    /// What was not read, by file and reason; begins anew for the next query.
    pub fn take_unread(&self) -> Vec<Unread> {
        std::mem::take(&mut *lock(&self.records)).into_values().collect()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_says_what_and_where() {
        let counters = ConversionCounters::default();
        let table: Arc<str> = "T".into();
        let found = |column: &str, ty, loss, count, first| Conversion {
            table: table.clone(),
            column: column.into(),
            ty,
            loss,
            count,
            first,
        };
        let place = Some((Arc::from(Path::new("tables/T.csv")), 7));
        counters.add(found("Port", ScalarType::Int, Loss::Null, 2, FailedCell::new("abc", place.clone())));
        counters.add(found("Port", ScalarType::Int, Loss::Null, 3, FailedCell::new("later", None)));
        counters.add(found("A", ScalarType::Real, Loss::Null, 1, FailedCell::new(&"é".repeat(50), None)));
        counters.add(found("A", ScalarType::Real, Loss::Digits, 2, FailedCell::new("0.1", place)));
        let messages: Vec<String> = counters.take().iter().map(Conversion::to_string).collect();
        assert_eq!(
            messages,
            [
                format!("T.A: 1 cell did not convert to real and became null, the first is '{}…'", "é".repeat(40)),
                "T.A: 2 cells have more digits than a real and were rounded, the first is '0.1' (tables/T.csv:7); \
                 declare the column as string or decimal to keep them"
                    .to_owned(),
                "T.Port: 5 cells did not convert to int and became null, the first is 'abc' (tables/T.csv:7)"
                    .to_owned(),
            ]
        );
        assert!(counters.take().is_empty());
    }
}
