use super::*;

fn workspace(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    dir
}

fn open(dir: &tempfile::TempDir) -> Watchlists {
    Watchlists::open(Some(&dir.path().join("watchlists")), &[dir.path().join("content")])
}

fn relative(dir: &tempfile::TempDir, text: impl ToString) -> String {
    text.to_string().replace(&*dir.path().to_string_lossy(), "W").replace('\\', "/")
}

fn template(alias: &str, key: &str, rest: &str, content: &str) -> String {
    format!(
        "{{\n \"resources\": [\n  {{\"type\": \"w\", \"properties\": {{\n   \"itemsSearchKey\": \"{key}\",{rest}\n   \"rawContent\": \"{content}\",\n   \"watchlistAlias\": \"{alias}\"\n  }}}}\n ]\n}}"
    )
}

#[test]
fn csv_by_its_file_name() {
    let dir = workspace(&[
        ("watchlists/Hosts.csv", "\u{FEFF}Host,Owner\r\n\"a,b\",x\r\nc,\r\n"),
        ("watchlists/Tabs.tsv", "A\tB\n1\t2,3\n"),
    ]);
    let watchlists = open(&dir);
    let hosts = watchlists.find("Hosts", None).unwrap().unwrap();
    assert_eq!(hosts.columns, ["Host".into(), "Owner".into()]);
    assert_eq!(hosts.rows, [["a,b", "x"], ["c", ""]]);
    assert_eq!(hosts.search_key, 0);
    assert_eq!(watchlists.find("Hosts", Some("Owner")).unwrap().unwrap().search_key, 1);
    assert_eq!(watchlists.find("Tabs", None).unwrap().unwrap().rows, [["1", "2,3"]]);
    assert_eq!(watchlists.find("hosts", None), Ok(None));
    assert_eq!(watchlists.aliases(), ["Hosts".into(), "Tabs".into()]);
    assert_eq!(
        relative(&dir, watchlists.find("Hosts", Some("Name")).unwrap_err()),
        "W/watchlists/Hosts.csv:1:1: the search key 'Name' is none of the watchlist's columns; set it to one of Host, Owner [LUR434]"
    );
}

#[test]
fn templates_by_alias_and_by_file_name() {
    let dir = workspace(&[
        (
            "watchlists/file.json",
            &template(
                "Alias",
                "B",
                "\"contentType\": \"Text/Csv\", \"numberOfLinesToSkip\": 1,",
                "skipped\\r\\nA,B\\r\\n1,2\\r\\n",
            ),
        ),
        ("content/any/where.json", &template("Other", "A", "\"contentType\": \"text/tsv\",", "A\\tB\\n1\\t2\\n")),
        ("content/Watchlists/Alias.json", &template("Alias", "A", "", "A\\nshadowed\\n")),
        ("content/data.json", "[1, 2"),
    ]);
    let watchlists = open(&dir);
    for alias in ["Alias", "file"] {
        let found = watchlists.find(alias, None).unwrap().unwrap();
        assert_eq!((found.rows, found.search_key), (vec![vec!["1".to_owned(), "2".to_owned()]], 1), "{alias}");
    }
    assert_eq!(watchlists.find("Other", None).unwrap().unwrap().rows, [["1", "2"]]);
    assert_eq!(watchlists.find("where", None), Ok(None));
}

#[test]
fn the_last_part_of_a_resource_s_name_is_its_alias() {
    let named = |name: &str| {
        format!(
            "{{\"variables\": {{\"list\": \"High\"}}, \"parameters\": {{\"workspace\": {{}}}}, \"resources\": [{{\"type\": \"Microsoft.OperationalInsights/workspaces/providers/Watchlists\", \"name\": \"{name}\", \"properties\": {{\"itemsSearchKey\": \"A\", \"rawContent\": \"A\\n1\\n\"}}}}]}}"
        )
    };
    for (name, alias) in [
        ("ws/Microsoft.SecurityInsights/High", "High"),
        ("[concat(parameters('workspace'), '/Microsoft.SecurityInsights/', 'High')]", "High"),
        ("[concat(parameters('workspace'), '/Microsoft.SecurityInsights/', variables('list'))]", "High"),
        ("[concat(parameters('workspace'), '/Microsoft.SecurityInsights/High-Value')]", "High-Value"),
        ("[[concat(parameters('workspace'), '/Microsoft.SecurityInsights/High')]", "High"),
        ("[format('{0}/{1}', parameters('workspace'), 'x/High')]", "High"),
    ] {
        let dir = workspace(&[("content/Watchlists/list.json", &named(name))]);
        let watchlists = open(&dir);
        assert_eq!(watchlists.aliases(), [alias.into()], "{name}");
        assert_eq!(watchlists.find(alias, None).unwrap().unwrap().rows, [["1"]], "{name}");
    }
}

#[test]
fn other_separators_are_told() {
    let dir = workspace(&[("watchlists/a.csv", "A;B\n1,5;2\n"), ("watchlists/b.csv", "sep=;\r\nA,C;B\r\n1;2\r\n")]);
    let watchlists = open(&dir);
    assert_eq!(watchlists.find("a", None).unwrap().unwrap().rows, [["1,5", "2"]]);
    assert_eq!(watchlists.find("b", None).unwrap().unwrap().columns, ["A,C".into(), "B".into()]);
    let told: Vec<_> = watchlists.warnings().iter().map(|warning| relative(&dir, warning)).collect();
    assert_eq!(
        told[0],
        "W/watchlists/a.csv:1:1: the columns are parted by ';', and are read so; Sentinel takes commas only; save the watchlist as CSV with commas [LUR433]"
    );
    assert_eq!(told.len(), 2);
}

#[test]
fn the_documented_columns() {
    let dir = workspace(&[
        ("watchlists/w.csv", "Name,Type\n\"a\"\"b\",t\nc,\n"),
        ("watchlists/own.csv", "SearchKey,X\n1,2\n"),
    ]);
    let watchlists = open(&dir);
    let w = watchlists.find("w", Some("Type")).unwrap().unwrap();
    let names: Vec<_> = w.schema().iter().map(|c| format!("{}:{}", c.name, c.ty)).collect();
    assert_eq!(
        names,
        [
            "_DTItemId:string",
            "LastUpdatedTimeUTC:datetime",
            "SearchKey:string",
            "WatchlistItem:dynamic",
            "Name:string",
            "Type:string"
        ]
    );
    let values = w.values(Some(7));
    assert_eq!(
        values[0][1..],
        [
            Value::DateTime(7),
            Value::String("t".into()),
            Value::Dynamic(r#"{"Name":"a\"b","Type":"t"}"#.into()),
            Value::String("a\"b".into()),
            Value::String("t".into())
        ]
    );
    let ids: Vec<_> = values.iter().filter_map(|row| row[0].as_str()).collect();
    assert!(ids[0] != ids[1] && ids.iter().all(|id| guid::parse(id).is_some()), "{ids:?}");
    assert_eq!(w.values(None)[0][0], values[0][0]);
    assert_eq!(w.values(None)[0][1], Value::Null(ScalarType::DateTime));

    let own = watchlists.find("own", None).unwrap().unwrap();
    let names: Vec<_> = own.schema().iter().map(|c| c.name.to_string()).collect();
    assert_eq!(names, ["_DTItemId", "LastUpdatedTimeUTC", "WatchlistItem", "SearchKey", "X"]);
    assert_eq!(own.values(None)[0].len(), 5);
}

#[test]
fn broken_watchlists_have_a_place() {
    let dir = workspace(&[
        ("watchlists/empty.csv", ""),
        ("watchlists/header.csv", "a,b\n"),
        ("watchlists/quote.csv", "a,b\n1,\"2\n"),
        ("watchlists/key.json", &template("key", "C", "", "A,B\\n1,2\\n")),
        ("watchlists/type.json", &template("type", "A", "\"contentType\": \"text/html\",", "A\\n")),
        ("watchlists/nokey.json", &template("nokey", "A", "", "A\\n").replace("itemsSearchKey", "else")),
        ("watchlists/twice.csv", "a\n"),
        ("watchlists/other.json", &template("twice", "A", "", "A\\n")),
    ]);
    let watchlists = open(&dir);
    for (alias, expected) in [
        ("empty", "empty.csv:1:1: there is no header; write the names of the columns on the first line [LUR433]"),
        (
            "quote",
            "quote.csv:2:3: a quote is opened here and never closed; close it, or double a quote that is part of a value [LUR433]",
        ),
        ("key", "key.json:4:4: the search key 'C' is none of the watchlist's columns; set it to one of A, B [LUR434]"),
        (
            "type",
            "type.json:4:26: the watchlist's 'contentType' is not text/csv or text/tsv; set properties.contentType to text/csv or text/tsv [LUR432]",
        ),
        (
            "nokey",
            "nokey.json:6:4: the watchlist's 'itemsSearchKey' is not the name of a column; set properties.itemsSearchKey to the name of a column [LUR432]",
        ),
        (
            "twice",
            "other.json: the watchlist 'twice' is also defined in W/watchlists/twice.csv; remove or rename one of them [LUR435]",
        ),
    ] {
        let error = relative(&dir, watchlists.find(alias, None).unwrap_err());
        assert_eq!(error, format!("W/watchlists/{expected}"));
    }
    assert_eq!(watchlists.find("header", None).unwrap().unwrap().rows.len(), 0);
}

#[test]
fn a_row_of_other_fields_is_left_out_and_warned_of() {
    let dir = workspace(&[
        ("watchlists/count.csv", "a,b\n1,2\n3\n"),
        ("watchlists/row.json", &template("row", "A", "", "A,B\\n1,2\\n3,4,5\\n")),
    ]);
    let watchlists = open(&dir);
    for alias in ["count", "row"] {
        assert_eq!(watchlists.find(alias, None).unwrap().unwrap().rows, [["1", "2"]]);
    }
    let warnings: Vec<_> = watchlists.warnings().iter().map(|warning| relative(&dir, warning)).collect();
    let help = "it is left out; add or remove fields, or quote a value that contains the separator [LUR433]";
    assert_eq!(
        warnings,
        [
            format!("W/watchlists/count.csv:3:1: this row has 1 fields, the header has 2; {help}"),
            format!("W/watchlists/row.json:5:4: line 3 of rawContent: this row has 3 fields, the header has 2; {help}"),
        ]
    );
}

#[test]
fn a_broken_template_costs_itself() {
    let dir = workspace(&[("watchlists/a.json", "{\n \"resources\": [}\n"), ("watchlists/b.csv", "x\n1\n")]);
    let watchlists = open(&dir);
    assert!(watchlists.find("b", None).unwrap().is_some());
    assert!(watchlists.warnings().is_empty());
    assert_eq!(watchlists.find("other", None), Ok(None));
    let warning = relative(&dir, &watchlists.warnings()[0]);
    assert!(warning.starts_with("W/watchlists/a.json:2:16: this is not JSON: "), "{warning}");
    let error = relative(&dir, watchlists.find("a", None).unwrap_err());
    assert!(error.starts_with("W/watchlists/a.json:2:16: this is not JSON: "), "{error}");

    let dir = workspace(&[("watchlists/a.json", "{\"x\": 1}")]);
    assert_eq!(
        relative(&dir, open(&dir).find("a", None).unwrap_err()),
        "W/watchlists/a.json: this is no template of watchlists: none of its resources is a watchlist; save the watchlist as CSV, or as Sentinel's ARM template [LUR431]"
    );
}

/// As Microsoft's own `ASimDisabledParsers.json` is.
#[test]
fn a_template_without_an_alias_has_its_resources_name() {
    let template = template("x", "A", "", "A\\n1\\n").replace("watchlistAlias", "displayName").replace("\"w\"", r#""Microsoft.OperationalInsights/workspaces/providers/Watchlists", "name": "[concat(parameters('workspace'), '/Microsoft.SecurityInsights/Disabled')]""#);
    let dir = workspace(&[("content/Watchlists/a.json", &template)]);
    assert_eq!(open(&dir).find("Disabled", None).unwrap().unwrap().rows, [["1"]]);
}

#[test]
fn a_playbook_beside_watchlists_is_none() {
    let playbook =
        r#"{"resources": [{"type": "Microsoft.Logic/workflows", "name": "p", "properties": {"x": "\"rawContent\""}}]}"#;
    let dir =
        workspace(&[("content/Watchlists/p.json", playbook), ("content/Watchlists/q.json", "{\"rawContent\": 1}")]);
    assert_eq!(open(&dir).find("Other", None), Ok(None));
}

#[test]
fn no_folder_is_no_watchlist() {
    assert_eq!(Watchlists::open(None, &[]).find("a", None), Ok(None));
    assert_eq!(Watchlists::open(Some(Path::new("no/such")), &[]).find("a", None), Ok(None));
}
