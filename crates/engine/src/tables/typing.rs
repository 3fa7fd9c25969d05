//! Which type a column has, and who says so: the user, the documentation, the column's name, the file.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use lurcher_symbols::{Column, Further, FurtherNames, ScalarType, suffix_type};

use crate::catalog::log_analytics;

/// What is known of a table's columns before a file is looked at.
#[derive(Debug, Clone, Default)]
pub struct Declared {
    /// The documented columns in their order; none for a table that nobody documents.
    pub documented: Vec<Column>,
    /// What may be named beside them.
    pub further: Further,
    /// What the settings add: columns that are there whether a file has them or not.
    pub added: Vec<Column>,
    /// Whether the table is what files are called that somebody names, and not one of the workspace.
    pub(crate) is_of_files: bool,
    types: HashMap<Arc<str>, ScalarType>,
    table: Arc<str>,
}

impl Declared {
    /// What the documentation and the settings' `[tables.NAME.columns]` say of a table.
    pub fn new(table: &str, settings: Option<&BTreeMap<Arc<str>, ScalarType>>) -> Self {
        let log_analytics::Documented { columns: mut documented, mut further } =
            log_analytics::table(table).or_else(|| log_analytics::custom_table(table)).unwrap_or_default();
        if further.names == FurtherNames::None && table.ends_with("_CL") {
            further.names = FurtherNames::Suffixed;
        }
        let all = documented.iter().chain(further.hidden.iter());
        let mut types: HashMap<Arc<str>, ScalarType> = all.map(|c| (c.name.clone(), c.ty)).collect();
        let mut added = Vec::new();
        for (name, ty) in settings.into_iter().flatten() {
            if types.insert(name.clone(), *ty).is_none() {
                added.push(Column::new(name.clone(), *ty));
            }
        }
        for column in &mut documented {
            column.ty = types.get(&column.name).copied().unwrap_or(column.ty);
        }
        Self { documented, further, added, is_of_files: false, types, table: table.into() }
    }

    /// The same for files that somebody names.
    pub fn of_files(self) -> Self {
        Self { is_of_files: true, ..self }
    }

    /// What a query declares of data from outside.
    pub fn by_query(columns: &[Column]) -> Self {
        let types = columns.iter().map(|c| (c.name.clone(), c.ty)).collect();
        Self { documented: columns.to_vec(), types, ..Self::default() }
    }

    /// What may be named beside `columns`, which the table shows.
    pub fn further_beside(&self, columns: &[Column]) -> Further {
        let hidden = self.further.hidden.iter().filter(|hidden| !columns.iter().any(|c| c.name == hidden.name));
        Further { hidden: hidden.cloned().collect(), names: self.further.names, ..Further::default() }
    }

    /// The type that a column must have: the user's word, then the documentation's.
    pub fn ty(&self, column: &str) -> Option<ScalarType> {
        self.types.get(column).copied()
    }

    /// The type that a column's name tells where nothing else does: the suffix in a `*_CL` table, and the columns that
    /// every table of Azure Monitor has in common.
    /// <https://learn.microsoft.com/azure/azure-monitor/logs/log-standard-columns>
    pub fn hint(&self, column: &str) -> Option<ScalarType> {
        let standard = match column {
            "TimeGenerated" | "_TimeReceived" => Some(ScalarType::DateTime),
            "Type" | "TenantId" | "SourceSystem" | "_ItemId" | "_ResourceId" | "_SubscriptionId" => {
                Some(ScalarType::String)
            }
            "_BilledSize" => Some(ScalarType::Real),
            _ => None,
        };
        standard.or_else(|| self.table.ends_with("_CL").then(|| suffix_type(column)).flatten())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_goes_before_the_documentation() {
        let settings = BTreeMap::from([("DstPortNumber".into(), ScalarType::Long), ("Extra".into(), ScalarType::Real)]);
        let declared = Declared::new("ASimNetworkSessionLogs", Some(&settings));
        assert_eq!(declared.ty("DstPortNumber"), Some(ScalarType::Long));
        assert_eq!(declared.ty("SrcPortNumber"), Some(ScalarType::Int));
        assert_eq!(declared.ty("Extra"), Some(ScalarType::Real));
        assert_eq!(declared.ty("Other"), None);
        assert!(declared.documented.iter().any(|c| *c.name == *"DstPortNumber" && c.ty == ScalarType::Long));
    }

    #[test]
    fn names_tell_where_nobody_declares() {
        let declared = Declared::new("Mine_CL", None);
        assert_eq!(declared.hint("Count_d"), Some(ScalarType::Real));
        assert_eq!(declared.hint("TimeGenerated"), Some(ScalarType::DateTime));
        assert_eq!(Declared::new("Mine", None).hint("Count_d"), None);
        assert_eq!(Declared::new("NetworkSummary_Protocol_CL", None).ty("count_"), Some(ScalarType::Int));
    }
}
