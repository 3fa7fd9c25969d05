//! Reads the packed schemas that the build script makes of `data/*.csv`.

use lurcher_symbols::{Column, Further, FurtherNames, ScalarType};

/// What is documented of a table.
#[derive(Debug, Clone, Default)]
pub struct Documented {
    /// Its columns, in documented order.
    pub columns: Vec<Column>,
    /// What may be named beside them.
    pub further: Further,
}

/// Tables and their columns as one sorted text, see `build.rs`.
#[derive(Debug, Clone, Copy)]
pub(super) struct SchemaText(&'static str);

impl SchemaText {
    /// Wraps a text of the build script's making.
    pub(super) const fn new(text: &'static str) -> Self {
        Self(text)
    }

    /// What is documented of a table. Only that table's line is parsed.
    pub(super) fn table(self, name: &str) -> Option<Documented> {
        let line = self.line(name)?;
        let mut fields = line.split('\t');
        let names = if fields.next()?.ends_with('*') { FurtherNames::Any } else { FurtherNames::None };
        let (hidden, shown): (Vec<&str>, Vec<&str>) =
            fields.partition(|f| f.starts_with(|c: char| c.is_ascii_uppercase()));
        let hidden = hidden.into_iter().filter_map(column).collect();
        Some(Documented {
            columns: shown.into_iter().filter_map(column).collect(),
            further: Further { hidden, names, ..Further::default() },
        })
    }

    /// Whether there is such a table.
    pub(super) fn contains(self, name: &str) -> bool {
        self.line(name).is_some()
    }

    /// The names of all tables, sorted.
    pub(super) fn names(self) -> impl Iterator<Item = &'static str> {
        self.0.lines().map(line_name)
    }

    fn line(self, name: &str) -> Option<&'static str> {
        let text = self.0;
        let (mut low, mut high) = (0, text.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let start = text.as_bytes()[low..middle].iter().rposition(|b| *b == b'\n').map_or(low, |i| low + i + 1);
            let end = text.as_bytes()[start..].iter().position(|b| *b == b'\n').map_or(text.len(), |i| start + i);
            let line = &text[start..end];
            match line_name(line).cmp(name) {
                std::cmp::Ordering::Equal => return Some(line),
                std::cmp::Ordering::Less => low = end + 1,
                std::cmp::Ordering::Greater => high = start,
            }
        }
        None
    }
}

fn line_name(line: &'static str) -> &'static str {
    line.split('\t').next().unwrap_or(line).trim_end_matches('*')
}

fn column(field: &str) -> Option<Column> {
    let (letter, name) = (field.chars().next()?, field.get(1..)?);
    let ty = match letter.to_ascii_lowercase() {
        'b' => ScalarType::Bool,
        'i' => ScalarType::Int,
        'l' => ScalarType::Long,
        'r' => ScalarType::Real,
        'm' => ScalarType::Decimal,
        's' => ScalarType::String,
        'd' => ScalarType::DateTime,
        't' => ScalarType::TimeSpan,
        'g' => ScalarType::Guid,
        'y' => ScalarType::Dynamic,
        _ => return None,
    };
    Some(Column::new(name, ty))
}
