//! Firewalls, web servers and audits in their own forms.

mod support;

use lurcher_sources::{Options, by_name};
use serde_json::{Value, json};
use support::{Collected, sample};

fn choice(name: &str) -> Options {
    Options { choices: vec![name.to_owned()], ..Options::default() }
}

fn assert_columns(row: &Value, expected: &Value) {
    for (column, value) in expected.as_object().expect("an object") {
        assert_eq!(row[column], *value, "{column} of {row}");
    }
}

#[test]
fn fields_of_iis_that_change() {
    let log = "#Fields: date time cs-uri-stem s-computername x-custom\n2026-01-15 10:11:12 /a web1 z\n\
               #Fields: date time cs-uri-stem cs(User-Agent) sc-bytes\n2026-01-15 10:11:13 /b - -\n2026-01-15 10:11:13 /b\n";
    let read = Collected::sniffed("u_ex.log", log.as_bytes(), &Options::default());
    assert_columns(&read.rows[0], &json!({"Computer": "web1", "csUriStem": "/a"}));
    assert_columns(
        &read.rows[1],
        &json!({"csUserAgent": "-", "scBytes": null, "TimeGenerated": "2026-01-15T10:11:13.0000000Z"}),
    );
    assert_eq!(read.counts.notes.keys().collect::<Vec<_>>(), ["no column for `x-custom`"]);
    assert_eq!(read.unparsed.iter().map(|u| u.record).collect::<Vec<_>>(), [5]);
}

#[test]
fn local_time_of_the_windows_firewall() {
    let log = "#Fields: date time action protocol src-ip dst-ip src-port dst-port size tcpflags path pid\n\
               2026-07-15 10:11:12 ALLOW UDP 10.0.0.5 10.0.0.6 5353 5353 0 - SEND 4711\n";
    let options = Options { zone: "Europe/Berlin".parse().ok(), ..Options::default() };
    let read = Collected::sniffed("pfirewall.log", log.as_bytes(), &options);
    assert_columns(
        &read.rows[0],
        &json!({"TimeGenerated": "2026-07-15T08:11:12.0000000Z", "CommunicationDirection": "SEND"}),
    );
    assert_eq!(read.counts.notes.keys().collect::<Vec<_>>(), ["no column for `pid`"]);
}

#[test]
fn meraki_behind_a_relay_and_in_its_own_table() {
    let log = "Jan 15 10:11:13 10.0.0.1 1 1768471872.705328502 MX84 urls src=10.1.1.5:50321 dst=198.51.100.7:443\n\
               <134>1 1768471872.7 MX84 security_event ids_alerted signature=1:2:3 priority=1\nnothing\n";
    let read = Collected::sniffed("meraki.log", log.as_bytes(), &choice("meraki-cl"));
    assert_columns(
        &read.rows[0],
        &json!({"table": "meraki_CL", "Computer": "MX84",
        "Message": "1 1768471872.705328502 MX84 urls src=10.1.1.5:50321 dst=198.51.100.7:443"}),
    );
    assert_eq!((read.rows.len(), read.unparsed.len()), (2, 1));
}

#[test]
fn vectra_by_type() {
    let log = r#"{"metadata_type":"metadata_isession","ts":1768471872172,"id.orig_h":"10.1.2.3","id.resp_p":443,"local_orig":true,"first_event_time":1768471871,"orig_ip_bytes":5000000000}
"#;
    let read = Collected::sniffed("x.log", log.as_bytes(), &choice("vectra-ama"));
    assert_columns(
        &read.rows[0],
        &json!({"table": "vectra_isession_CL", "id_resp_p": 443, "local_orig": true,
        "first_event_time": "2026-01-15T10:11:11.0000000Z", "orig_ip_bytes": 5_000_000_000_i64, "TimeGenerated": "2026-01-15T10:11:12.1720000Z"}),
    );
}

#[test]
fn fortigate_without_its_own_time() {
    let log = "<189>date=2026-01-15 time=10:11:12 devname=\"f\" devid=\"F\" tz=\"+0100\" logid=\"0419016384\" type=\"utm\" subtype=\"ips\" \
               level=\"alert\" srcip=10.0.0.5 attack=\"a \\\"b\\\" c\" msg=\"x=y z\" action=\"dropped\"\n";
    let read = Collected::sniffed("f.log", log.as_bytes(), &Options::default());
    assert_columns(
        &read.rows[0],
        &json!({"TimeGenerated": "2026-01-15T09:11:12.0000000Z", "DeviceEventClassID": "16384", "LogSeverity": "7",
        "Message": "x=y z", "Activity": "utm:ips dropped", "SourceIP": "10.0.0.5"}),
    );
    assert!(
        read.rows[0]["AdditionalExtensions"]
            .as_str()
            .is_some_and(|text| text.contains("FTNTFGTattack=a \"b\" c;") || text.ends_with("FTNTFGTattack=a \"b\" c"))
    );
}

#[test]
fn types_of_panos() {
    let threat = "1,2026/01/15 10:11:12,001,THREAT,url,2561,2026/01/15 10:11:12,10.1.2.3,198.51.100.7,,,out,,,web-browsing,vsys1,trust,untrust,e1,e2,log,,71,1,50321,443,0,0,0x0,tcp,block-url,\"h.example/a,b\",(9999),malware,high,client-to-server,5,0x0,A,B";
    let system = "1,2026/01/15 10:11:12,001,SYSTEM,auth,0,2026/01/15 10:11:12,,auth-fail,admin,0,0,general,medium,\"failed authentication, ada\",77,0x0";
    let other = "1,2026/01/15 10:11:12,001,GLOBALPROTECT,0,2561,2026/01/15 10:11:12,vsys1,x";
    let read = Collected::sniffed("pan.log", format!("{threat}\n{system}\n{other}\n").as_bytes(), &Options::default());
    assert_columns(
        &read.rows[0],
        &json!({"RequestURL": "h.example/a,b", "DeviceEventCategory": "(9999)", "LogSeverity": "4",
        "DeviceCustomString2": "malware", "FlexString2": "client-to-server", "DeviceAction": "block-url"}),
    );
    assert_columns(
        &read.rows[1],
        &json!({"Message": "failed authentication, ada", "LogSeverity": "3", "FileName": "admin", "ExtID": "77"}),
    );
    assert_columns(&read.rows[2], &json!({"Activity": "GLOBALPROTECT", "Message": other}));
}

/// The row that a workspace got for a record, made again from what the record must have been.
#[test]
fn a_row_of_a_real_workspace() {
    let Some((_, bytes)) = sample("table-OfficeActivity.jsonl") else { return };
    let expected: Value = serde_json::from_slice(&bytes).expect("is JSON");
    let nested =
        |column: &str| serde_json::from_str::<Value>(expected[column].as_str().expect("a text")).expect("is JSON");
    let record = json!({
        "CreationTime": expected["Start_Time"].as_str().expect("a time").trim_end_matches('Z'), "Id": expected["OfficeId"],
        "Operation": expected["Operation"], "OrganizationId": expected["OrganizationId"], "RecordType": 50, "ResultStatus": "Succeeded",
        "UserKey": expected["UserKey"], "UserType": 0, "Workload": "Exchange", "UserId": expected["UserId"], "ExternalAccess": false,
        "OriginatingServer": expected["OriginatingServer"], "OrganizationName": expected["OrganizationName"], "LogonType": 0,
        "MailboxGuid": expected["MailboxGuid"], "MailboxOwnerUPN": expected["MailboxOwnerUPN"], "MailboxOwnerSid": expected["MailboxOwnerSid"],
        "LogonUserSid": expected["LogonUserSid"], "ClientInfoString": expected["ClientInfoString"], "ClientIPAddress": expected["Client_IPAddress"],
        "Folders": nested("Folders"), "OperationProperties": nested("OperationProperties"), "AppId": expected["AppId"],
        "ClientAppId": expected["ClientAppId"],
    });
    let read = Collected::sniffed("audit.json", record.to_string().as_bytes(), &Options::default());
    let row = &read.rows[0];
    for (column, value) in expected.as_object().expect("an object") {
        // What the service adds, the doubles of a union, and the time of arrival.
        let is_other = ["TenantId", "Type", "TimeGenerated", "ElevationTime", "OfficeTenantId"]
            .contains(&column.as_str())
            || column.ends_with('_');
        match column.as_str() {
            _ if is_other => {}
            "Start_Time" => assert_eq!(row[column], "2021-08-02T13:41:16.0000000Z"),
            "OperationProperties" | "Folders" => {
                let got = row[column]
                    .as_str()
                    .map_or(row[column].clone(), |text| serde_json::from_str(text).expect("is JSON"));
                assert_eq!(got, nested(column), "{column}");
            }
            _ => assert_eq!(row[column], *value, "{column}"),
        }
    }
}

#[test]
fn workloads_and_repeats() {
    let records = r#"{"CreationTime":"2026-01-15T10:11:12","Id":"1","Operation":"UserLoggedIn","RecordType":15,"Workload":"AzureActiveDirectory"}
{"CreationTime":"2026-01-15T10:11:12","Id":"2","Operation":"FileAccessed","RecordType":6,"Workload":"OneDrive","Site":"s","SiteUrl":"u","New":1}
{"CreationTime":"2026-01-15T10:11:12","Id":"2","Operation":"FileAccessed","RecordType":6,"Workload":"OneDrive"}
{"Id":"3"}
"#;
    let read = Collected::sniffed("audit.json", records.as_bytes(), &Options::default());
    assert_eq!((read.rows.len(), read.unparsed.len(), &read.records), (1, 1, &vec![2]));
    assert_columns(&read.rows[0], &json!({"RecordType": "SharePointFileOperation", "Site_": "s", "Site_Url": "u"}));
    assert_eq!(
        read.counts.skipped.into_iter().collect::<Vec<_>>(),
        [
            ("a record that was there before".to_owned(), 1),
            ("a workload that Sentinel's connector does not take".to_owned(), 1)
        ]
    );
    assert_eq!(Collected::sniffed("audit.json", records.as_bytes(), &choice("all-workloads")).rows.len(), 2);
}

#[test]
fn exports_of_defender() {
    let timeline = "\u{feff}Event Time,Machine Id,Computer Name,Action Type,File Name,Sha1,Remote IP,Remote Port,Event Id\n\
                    2026-01-15T10:11:12.621,d1,ws1,ConnectionSuccess,,,198.51.100.7,443,9\n\
                    2026-01-15T10:11:13.621,d1,ws1,FileCreated,a.exe,ff,,,\n2026-01-15T10:11:14.621,d1,ws1,SmartScreenUrlWarning,,,,,\n";
    let read = Collected::sniffed("timeline.csv", timeline.as_bytes(), &Options::default());
    assert_columns(
        &read.rows[0],
        &json!({"table": "DeviceNetworkEvents", "DeviceName": "ws1", "RemotePort": 443,
        "TimeGenerated": "2026-01-15T10:11:12.6210000Z"}),
    );
    assert_columns(&read.rows[1], &json!({"table": "DeviceFileEvents", "SHA1": "ff", "FileName": "a.exe"}));
    assert_eq!(read.rows[2]["table"], "DeviceEvents");
    let hunted = "Timestamp,DeviceId,ActionType,LocalIP,LocalPort,RemoteUrl,ReportId_long,AdditionalFields_string\n\
                  2026-01-15T10:11:12.1234567Z,d1,ConnectionSuccess,10.0.0.5,1,x.example,7,\"{\"\"a\"\":\n1}\"\n";
    let read = Collected::sniffed("export.csv", hunted.as_bytes(), &Options::default());
    assert_columns(
        &read.rows[0],
        &json!({"table": "DeviceNetworkEvents", "ReportId": 7, "AdditionalFields": {"a": 1}, "LocalPort": 1}),
    );
    let email = r#"{"time":"2026-01-15T10:11:13Z","category":"AdvancedHunting-EmailEvents","properties":{"Timestamp":"2026-01-15T10:11:12Z","Subject":"x","Brand New":[1]}}"#;
    let read = Collected::sniffed("x.json", email.as_bytes(), &Options::default());
    assert_columns(&read.rows[0], &json!({"table": "EmailEvents", "Subject": "x", "Brand New": [1]}));
}

#[test]
fn categories_of_azure() {
    let records = r#"{"records":[
{"time":"2026-01-15T10:11:12Z","resourceId":"/tenants/t/providers/Microsoft.aadiam","operationName":"Sign-in activity","category":"SignInLogs","tenantId":"t","resultType":"50126","resultDescription":"no","callerIpAddress":"203.0.113.9","location":"DE","identity":"Ada","level":4,"properties":{"id":"s","userPrincipalName":"ada@harebell.example","location":{"city":"Jena"},"deviceDetail":{"os":"x"},"appliedConditionalAccessPolicies":[],"resourceId":"r","unheard":1}},
{"time":"2026-01-15T10:11:12Z","resourceId":"/tenants/t/providers/Microsoft.aadiam","operationName":"x","category":"NonInteractiveUserSignInLogs","properties":{"location":{"city":"Jena"},"deviceDetail":{"os":"x"}}},
{"time":"2026-01-15T10:11:12Z","resourceId":"/tenants/t/providers/Microsoft.aadiam","operationName":"Add user","category":"AuditLogs","properties":{"category":"UserManagement","targetResources":[{"id":"u"}],"operationType":"Add","result":"success"}},
{"time":"2026-01-15T10:11:12Z","resourceId":"/SUBSCRIPTIONS/S/RESOURCEGROUPS/G/PROVIDERS/P/T/N","operationName":"P/T/WRITE","category":"Administrative","resultType":"Start","resultSignature":"Started.","callerIpAddress":"203.0.113.9","identity":{"authorization":{"scope":"/s"},"claims":{"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn":"ada@harebell.example"}},"properties":{"a":"b"}},
{"time":"2026-01-15T10:11:12Z","resourceId":"/SUBSCRIPTIONS/S/RESOURCEGROUPS/G/PROVIDERS/P/T/N","operationName":"o","category":"AzureFirewallNetworkRule","properties":{"msg":"TCP request","at":"2026-01-15T10:00:00Z","id":"74be27de-1e4e-49d9-b579-fe0b331d3642","list":[1],"deep":{"er":true}}}
]}"#;
    let read = Collected::sniffed("PT1H.json", records.as_bytes(), &Options::default());
    let row = |table: &str| read.rows.iter().find(|row| row["table"] == table).expect(table);
    assert_columns(
        row("SigninLogs"),
        &json!({"ResultType": "50126", "IPAddress": "203.0.113.9", "Location": "DE", "LocationDetails": {"city": "Jena"},
        "DeviceDetail": {"os": "x"}, "ConditionalAccessPolicies": [], "ResourceIdentity": "r", "Identity": "Ada", "Level": "4", "AADTenantId": "t",
        "Category": "SignInLogs", "UserPrincipalName": "ada@harebell.example"}),
    );
    assert_columns(
        row("AADNonInteractiveUserSignInLogs"),
        &json!({"LocationDetails": "{\"city\":\"Jena\"}", "DeviceDetail": "{\"os\":\"x\"}"}),
    );
    assert_columns(
        row("AuditLogs"),
        &json!({"Category": "UserManagement", "AADOperationType": "Add", "TargetResources": [{"id": "u"}], "Result": "success"}),
    );
    assert_columns(
        row("AzureActivity"),
        &json!({"Caller": "ada@harebell.example", "ActivityStatusValue": "Start", "ActivitySubstatusValue": "Started.",
        "OperationNameValue": "P/T/WRITE", "Authorization": "{\"scope\":\"/s\"}", "Authorization_d": {"scope": "/s"}, "Properties_d": {"a": "b"},
        "_ResourceId": "/subscriptions/s/resourcegroups/g/providers/p/t/n"}),
    );
    assert_columns(
        row("AzureDiagnostics"),
        &json!({"msg_s": "TCP request", "at_t": "2026-01-15T10:00:00.0000000Z",
        "id_g": "74be27de-1e4e-49d9-b579-fe0b331d3642", "list_s": "[1]", "deep_er_b": true, "Resource": "N", "ResourceProvider": "P"}),
    );
    assert_eq!(read.counts.notes.keys().collect::<Vec<_>>(), ["no column for `unheard`"]);
}

/// Whatever is in a file, each format ends, counts every record, and tells the place of what it could not read.
#[test]
fn bytes_that_flip() {
    let mut random = fastrand::Rng::with_seed(11);
    for format in lurcher_sources::all().iter().filter(|format| !format.is_binary()) {
        let example = format.page().example;
        for round in 0..150 {
            let mut bytes = example.input.repeat(random.usize(1..4)).into_bytes();
            for _ in 0..random.usize(1..8) {
                let at = random.usize(0..bytes.len());
                match random.u8(0..4) {
                    0 => bytes[at] ^= 1 << random.u8(0..8),
                    1 => bytes[at] = random.u8(..),
                    2 => bytes.insert(
                        at,
                        *random.choice(&[b'"', b'{', b'\\', b'|', b'=', b',', b'\n', 0xFF, 0]).expect("some"),
                    ),
                    _ => bytes.truncate(at.max(1)),
                }
            }
            let read = Collected::read(*format, example.file, &bytes, &Options::default());
            let place = format!("{} {round}", format.name());
            assert!(read.unparsed.iter().all(|u| u.offset <= bytes.len() as u64 * 3), "{place}");
            assert!(read.unparsed.iter().all(|u| !u.reason.contains("defect")), "{place}: {:?}", read.unparsed);
            assert!(read.records.iter().all(|record| *record >= 1), "{place}");
        }
    }
}

#[test]
fn formats_have_names() {
    for name in ["cef", "asa", "evtx", "syslog", "zeek", "unified_audit", "panos", "fortigate"] {
        assert!(by_name(name).is_some(), "{name}");
    }
    assert!(by_name("nonsense").is_none());
}

#[test]
fn flows_of_a_virtual_network() {
    let tuples = [
        "1768471871000,10.0.0.4,10.0.0.5,44931,443,6,O,B,NX,0,0,0,0",
        "1768471872000,10.0.0.4,10.0.0.5,44931,443,6,O,C,NX,1,100,2,200",
        "1768471873000,10.0.0.4,10.0.0.5,44932,443,6,O,B,NX,0,0,0,0",
        "1768471874000,10.0.0.4,10.0.0.5,44931,443,6,O,E,NX,3,300,4,400",
        "1768471875000,203.0.113.9,10.0.0.4,1,3389,6,I,D,NX,0,0,0,0",
        // Two intervals later.
        "1768473671000,10.0.0.4,10.0.0.5,44931,443,6,O,B,NX,0,0,0,0",
        "nonsense",
    ];
    let record = json!({"time": "2026-01-15T10:12:00Z", "category": "FlowLogFlowEvent", "macAddress": "m", "flowLogResourceID": "/SUBSCRIPTIONS/S/FL",
        "targetResourceID": "/subscriptions/S/V", "flowRecords": {"flows": [{"aclID": "a", "flowGroups": [{"rule": "R", "flowTuples": tuples}]}]}});
    let read = Collected::sniffed("PT1H.json", record.to_string().as_bytes(), &Options::default());
    assert_eq!(read.rows.len(), 3);
    assert_columns(
        &read.rows[0],
        &json!({"table": "NTANetAnalytics", "FlowDirection": "Outbound", "FlowStatus": "Allowed", "L4Protocol": "T",
        "SrcIp": "10.0.0.4", "DestIp": "10.0.0.5", "DestPort": 443, "SrcPorts": "44931|44932", "AllowedOutFlows": 2, "CompletedFlows": 1,
        "PacketsSrcToDest": 4, "BytesSrcToDest": 400, "PacketsDestToSrc": 6, "BytesDestToSrc": 600, "FlowType": "Unknown Private",
        "FlowStartTime": "2026-01-15T10:11:11.0000000Z", "FlowEndTime": "2026-01-15T10:11:14.0000000Z", "FlowEncryption": "NX", "AclRule": "R"}),
    );
    let denied = read.rows.iter().find(|row| row["FlowStatus"] == "Denied").expect("a refused flow");
    assert_columns(
        denied,
        &json!({"SrcIp": null, "SrcPublicIps": "203.0.113.9|0|0|0|0|0|0", "DestIp": "10.0.0.4", "DeniedInFlows": 1, "FlowType": "ExternalPublic"}),
    );
    assert_eq!(read.counts.notes.keys().collect::<Vec<_>>(), ["a flow tuple that cannot be read"]);
    let hourly = Collected::sniffed("PT1H.json", record.to_string().as_bytes(), &choice("hourly"));
    assert_eq!(hourly.rows.len(), 2);
}

/// Ten thousand columns of which each row has a few: batches get smaller, and nothing is lost. Those that a workspace
/// would not make are fields of one.
#[test]
fn thousands_of_columns() {
    let record = |n: usize| {
        let properties: serde_json::Map<String, Value> =
            (0..10).map(|i| (format!("p{}", (n * 10 + i) % 10_000), json!(i))).collect();
        json!({"time": "2026-01-15T10:11:12Z", "category": "x", "operationName": "o", "properties": properties})
            .to_string()
            + "\n"
    };
    let lines: String = (0..3_000).map(record).collect();
    let read =
        Collected::read(by_name("azure_resource").expect("a format"), "x.json", lines.as_bytes(), &Options::default());
    assert_eq!((read.rows.len(), read.unparsed.len()), (3_000, 0));
    assert_eq!(read.rows[2_999]["AdditionalFields"]["p9995_d"], 5.0);
}
