//! The built-in unifying function over the original parsers of many connectors at once.

use std::collections::BTreeMap;

use crate::fixture::{Fields, Fixture, filled};
use crate::kinds::{assert_same, originals, parser_file, query};
use crate::support::Folder;

/// Connectors whose parsers read no row of another's.
const CONNECTORS: [&str; 14] = [
    "aws_vpc",
    "azure_firewall",
    "azure_nsg",
    "check_point",
    "cisco_asa",
    "cisco_meraki_syslog",
    "corelight",
    "fortinet",
    "linux_sysmon",
    "microsoft_365_defender",
    "native",
    "palo_alto",
    "security_event_firewall",
    "zscaler",
];

/// Fields that all connectors have, in one type each.
const FIELDS: [&str; 9] = [
    "DstIpAddr",
    "DstPortNumber",
    "DvcAction",
    "EventProduct",
    "EventResult",
    "EventVendor",
    "NetworkProtocol",
    "SrcIpAddr",
    "SrcPortNumber",
];

#[test]
fn all_sources_at_once() {
    let Some(parsers) = originals() else {
        eprintln!("skipped: all_sources_at_once needs a clone of Azure-Sentinel beside the project");
        return;
    };
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    files.insert("lurcher.toml".to_owned(), "now = \"2026-01-15T14:00:00Z\"\ncontent = [\"parsers\"]\n".to_owned());
    let mut events = Vec::new();
    for connector in CONNECTORS {
        let fixture = Fixture::read(connector);
        let Some(text) = parser_file(&parsers, &format!("vim{}", fixture.parser)) else {
            eprintln!("skipped: the clone has no vim{}", fixture.parser);
            continue;
        };
        files.insert(format!("parsers/{connector}.yaml"), text);
        for (table, rows) in fixture.tables() {
            *files.entry(table).or_default() += &rows;
        }
        files.extend(fixture.files.clone());
        events.extend(fixture.events("vim").into_iter().map(common));
    }
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let workspace = Folder::with(&files);
    let calls = ["", "dstportnumber=443", "dvcaction=dynamic(['Deny']), eventresult='Failure'"];
    let queries = calls.map(|with| format!("_Im_NetworkSession({with}) | project {}", FIELDS.join(", ")));
    let found = query(&workspace, &queries.join(";\n"));
    let [all, web, denied] = <[Vec<Fields>; 3]>::try_from(found).expect("three results");
    let on_443 = |event: &&Fields| event.get("DstPortNumber").is_some_and(|port| *port == 443);
    assert_same("_Im_NetworkSession(dstportnumber=443)", events.iter().filter(on_443).cloned().collect(), web);
    // Parsers of sources without an action, and those that compare it in another way, answer nothing.
    let is_denied = |event: &Fields| event.get("DvcAction").is_some_and(|action| *action == "Deny");
    assert!(!denied.is_empty() && denied.iter().all(is_denied), "{denied:#?}");
    assert_same("_Im_NetworkSession()", events, all);
}

fn common(event: Fields) -> Fields {
    filled(event.into_iter().filter(|(name, _)| FIELDS.contains(&name.as_str())).collect())
}
