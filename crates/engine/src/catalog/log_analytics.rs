//! The documented tables of Azure Monitor Logs and of well-known connectors.
//! <https://learn.microsoft.com/azure/azure-monitor/reference/tables-index>

use lurcher_symbols::{Column, ScalarType};

use super::schema_text::SchemaText;

static TABLES: SchemaText = SchemaText::new(include_str!(concat!(env!("OUT_DIR"), "/log_analytics_tables.txt")));
static CUSTOM: SchemaText = SchemaText::new(include_str!(concat!(env!("OUT_DIR"), "/custom_tables.txt")));

/// The documented columns of a table that every workspace has, and whether it takes any further column (as `AzureDiagnostics` does).
pub fn table(name: &str) -> Option<(Vec<Column>, bool)> {
    TABLES.table(name)
}

/// Whether every workspace has a table of that name.
pub fn contains(name: &str) -> bool {
    TABLES.contains(name)
}

/// The names of the tables that every workspace has, sorted.
pub fn names() -> impl Iterator<Item = &'static str> {
    TABLES.names()
}

/// The documented columns of a table that exists only where a connector fills it.
pub fn custom_table(name: &str) -> Option<Vec<Column>> {
    CUSTOM.table(name).map(|(columns, _)| columns)
}

/// The names of the tables that [`custom_table`] knows, sorted.
pub fn custom_names() -> impl Iterator<Item = &'static str> {
    CUSTOM.names()
}

/// The type that the suffix of a column's name tells in a table that the HTTP Data Collector API made (`*_CL`).
/// <https://learn.microsoft.com/azure/azure-monitor/logs/data-collector-api#record-type-and-properties>
pub fn suffix_type(table: &str, column: &str) -> Option<ScalarType> {
    if !table.ends_with("_CL") {
        return None;
    }
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

    fn ty(columns: &[Column], name: &str) -> Option<ScalarType> {
        columns.iter().find(|c| &*c.name == name).map(|c| c.ty)
    }

    #[test]
    fn every_line_of_the_data_is_found_again() {
        for (csv, count, custom) in [
            (include_str!("../../data/log_analytics_tables.csv"), 899, false),
            (include_str!("../../data/custom_tables.csv"), 1045, true),
        ] {
            let mut by_table: std::collections::BTreeMap<&str, Vec<(&str, &str)>> = Default::default();
            for line in csv.lines().skip(1) {
                let f: Vec<&str> = line.split(',').collect();
                by_table.entry(f[0]).or_default().push((f[1], f[2]));
            }
            assert_eq!(by_table.len(), count);
            for (name, expected) in by_table {
                let columns = if custom { custom_table(name) } else { table(name).map(|(c, _)| c) }.expect(name);
                let found: Vec<_> = columns.iter().map(|c| (&*c.name, c.ty.name())).collect();
                assert_eq!(found, expected, "{name}");
            }
        }
    }

    #[test]
    fn facts_of_the_table_reference() {
        let (columns, open) = table("CommonSecurityLog").expect("documented");
        assert!(!open);
        assert_eq!(ty(&columns, "DestinationPort"), Some(ScalarType::Int));
        assert_eq!(ty(&columns, "TimeGenerated"), Some(ScalarType::DateTime));
        assert!(table("AzureDiagnostics").is_some_and(|(_, open)| open));
        assert!(custom_table("NetworkSummary_Protocol_CL").is_some());
        // Sentinel's own parser looks its directions up by bools.
        let stream = custom_table("VectraStream_CL").expect("documented");
        assert_eq!(ty(&stream, "local_orig_b"), Some(ScalarType::Bool));
    }

    #[test]
    fn other_names_are_not_found() {
        for name in ["", "A", "Zzz", "commonsecuritylog", "CommonSecurityLog2", "CommonSecurityLo", "AzureDiagnostics*"]
        {
            assert!(table(name).is_none() && !contains(name), "{name}");
        }
        assert!(custom_table("CommonSecurityLog").is_none());
    }

    #[test]
    fn suffixes_type_custom_tables_only() {
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
            assert_eq!(suffix_type("My_CL", column), expected, "{column}");
        }
        assert_eq!(suffix_type("Syslog", "a_d"), None);
    }
}
