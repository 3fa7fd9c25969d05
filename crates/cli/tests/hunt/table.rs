//! Results as tables, and what they must be.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

/// Columns and rows. The rows have no order, and neither have arrays in their cells, which are sets.
#[derive(Debug, PartialEq)]
pub(crate) struct Table {
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<String>,
}

impl Table {
    /// The table of `{"columns":…,"rows":…}`; a column is a name, or an object with one.
    pub(crate) fn of(value: &Value) -> Self {
        let [columns, rows] =
            ["columns", "rows"].map(|key| value[key].as_array().unwrap_or_else(|| panic!("no {key}: {value}")));
        let name =
            |column: &Value| column.as_str().or(column["name"].as_str()).expect("a column has a name").to_owned();
        let mut table =
            Self { columns: columns.iter().map(name).collect(), rows: rows.iter().map(canonical).collect() };
        table.rows.sort();
        table
    }

    /// The tables of a file, by name.
    pub(crate) fn read_all(path: &Path) -> BTreeMap<String, Table> {
        let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let tables: BTreeMap<String, Value> = serde_json::from_str(&text).expect("an object of tables");
        tables.iter().map(|(name, table)| (name.clone(), Table::of(table))).collect()
    }

    /// Fails with the rows that are missing and those that are too many.
    pub(crate) fn assert_is(&self, expected: &Table, what: &str) {
        let without = |a: &Table, b: &Table| -> Vec<String> {
            a.rows.iter().filter(|row| !b.rows.contains(row)).cloned().collect()
        };
        let (missing, extra) = (without(expected, self), without(self, expected));
        assert!(missing.is_empty() && extra.is_empty(), "{what}\nmissing: {missing:#?}\ntoo many: {extra:#?}");
        assert_eq!(self, expected, "{what}");
    }
}

fn canonical(row: &Value) -> String {
    let mut row = row.clone();
    for cell in row.as_array_mut().into_iter().flatten() {
        if let Value::Array(items) = cell {
            items.sort_by_key(Value::to_string);
        }
    }
    row.to_string()
}
