//! What the hunts must find.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// Hits by the name of the query's file, without its ending.
#[derive(Default)]
pub(super) struct Hits {
    queries: BTreeMap<&'static str, (&'static [&'static str], Vec<Value>)>,
}

impl Hits {
    /// Says which columns a query's hits have.
    pub(super) fn columns(&mut self, query: &'static str, columns: &'static [&'static str]) {
        self.queries.insert(query, (columns, Vec::new()));
    }

    /// Adds a hit, a JSON array with a value a column; arrays in it are sets.
    pub(super) fn add(&mut self, query: &'static str, row: Value) {
        let (columns, rows) = self.queries.get_mut(query).expect("the columns come first");
        assert_eq!(row.as_array().map(Vec::len), Some(columns.len()), "{query}");
        rows.push(row);
    }

    /// One object with the queries, each with its columns and rows.
    pub(super) fn to_json(&self) -> String {
        let mut text = "{".to_owned();
        for (i, (query, (columns, rows))) in self.queries.iter().enumerate() {
            let rows: Vec<String> = rows.iter().map(|row| format!("\n      {row}")).collect();
            text += if i == 0 { "\n" } else { ",\n" };
            text += &format!("  {}: {{\n    \"columns\": {},\n", json!(query), json!(columns));
            text += &format!("    \"rows\": [{}\n    ]\n  }}", rows.join(","));
        }
        text + "\n}\n"
    }
}
