//! What the documentation of Kusto has: `data/kusto_documentation.csv`, after the table of contents of
//! MicrosoftDocs/dataexplorer-docs.

use std::error::Error;

/// Something that the documentation describes.
#[derive(Debug, Clone)]
pub struct Item {
    /// `operator`, `function` ….
    pub kind: String,
    /// The part of the manual, where a kind has several.
    pub chapter: String,
    /// Its name, as in a query.
    pub name: String,
    /// The last part of the address of its page.
    pub page: String,
    /// A query that uses it, where its name alone makes none.
    pub probe: String,
}

const CSV: &str = include_str!("../../../data/kusto_documentation.csv");

/// All items, in the order of the manual.
pub fn items() -> Result<Vec<Item>, Box<dyn Error>> {
    let mut reader = csv::Reader::from_reader(CSV.as_bytes());
    let item = |row: csv::StringRecord| -> Result<Item, Box<dyn Error>> {
        let field = |i: usize| row.get(i).unwrap_or_default().to_owned();
        Ok(Item { kind: field(0), chapter: field(1), name: field(2), page: field(3), probe: field(4) })
    };
    reader.records().map(|row| item(row?)).collect()
}

impl Item {
    /// The address of its page.
    pub fn url(&self) -> String {
        format!("https://learn.microsoft.com/kusto/query/{}", self.page)
    }
}
