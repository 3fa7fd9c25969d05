//! Events of AWS CloudTrail.

use std::slice;

use lurcher_symbols::values::datetime;

use crate::driver::{JsonReader, read_json};
use crate::json::{Object, Value};
use crate::rows::{Cell, Output, Table};
use crate::{Certainty, Example, Format, Head, Input, Options, Page, Sink, SourceError, lost};

/// The format.
pub(crate) static FORMAT: CloudTrail = CloudTrail;

/// See [`PAGE`].
pub(crate) struct CloudTrail;

static PAGE: Page = Page {
    name: "cloudtrail",
    title: "AWS CloudTrail",
    summary: "Events of CloudTrail, in files of `Records` or one a line, become rows of `AWSCloudTrail`.",
    told_by: "`eventVersion`, `eventSource` and `eventName`",
    notes: "\
- `requestParameters`, `responseElements`, `additionalEventData`, `serviceEventDetails` and `resources` are JSON text \
without white space, empty for null.
- `ipProtocol`, `fromPort`, `toPort` and `cidrIp` of the request become `IpProtocol`, `SourcePort`, `DestinationPort` \
and `CidrIp`. `OperationName` is `CloudTrail`.
- Where Logstash replaced `eventTime` by `@timestamp`, that is the time.
- Digests hold no events and are skipped. Fields without a column are noted.",
    options: &[],
    tables: &[&TABLE],
    sources: &[
        "<https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html>",
        "<https://learn.microsoft.com/azure/azure-monitor/reference/tables/awscloudtrail>",
    ],
    example: Example {
        file: "trail.json",
        input: r#"{"Records":[{"eventVersion":"1.08","userIdentity":{"type":"AssumedRole","principalId":"AROAEXAMPLE:ada","arn":"arn:aws:sts::111122223333:assumed-role/Admin/ada","accountId":"111122223333","sessionContext":{"sessionIssuer":{"type":"Role","userName":"Admin"},"attributes":{"mfaAuthenticated":"true","creationDate":"2026-01-15T09:00:00Z"}}},"eventTime":"2026-01-15T10:11:12Z","eventSource":"ec2.amazonaws.com","eventName":"StopInstances","awsRegion":"eu-central-1","sourceIPAddress":"203.0.113.9","userAgent":"aws-cli/2","requestParameters":{"force": false},"responseElements":null,"requestID":"r-1","eventID":"e-1","readOnly":false,"eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":"111122223333","eventCategory":"Management"}]}
"#,
        rows: r#"{"table":"AWSCloudTrail","TimeGenerated":"2026-01-15T10:11:12.0000000Z","AwsEventId":"e-1","EventVersion":"1.08","EventSource":"ec2.amazonaws.com","EventTypeName":"AwsApiCall","EventName":"StopInstances","UserIdentityType":"AssumedRole","UserIdentityPrincipalid":"AROAEXAMPLE:ada","UserIdentityArn":"arn:aws:sts::111122223333:assumed-role/Admin/ada","UserIdentityAccountId":"111122223333","UserAgent":"aws-cli/2","SourceIpAddress":"203.0.113.9","AWSRegion":"eu-central-1","RequestParameters":"{\"force\":false}","ReadOnly":false,"AwsRequestId_":"r-1","RecipientAccountId":"111122223333","ManagementEvent":true,"Category":"Management","OperationName":"CloudTrail","SessionMfaAuthenticated":true,"SessionCreationDate":"2026-01-15T09:00:00.0000000Z","SessionIssuerType":"Role","SessionIssuerUserName":"Admin"}"#,
    },
};

static TABLE: Table = Table::new(
    "AWSCloudTrail",
    "TimeGenerated:datetime AwsEventId EventVersion EventSource EventTypeName EventName UserIdentityType \
     UserIdentityPrincipalid UserIdentityArn UserIdentityAccountId UserIdentityInvokedBy UserIdentityAccessKeyId \
     UserIdentityUserName UserIdentityUserId UserIdentityStoreArn UserAgent SourceIpAddress AWSRegion ErrorCode \
     ErrorMessage RequestParameters ResponseElements AdditionalEventData ServiceEventDetails Resources ReadOnly:bool \
     AwsRequestId_ SharedEventId VpcEndpointId RecipientAccountId APIVersion ManagementEvent:bool Category \
     OperationName SessionMfaAuthenticated:bool SessionCreationDate:datetime SessionIssuerType \
     SessionIssuerPrincipalId SessionIssuerArn SessionIssuerAccountId SessionIssuerUserName EC2RoleDelivery TlsVersion \
     CipherSuite ClientProvidedHostHeader IpProtocol SourcePort DestinationPort CidrIp",
);

/// Where each column's value is.
const PATHS: &[(&str, &[&str])] = &[
    ("AwsEventId", &["eventID"]),
    ("EventVersion", &["eventVersion"]),
    ("EventSource", &["eventSource"]),
    ("EventTypeName", &["eventType"]),
    ("EventName", &["eventName"]),
    ("UserAgent", &["userAgent"]),
    ("SourceIpAddress", &["sourceIPAddress"]),
    ("AWSRegion", &["awsRegion"]),
    ("ErrorCode", &["errorCode"]),
    ("ErrorMessage", &["errorMessage"]),
    ("RequestParameters", &["requestParameters"]),
    ("ResponseElements", &["responseElements"]),
    ("AdditionalEventData", &["additionalEventData"]),
    ("ServiceEventDetails", &["serviceEventDetails"]),
    ("Resources", &["resources"]),
    ("ReadOnly", &["readOnly"]),
    ("AwsRequestId_", &["requestID"]),
    ("SharedEventId", &["sharedEventID"]),
    ("VpcEndpointId", &["vpcEndpointId"]),
    ("RecipientAccountId", &["recipientAccountId"]),
    ("APIVersion", &["apiVersion"]),
    ("ManagementEvent", &["managementEvent"]),
    ("Category", &["eventCategory"]),
];

/// Those inside of `userIdentity`.
const IDENTITY: &[(&str, &[&str])] = &[
    ("UserIdentityType", &["type"]),
    ("UserIdentityPrincipalid", &["principalId"]),
    ("UserIdentityArn", &["arn"]),
    ("UserIdentityAccountId", &["accountId"]),
    ("UserIdentityInvokedBy", &["invokedBy"]),
    ("UserIdentityAccessKeyId", &["accessKeyId"]),
    ("UserIdentityUserName", &["userName"]),
    ("UserIdentityUserId", &["onBehalfOf", "userId"]),
    ("UserIdentityStoreArn", &["onBehalfOf", "identityStoreArn"]),
    ("SessionMfaAuthenticated", &["sessionContext", "attributes", "mfaAuthenticated"]),
    ("SessionCreationDate", &["sessionContext", "attributes", "creationDate"]),
    ("SessionIssuerType", &["sessionContext", "sessionIssuer", "type"]),
    ("SessionIssuerPrincipalId", &["sessionContext", "sessionIssuer", "principalId"]),
    ("SessionIssuerArn", &["sessionContext", "sessionIssuer", "arn"]),
    ("SessionIssuerAccountId", &["sessionContext", "sessionIssuer", "accountId"]),
    ("SessionIssuerUserName", &["sessionContext", "sessionIssuer", "userName"]),
    ("EC2RoleDelivery", &["sessionContext", "ec2RoleDelivery"]),
];

/// Those inside of `tlsDetails`.
const TLS: &[(&str, &[&str])] = &[
    ("TlsVersion", &["tlsVersion"]),
    ("CipherSuite", &["cipherSuite"]),
    ("ClientProvidedHostHeader", &["clientProvidedHostHeader"]),
];

/// Those inside of `requestParameters`.
const REQUEST: &[(&str, &[&str])] = &[
    ("IpProtocol", &["ipProtocol"]),
    ("SourcePort", &["fromPort"]),
    ("DestinationPort", &["toPort"]),
    ("CidrIp", &["cidrIp"]),
];

/// What is read otherwise, or added by Logstash.
static OTHER: [&str; 7] = ["eventTime", "userIdentity", "tlsDetails", "@timestamp", "@version", "host", "tags"];

impl Format for CloudTrail {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn recognize(&self, head: &Head<'_>) -> Option<Certainty> {
        let is_event = |object: &Object<'_>| ["eventVersion", "eventSource", "eventName"].iter().all(|k| object.has(k));
        head.most_records(|object| is_event(object) || object.has("digestS3Bucket")).then_some(Certainty::Certain)
    }

    fn read(&self, input: Input, _options: &Options, out: &mut dyn Sink) -> Result<(), SourceError> {
        read_json(&Reader, input, out)
    }
}

struct Reader;

impl JsonReader for Reader {
    fn record(&self, record: &Object<'_>, _text: &str, out: &mut Output) -> Result<(), &'static str> {
        if record.has("digestS3Bucket") {
            out.skip("a digest, which holds no events");
            return Ok(());
        }
        if !record.has("eventName") {
            return Err("no event of CloudTrail");
        }
        let time = record.get("eventTime").or_else(|| record.get("@timestamp"));
        let inside = |key: &str| record.get(key).and_then(Value::object).unwrap_or_default();
        let taken = |paths: &'static [(&str, &[&str])]| paths.iter().map(|(_, path)| *path);
        let same = |a: &str, b: &str| a == b;
        lost::note(record, "", taken(PATHS).chain(OTHER.iter().map(slice::from_ref)), same, out);
        lost::note(&inside("userIdentity"), "userIdentity.", taken(IDENTITY), same, out);
        lost::note(&inside("tlsDetails"), "tlsDetails.", taken(TLS), same, out);
        let mut row = out.row(&TABLE);
        row.time(time.and_then(|time| datetime::parse(&time.text())));
        let parts = [
            (record.clone(), PATHS),
            (inside("userIdentity"), IDENTITY),
            (inside("tlsDetails"), TLS),
            (inside("requestParameters"), REQUEST),
        ];
        for (object, paths) in parts {
            for (column, path) in paths {
                if let Some(value) = object.at(path) {
                    row.set(column, Cell::Text(&value.text()));
                }
            }
        }
        row.text("OperationName", "CloudTrail");
        Ok(())
    }
}
