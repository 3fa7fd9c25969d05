//! CSV and JSON.

use super::*;

#[test]
fn csv_types_are_inferred() {
    let folder = Folder::with(&[(
        "T.csv",
        "b,l,r,t,g,s,j,n\n\
         true,1,1.5,2026-01-15T10:00:00Z,74be27de-1e4e-49d9-b579-fe0b331d3642,007,\"{\"\"a\"\":1}\",\n\
         ,,,,,\"x, \"\"y\"\"\",,\n",
    )]);
    let expected = table_of(
        "b:bool l:long r:real t:datetime g:guid s:string j:string n:string Type:string",
        &[
            "null|null|null|null|null|x, \"y\"|||T",
            "true|1|1.5|2026-01-15T10:00:00.0000000Z|74be27de-1e4e-49d9-b579-fe0b331d3642|007|{\"a\":1}||T",
        ],
    );
    assert_eq!(folder.read("T"), expected);
    assert!(folder.conversions().is_empty());
}

#[test]
fn the_user_declares_before_everyone() {
    let folder = Folder::with(&[
        (
            "tables/Fire_CL.csv",
            "Port,n_d,x_s,TimeGenerated [UTC],Name\n80,1,7,\"1/15/2026, 10:00:00.000 AM\",5\nhigh,2,8,,6\n",
        ),
        ("lurcher.toml", "[tables.Fire_CL.columns]\nPort = \"long\"\nName = \"string\"\n"),
    ]);
    let expected = table_of(
        "Port:long n_d:real x_s:string TimeGenerated:datetime Name:string Type:string",
        &["80|1.0|7|2026-01-15T10:00:00.0000000Z|5|Fire_CL", "null|2.0|8|null|6|Fire_CL"],
    );
    assert_eq!(folder.read("Fire_CL"), expected);
    let conversions =
        ["Fire_CL.Port: 1 cell did not convert to long and became null, the first is 'high' (tables/Fire_CL.csv:3)"];
    assert_eq!(folder.conversions(), conversions);
}

#[test]
fn an_export_of_the_portal() {
    let folder = Folder::with(&[(
        "tables/Exported_CL.csv",
        "Name,\"TimeGenerated [UTC]\",\"EventStartTime [Local Time]\",Note [UTC ]\n\
         noon,\"7/18/2025, 12:26:46.737 PM\",\"7/18/2025, 2:26:46.737 PM\",a\n\
         midnight,\"7/18/2025, 12:00:00.000 AM\",,b\n\
         seconds,\"8/17/2023, 6:52:13 AM\",2023-08-17T06:52:13Z,c\n\
         iso,2024-01-15T10:11:12.345Z,,d\n",
    )]);
    let expected = table_of(
        "Name:string TimeGenerated:datetime EventStartTime:datetime Note [UTC ]:string Type:string",
        &[
            "iso|2024-01-15T10:11:12.3450000Z|null|d|Exported_CL",
            "midnight|2025-07-18T00:00:00.0000000Z|null|b|Exported_CL",
            "noon|2025-07-18T12:26:46.7370000Z|2025-07-18T14:26:46.7370000Z|a|Exported_CL",
            "seconds|2023-08-17T06:52:13.0000000Z|2023-08-17T06:52:13.0000000Z|c|Exported_CL",
        ],
    );
    assert_eq!(folder.read("Exported_CL"), expected);
    assert!(folder.conversions().is_empty());
}

#[test]
fn a_declared_column_that_no_file_has() {
    let toml = "[tables.Syslog.columns]\nMG = \"string\"\n[tables.T.columns]\nn = \"long\"\n";
    let folder = Folder::with(&[("tables/T.csv", "a\nx\n"), ("lurcher.toml", toml)]);
    assert_eq!(folder.read("T"), table_of("a:string n:long Type:string", &["x|null|T"]));
}

#[test]
fn a_wrong_type_beyond_the_sample_is_null_and_counted() {
    let mut csv = String::from("a,b\n");
    let filler = "x".repeat(1000);
    (0..12_000).for_each(|i| csv += &format!("{i},{filler}\n"));
    csv += "many,y\n";
    let folder = Folder::with(&[("T.csv", &csv)]);
    let (schema, rows) = folder.read("T").unwrap();
    assert_eq!(schema, "a:long b:string Type:string");
    assert_eq!(rows.len(), 12_001);
    let conversions = ["T.a: 1 cell did not convert to long and became null, the first is 'many' (T.csv:12002)"];
    assert_eq!(folder.conversions(), conversions);
}

/// Excel of a German, a French … puts semicolons between the values; what is in quotes is no sign of anything.
#[test]
fn other_separators() {
    let expected = table_of("a:long b:string Type:string", &["1|x,y|T", "2|z|T"]);
    for (separator, text) in
        [(";", "a;b\r\n1;x,y\r\n2;z\r\n"), ("tab", "a\tb\n1\tx,y\n2\tz"), ("|", "a|b\n1|x,y\n2|z\n")]
    {
        assert_eq!(Folder::with(&[("T.csv", text)]).read("T"), expected, "{separator}");
    }
    let comma = Folder::with(&[("T.csv", "a,b;c\n1,2\n")]);
    assert_eq!(comma.read("T"), table_of("a:long b;c:long Type:string", &["1|2|T"]));
    let euros = Folder::with(&[("T.csv", "Name;Amount, EUR;Day\nx;1,5;2\n")]);
    assert_eq!(euros.read("T"), table_of("Name:string Amount, EUR:real Day:long Type:string", &["x|1.5|2|T"]));
    let quoted = Folder::with(&[("T.csv", "\"a;b\"\n1\n")]);
    assert_eq!(quoted.read("T"), table_of("a;b:long Type:string", &["1|T"]));
    let error = Folder::with(&[("T.csv", "a;b\n1;2\n3\n")]).read("T").unwrap_err();
    assert!(error.starts_with("T.csv:3: the record has 1 field, the header has 2"), "{error}");
}

#[test]
fn blanks_are_no_numbers_and_are_counted() {
    let folder = Folder::with(&[
        ("tables/T.csv", "n,d\n 443,  \n  ,\" \"\n,\n"),
        ("lurcher.toml", "[tables.T.columns]\nn = \"long\"\nd = \"dynamic\"\n"),
    ]);
    let expected = table_of("n:long d:dynamic Type:string", &["443|null|T", "null|null|T", "null|null|T"]);
    assert_eq!(folder.read("T"), expected);
    let conversions = [
        "T.d: 2 cells did not convert to dynamic and became null, the first is '  ' (tables/T.csv:2)",
        "T.n: 1 cell did not convert to long and became null, the first is '  ' (tables/T.csv:3)",
    ];
    assert_eq!(folder.conversions(), conversions);
}

#[test]
fn digits_that_a_real_does_not_hold_are_counted() {
    let folder = Folder::with(&[
        ("T.csv", "r\n0.1\n12345678901234567890.5\n0.10000000000000000555\n"),
        ("J.json", "{\"r\":18446744073709551615}\n{\"r\":0.5}\n"),
    ]);
    assert_eq!(folder.read("T").unwrap().0, "r:real Type:string");
    assert_eq!(folder.read("J").unwrap().0, "r:real Type:string");
    let keeps = "; declare the column as string or decimal to keep them";
    let conversions = [
        format!(
            "J.r: 1 cell has more digits than a real and was rounded, the first is '18446744073709551615' (J.json:1){keeps}"
        ),
        format!(
            "T.r: 1 cell has more digits than a real and was rounded, the first is '12345678901234567890.5' (T.csv:3){keeps}"
        ),
    ];
    assert_eq!(folder.conversions(), conversions);
}

#[test]
fn only_the_columns_that_are_needed_are_converted() {
    let folder =
        Folder::with(&[("tables/T.csv", "a,b\nx,1\n"), ("lurcher.toml", "[tables.T.columns]\na = \"long\"\n")]);
    let table = folder.load("T").unwrap();
    let source = &table.sources()[0];
    let plan = scan_of(source).project([source.columns()[1].clone()]).unwrap().build().unwrap();
    let (batches, _) = folder.run(plan).unwrap();
    assert_eq!((batches[0].num_columns(), batches[0].num_rows()), (1, 1));
    assert!(folder.conversions().is_empty());
}

#[test]
fn files_of_one_table_are_united_by_name() {
    let folder = Folder::with(&[
        ("T/1.csv", "a,b\n1,x\n"),
        ("T/2.csv", "b,c\ny,2.5\n"),
        ("T/3.jsonl", "{\"a\":2.5,\"d\":{\"k\":[1]}}\n"),
        ("T.json", "[{\"b\":\"z\"},{}]"),
    ]);
    let expected = table_of(
        "b:string a:real d:dynamic c:real Type:string",
        &[
            "null|null|null|T",
            "|2.5|{\"k\":[1]}|null|T",
            "x|1.0|null|null|T",
            "y|null|null|2.5|T",
            "z|null|null|null|T",
        ],
    );
    let (schema, rows) = folder.read("T").unwrap();
    let (_, expected) = expected.unwrap();
    let sorted = |schema: &str| {
        let mut columns: Vec<String> = schema.split(' ').map(str::to_owned).collect();
        columns.sort();
        columns
    };
    assert_eq!(sorted(&schema), ["Type:string", "a:real", "b:string", "c:real", "d:dynamic"]);
    assert_eq!(rows.len(), expected.len());
}

#[test]
fn json_in_all_its_shapes() {
    let rows = ["{\"a\":1,\"s\":\"x\\ny\"}", "{\"s\":null,\"a\":null,\"more\":[true]}", "{}"];
    let expected =
        table_of("a:long s:string more:dynamic Type:string", &["1|x\ny|null|T", "null||[true]|T", "null||null|T"]);
    for (name, text) in
        [("T.jsonl", rows.join("\n")), ("T.json", format!("[{}]", rows.join(",\n"))), ("T.ndjson", rows.concat())]
    {
        let folder = Folder::with(&[(name, &text)]);
        assert_eq!(folder.read("T"), expected, "{name}");
    }
}

#[test]
fn compressed_files() {
    let folder = Folder::new();
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut gz, b"a\n1\n").unwrap();
    folder.write("T/1.csv.gz", &gz.finish().unwrap());
    folder.write("T/2.jsonl.zst", &zstd::encode_all(&b"{\"a\":2}"[..], 1).unwrap());
    assert_eq!(folder.read("T"), table_of("a:long Type:string", &["1|T", "2|T"]));
}

#[test]
fn empty_files() {
    assert_eq!(Folder::with(&[("T.csv", "a,b\n")]).read("T"), table_of("a:string b:string Type:string", &[]));
    assert_eq!(Folder::with(&[("T.jsonl", "")]).read("T"), table_of("Type:string", &[]));
    let error = Folder::with(&[("T.csv", "")]).read("T").unwrap_err();
    assert_eq!(
        error,
        "T.csv: is empty: the line with the names of the columns is missing (write the header, or remove the file)"
    );
}

#[test]
fn mistakes_name_the_file_and_the_line() {
    for (name, text, expected) in [
        ("T.csv", "a,b\n1,2\n3\n", "T.csv:3: the record has 1 field, the header has 2 (the record is cut"),
        ("T.csv", "a,b\n1,2,3\n", "T.csv:2: the record has 3 fields, the header has 2 (put a field with a comma"),
        ("T.csv", "a,b\n1,\"x\n2,y\n", "T.csv:2: a quoted field of the record that begins here is not closed"),
        ("T.csv", "a,b\n\"1,x\n2,y\n", "T.csv:2: a quoted field of the record that begins here is not closed"),
        ("T.csv", "a,b,a\n", "T.csv:1: the columns 1 and 3 are both called 'a' (rename one of them)"),
        ("T.jsonl", "{\"a\":1}\n{\"a\":\n", "T.jsonl:2: the JSON breaks off"),
        ("T.jsonl", "{\"a\":1}\n{\"a\":x}\n", "T.jsonl:2: is no valid JSON: expected value"),
        ("T.json", "[\n{\n\"a\": 01}]", "T.json:3:"),
        ("T.json", "hello", "T.json:1: an object is expected here"),
    ] {
        let error = Folder::with(&[(name, text)]).read("T").unwrap_err();
        assert!(error.starts_with(expected), "{error}");
    }
    let folder = Folder::new();
    folder.write("T.csv", b"a,b\n1,caf\xe9\n");
    assert!(folder.read("T").is_err_and(|e| e.starts_with("T.csv:2: is not UTF-8 text (save it as UTF-8")));
    folder.write("T.csv", b"a,b\n1,2\n");
    folder.write("T/2.jsonl", b"{}\n{\"a\":\"\xff\"}\n");
    assert!(folder.read("T").is_err_and(|e| e.starts_with("T/2.jsonl:2: is not UTF-8 text")));
}

#[test]
fn a_broken_row_beyond_the_sample_fails_the_query() {
    let mut csv = String::from("a,b\n");
    let filler = "x".repeat(1000);
    (0..10_000).for_each(|i| csv += &format!("{i},{filler}\n"));
    csv += "1\n";
    let folder = Folder::with(&[("T.csv", &csv)]);
    let table = folder.load("T").unwrap();
    let error = folder.rows(&table).unwrap_err();
    assert!(error.contains("T.csv:10002: the record has 1 field, the header has 2"), "{error}");
}

#[test]
fn a_header_without_a_name() {
    let folder = Folder::with(&[("T.csv", ",a\n0,x\n")]);
    assert_eq!(folder.read("T"), table_of("Column1:long a:string Type:string", &["0|x|T"]));
}

#[test]
fn an_open_file_of_its_own_type_column() {
    let folder = Folder::with(&[("T.csv", "Type,a\nOther,1\n")]);
    assert_eq!(folder.read("T"), table_of("Type:string a:long", &["Other|1"]));
}

#[test]
fn the_newest_row_of_text() {
    let folder = Folder::with(&[
        ("T/1.csv", "TimeGenerated\n2026-01-15T10:00:00Z\nbroken\n"),
        ("T/2.jsonl", "{\"TimeGenerated\":\"2026-01-14T10:00:00Z\"}"),
        ("U.csv", "a\n1\n"),
    ]);
    assert_eq!(
        folder.load("T").unwrap().newest_time_generated().map(|newest| newest.now()),
        Ok(Some(639_040_680_000_000_000))
    );
    assert!(folder.conversions().is_empty());
    assert_eq!(folder.load("U").unwrap().newest_time_generated().map(|newest| newest.now()), Ok(None));
}

#[test]
fn times_of_a_zone_are_told_in_utc() {
    let expected = table_of(
        "Name:string TimeGenerated:datetime Type:string",
        &["summer|2025-07-18T16:26:46.7370000Z|Exported_CL", "winter|2025-01-18T17:26:46.7370000Z|Exported_CL"],
    );
    let zone = "TimeGenerated [Eastern Time (US and Canada)]";
    let csv =
        format!("Name,\"{zone}\"\nsummer,\"7/18/2025, 12:26:46.737 PM\"\nwinter,\"1/18/2025, 12:26:46.737 PM\"\n");
    let json = format!(
        "{{\"Name\":\"summer\",\"{zone}\":\"7/18/2025, 12:26:46.737 PM\"}}\n\
         {{\"Name\":\"winter\",\"{zone}\":\"2025-01-18T17:26:46.737Z\"}}\n"
    );
    for (name, text) in [("tables/Exported_CL.csv", csv), ("tables/Exported_CL.json", json)] {
        let folder = Folder::with(&[(name, &text)]);
        assert_eq!(folder.read("Exported_CL"), expected, "{name}");
        assert!(folder.conversions().is_empty());
    }
}

#[test]
fn the_column_settles_whether_the_day_comes_first() {
    let toml = ("lurcher.toml", "[tables.T.columns]\nt = \"datetime\"\n");
    let read = |csv: &str| Folder::with(&[("tables/T.csv", csv), toml]);
    let european = read("t,n\n05/08/2026 10:00,1\n16/07/2026,2\n");
    let rows = ["2026-07-16T00:00:00.0000000Z|2|T", "2026-08-05T10:00:00.0000000Z|1|T"];
    assert_eq!(european.read("T"), table_of("t:datetime n:long Type:string", &rows));
    assert!(european.conversions().is_empty());
    let american = read("t,n\n05/08/2026,1\n07/16/2026,2\n");
    let rows = ["2026-05-08T00:00:00.0000000Z|1|T", "2026-07-16T00:00:00.0000000Z|2|T"];
    assert_eq!(american.read("T"), table_of("t:datetime n:long Type:string", &rows));
    assert!(american.conversions().is_empty());
    let open = read("t,n\n05/08/2026,1\n");
    assert_eq!(open.read("T"), table_of("t:datetime n:long Type:string", &["2026-05-08T00:00:00.0000000Z|1|T"]));
    let said = "T.t: 1 cell was read as month/day/year, which no date of the column proves, the first is '05/08/2026' (tables/T.csv:2)";
    assert_eq!(open.conversions(), [said]);
}

#[test]
fn what_is_no_date_leaves_the_order_of_the_others() {
    let toml = ("lurcher.toml", "[tables.T.columns]\nt = \"datetime\"\n");
    let rows = ["2026-07-16T00:00:00.0000000Z|T", "2026-08-05T10:00:00.0000000Z|T", "null|T"];
    for nothing in ["null", "N/A", "-"] {
        let text = format!("t\n{nothing}\n05/08/2026 10:00\n16/07/2026\n");
        let folder = Folder::with(&[("tables/T.csv", &text), toml]);
        assert_eq!(folder.read("T"), table_of("t:datetime Type:string", &rows), "{nothing}");
        assert!(folder.conversions().iter().all(|said| said.contains("became null")), "{nothing}");
    }
    let json = "{\"t\":null}\n{\"t\":\"05/08/2026 10:00\"}\n{\"t\":\"16/07/2026\"}\n";
    let folder = Folder::with(&[("tables/T.json", json), toml]);
    assert_eq!(folder.read("T"), table_of("t:datetime Type:string", &rows));
    assert!(folder.conversions().is_empty());
}

#[test]
fn a_date_of_another_order_behind_the_sample_is_told() {
    let toml = ("lurcher.toml", "[tables.T.columns]\nt = \"datetime\"\n");
    let said = "T.t: 1 cell was read as month/day/year, which no date of the column proves, the first is '05/08/2026'";
    let csv = Folder::with(&[("tables/T.csv", "t\n2026-07-16\n05/08/2026\n07/07/2026\n"), toml]);
    csv.read("T").unwrap();
    assert_eq!(csv.conversions(), [format!("{said} (tables/T.csv:3)")]);
    // One file begins with the day, the other with the month: neither speaks for the other's dates.
    let files = [("tables/T/a.csv", "t\n16/07/2026\n"), ("tables/T/b.csv", "t\n07/16/2026\n05/08/2026\n"), toml];
    let folder = Folder::with(&files);
    folder.read("T").unwrap();
    assert!(folder.conversions().iter().any(|told| told.starts_with(said)), "{:?}", folder.conversions());
    // What one file proves holds for the other.
    let files = [("tables/T/a.csv", "t\n07/16/2026\n"), ("tables/T/b.csv", "t\n05/08/2026\n"), toml];
    let folder = Folder::with(&files);
    folder.read("T").unwrap();
    assert!(folder.conversions().is_empty());
}

#[test]
fn a_null_of_the_portal_is_no_news() {
    let folder = Folder::with(&[("tables/T.csv", "n,t,s\n1,2026-01-15T10:00:00Z,null\nnull,null,x\n")]);
    let expected =
        table_of("n:long t:datetime s:string Type:string", &["1|2026-01-15T10:00:00.0000000Z|null|T", "null|null|x|T"]);
    assert_eq!(folder.read("T"), expected);
    assert!(folder.conversions().is_empty());
}

#[test]
fn lines_that_end_in_two_characters_are_counted_once() {
    let toml = ("lurcher.toml", "[tables.T.columns]\na = \"long\"\n");
    let folder = Folder::with(&[("tables/T.csv", "a,b\r\n1,x\r\nmany,y\r\n"), toml]);
    folder.read("T").unwrap();
    let said = ["T.a: 1 cell did not convert to long and became null, the first is 'many' (tables/T.csv:3)"];
    assert_eq!(folder.conversions(), said);
    let short = Folder::with(&[("T.csv", "a,b\r\n1,2\r\n3\r\n")]);
    assert!(short.read("T").is_err_and(|e| e.starts_with("T.csv:3: the record has 1 field")));
}

#[test]
fn records_of_a_stream_are_their_properties() {
    let record = |id: &str| {
        format!(
            "{{\"time\":\"2026-01-15T10:00:05Z\",\"tenantId\":\"t\",\"category\":\"AdvancedHunting-Mine\",\
             \"properties\":{{\"Timestamp\":\"2026-01-15T10:00:00Z\",\"DeviceId\":\"{id}\"}}}}\n"
        )
    };
    let folder = Folder::with(&[("Mine.json", &[record("a"), record("b")].concat())]);
    let rows = ["2026-01-15T10:00:00.0000000Z|a|Mine", "2026-01-15T10:00:00.0000000Z|b|Mine"];
    assert_eq!(folder.read("Mine"), table_of("Timestamp:datetime DeviceId:string Type:string", &rows));
    assert_eq!(
        folder.load("Mine").unwrap().newest_time_generated().map(|newest| newest.now()),
        Ok(Some(639_040_680_000_000_000))
    );
}

#[test]
fn what_spreadsheets_write_in_other_countries() {
    let toml = ("lurcher.toml", "[tables.E.columns]\nr = \"real\"\nd = \"decimal\"\n");
    let read = |name: &str, csv: &str| {
        let folder = Folder::with(&[(&format!("tables/{name}.csv"), csv), toml]);
        (folder.read(name), folder.conversions())
    };
    let expected = table_of("n:long r:real Type:string", &["1|1.5|A", "2|1234.75|A"]);
    assert_eq!(read("A", "sep=;\r\nn;r\r\n1;1,5\r\n2;1.234,75\r\n").0, expected);
    assert_eq!(read("B", "sep=,\nt;n,m\n1,2\n").0, table_of("t;n:long m:long Type:string", &["1|2|B"]));
    // Nobody can tell what 1.234 is beside 1,5.
    let expected = table_of("r:string s:string Type:string", &["1,5|1,5|C", "1.234|x|C"]);
    assert_eq!(read("C", "r;s\n1,5;1,5\n1.234;x\n").0, expected);
    assert_eq!(read("D", "r,n\n\"1,5\",1\n").0, table_of("r:string n:long Type:string", &["1,5|1|D"]));
    let (table, conversions) = read("E", "sep=;\nr;d\n1,5;2,25\nx;1\n");
    assert_eq!(table, table_of("r:real d:decimal Type:string", &["1.5|2.25|E", "null|1|E"]));
    assert_eq!(conversions, ["E.r: 1 cell did not convert to real and became null, the first is 'x' (tables/E.csv:4)"]);
}

#[test]
fn who_writes_am_in_small_letters_may_write_the_day_first() {
    let toml = ("lurcher.toml", "[tables.T.columns]\nt = \"datetime\"\n");
    let told = |cell: &str| {
        let folder = Folder::with(&[("tables/T.csv", &format!("t\n\"{cell}\"\n")), toml]);
        folder.read("T").unwrap();
        folder.conversions().len()
    };
    assert_eq!([told("05/08/2026, 3:04:05 am"), told("05/08/2026, 3:04:05 AM"), told("05/08/2026 03:04")], [1, 0, 1]);
}
