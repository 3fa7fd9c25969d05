//! The text of a table: a header of `name:type`, then one line a row, cells separated by `|`.
//!
//! A cell is spelled as KQL prints it. `null` is the null; a string stands bare, or in double quotes with JSON's
//! escapes where it is empty, begins or ends with
//! white space, or holds `|`, `"` or a control character; a dynamic is JSON.

use lurcher_symbols::values::decimal::Decimal;
use lurcher_symbols::values::dynamic::{self, plain_json};
use lurcher_symbols::values::{datetime, guid, real, timespan};
use lurcher_symbols::{Column, ScalarType, Value};
use unicode_width::UnicodeWidthStr;

/// A table of values.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TypedTable {
    /// The columns in order.
    pub columns: Vec<Column>,
    /// The rows, each with a cell a column.
    pub rows: Vec<Vec<Value>>,
}

impl TypedTable {
    /// Reads a table. An error names the line, counted from 1.
    pub fn parse(text: &str) -> Result<TypedTable, (usize, String)> {
        let mut lines = text.lines().enumerate().map(|(i, line)| (i + 1, line)).filter(|(_, l)| !l.trim().is_empty());
        let (line, header) = lines.next().ok_or((1, "a table begins with a header of name:type".to_owned()))?;
        let columns = split(header).into_iter().map(column).collect::<Result<Vec<_>, _>>().map_err(|e| (line, e))?;
        let rows = lines.map(|(line, text)| row(&columns, text).map_err(|e| (line, e)));
        Ok(TypedTable { rows: rows.collect::<Result<_, _>>()?, columns })
    }

    /// The header and the rows as lines, cells one blank apart from the bars.
    pub fn lines(&self) -> Vec<String> {
        self.cells().into_iter().map(|cells| cells.join(" | ")).collect()
    }

    /// The text with the bars below each other, as a person would write it.
    pub fn aligned(&self) -> String {
        let lines = self.cells();
        let width = |i: usize| lines.iter().map(|cells| cells[i].width()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..self.columns.len()).map(width).collect();
        let mut out = String::new();
        for cells in &lines {
            let mut line = String::new();
            for (i, cell) in cells.iter().enumerate() {
                line.push_str(if i == 0 { "" } else { " | " });
                line.push_str(cell);
                line.extend(std::iter::repeat_n(' ', widths[i] - cell.width()));
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }

    fn cells(&self) -> Vec<Vec<String>> {
        let header = self.columns.iter().map(|c| format!("{}:{}", quoted_where_needed(&c.name), c.ty)).collect();
        std::iter::once(header).chain(self.rows.iter().map(|row| row.iter().map(print).collect())).collect()
    }
}

/// The text of one value.
pub(super) fn print(value: &Value) -> String {
    match value {
        Value::Null(_) => "null".into(),
        Value::Bool(b) => b.to_string(),
        Value::Int(i) => i.to_string(),
        Value::Long(i) => i.to_string(),
        Value::Real(r) => real::format(*r),
        Value::Decimal(d) => d.to_string(),
        Value::String(s) => quoted_where_needed(s),
        Value::DateTime(t) => datetime::format(*t),
        Value::TimeSpan(t) => timespan::format(*t),
        Value::Guid(g) => guid::format(g),
        Value::Dynamic(json) => plain_json(json).into_owned(),
    }
}

fn quoted_where_needed(text: &str) -> String {
    let special = |c: char| c.is_control() || matches!(c, '|' | '"' | '`');
    if !text.is_empty() && text.trim() == text && !text.contains(special) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 2);
    dynamic::write_string(&mut out, text);
    out
}

/// The cells of a line: between bars that are not inside of double quotes.
fn split(line: &str) -> Vec<&str> {
    let mut cells = Vec::new();
    let (mut start, mut quoted, mut escaped) = (0, false, false);
    for (i, b) in line.bytes().enumerate() {
        match b {
            _ if escaped => escaped = false,
            b'\\' => escaped = quoted,
            b'"' => quoted = !quoted,
            b'|' if !quoted => {
                cells.push(line[start..i].trim());
                start = i + 1;
            }
            _ => {}
        }
    }
    cells.push(line[start..].trim());
    cells
}

fn column(cell: &str) -> Result<Column, String> {
    let (name, ty) = cell.rsplit_once(':').ok_or_else(|| format!("'{cell}' is not name:type"))?;
    let ty = ScalarType::parse(ty.trim()).ok_or_else(|| format!("'{}' is not a type", ty.trim()))?;
    Ok(Column::new(unquoted(name.trim())?, ty))
}

fn row(columns: &[Column], line: &str) -> Result<Vec<Value>, String> {
    let cells = split(line);
    if cells.len() != columns.len() {
        return Err(format!("the row has {} cells, the header {}", cells.len(), columns.len()));
    }
    columns.iter().zip(cells).map(|(column, cell)| value(column.ty, cell)).collect()
}

fn value(ty: ScalarType, text: &str) -> Result<Value, String> {
    if ty == ScalarType::String {
        return Ok(Value::String(unquoted(text)?.into()));
    }
    if text.is_empty() || text == "null" {
        return Ok(Value::Null(ty));
    }
    let value = match ty {
        ScalarType::Bool => text.parse().ok().map(Value::Bool),
        ScalarType::Int => text.parse().ok().map(Value::Int),
        ScalarType::Long => text.parse().ok().map(Value::Long),
        ScalarType::Real => real::parse(text).map(Value::Real),
        ScalarType::Decimal => Decimal::parse(text).map(Value::Decimal),
        ScalarType::String => None,
        ScalarType::DateTime => datetime::parse(text).map(Value::DateTime),
        ScalarType::TimeSpan => timespan::parse(text).map(Value::TimeSpan),
        ScalarType::Guid => guid::parse(text).map(Value::Guid),
        ScalarType::Dynamic => dynamic::canonicalize(text).map(|json| Value::Dynamic(json.into())),
    };
    value.ok_or_else(|| format!("'{text}' is not a {ty}"))
}

/// A string's text: bare, or in double quotes.
fn unquoted(text: &str) -> Result<String, String> {
    if !text.starts_with('"') {
        return Ok(text.to_owned());
    }
    match dynamic::Dynamic::parse_json(text) {
        Some(dynamic::Dynamic::String(text)) => Ok(text),
        _ => Err(format!("{text} is not a quoted string")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_reads_as_it_prints() {
        let text = r#"b:bool | i:int | l:long | r:real | m:decimal | s:string | d:datetime | t:timespan | g:guid | j:dynamic
true | 1 | 2 | 1.5 | 2.5 | say: it | 2026-01-15T00:00:00.0000000Z | 1.00:00:01 | 74be27de-1e4e-49d9-b579-fe0b331d3642 | {"a":"x|y"}
null | null | null | NaN | null | "" | null | null | null | null
null | null | null | -Infinity | null | " a|\"\n" | null | null | null | ["\u0001"]
"#;
        let table = TypedTable::parse(text).unwrap();
        assert_eq!(table.lines().join("\n") + "\n", text);
        assert_eq!(TypedTable::parse(&table.aligned()).map(|t| t.lines()), Ok(table.lines()));
    }

    #[test]
    fn mistakes_name_their_line() {
        assert_eq!(TypedTable::parse("\na:long\n\nx\n"), Err((4, "'x' is not a long".into())));
        assert_eq!(TypedTable::parse("a:long\n1 | 2"), Err((2, "the row has 2 cells, the header 1".into())));
        assert_eq!(TypedTable::parse("a:text"), Err((1, "'text' is not a type".into())));
        assert_eq!(TypedTable::parse("a"), Err((1, "'a' is not name:type".into())));
        assert!(TypedTable::parse("").is_err());
    }
}
