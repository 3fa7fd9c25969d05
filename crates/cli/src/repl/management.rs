//! The management commands that people type by habit. <https://learn.microsoft.com/kusto/management>

use lurcher_symbols::Catalog;

use super::Shell;
use crate::failure::Failure;

/// A management command that the shell answers.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Management<'t> {
    /// A query that gives the same answer.
    Query(String),
    /// `.set-or-append T <| query` and its relatives
    Store { table: &'t str, query: &'t str, how: Storing },
    /// `.drop table T`
    Drop(&'t str),
    /// `.show table T schema as json`, `… as csl`
    Schema { table: &'t str, form: SchemaForm },
}

/// What becomes of the rows that a table has, and of a table that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Storing {
    /// `.set-or-append`
    Append,
    /// `.append`: the table must be there.
    AppendOnly,
    /// `.set-or-replace`
    Replace,
    /// `.set`: the table must not be there.
    Create,
}

/// How a schema is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SchemaForm {
    Csl,
    Json,
}

impl Shell<'_> {
    /// Does what a management command says, where it has a meaning offline.
    pub(super) fn manage(&mut self, text: &str) -> Result<(), Failure> {
        match self.understand(text) {
            Some(Management::Query(query)) => self.query(&query),
            Some(Management::Store { table, query, how }) => self.store(table, query, how),
            Some(Management::Drop(table)) => {
                if !self.session.catalog().drop_temporary(table) {
                    self.complain(&format!(
                        "there is no table '{table}' of this session; files of the workspace are yours to delete"
                    ));
                }
                Ok(())
            }
            Some(Management::Schema { table, form }) => self.show_schema(table, form),
            None => {
                let name = text.split_whitespace().next().unwrap_or_default();
                self.complain(&format!("the command '{name}' has no meaning here; .help lists what there is"));
                Ok(())
            }
        }
    }

    fn understand<'t>(&self, text: &'t str) -> Option<Management<'t>> {
        let (command, query) = text.split_once("<|").map_or((text, ""), |(command, query)| (command, query.trim()));
        let words: Vec<&str> = command.trim_end_matches(';').split_whitespace().collect();
        let catalog = self.session.catalog();
        Some(match words.as_slice() {
            [".show", "tables"] => Management::Query(names("TableName", &catalog.stored_table_names())),
            [".show", "functions"] => Management::Query(names("Name", &catalog.function_names())),
            [".show", "version"] => {
                let version = env!("CARGO_PKG_VERSION");
                Management::Query(format!("print BuildVersion = '{version}', ServiceType = 'Lurcher'"))
            }
            [".show", "queries"] => Management::Query(self.log.query()),
            [".show", "table", table] => Management::Query(format!("['{}'] | getschema", escape(table))),
            [".show", "table", table, "schema", "as", "json"] => Management::Schema { table, form: SchemaForm::Json },
            [".show", "table", table, "schema", "as", "csl"] | [".show", "table", table, "cslschema"] => {
                Management::Schema { table, form: SchemaForm::Csl }
            }
            [".set-or-append", table] if !query.is_empty() => Management::Store { table, query, how: Storing::Append },
            [".set-or-replace", table] if !query.is_empty() => {
                Management::Store { table, query, how: Storing::Replace }
            }
            [".set", table] if !query.is_empty() => Management::Store { table, query, how: Storing::Create },
            [".append", table] if !query.is_empty() => Management::Store { table, query, how: Storing::AppendOnly },
            [".drop", "table", table] | [".drop", "table", table, "ifexists"] => Management::Drop(table),
            _ => return None,
        })
    }

    fn show_schema(&mut self, table: &str, form: SchemaForm) -> Result<(), Failure> {
        let symbol = match self.session.catalog().table(table) {
            Some(Ok(symbol)) => symbol,
            Some(Err(problem)) => {
                self.complain(&problem);
                return Ok(());
            }
            None => {
                self.complain(&format!("there is no table '{table}'"));
                return Ok(());
            }
        };
        let schema = match form {
            SchemaForm::Csl => {
                let columns: Vec<String> = symbol.columns.iter().map(|c| format!("{}:{}", c.name, c.ty)).collect();
                columns.join(",")
            }
            SchemaForm::Json => {
                let columns = symbol.columns.iter();
                let columns: Vec<_> =
                    columns.map(|c| serde_json::json!({"Name": &*c.name, "CslType": c.ty.name()})).collect();
                serde_json::json!({"Name": table, "OrderedColumns": columns}).to_string()
            }
        };
        self.query(&format!("print TableName = '{}', Schema = '{}'", escape(table), escape(&schema)))
    }

    /// Keeps the rows of a query as a table of the session. Files stay as they are.
    fn store(&mut self, table: &str, query: &str, how: Storing) -> Result<(), Failure> {
        let known = self.session.catalog().table(table).is_some();
        match (how, known) {
            (Storing::Create, true) => {
                self.complain(&format!("there is a table '{table}'; .set-or-append and .set-or-replace write to it"));
                return Ok(());
            }
            (Storing::AppendOnly, false) => {
                self.complain(&format!("there is no table '{table}'; .set-or-append makes it"));
                return Ok(());
            }
            _ => {}
        }
        let rows = if known && how != Storing::Replace {
            format!("union (['{}']), ({query})", escape(table))
        } else {
            query.to_owned()
        };
        let source = self.source(&rows, &self.lets);
        let stored = self
            .collect(&source)
            .and_then(|(columns, batches)| Ok(self.session.keep_table(table, columns, batches)?));
        stored.or_else(|stopped| self.tell(stopped))
    }
}

/// A table of names.
fn names(column: &str, names: &[std::sync::Arc<str>]) -> String {
    let cells: Vec<String> = names.iter().map(|name| format!("'{}'", escape(name))).collect();
    format!("datatable({column}: string) [{}]", cells.join(", "))
}

/// A text between single quotes.
pub(crate) fn escape(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('\'', "\\'");
    text.replace('\n', "\\n").replace('\r', "\\r")
}
