//! What readers of raw logs fill is in the catalog, with the same types.

use lurcher_engine::catalog::log_analytics;
use lurcher_sources::{Options, Refused, Rows, Sink, Unparsed, all};
use lurcher_symbols::{Column, ScalarType, suffix_type};

/// The type that the catalog gives a column; a column that a custom table or one for any column gets from the data has the
/// type of its suffix.
fn catalogued(table: &str, column: &str) -> Option<ScalarType> {
    let documented = log_analytics::table(table).or_else(|| log_analytics::custom_table(table))?;
    let shown = documented.columns.iter().find(|c| *c.name == *column).map(|c| c.ty);
    shown
        .or_else(|| documented.further.ty(column))
        .or_else(|| suffix_type(column).filter(|_| table.ends_with("_CL")))
        .or_else(|| (column == "TimeGenerated").then_some(ScalarType::DateTime))
}

fn check(format: &str, table: &str, columns: &[Column]) {
    for column in columns {
        let expected = catalogued(table, &column.name);
        assert_eq!(Some(column.ty), expected, "{format}: {table}.{}", column.name);
    }
}

#[test]
fn declared_tables() {
    for format in all() {
        for table in format.page().tables {
            check(format.name(), table.name(), table.columns());
        }
    }
}

/// Holds the rows of examples to the catalog too: some columns are only told by the data.
struct Catalogued(&'static str);

impl Sink for Catalogued {
    fn rows(&mut self, rows: Rows) -> Result<(), Refused> {
        check(self.0, &rows.table, &rows.columns);
        Ok(())
    }

    fn unparsed(&mut self, record: Unparsed) -> Result<(), Refused> {
        Err(record.reason.into())
    }

    fn counted(&mut self, _counts: &lurcher_sources::Counts) -> Result<(), Refused> {
        Ok(())
    }
}

#[test]
fn rows_of_examples() {
    let alone = lurcher_sources::choices().into_keys().map(|choice| vec![choice.to_owned()]);
    let choices: Vec<_> = alone.chain([vec![]]).collect();
    for format in all().iter().filter(|format| !format.is_binary()) {
        for choices in choices.clone() {
            let example = format.page().example;
            let input = lurcher_sources::Input::bytes(example.file, example.input.as_bytes()).with_path(example.file);
            let read = format.read(input, &Options { choices, ..Options::default() }, &mut Catalogued(format.name()));
            read.unwrap_or_else(|e| panic!("{}: {e}", format.name()));
        }
    }
}
