//! Generates the list of formats from their folder, so that adding a format touches one file, and the tables whose rows
//! records already are, from the catalog's own files.

#[path = "../functions/build/list.rs"]
mod list;

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs};

/// Tables that records name, and whose columns they have under the same names.
const PREFIXES: [&str; 13] = [
    "AAD",
    "AZFW",
    "Alert",
    "Behavior",
    "CloudAppEvents",
    "Device",
    "Email",
    "Identity",
    "OAuthAppInfo",
    "Signin",
    "UrlClickEvents",
    "vectra_",
    "Message",
];

/// Others, by name.
const NAMES: [&str; 11] = [
    "AWSGuardDuty",
    "AuditLogs",
    "AzureActivity",
    "GCPAuditLogs",
    "LinuxAudit_CL",
    "MicrosoftGraphActivityLogs",
    "NTANetAnalytics",
    "OfficeActivity",
    "OktaSystemLogs",
    "OktaV2_CL",
    "Okta_CL",
];

/// The catalog's files: table, column, type.
const CATALOG: [&str; 3] = [
    "../engine/data/log_analytics_tables.csv",
    "../engine/data/custom_tables.csv",
    "../engine/data/deployed_columns.csv",
];

/// Columns that a workspace fills by itself.
const OWN: [&str; 6] = ["TenantId", "Type", "_BilledSize", "_IsBillable", "_ItemId", "_TimeReceived"];

fn main() {
    list::list("formats", "formats", "FORMAT", "dyn crate::Format");
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in CATALOG {
        println!("cargo::rerun-if-changed={source}");
        let text = fs::read_to_string(source).unwrap_or_else(|e| panic!("{source}: {e}"));
        for line in text.lines().skip(1) {
            let mut fields = line.split(',');
            let (Some(table), Some(column), Some(ty)) = (fields.next(), fields.next(), fields.next()) else { continue };
            let is_wanted = NAMES.contains(&table) || PREFIXES.iter().any(|prefix| table.starts_with(prefix));
            if !is_wanted || OWN.contains(&column) {
                continue;
            }
            let columns = tables.entry(table.to_owned()).or_default();
            let begins = format!("{column}:");
            if !columns.iter().any(|known| known.starts_with(&begins)) {
                columns.push(format!("{begins}{ty}"));
            }
        }
    }
    let items: String = tables
        .iter()
        .map(|(name, columns)| format!("    crate::rows::Table::new({name:?}, {:?}),\n", columns.join(" ")))
        .collect();
    let names: String = tables.keys().map(|name| format!("    {name:?},\n")).collect();
    let count = tables.len();
    let text = format!(
        "const NAMES: [&str; {count}] = [\n{names}];\n\
         pub(crate) static ALL: [crate::rows::Table; {count}] = [\n{items}];\n"
    );
    let out = env::var("OUT_DIR").expect("cargo sets it");
    fs::write(Path::new(&out).join("documented.rs"), text).expect("OUT_DIR is writable");
}
