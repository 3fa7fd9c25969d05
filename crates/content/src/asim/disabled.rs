//! Sources that a workspace switches off by the watchlist `ASimDisabledParsers`.
//! <https://learn.microsoft.com/azure/sentinel/normalization-manage-parsers>

use super::{Name, Style};
use crate::Watchlist;

/// The watchlist's alias.
pub const WATCHLIST: &str = "ASimDisabledParsers";

/// What the watchlist says: who is to go without what.
#[derive(Debug, Default)]
pub struct Disabled {
    /// Pairs of the columns `CallerContext` and `SourceSpecificParser`.
    rows: Vec<(String, String)>,
}

impl Disabled {
    /// Reads the watchlist. Without the column `SourceSpecificParser` it disables nothing, without `CallerContext` the
    /// caller is the search key, which it is in Sentinel's own template.
    pub fn read(watchlist: &Watchlist) -> Self {
        let column = |name: &str| watchlist.columns.iter().position(|c| **c == *name);
        let Some(parser) = column("SourceSpecificParser") else { return Self::default() };
        let caller = column("CallerContext").unwrap_or(watchlist.search_key);
        let cell = |row: &[String], i: usize| row.get(i).cloned().unwrap_or_default();
        Self { rows: watchlist.rows.iter().map(|row| (cell(row, caller), cell(row, parser))).collect() }
    }

    /// Whether the unifying function that is called `unifier` goes without a source. `deployed` is the name of the
    /// source's function where content defines it.
    pub fn disables(&self, unifier: &str, source: &Name, deployed: Option<&str>) -> bool {
        let callers: Vec<String> = caller_contexts(unifier);
        let named = format!("Exclude{}", source_name(unifier, source, deployed));
        let asked = |caller: &String| caller == "Any" || callers.contains(caller);
        let meant = |parser: &String| parser == "Any" || callers.contains(parser) || *parser == named;
        self.rows.iter().any(|(caller, parser)| asked(caller) && meant(parser))
    }
}

/// What `CallerContext` may call a unifying function. Those of a workspace call the filtering ones by `im` or by `vim`.
fn caller_contexts(unifier: &str) -> Vec<String> {
    let plain = format!("Exclude{unifier}");
    match unifier.starts_with(Style::Filtering.deployed()) {
        true => vec![plain, format!("Excludev{unifier}")],
        false => vec![plain],
    }
}

/// What a unifying function calls a source: a built-in one as built in, a workspace's as deployed.
fn source_name(unifier: &str, source: &Name, deployed: Option<&str>) -> String {
    if unifier.starts_with('_') {
        return source.unversioned().to_string();
    }
    let by_parts = || {
        let name = source.source.as_deref().unwrap_or_default();
        format!("{}{}{name}", source.style.deployed_source(), source.schema)
    };
    deployed.map_or_else(by_parts, str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn disabled(rows: &[(&str, &str)]) -> Disabled {
        Disabled { rows: rows.iter().map(|(c, p)| ((*c).to_owned(), (*p).to_owned())).collect() }
    }

    fn says(rows: &[(&str, &str)], unifier: &str, source: &str) -> bool {
        disabled(rows).disables(unifier, &Name::parse(source).unwrap(), Some("vimDnsFirewall"))
    }

    #[test]
    fn the_documented_rows() {
        let rows = [("Exclude_Im_Dns", "Exclude_Im_Dns_AzureFirewall")];
        assert!(says(&rows, "_Im_Dns", "_Im_Dns_AzureFirewall"));
        assert!(says(&rows, "_Im_Dns", "_Im_Dns_AzureFirewallV02"));
        assert!(!says(&rows, "_Im_Dns", "_Im_Dns_Native"));
        assert!(!says(&rows, "_ASim_Dns", "_ASim_Dns_AzureFirewall"));
        assert!(!says(&rows, "imDns", "_Im_Dns_AzureFirewall"));
        for rows in [[("Exclude_Im_Dns", "Any")], [("Any", "Any")], [("Any", "Exclude_Im_Dns_Native")]] {
            assert!(says(&rows, "_Im_Dns", "_Im_Dns_Native"), "{rows:?}");
        }
    }

    #[test]
    fn rows_for_functions_of_a_workspace() {
        for caller in ["ExcludeimDns", "ExcludevimDns", "Any"] {
            assert!(says(&[(caller, "ExcludevimDnsFirewall")], "imDns", "_Im_Dns_AzureFirewall"), "{caller}");
            assert!(says(&[(caller, "ExcludevimDns")], "imDns", "_Im_Dns_AzureFirewall"), "{caller}");
        }
        let native = Name::parse("_ASim_Dns_Native").unwrap();
        assert!(disabled(&[("ExcludeASimDns", "ExcludeASimDnsNative")]).disables("ASimDns", &native, None));
    }

    #[test]
    fn a_watchlist_without_its_columns() {
        let watchlist = |columns: &[&str], row: &[&str]| Watchlist {
            alias: WATCHLIST.into(),
            path: Default::default(),
            columns: columns.iter().map(|c| (*c).into()).collect(),
            rows: vec![row.iter().map(|c| (*c).to_owned()).collect()],
            search_key: 0,
            left_out: Vec::new(),
        };
        let native = Name::parse("_Im_Dns_Native").unwrap();
        let says = |w: &Watchlist| Disabled::read(w).disables("_Im_Dns", &native, None);
        assert!(says(&watchlist(&["SourceSpecificParser", "CallerContext"], &["Any", "Exclude_Im_Dns"])));
        assert!(says(&watchlist(&["Who", "SourceSpecificParser"], &["Any", "Any"])));
        assert!(!says(&watchlist(&["CallerContext"], &["Any"])));
        assert!(!says(&watchlist(&["CallerContext", "SourceSpecificParser"], &["Any"])));
    }
}
