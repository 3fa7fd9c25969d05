//! The documented tables of Azure Monitor Logs and of well-known connectors.
//! <https://learn.microsoft.com/azure/azure-monitor/reference/tables-index>

use std::sync::{Arc, LazyLock};

pub use super::schema_text::Documented;
use super::schema_text::SchemaText;

static TABLES: SchemaText = SchemaText::new(include_str!(concat!(env!("OUT_DIR"), "/log_analytics_tables.txt")));
static CUSTOM: SchemaText = SchemaText::new(include_str!(concat!(env!("OUT_DIR"), "/custom_tables.txt")));

/// A table that every workspace has.
pub fn table(name: &str) -> Option<Documented> {
    TABLES.table(name)
}

/// The names of the tables that every workspace has, sorted.
pub fn names() -> impl Iterator<Item = &'static str> {
    TABLES.names()
}

/// A table that exists only where a connector fills it.
pub fn custom_table(name: &str) -> Option<Documented> {
    CUSTOM.table(name)
}

/// Whether every workspace has a table of that name.
pub fn is_of_every_workspace(name: &str) -> bool {
    TABLES.contains(name)
}

/// Whether there is a documented table of that name where a connector fills it.
pub fn is_custom(name: &str) -> bool {
    CUSTOM.contains(name)
}

/// The names of the tables that [`custom_table`] knows, sorted.
pub fn custom_names() -> impl Iterator<Item = &'static str> {
    CUSTOM.names()
}

/// The names of all tables that are known, sorted: there are thousands, and whoever looks for the nearest wants all.
pub fn all_names() -> &'static [Arc<str>] {
    static NAMES: LazyLock<Vec<Arc<str>>> = LazyLock::new(|| {
        let mut names: Vec<Arc<str>> = names().chain(custom_names()).map(Arc::from).collect();
        names.sort_unstable();
        names.dedup();
        names
    });
    &NAMES
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use lurcher_symbols::{Column, FurtherNames, ScalarType};

    use super::*;

    fn ty(columns: &[Column], name: &str) -> Option<ScalarType> {
        columns.iter().find(|c| &*c.name == name).map(|c| c.ty)
    }

    #[test]
    fn every_line_of_the_data_is_found_again() {
        for (csv, count, custom) in [
            (include_str!("../../data/log_analytics_tables.csv"), 899, false),
            (include_str!("../../data/custom_tables.csv"), 1045, true),
            (include_str!("../../data/own_tables.csv"), 1, true),
        ] {
            let mut by_table: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::default();
            for line in csv.lines().skip(1) {
                let f: Vec<&str> = line.split(',').collect();
                by_table.entry(f[0]).or_default().push((f[1], f[2]));
            }
            assert_eq!(by_table.len(), count);
            for (name, expected) in by_table {
                let found = if custom { custom_table(name) } else { table(name) }.expect(name).columns;
                let found: Vec<_> = found.iter().map(|c| (&*c.name, c.ty.name())).collect();
                assert_eq!(found[..expected.len()], expected, "{name}");
            }
        }
    }

    #[test]
    fn what_workspaces_have_beside_the_documentation_is_found() {
        for line in include_str!("../../data/deployed_columns.csv").lines().skip(1) {
            let [name, column, expected, known_table, source] = line.split(',').collect::<Vec<_>>()[..] else {
                panic!("{line}")
            };
            let found =
                if known_table == "log_analytics" { table(name) } else { custom_table(name.trim_end()) }.expect(name);
            let shown = ty(&found.columns, column);
            let hidden = ty(&found.further.hidden, column);
            let expected = ScalarType::ALL.into_iter().find(|ty| ty.name() == expected);
            // Sentinel's parsers read two that the reference has lost: they are among the documented ones already.
            let is_shown = known_table == "no" || source == "reference" || name == "VMConnection";
            assert_eq!((shown, hidden), if is_shown { (expected, None) } else { (None, expected) }, "{line}");
        }
    }

    #[test]
    fn facts_of_the_table_reference() {
        let firewalls = table("CommonSecurityLog").expect("documented");
        assert_eq!(firewalls.further.names, FurtherNames::None);
        assert_eq!(ty(&firewalls.columns, "DestinationPort"), Some(ScalarType::Int));
        assert_eq!(ty(&firewalls.columns, "TimeGenerated"), Some(ScalarType::DateTime));
        assert!(table("AzureDiagnostics").is_some_and(|table| table.further.names == FurtherNames::Any));
        assert_eq!(ty(&table("DnsEvents").expect("documented").columns, "Name"), Some(ScalarType::String));
        assert!(["NetworkSummary_Protocol_CL", "Okta_CL", "ExposureGraphNodes"].into_iter().all(is_custom));
        // Sentinel's own parser looks its directions up by bools.
        let stream = custom_table("VectraStream_CL").expect("documented");
        assert_eq!(ty(&stream.columns, "local_orig_b"), Some(ScalarType::Bool));
    }

    #[test]
    fn other_names_are_not_found() {
        for name in ["", "A", "Zzz", "commonsecuritylog", "CommonSecurityLog2", "CommonSecurityLo", "AzureDiagnostics*"]
        {
            assert!(!is_of_every_workspace(name) && !is_custom(name), "{name}");
        }
        assert!(custom_table("CommonSecurityLog").is_none());
    }
}
