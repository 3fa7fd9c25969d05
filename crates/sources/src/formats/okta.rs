//! The System Log of Okta.

use lurcher_symbols::ScalarType;
use lurcher_symbols::values::datetime;

use crate::driver::{JsonReader, read_json};
use crate::json::{Object, Value};
use crate::rows::{Cell, Output, Row, Table};
use crate::tables::documented;
use crate::{Certainty, Example, Format, Head, Input, Options, Page, Sink, SourceError, lost, suffixed};

/// The format.
pub(crate) static FORMAT: Okta = Okta;

/// See [`PAGE`].
pub(crate) struct Okta;

static PAGE: Page = Page {
    name: "okta",
    title: "Okta System Log",
    summary: "Events of Okta's System Log, as its API gives them, become rows of `OktaSystemLogs`, or of `OktaV2_CL` or \
`Okta_CL`.",
    told_by: "`eventType`, `published`, `actor` and `outcome`",
    notes: "\
- The columns are those that the rule of Sentinel's connector makes: `ActorUsername` is `actor.alternateId` if it holds an \
`@`, `EventResult` is `Success`, `Failure`, `Partial` or `NA`, `EventSeverity` is `Informational`, `Medium` or `High`, \
`DvcAction` is `Allow`, `Deny` or `Drop`, `ActingAppType` is always `Browser`. `SrcGeoLongtitude` is spelt so.
- Connectors of different times fill different tables, of which the parser `OktaSSO` reads all: filling two would double \
what is found. With the option `okta-v2-cl` rows go to `OktaV2_CL`, which has the same columns; with `okta-cl` to \
`Okta_CL`, which the function of 2020 filled: a column a field, with the suffix of its type, lists as JSON text.",
    options: &[
        ("okta-v2-cl", "Okta's events go to `OktaV2_CL` instead of `OktaSystemLogs`"),
        ("okta-cl", "Okta's events go to `Okta_CL`, with a suffix at each column"),
    ],
    tables: &[
        documented::named("OktaSystemLogs"),
        documented::named("OktaV2_CL"),
        documented::named("Okta_CL"),
    ],
    sources: &[
        "<https://developer.okta.com/docs/reference/api/system-log/>",
        "<https://learn.microsoft.com/azure/azure-monitor/reference/tables/oktasystemlogs>",
        "the rule of the connector in <https://github.com/Azure/Azure-Sentinel/tree/master/Solutions/Okta%20Single%20Sign-On>",
    ],
    example: Example {
        file: "okta.json",
        input: r#"[{"actor":{"id":"00u1","type":"User","alternateId":"ada@harebell.example","displayName":"Ada","detailEntry":null},"client":{"userAgent":{"rawUserAgent":"Mozilla/5.0","os":"Linux","browser":"FIREFOX"},"zone":"null","device":"Computer","id":null,"ipAddress":"203.0.113.9","geographicalContext":{"city":"Jena","state":"Thuringia","country":"Germany","postalCode":"07743","geolocation":{"lat":50.9,"lon":11.6}}},"authenticationContext":{"authenticationStep":0,"externalSessionId":"s1"},"displayMessage":"User login to Okta","eventType":"user.session.start","outcome":{"result":"FAILURE","reason":"INVALID_CREDENTIALS"},"published":"2026-01-15T10:11:12.123Z","securityContext":{"asNumber":64500,"isProxy":false},"severity":"INFO","debugContext":{"debugData":{"requestUri":"/api"}},"transaction":{"type":"WEB","id":"t1","detail":{}},"uuid":"u1","version":"0","target":null}]
"#,
        rows: r#"{"table":"OktaSystemLogs","ActingAppName":"FIREFOX","ActingAppType":"Browser","ActorDisplayName":"Ada","ActorSessionId":"s1","ActorUserId":"00u1","ActorUserIdType":"OktaId","ActorUsername":"ada@harebell.example","ActorUsernameType":"UPN","ActorUserType":"Regular","AuthenticationContextAuthenticationStep":0,"DebugData":{"requestUri":"/api"},"EventMessage":"User login to Okta","EventOriginalResultDetails":"INVALID_CREDENTIALS","EventOriginalType":"user.session.start","EventOriginalUid":"u1","EventResult":"Failure","EventSeverity":"Informational","HttpUserAgent":"Mozilla/5.0","OriginalActorAlternateId":"ada@harebell.example","OriginalClientDevice":"Computer","OriginalOutcomeResult":"FAILURE","OriginalSeverity":"INFO","OriginalUserId":"00u1","OriginalUserType":"User","SecurityContextAsNumber":64500,"SecurityContextIsProxy":false,"SrcDeviceType":"Computer","SrcDvcOs":"Linux","SrcGeoCity":"Jena","SrcGeoCountry":"Germany","SrcGeoLatitude":50.9,"SrcGeoLongtitude":11.6,"SrcGeoPostalCode":"07743","SrcGeoRegion":"Thuringia","SrcIpAddr":"203.0.113.9","SrcZone":"null","TimeGenerated":"2026-01-15T10:11:12.1230000Z","TransactionDetail":{},"TransactionId":"t1","TransactionType":"WEB","Version":"0"}"#,
    },
};

/// Where each column's value is.
const PATHS: [(&str, &[&str]); 45] = [
    ("ActorDetailEntry", &["actor", "detailEntry"]),
    ("ActorDisplayName", &["actor", "displayName"]),
    ("OriginalUserId", &["actor", "id"]),
    ("OriginalActorAlternateId", &["actor", "alternateId"]),
    ("OriginalUserType", &["actor", "type"]),
    ("AuthenticationContextAuthenticationProvider", &["authenticationContext", "authenticationProvider"]),
    ("AuthenticationContextAuthenticationStep", &["authenticationContext", "authenticationStep"]),
    ("AuthenticationContextCredentialProvider", &["authenticationContext", "credentialProvider"]),
    ("LogonMethod", &["authenticationContext", "credentialType"]),
    ("ActorSessionId", &["authenticationContext", "externalSessionId"]),
    ("AuthenticationContextInterface", &["authenticationContext", "interface"]),
    ("AuthenticationContextIssuerId", &["authenticationContext", "issuer", "id"]),
    ("AuthenticationContextIssuerType", &["authenticationContext", "issuer", "type"]),
    ("OriginalClientDevice", &["client", "device"]),
    ("SrcGeoCity", &["client", "geographicalContext", "city"]),
    ("SrcGeoCountry", &["client", "geographicalContext", "country"]),
    ("SrcGeoLatitude", &["client", "geographicalContext", "geolocation", "lat"]),
    ("SrcGeoLongtitude", &["client", "geographicalContext", "geolocation", "lon"]),
    ("SrcGeoPostalCode", &["client", "geographicalContext", "postalCode"]),
    ("SrcGeoRegion", &["client", "geographicalContext", "state"]),
    ("SrcDvcId", &["client", "id"]),
    ("SrcIpAddr", &["client", "ipAddress"]),
    ("ActingAppName", &["client", "userAgent", "browser"]),
    ("SrcDvcOs", &["client", "userAgent", "os"]),
    ("HttpUserAgent", &["client", "userAgent", "rawUserAgent"]),
    ("SrcZone", &["client", "zone"]),
    ("DebugData", &["debugContext", "debugData"]),
    ("EventMessage", &["displayMessage"]),
    ("EventOriginalType", &["eventType"]),
    ("LegacyEventType", &["legacyEventType"]),
    ("EventOriginalUid", &["uuid"]),
    ("EventOriginalResultDetails", &["outcome", "reason"]),
    ("OriginalOutcomeResult", &["outcome", "result"]),
    ("Request", &["request"]),
    ("SecurityContextAsNumber", &["securityContext", "asNumber"]),
    ("SecurityContextAsOrg", &["securityContext", "asOrg"]),
    ("SecurityContextDomain", &["securityContext", "domain"]),
    ("SrcIsp", &["securityContext", "isp"]),
    ("SecurityContextIsProxy", &["securityContext", "isProxy"]),
    ("OriginalSeverity", &["severity"]),
    ("OriginalTarget", &["target"]),
    ("Version", &["version"]),
    ("TransactionType", &["transaction", "type"]),
    ("TransactionId", &["transaction", "id"]),
    ("TransactionDetail", &["transaction", "detail"]),
];

impl Format for Okta {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn recognize(&self, head: &Head<'_>) -> Option<Certainty> {
        head.most_records(is_event).then_some(Certainty::Certain)
    }

    fn read(&self, input: Input, options: &Options, out: &mut dyn Sink) -> Result<(), SourceError> {
        let table = match options.chosen_of(&["okta-cl", "okta-v2-cl"]) {
            Some("okta-cl") => PAGE.tables[2],
            Some(_) => PAGE.tables[1],
            None => PAGE.tables[0],
        };
        read_json(&Reader { table }, input, out)
    }
}

fn is_event(record: &Object<'_>) -> bool {
    ["eventType", "published", "actor", "outcome"].iter().all(|key| record.has(key))
}

struct Reader {
    table: &'static Table,
}

impl JsonReader for Reader {
    fn record(&self, record: &Object<'_>, _text: &str, out: &mut Output) -> Result<(), &'static str> {
        let table = self.table;
        if !is_event(record) {
            return Err("no event of Okta");
        }
        if table.name() != "Okta_CL" {
            let published: &[&str] = &["published"];
            lost::note(record, "", PATHS.iter().map(|(_, path)| *path).chain([published]), |a, b| a == b, out);
        }
        let mut row = out.row(table);
        row.time(datetime::parse(&record.text(&["published"])));
        if table.name() == "Okta_CL" {
            record.fields().for_each(|(key, value)| suffixed::add(&mut row, key, value));
        } else {
            write(table, record, &mut row);
        }
        Ok(())
    }
}

fn write(table: &'static Table, record: &Object<'_>, row: &mut Row<'_>) {
    for (column, path) in PATHS {
        if let Some(value) = record.at(path) {
            let ty = table.ty(column).unwrap_or(ScalarType::String);
            if ty == ScalarType::String && value.is_nested() {
                row.set(column, Cell::Text(&value.text()));
            } else {
                row.json(column, ty, value);
            }
        }
    }
    let actor = |key: &str| record.text(&["actor", key]);
    let (id, name) = (actor("id"), actor("alternateId"));
    if !id.is_empty() && id != "unknown" {
        row.text("ActorUserId", &id);
        row.text("ActorUserIdType", "OktaId");
    }
    if name.contains('@') {
        row.text("ActorUsername", &name);
        row.text("ActorUsernameType", "UPN");
    }
    if record.at(&["client", "id"]).map(Value::text).is_some_and(|id| !id.is_empty()) {
        row.text("SrcDvcIdType", "OktaId");
    }
    if record.text(&["client", "device"]) == "Computer" {
        row.text("SrcDeviceType", "Computer");
    }
    row.text("ActingAppType", "Browser");
    row.text("ActorUserType", user_type(&actor("type")));
    let (result, action) = outcome(&record.text(&["outcome", "result"]));
    row.text("EventResult", result);
    row.text("DvcAction", action);
    row.text("EventSeverity", severity(&record.text(&["severity"])));
}

fn user_type(kind: &str) -> &'static str {
    match kind {
        "SystemPrincipal" => "System Principal",
        "PublicClientApp" => "Application",
        "User" => "Regular",
        _ => "",
    }
}

/// The result and what was done.
fn outcome(result: &str) -> (&'static str, &'static str) {
    match result {
        "SUCCESS" => ("Success", ""),
        "ALLOW" => ("Success", "Allow"),
        "DENY" => ("Failure", "Deny"),
        "SKIPPED" => ("Failure", "Drop"),
        "FAILURE" => ("Failure", ""),
        "CHALLENGE" => ("Partial", ""),
        "UNKNOWN" => ("NA", ""),
        _ => ("", ""),
    }
}

fn severity(severity: &str) -> &'static str {
    match severity {
        "DEBUG" | "INFO" => "Informational",
        "WARN" => "Medium",
        "ERROR" => "High",
        _ => "",
    }
}
