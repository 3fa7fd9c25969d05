//! What each command prints, and how it ends.

mod support;

use support::{Folder, lurcher, lurcher_with_input};

#[test]
fn query_prints_a_table() {
    let text = lurcher(&["query", "print Port = 4444, Name = 'meterpreter'"]).ok();
    assert_eq!(text, "Port │ Name\n─────┼────────────\n4444 │ meterpreter\n1 row\n");
}

#[test]
fn query_prints_json() {
    let kql = "print a = 1, b = datetime(2026-01-15), c = timespan(1.02:03:04), d = dynamic({'x': [1, null]}), e = real(nan), f = int(null), g = ''";
    let value: serde_json::Value = serde_json::from_str(&lurcher(&["query", "--format", "json", kql]).ok()).unwrap();
    let expected = serde_json::json!({
        "columns": [
            {"name": "a", "type": "long"},
            {"name": "b", "type": "datetime"},
            {"name": "c", "type": "timespan"},
            {"name": "d", "type": "dynamic"},
            {"name": "e", "type": "real"},
            {"name": "f", "type": "int"},
            {"name": "g", "type": "string"},
        ],
        "rows": [[1, "2026-01-15T00:00:00.0000000Z", "1.02:03:04.0000000", {"x": [1, null]}, "NaN", null, ""]],
    });
    assert_eq!(value, expected);
}

#[test]
fn query_reads_standard_input_and_files() {
    assert_eq!(lurcher_with_input(&["query", "--format", "csv", "-"], "print x = 1\n").ok(), "x\n1\n");
    let folder =
        Folder::with(&[("q.kql", b"print x = 2"), ("q.txt", b"print x = 3"), ("q.yaml", b"query: print x = 4")]);
    for (name, value) in [("q.kql", 2), ("q.txt", 3), ("q.yaml", 4)] {
        let path = folder.file(name).display().to_string();
        assert_eq!(lurcher(&["query", "--format", "csv", "-f", &path]).ok(), format!("x\n{value}\n"));
    }
}

#[test]
fn repeat_prints_once_and_times_each_turn() {
    let run = lurcher(&["query", "--format", "csv", "--repeat", "3", "--timing", "print x = 1"]);
    assert_eq!(run.stdout, "x\n1\n");
    let times: Vec<f64> = run.stderr.lines().filter_map(|l| l.strip_prefix("elapsed_ms: ")?.parse().ok()).collect();
    assert_eq!(times.len(), 3, "{}", run.stderr);
}

#[test]
fn now_is_what_the_user_says() {
    let text = lurcher(&["query", "--now", "2026-01-15", "--format", "csv", "print ago(1h)"]).ok();
    assert_eq!(text, "print_0\n2026-01-14T23:00:00.0000000Z\n");
}

/// The clock is asked before the query runs, and so before anybody knows what `in (query)` and `toscalar` say.
#[test]
fn the_newest_row_is_now_whatever_a_query_inside_says() {
    let folder = Folder::with(&[("Net.csv", b"TimeGenerated,Ip\n2024-01-01T00:00:00Z,a\n")]);
    let table = format!("Net={}", folder.file("Net.csv").display());
    for kql in [
        "Net | where TimeGenerated > ago(1d) | where Ip in ((datatable(x:string)['a'])) | count",
        "Net | where TimeGenerated > ago(1d) | where Ip !in ((datatable(x:string)['b'])) | count",
        "Net | where TimeGenerated > ago(1d) | where Ip has_any ((datatable(x:string)['a'])) | count",
        "let on = toscalar(Net | count) > 0; Net | where on | where TimeGenerated > ago(1d) | count",
        "print Count = toscalar(Net | where TimeGenerated > ago(1d) | count)",
    ] {
        let run = lurcher(&["query", "--now", "data", "-t", &table, "--format", "csv", kql]);
        assert_eq!(run.stdout, "Count\n1\n", "{kql}");
        assert!(run.stderr.contains("2024-01-01T00:00:00.0000000Z, the newest TimeGenerated"), "{}", run.stderr);
    }
    let run = lurcher(&["query", "--now", "data", "print a = 1"]);
    assert!(run.stderr.contains("the wall clock's: no table of the query has a TimeGenerated"), "{}", run.stderr);
}

/// What never has rows says nothing about the time, also where what a query inside says is not known yet.
#[test]
fn tables_without_rows_are_no_clock() {
    let folder = Folder::with(&[
        ("Old.csv", b"TimeGenerated,Ip\n2024-01-01T00:00:00Z,a\n"),
        ("New.csv", b"TimeGenerated,Ip\n2025-01-01T00:00:00Z,a\n"),
    ]);
    let tables = ["Old", "New"].map(|name| format!("{name}={}", folder.file(&format!("{name}.csv")).display()));
    for (never, year) in [
        ("where false", "2024"),
        ("where not(true) or 1 > 2", "2024"),
        ("where iff(true, false, on)", "2024"),
        ("where on and false", "2024"),
        ("where on", "2025"),
        ("where false or on", "2025"),
        ("where iff(on, false, true)", "2025"),
    ] {
        let kql = format!(
            "let on = toscalar(Old | count) > 0; let f = (off:bool) {{ New | where off }}; union Old, (New | {never}), f(false) | count"
        );
        let run = lurcher(&["query", "--now", "data", "-t", &tables[0], "-t", &tables[1], &kql]);
        let said = format!("{year}-01-01T00:00:00.0000000Z, the newest TimeGenerated");
        assert!(run.stderr.contains(&said), "{never}: {}", run.stderr);
    }
}

/// How many partitions a query has is nothing that its rows' order may depend on.
#[test]
fn partitions_leave_rows_in_their_order() {
    let numbers = (0..100).map(|n| n.to_string()).collect::<Vec<_>>().join(",");
    let kql = format!("datatable(a:long)[{numbers}] | serialize r = row_number(0) | where r != a | count");
    for _ in 0..10 {
        let run = lurcher(&["query", "--partitions", "8", "--batch-size", "1", "--format", "csv", &kql]);
        assert_eq!(run.ok(), "Count\n0\n");
    }
}

#[test]
fn wrong_usage_exits_with_2() {
    let wrong: [&[&str]; 7] = [
        &[],
        &["query"],
        &["query", "--repeat", "0", "print 1"],
        &["query", "--format", "xml", "print 1"],
        &["query", "--format", "kusto", "print 1"],
        &["query", "--now", "yesterday", "print 1"],
        &["run"],
    ];
    for arguments in wrong {
        let run = lurcher(arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}: {run:#?}");
        assert!(run.stdout.is_empty() && !run.stderr.is_empty(), "{arguments:?}: {run:#?}");
    }
}

#[test]
fn colours_only_where_they_are_wanted() {
    let bad = "print strlenn('a')";
    assert!(!lurcher(&["query", bad]).stderr.contains('\u{1b}'));
    assert!(lurcher(&["query", "--color", "always", bad]).stderr.contains('\u{1b}'));
}

#[test]
fn errors_in_the_format_that_is_asked_for() {
    let bad = "print strlenn('a')";
    let short = lurcher(&["query", "--error-format", "short", bad]).stderr;
    assert!(short.starts_with("<query>:1:7: error[KS211]: "), "{short}");
    let json = lurcher(&["query", "--error-format", "json", bad]).stderr;
    let value: serde_json::Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    assert_eq!((&value["line"], &value["column"], &value["code"]), (&1.into(), &7.into(), &"KS211".into()));
}

const HUNT: &str = "id: 0ccb5cb5-9b0d-4f26-8b57-1c3f5c0a7d51
name: Rare ports
severity: High
tactics: [CommandAndControl]
relevantTechniques: [T1571]
query: |
  datatable(Port:int)[4444, 80]
  | where Port > 1024
";

#[test]
fn run_shows_hits_below_their_heading() {
    let folder = Folder::with(&[("a.yaml", HUNT.as_bytes())]);
    let run = folder.on_file("run", "a.yaml");
    assert!(run.stderr.contains("1 query run, 1 with hits, 0 failed"), "{run:#?}");
    let text = run.ok();
    for part in ["Rare ports", "High", "CommandAndControl", "T1571", "a.yaml", "4444", "1 row"] {
        assert!(text.contains(part), "{text}");
    }
}

#[test]
fn run_goes_on_after_a_failure() {
    let broken = HUNT.replace("Rare", "Broken").replace("Port > 1024", "Prot > 1024");
    let folder = Folder::with(&[
        ("q/a.yaml", broken.as_bytes()),
        ("q/b.yaml", HUNT.as_bytes()),
        ("q/c.kql", b"print x = 1 | where x > 1"),
    ]);
    let run = lurcher(&["run", &folder.file("q").display().to_string(), "--format", "json"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("a.yaml:8:11"), "{}", run.stderr);
    assert!(run.stderr.contains("did you mean 'Port'"), "{}", run.stderr);
    let value: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let [a, b, c] = &value.as_array().unwrap()[..] else { panic!("{value}") };
    assert!(a["error"].as_str().unwrap().contains("'Prot'"));
    assert_eq!((&a["name"], &a["rows"]), (&"Broken ports".into(), &serde_json::Value::Null));
    assert_eq!(b["rows"], serde_json::json!([[4444]]));
    assert_eq!(b["columns"], serde_json::json!([{"name": "Port", "type": "int"}]));
    assert_eq!((&b["kind"], &b["severity"]), (&"hunting query".into(), &"High".into()));
    assert_eq!(b["tactics"], serde_json::json!(["CommandAndControl"]));
    assert_eq!(b["techniques"], serde_json::json!(["T1571"]));
    assert_eq!((&c["name"], &c["rows"], &c["id"]), (&"c".into(), &serde_json::json!([]), &serde_json::Value::Null));
}

#[test]
fn hits_fail_where_they_should() {
    let folder = Folder::with(&[("a.yaml", HUNT.as_bytes())]);
    let path = folder.file("a.yaml").display().to_string();
    assert_eq!(lurcher(&["run", &path]).code, Some(0));
    assert_eq!(lurcher(&["run", &path, "--fail-on-hits"]).code, Some(1));
    let one_query_needs_no_heading = lurcher(&["run", &path, "--format", "csv"]).ok();
    assert_eq!(one_query_needs_no_heading, "Port\n4444\n");
}

#[test]
fn the_rows_of_a_summary_rule_are_no_hits() {
    let rule = b"id: s\ndisplayName: Ports\ndestinationTable: Ports_CL\nbinSize: 20\nquery: print Port = 4444";
    let folder = Folder::with(&[("a.yaml", rule)]);
    let path = folder.file("a.yaml").display().to_string();
    let run = lurcher(&["run", &path, "--fail-on-hits", "--format", "json"]);
    assert!(run.stderr.contains("1 query run, 0 with hits, 0 failed"), "{run:?}");
    let value: serde_json::Value = serde_json::from_str(&run.ok()).unwrap();
    let rule = &value[0];
    assert_eq!((&rule["kind"], &rule["name"], &rule["id"]), (&"summary rule".into(), &"Ports".into(), &"s".into()));
    assert_eq!(rule["rows"], serde_json::json!([[4444]]));
}

#[test]
fn check_names_places_in_files() {
    let whole = format!("{HUNT}description: Identifies rare ports.\nrequiredDataConnectors: []\n");
    let broken = whole.replace("Port > 1024", "Prot > 1024 and Por > 1").replace("0ccb5cb5", "1ccb5cb5");
    let folder = Folder::with(&[("a.yaml", broken.as_bytes()), ("b.yaml", whole.as_bytes())]);
    let path = folder.path().display().to_string();
    let run = lurcher(&["check", &path, "--error-format", "short"]);
    assert_eq!(run.code, Some(1));
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(lines.len(), 2, "{run:#?}");
    assert!(lines[0].contains("a.yaml:8:11: error[KS142]: "), "{run:#?}");
    let json: serde_json::Value = serde_json::from_str(&lurcher(&["check", &path, "--format", "json"]).stdout).unwrap();
    assert_eq!((&json[0]["line"], &json[0]["column"]), (&8.into(), &11.into()));
    assert_eq!(json.as_array().unwrap().len(), 2);
    lurcher(&["check", &folder.file("b.yaml").display().to_string()]).ok();
}

const CASE: &str = "# T\n\n## one\n\nSource: ours\n\n```kql\nprint x = 1\n```\n\n```table\nx:long\n1\n```\n";

#[test]
fn test_runs_cases_and_updates_them() {
    let folder =
        Folder::with(&[("cases/a.md", CASE.as_bytes()), ("cases/b.md", CASE.replace("\n1\n", "\n2\n").as_bytes())]);
    let cases = folder.file("cases").display().to_string();
    let run = lurcher(&["test", &cases]);
    assert_eq!(run.code, Some(1));
    assert!(run.stdout.contains("b.md:3: one"), "{run:#?}");
    assert!(run.stdout.contains("- 2\n+ 1\n"), "{run:#?}");
    assert_eq!(run.stdout.lines().last(), Some("1 passed, 1 failed"));
    assert_eq!(lurcher(&["test", "a.md", &cases]).ok(), "1 passed, 0 failed\n");
    assert_eq!(lurcher(&["test", "--filter", "nothing", &cases]).code, Some(1));
    let updated = lurcher(&["test", "--update", &cases]).ok();
    assert!(updated.contains("updated"), "{updated}");
    assert_eq!(lurcher(&["test", &cases]).ok(), "2 passed, 0 failed\n");
    assert_eq!(std::fs::read_to_string(folder.file("cases/b.md")).unwrap(), CASE);
}

#[test]
fn functions_lists_and_explains() {
    assert!(lurcher(&["functions"]).ok().contains("strlen"));
    let page = lurcher(&["functions", "strlen"]).ok();
    assert!(page.contains("strlen(source: string) -> long") && page.contains("print strlen('hello')"), "{page}");
    assert_eq!(lurcher(&["functions", "no_such_function"]).code, Some(1));
}

#[test]
fn a_path_is_a_table() {
    let folder =
        Folder::with(&[("a.csv", b"x\n1\n"), ("logs/b1.csv", b"x\n2\n"), ("logs/b2.csv", b"x\n3\n"), ("c.txt", b"x")]);
    let at = |name: &str| folder.file(name).display().to_string();
    let sum = |path: &str| folder.query(&format!("@'{path}' | summarize sum(x)")).ok();
    assert_eq!(sum(&at("a.csv")), "sum_x\n1\n");
    assert_eq!(sum(&at("logs")), "sum_x\n5\n");
    assert_eq!(sum(&at("logs/*2.csv")), "sum_x\n3\n");
    folder.query(&format!("@'{}' | count", at("none.csv"))).fails_with(&["none.csv", "names no file"]);
    folder.query(&format!("@'{}' | count", at("c.txt"))).fails_with(&["c.txt", "no ending"]);
}

#[test]
fn tables_can_be_given_as_options() {
    let folder = Folder::with(&[("a.csv", b"x\n1\n"), ("b.json", b"{\"x\": 5}")]);
    let option = |name: &str, file: &str| format!("{name}={}", folder.file(file).display());
    let (a, b) = (option("A", "a.csv"), option("B", "b.json"));
    let query = "union A, B | summarize sum(x)";
    assert_eq!(lurcher(&["query", "--format", "csv", "-t", &a, "--table", &b, query]).ok(), "sum_x\n6\n");
    assert_eq!(lurcher(&["query", "-t", "A", "A"]).code, Some(2));
    lurcher(&["query", "-t", "A=nowhere.csv", "A"]).fails_with(&["nowhere.csv"]);
}

/// What is piped in is told by its content, as a file is.
#[test]
fn standard_input_may_be_a_raw_log() {
    let query = |kql: &str, input: &str| lurcher_with_input(&["query", "--format", "csv", kql], input).ok();
    let cef = "CEF:0|Harebell|Gate|1|end|TRAFFIC|3|src=10.1.2.3\n";
    assert_eq!(query("stdin | project Type, SourceIP", cef), "Type,SourceIP\nCommonSecurityLog,10.1.2.3\n");
    let trail =
        r#"{"Records":[{"eventVersion":"1","eventTime":"2026-01-15T10:11:12Z","eventSource":"a","eventName":"Stop"}]}"#;
    assert_eq!(query("stdin | project EventName", trail), "EventName\nStop\n");
    assert_eq!(query("stdin | count", "Message\nCEF:0|a\n"), "Count\n1\n");
}

#[test]
fn standard_input_is_a_table() {
    let query = "stdin | summarize sum(x)";
    for input in ["x\n1\n2\n", "{\"x\": 1}\n{\"x\": 2}\n", " [{\"x\": 1}, {\"x\": 2}]"] {
        assert_eq!(lurcher_with_input(&["query", "--format", "csv", query], input).ok(), "sum_x\n3\n", "{input}");
    }
    assert_eq!(
        lurcher_with_input(&["query", "--format", "csv", "stdin | join kind=inner stdin on x | count"], "x\n1\n").ok(),
        "Count\n1\n"
    );
}

#[test]
fn externaldata_asks_the_network_only_where_it_may() {
    use std::io::{Read, Write};
    let server = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let kql = format!("externaldata(a:long)['http://{}/a.csv?sig=1']", server.local_addr().expect("its address"));
    lurcher(&["query", &kql]).fails_with(&["/a.csv: externaldata needs the network", "--allow-network"]);
    let served = std::thread::spawn(move || {
        let (mut client, _) = server.accept().expect("a client");
        let mut request = [0; 4096];
        let length = client.read(&mut request).expect("a request");
        client
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\nconnection: close\r\n\r\n1\n2\n")
            .expect("an answer");
        String::from_utf8_lossy(&request[..length]).into_owned()
    });
    // The table is read twice and fetched once.
    let kql = format!("let T = {kql}; T | where a in (T)");
    assert_eq!(lurcher(&["query", "--allow-network", "--format", "csv", &kql]).ok(), "a\n1\n2\n");
    assert!(served.join().expect("the server").starts_with("GET /a.csv?sig=1 HTTP/1.1\r\n"));
}

#[test]
fn parameters_have_the_types_that_the_query_declares() {
    let kql = "declare query_parameters (n:long, s:string = 'd', t:datetime = datetime(2020-01-01), w:timespan = 1d, j:dynamic = dynamic(null)); print n + 1, s, t, w, j.a";
    let ask = |parameters: &[&str]| {
        let mut arguments = vec!["query", "--format", "csv", kql];
        parameters.iter().for_each(|p| arguments.extend(["--param", *p]));
        lurcher(&arguments)
    };
    let defaults = "print_0,print_1,print_2,print_3,print_4\n42,d,2020-01-01T00:00:00.0000000Z,1.00:00:00,\n";
    assert_eq!(ask(&["n=41"]).ok(), defaults);
    let given = ["n=long(1)", "s=a=b", "t=2026-01-15", "w=90m", "j={\"a\": 5}"];
    assert_eq!(
        ask(&given).ok(),
        "print_0,print_1,print_2,print_3,print_4\n2,a=b,2026-01-15T00:00:00.0000000Z,01:30:00,5\n"
    );
    ask(&[]).fails_with(&["The query parameter 'n' has no value."]);
    ask(&["n=many"]).fails_with(&["The query parameter 'n' is of type long, 'many' is not."]);
    assert_eq!(lurcher(&["query", "--param", "n", kql]).code, Some(2));
    let folder = Folder::with(&[("q.kql", kql.as_bytes())]);
    let file = folder.file("q.kql").display().to_string();
    lurcher(&["run", "--param", "n=1", &file]).ok();
}
