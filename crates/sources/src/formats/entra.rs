//! Sign-ins and audits of Entra, as Graph and the portal export them.

use lurcher_symbols::values::datetime;

use crate::azure::directory;
use crate::driver::{JsonReader, read_json};
use crate::json::{Object, Value};
use crate::rows::Output;
use crate::{Certainty, Example, Format, Head, Input, Options, Page, Sink, SourceError};

/// The format.
pub(crate) static FORMAT: Entra = Entra;

/// See [`PAGE`].
pub(crate) struct Entra;

static PAGE: Page = Page {
    name: "entra",
    title: "Entra sign-ins and audits (Graph, portal)",
    summary: "Sign-ins and audits as Graph gives them or the portal downloads them, in JSON, become rows of `SigninLogs` \
and `AuditLogs`.",
    told_by: "`createdDateTime`, `appDisplayName` and `status`, or `activityDateTime` and `activityDisplayName`",
    notes: "\
- There is no envelope, as in [a diagnostic setting](azure_resource.md): `ResultType` is `status.errorCode`, \
`ResultDescription` is `status.failureReason`, `Location` is the country, `LocationDetails` the whole.
- Sign-ins that were not interactive go to `AADNonInteractiveUserSignInLogs`, those of service principals and managed \
identities to their tables, where `signInEventTypes` says so.
- The portal's CSV is in the language of who downloaded it and lacks much: download JSON.",
    options: &[],
    tables: &[],
    sources: &[
        "<https://learn.microsoft.com/graph/api/resources/signin>",
        "<https://learn.microsoft.com/graph/api/resources/directoryaudit>",
    ],
    example: Example {
        file: "SignIns.json",
        input: r#"{"value":[{"id":"s1","createdDateTime":"2026-01-15T10:11:12Z","userDisplayName":"Ada","userPrincipalName":"ada@harebell.example","appDisplayName":"Mail","ipAddress":"203.0.113.9","status":{"errorCode":50126,"failureReason":"Invalid password"},"location":{"city":"Jena","countryOrRegion":"DE"},"isInteractive":true}]}
"#,
        rows: r#"{"table":"SigninLogs","AppDisplayName":"Mail","CreatedDateTime":"2026-01-15T10:11:12.0000000Z","Id":"s1","Identity":"Ada","IPAddress":"203.0.113.9","IsInteractive":true,"Location":"DE","LocationDetails":{"city":"Jena","countryOrRegion":"DE"},"OperationName":"Sign-in activity","ResultDescription":"Invalid password","ResultType":"50126","SourceSystem":"Azure AD","Status":{"errorCode":50126,"failureReason":"Invalid password"},"TimeGenerated":"2026-01-15T10:11:12.0000000Z","UserDisplayName":"Ada","UserPrincipalName":"ada@harebell.example"}"#,
    },
};

impl Format for Entra {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn recognize(&self, head: &Head<'_>) -> Option<Certainty> {
        head.most_records(|object| category(object).is_some()).then_some(Certainty::Certain)
    }

    fn read(&self, input: Input, _options: &Options, out: &mut dyn Sink) -> Result<(), SourceError> {
        read_json(&Reader, input, out)
    }
}

struct Reader;

impl JsonReader for Reader {
    fn record(&self, record: &Object<'_>, _text: &str, out: &mut Output) -> Result<(), &'static str> {
        let table = category(record).and_then(directory::table).ok_or("neither a sign-in nor an audit")?;
        let time = record.get("createdDateTime").or_else(|| record.get("activityDateTime"));
        let time = time.and_then(|time| datetime::parse(&time.text()));
        directory::write(table, &Object::default(), record, time, out);
        Ok(())
    }
}

/// The category that a diagnostic setting would give a record.
fn category(record: &Object<'_>) -> Option<&'static str> {
    if record.has("activityDateTime") && record.has("activityDisplayName") {
        return Some("AuditLogs");
    }
    let is_sign_in = record.has("createdDateTime") && record.has("appDisplayName") && record.has("status");
    let kinds = record.get("signInEventTypes").and_then(Value::elements).unwrap_or_default();
    let is = |kind: &str| kinds.iter().any(|value| value.text() == kind);
    is_sign_in.then(|| match () {
        () if is("servicePrincipal") => "ServicePrincipalSignInLogs",
        () if is("managedIdentity") => "ManagedIdentitySignInLogs",
        () if is("nonInteractiveUser") => "NonInteractiveUserSignInLogs",
        () => "SignInLogs",
    })
}
