//! Columns that a table resolves by name though it does not show them.

use std::sync::Arc;

use crate::{Column, ScalarType};

/// What may be named of a table beside its columns, and `*` does not show.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Further {
    /// Columns that the rows do have: where each came from.
    pub stored: Arc<[Column]>,
    /// Columns that real workspaces have and no row here: legacy ones, and those of Microsoft's own validation.
    pub hidden: Arc<[Column]>,
    /// Which other names are columns.
    pub names: FurtherNames,
}

/// Which names a table takes for columns that nobody declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FurtherNames {
    /// None.
    #[default]
    None,
    /// Those that tell their type by a suffix, as the HTTP Data Collector API makes them: of a table `*_CL`.
    Suffixed,
    /// All. A suffix tells the type, else it is unknown: of `AzureDiagnostics`.
    Any,
    /// All, as long as there are no rows: of data that would tell the columns, and that there is none of.
    Unseen,
    /// All, and each is a string: of a watchlist.
    Strings,
}

impl Further {
    /// Takes all names of that kind, and hides no column.
    pub fn names(names: FurtherNames) -> Self {
        Self { names, ..Self::default() }
    }

    /// The same without the columns that rows have.
    pub fn without_values(&self) -> Self {
        Self { stored: Arc::default(), ..self.clone() }
    }

    /// The type of a further column that no row has; `None` where the name is none. A dynamic stands for an unknown type.
    pub fn ty(&self, column: &str) -> Option<ScalarType> {
        let hidden = self.hidden.iter().find(|c| *c.name == *column).map(|c| c.ty);
        hidden.or_else(|| match self.names {
            FurtherNames::None => None,
            FurtherNames::Suffixed => suffix_type(column),
            FurtherNames::Any | FurtherNames::Unseen => Some(suffix_type(column).unwrap_or(ScalarType::Dynamic)),
            FurtherNames::Strings => Some(ScalarType::String),
        })
    }
}

/// The type that the suffix of a column's name tells, in a table that the HTTP Data Collector API or a diagnostic
/// setting made. <https://learn.microsoft.com/azure/azure-monitor/logs/data-collector-api#record-type-and-properties>
pub fn suffix_type(column: &str) -> Option<ScalarType> {
    let (stem, suffix) = column.rsplit_once('_')?;
    let ty = match suffix {
        "s" => ScalarType::String,
        "d" => ScalarType::Real,
        "b" => ScalarType::Bool,
        "t" => ScalarType::DateTime,
        "g" => ScalarType::Guid,
        _ => return None,
    };
    (!stem.is_empty()).then_some(ty)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suffix_tells_the_type() {
        for (column, expected) in [
            ("a_s", Some(ScalarType::String)),
            ("a_d", Some(ScalarType::Real)),
            ("a_b", Some(ScalarType::Bool)),
            ("a_t", Some(ScalarType::DateTime)),
            ("a_g", Some(ScalarType::Guid)),
            ("a_x", None),
            ("_s", None),
            ("name", None),
        ] {
            assert_eq!(suffix_type(column), expected, "{column}");
        }
    }

    #[test]
    fn further_columns_resolve_by_their_kind() {
        let hidden = Arc::from([Column::new("MG", ScalarType::String)]);
        let closed = Further { hidden, ..Further::default() };
        assert_eq!((closed.ty("MG"), closed.ty("a_d")), (Some(ScalarType::String), None));
        let kinds = [FurtherNames::Suffixed, FurtherNames::Any, FurtherNames::Strings].map(Further::names);
        let types = kinds.map(|further| (further.ty("a_d"), further.ty("a")));
        assert_eq!(
            types,
            [
                (Some(ScalarType::Real), None),
                (Some(ScalarType::Real), Some(ScalarType::Dynamic)),
                (Some(ScalarType::String), Some(ScalarType::String)),
            ]
        );
    }
}
