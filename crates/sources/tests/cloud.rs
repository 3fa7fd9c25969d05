//! Cloud services: findings, audits, resource logs, flow logs in Parquet; and what goes wrong in them.

mod support;

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, Int32Array, Int64Array, RecordBatch, StringArray, StructArray};
use arrow::datatypes::Field;
use lurcher_sources::{HEAD_BYTES, Options, by_name, sniff};
use parquet::arrow::ArrowWriter;
use serde_json::{Value, json};
use support::Collected;

fn choice(name: &str) -> Options {
    Options { choices: vec![name.to_owned()], ..Options::default() }
}

/// The text of a format's example.
fn example(format: &str) -> &'static str {
    by_name(format).expect("a format").page().example.input.trim()
}

fn reasons(read: &Collected) -> Vec<&str> {
    read.unparsed.iter().map(|u| u.reason.as_str()).collect()
}

/// Records of another kind, broken ones and a cut one cost themselves, and are kept with their place.
#[test]
fn records_that_cannot_be_read() {
    for (format, reason) in [
        ("guardduty", "no finding of GuardDuty"),
        ("okta", "no event of Okta"),
        ("gcp_audit", "no entry of an audit log"),
    ] {
        let record = example(format).trim_start_matches('[').trim_end_matches(']');
        let text = format!("{record}\n{{\"a\":1}}\n{{\"b\":}}\n{record}\n{}", &record[..record.len() / 2]);
        let read = Collected::sniffed("x.json", text.as_bytes(), &Options::default());
        assert_eq!(read.rows.len(), 2, "{format}");
        assert_eq!(read.records, [1, 4], "{format}");
        assert_eq!(reasons(&read), [reason, "broken JSON", "broken JSON"], "{format}");
        let offsets: Vec<u64> = read.unparsed.iter().map(|u| u.offset).collect();
        assert_eq!(offsets[0], record.len() as u64 + 1, "{format}");
        assert_eq!(read.unparsed[2].length, record.len() as u64 / 2, "{format}");
        let cut = format!("[{record},{}", &record[..record.len() / 2]);
        let read = Collected::sniffed("x.json", cut.as_bytes(), &Options::default());
        assert_eq!((read.rows.len(), reasons(&read)), (1, vec!["the file ends inside of a record"]), "{format}");
        let read = Collected::read(by_name(format).expect("a format"), "x.json", b"", &Options::default());
        assert_eq!((read.rows.len(), read.unparsed.len()), (0, 0), "{format}");
    }
}

#[test]
fn findings_of_other_shapes() {
    let text = r#"{"Findings":[{"AccountId":"1","Arn":"a","CreatedAt":"2026-01-15T10:00:00Z","Id":"f","Region":"r","Resource":{"ResourceType":"Instance"},"SchemaVersion":"2.0","Service":{"Count":1},"Severity":8,"Type":"T","UpdatedAt":"2026-01-15T11:00:00Z","Confidence":1}]}"#;
    let read = Collected::sniffed("x.json", text.as_bytes(), &Options::default());
    let [row] = read.rows.as_slice() else { panic!("{:?}", read.unparsed) };
    assert_eq!(
        (&row["Severity"], &row["ActivityType"], &row["ServiceDetails"]),
        (&json!(8), &json!("T"), &json!({"Count": 1}))
    );
    assert_eq!(row["TimeGenerated"], "2026-01-15T11:00:00.0000000Z");
    assert_eq!(read.counts.notes.keys().collect::<Vec<_>>(), ["no column for `Confidence`"]);
    let event = format!(
        r#"{{"version":"0","detail-type":"GuardDuty Finding","source":"aws.guardduty","detail":{}}}"#,
        example("guardduty")
    );
    let read = Collected::sniffed("x.json", event.as_bytes(), &Options::default());
    assert_eq!((read.rows.len(), &read.rows[0]["Severity"]), (1, &json!(2)));
}

#[test]
fn tables_of_okta() {
    let row = |options: &Options| {
        let read = Collected::sniffed("x.json", example("okta").as_bytes(), options);
        assert_eq!((read.rows.len(), read.unparsed.len(), read.counts.notes.len()), (1, 0, 0));
        read.rows[0].clone()
    };
    let (new, old) = (row(&choice("okta-v2-cl")), row(&choice("okta-cl")));
    assert_eq!((&new["table"], &new["EventResult"]), (&json!("OktaV2_CL"), &json!("Failure")));
    for (column, value) in [
        ("table", json!("Okta_CL")),
        ("actor_alternateId_s", json!("ada@harebell.example")),
        ("client_geographicalContext_geolocation_lat_d", json!(50.9)),
        ("securityContext_isProxy_b", json!(false)),
        ("published_t", json!("2026-01-15T10:11:12.1230000Z")),
        ("debugContext_debugData_requestUri_s", json!("/api")),
        ("target_s", Value::Null),
    ] {
        assert_eq!(old[column], value, "{column}");
    }
}

/// What no column takes is named by its whole path.
#[test]
fn fields_without_a_column() {
    let notes = |file: &str, text: &str| {
        let read = Collected::sniffed(file, text.as_bytes(), &Options::default());
        assert_eq!((read.rows.len(), read.unparsed.len()), (1, 0));
        read.counts.notes.into_keys().collect::<Vec<_>>()
    };
    let entry = r#"{"protoPayload":{"@type":"x","methodName":"m","type":"t","status":{"code":7}},"insertId":"i","message":"x","resource":{"type":"gcs_bucket","labels":{"project_id":"p","bucket_name":"b"}},"timestamp":"2026-01-15T10:11:12Z","logName":"l"}"#;
    assert_eq!(
        notes("x.json", entry),
        ["no column for `message`", "no column for `protoPayload.type`", "no column for `resource.labels.bucket_name`"]
    );
    let event = r#"{"eventVersion":"1.11","eventSource":"s","eventName":"n","eventTime":"2026-01-15T10:11:12Z","userIdentity":{"type":"t","credentialId":"c","sessionContext":{"attributes":{"mfaAuthenticated":"false"},"assumedRoot":"false"}},"tlsDetails":{"tlsVersion":"v","keyExchange":"x"},"inScopeOf":1,"resources":[{}]}"#;
    assert_eq!(
        notes("x.json", event),
        [
            "no column for `inScopeOf`",
            "no column for `tlsDetails.keyExchange`",
            "no column for `userIdentity.credentialId`",
            "no column for `userIdentity.sessionContext.assumedRoot`",
        ]
    );
    let event = r#"{"actor":{"id":"u","type":"User"},"client":{"ipAddress":"203.0.113.9","ipChain":[1]},"authenticationContext":{"rootSessionId":"r"},"outcome":{"result":"SUCCESS"},"eventType":"e","published":"2026-01-15T10:11:12Z","extra":1,"debugContext":{"debugData":{"a":{"b":1}}}}"#;
    assert_eq!(
        notes("x.json", event),
        [
            "no column for `authenticationContext.rootSessionId`",
            "no column for `client.ipChain`",
            "no column for `extra`"
        ]
    );
}

/// The first 500 columns of resource logs are columns, as in a workspace, and the others are fields of one.
#[test]
fn more_columns_than_a_workspace_makes() {
    let record = |fields: std::ops::Range<usize>| {
        let properties: serde_json::Map<_, _> = fields.map(|n| (format!("p{n}"), json!(n.to_string()))).collect();
        let id = "/SUBSCRIPTIONS/S/RESOURCEGROUPS/G/PROVIDERS/P/T/R";
        json!({"time": "2026-01-15T10:11:12Z", "resourceId": id, "category": "X", "operationName": "o", "properties": properties})
    };
    let text = format!("{}\n{}\n{}\n", record(0..480), record(470..600), record(0..3));
    let read = Collected::sniffed("PT1H.json", text.as_bytes(), &Options::default());
    assert_eq!((read.rows.len(), read.unparsed.len()), (3, 0));
    let (second, third) = (&read.rows[1], &read.rows[2]);
    let columns: std::collections::BTreeSet<_> = read
        .rows
        .iter()
        .flat_map(|row| row.as_object().expect("a row").keys())
        .filter(|key| key.ends_with("_s"))
        .collect();
    // Columns that are documented have their places always.
    let format = by_name("azure_resource").expect("a format");
    let documented = format.page().tables.iter().find(|table| table.name() == "AzureDiagnostics").expect("a table");
    assert_eq!(columns.len(), 500 - documented.columns().len());
    let noted = read.counts.notes.iter().find(|(note, _)| note.contains("`AdditionalFields`")).map(|(_, count)| *count);
    assert_eq!(noted, Some(2));
    assert_eq!(second["p470_s"], "470");
    assert_eq!((&second["p599_s"], &second["AdditionalFields"]["p599_s"]), (&Value::Null, &json!("599")));
    assert_eq!(third["AdditionalFields"], Value::Null);
}

fn flows() -> Vec<u8> {
    let text = |value: &str| Arc::new(StringArray::from(vec![Some(value), None])) as ArrayRef;
    let int = |value: i32| Arc::new(Int32Array::from(vec![Some(value), None])) as ArrayRef;
    let long = |first: i64, second: i64| Arc::new(Int64Array::from(vec![first, second])) as ArrayRef;
    let batch = RecordBatch::try_from_iter([
        ("version", int(5)),
        ("account_id", text("111122223333")),
        ("interface_id", text("eni-1")),
        ("srcaddr", text("10.0.0.5")),
        ("dstaddr", text("198.51.100.7")),
        ("srcport", int(44_321)),
        ("bytes", Arc::new(Int64Array::from(vec![Some(4_840), None])) as ArrayRef),
        ("start", long(1_768_471_871, 1_768_471_931)),
        ("end", long(1_768_471_931, 1_768_471_991)),
        ("log_status", Arc::new(StringArray::from(vec!["OK", "NODATA"])) as ArrayRef),
        ("type", text("IPv4")),
        ("pkt_src_aws_service", text("-")),
        ("reject_reason", text("BPA")),
    ])
    .expect("a batch");
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), None).expect("writes");
    writer.write(&batch).expect("writes");
    writer.into_inner().expect("writes")
}

#[test]
fn flow_logs_in_parquet() {
    let bytes = flows();
    let read = Collected::sniffed("x.log.parquet", &bytes, &Options::default());
    assert_eq!((read.rows.len(), read.counts.records, read.counts.bytes), (2, 2, bytes.len() as u64));
    assert_eq!(
        read.rows[0],
        json!({
            "table": "AWSVPCFlow", "TimeGenerated": "2026-01-15T10:11:11.0000000Z", "Version": 5, "AccountId": "111122223333",
            "InterfaceId": "eni-1", "SrcAddr": "10.0.0.5", "DstAddr": "198.51.100.7", "SrcPort": 44_321, "Bytes": 4_840,
            "Start": "2026-01-15T10:11:11.0000000Z", "End": "2026-01-15T10:12:11.0000000Z", "LogStatus": "OK",
            "TrafficType": "IPv4",
        })
    );
    assert_eq!(read.rows[1]["LogStatus"], "NODATA");
    assert_eq!(read.counts.notes.keys().collect::<Vec<_>>(), ["no column for `reject-reason`"]);
}

/// What is cut or damaged is refused with its reason, and never breaks the program.
#[test]
fn flow_logs_in_parquet_that_are_damaged() {
    let (bytes, format) = (flows(), by_name("vpc_parquet").expect("a format"));
    for end in [0, 4, 100, bytes.len() - 1] {
        let input = lurcher_sources::Input::bytes("x.parquet", &bytes[..end]);
        let error = format.read(input, &Options::default(), &mut Collected::default()).expect_err("is refused");
        assert!(error.to_string().contains("cut or damaged"), "{end}: {error}");
    }
    let mut random = fastrand::Rng::with_seed(14);
    for _ in 0..200 {
        let mut damaged = bytes.clone();
        damaged[random.usize(4..bytes.len())] ^= 1 << random.u8(0..8);
        let mut read = Collected::default();
        let input = lurcher_sources::Input::bytes("x.parquet", damaged);
        let rows = format.read(input, &Options::default(), &mut read).map(|()| read.rows.len());
        match rows {
            Ok(rows) => assert!(rows <= 2, "{rows} rows"),
            Err(error) => assert!(error.to_string().starts_with("x.parquet"), "{error}"),
        }
    }
    // A column of another type is no damage.
    let with_struct = |name: &str| {
        let columns = ["srcaddr", "dstaddr", "log_status", "other"].map(|column| {
            let texts = Arc::new(StringArray::from(vec!["x"])) as ArrayRef;
            let field = Arc::new(Field::new("a", texts.data_type().clone(), true));
            let values = Arc::new(StructArray::from(vec![(field, Arc::clone(&texts))])) as ArrayRef;
            (column, if column == name { values } else { texts })
        });
        let batch = RecordBatch::try_from_iter(columns).expect("a batch");
        let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), None).expect("writes");
        writer.write(&batch).expect("writes");
        let bytes = writer.into_inner().expect("writes");
        let mut read = Collected::default();
        let input = lurcher_sources::Input::bytes("x.parquet", bytes);
        format.read(input, &Options::default(), &mut read).map(|()| read)
    };
    let error = with_struct("srcaddr").expect_err("is refused").to_string();
    assert!(error.contains("column `srcaddr` has the type Struct") && !error.contains("damaged"), "{error}");
    let read = with_struct("other").expect("is read");
    assert_eq!(read.rows.len(), 1);
    assert_eq!(read.counts.notes.keys().collect::<Vec<_>>(), ["no column for `other`"]);
    // Another table in Parquet is no flow log.
    let batch =
        RecordBatch::try_from_iter([("srcaddr", Arc::new(StringArray::from(vec!["x"])) as ArrayRef)]).expect("a batch");
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), None).expect("writes");
    writer.write(&batch).expect("writes");
    let other = writer.into_inner().expect("writes");
    assert!(sniff(&other[..other.len().min(HEAD_BYTES)], None).is_none());
}
