//! Bad input: each an error that names the place, exit code 1, and nothing of what is good lost.

mod support;

use support::{Folder, lurcher, rows};

#[test]
fn yaml_that_is_none() {
    let folder = Folder::with(&[("a.yaml", b"query: [unclosed\nname: x\n")]);
    for command in ["run", "check"] {
        folder.on_file(command, "a.yaml").fails_with(&["a.yaml:"]);
    }
}

#[test]
fn yaml_without_a_query() {
    let folder = Folder::with(&[("a.yaml", b"name: x\nseverity: High\n")]);
    folder.on_file("run", "a.yaml").fails_with(&["a.yaml:1:1", "query: |"]);
}

#[test]
fn a_missing_file() {
    let folder = Folder::with(&[]);
    folder.on_file("run", "nowhere.yaml").fails_with(&["nowhere.yaml"]);
    folder.on_file("check", "nowhere.kql").fails_with(&["nowhere.kql"]);
    lurcher(&["query", "-f", "nowhere.txt"]).fails_with(&["nowhere.txt"]);
}

#[test]
fn a_query_in_a_file_is_wrong_at_a_line_of_the_file() {
    let hunt = |query: &str| format!("name: x\nquery: |\n  datatable(Port:int)[1]\n  {query}\n").into_bytes();
    for (query, column, texts) in [
        ("| wher Port == 1", 5, &["'where'"][..]),
        ("| where strlenn('a') == 1", 11, &["'strlenn'", "'strlen'"]),
        ("| where Prot == 1", 11, &["'Prot'", "'Port'"]),
        ("| union NoSuchTable", 11, &["'NoSuchTable'"]),
        ("| where strlen('a', 'b') == 1", 11, &["strlen"]),
        ("| where Port has 'x'", 16, &["'has'"]),
        ("| where 'abc == 1", 11, &[]),
    ] {
        let folder = Folder::with(&[("a.yaml", &hunt(query))]);
        let place = format!("a.yaml:4:{column}");
        folder.on_file("run", "a.yaml").fails_with(&[&[place.as_str()], texts].concat());
        folder.on_file("check", "a.yaml").fails_with(&[&[place.as_str()], texts].concat());
    }
}

#[test]
fn csv_that_is_broken() {
    let broken = Folder::with(&[("tables/T.csv", b"a,b\n1,2\n3,4,5\n")]);
    broken.query("T").fails_with(&["T.csv", "3"]);
    let unknown_encoding = Folder::with(&[("tables/T.csv", b"a,b\n1,\xff\xfe\xfd\n")]);
    unknown_encoding.query("T").fails_with(&["T.csv", "2"]);
}

#[test]
fn a_cell_that_does_not_convert_is_null_and_counted() {
    let settings = "[tables.T.columns]\na = \"long\"\n";
    let folder = Folder::with(&[("lurcher.toml", settings.as_bytes()), ("tables/T.csv", b"a,b\n1,x\nmany,y\n3,z\n")]);
    let run = folder.query("T | project a, b");
    assert_eq!(run.stdout, "a,b\n1,x\n,y\n3,z\n", "{run:#?}");
    assert_eq!(run.code, Some(0));
    assert!(run.stderr.contains("T.a: 1 cell did not convert to long"), "{run:#?}");
    assert!(run.stderr.contains("T.csv:3"), "{run:#?}");
}

#[test]
fn csv_with_nothing_in_it() {
    let header_only = Folder::with(&[("tables/T.csv", b"a,b\n")]);
    assert_eq!(rows(header_only.path(), "T | count"), ["0"]);
    let empty = Folder::with(&[("tables/T.csv", b"")]);
    let run = empty.query("T | count");
    assert!(run.code == Some(0) || run.stderr.contains("T.csv"), "{run:#?}");
}

#[test]
fn json_that_breaks_off() {
    Folder::with(&[("tables/T.json", b"[{\"a\":1},{\"a\":")]).query("T").fails_with(&["T.json"]);
    Folder::with(&[("tables/T.jsonl", b"{\"a\":1}\n{\"a\":")]).query("T").fails_with(&["T.jsonl", "2"]);
}

#[test]
fn parquet_that_is_none() {
    Folder::with(&[("tables/T.parquet", b"a,b\n1,2\n")]).query("T").fails_with(&["T.parquet"]);
    Folder::with(&[("tables/T.parquet", b"PAR1 and nothing more")]).query("T").fails_with(&["T.parquet"]);
}

#[test]
fn parquet_that_is_cut_or_damaged() {
    let folder = Folder::with(&[]);
    let whole = support::command()
        .args(["query", "--format", "parquet", "range x from 1 to 10000 step 1 | extend s = tostring(x)"])
        .output()
        .unwrap();
    assert!(whole.status.success(), "{whole:?}");
    std::fs::create_dir(folder.file("tables")).unwrap();
    std::fs::write(folder.file("tables/Whole.parquet"), &whole.stdout).unwrap();
    std::fs::write(folder.file("tables/Cut.parquet"), &whole.stdout[..whole.stdout.len() / 2]).unwrap();
    assert_eq!(rows(folder.path(), "Whole | summarize count(), max(x)"), ["10000,10000"]);
    folder.query("Cut | count").fails_with(&["Cut.parquet"]);

    // What is wrong with the data shows only when they are read; which file it is shows all the same.
    let mut damaged = whole.stdout.clone();
    // Where the first page says what it is.
    damaged[4..60].fill(0xff);
    std::fs::write(folder.file("tables/Damaged.parquet"), &damaged).unwrap();
    folder.query("Damaged | summarize sum(x), sum(strlen(s))").fails_with(&["Damaged.parquet: is damaged"]);
    std::fs::create_dir(folder.file("tables/Some")).unwrap();
    for (name, bytes) in [("a", &whole.stdout), ("b", &damaged)] {
        std::fs::write(folder.file(&format!("tables/Some/{name}.parquet")), bytes).unwrap();
    }
    folder.query("Some | summarize sum(x), sum(strlen(s))").fails_with(&["one of 2 files is damaged", "b.parquet"]);
}

#[test]
fn a_broken_table_that_is_not_asked_for_harms_nobody() {
    let folder = Folder::with(&[("tables/Bad.parquet", b"no"), ("tables/Good.csv", b"a\n1\n")]);
    assert_eq!(rows(folder.path(), "Good | project a"), ["1"]);
}

#[test]
fn files_of_one_table_are_united_by_name() {
    let folder = Folder::with(&[("tables/T/a.csv", b"a,b\n1,x\n"), ("tables/T/b.csv", b"b,c\ny,2.5\n")]);
    assert_eq!(rows(folder.path(), "T | project a, b, c | sort by b asc"), ["1,x,", ",y,2.5"]);
}

#[test]
fn a_watchlist_without_its_search_key() {
    let settings = "[watchlists.Ports]\nsearch_key = \"Number\"\n";
    let folder =
        Folder::with(&[("lurcher.toml", settings.as_bytes()), ("watchlists/Ports.csv", b"Port,Name\n80,http\n")]);
    folder.query("_GetWatchlist('Ports')").fails_with(&["Ports.csv", "Number"]);
}

#[test]
fn a_missing_workspace() {
    lurcher(&["query", "--workspace", "nowhere", "print 1"]).fails_with(&["nowhere"]);
    Folder::with(&[("lurcher.toml", b"name = \n")]).query("print 1").fails_with(&["lurcher.toml"]);
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission() {
    use std::fs::{Permissions, read_dir, set_permissions};
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with(&[("tables/T/a.csv", b"a\n1\n")]);
    let closed = folder.file("tables/T");
    set_permissions(&closed, Permissions::from_mode(0o000)).unwrap();
    let may_read_all = read_dir(&closed).is_ok();
    let run = folder.query("T");
    set_permissions(&closed, Permissions::from_mode(0o755)).unwrap();
    // Who runs the tests as root is refused nothing.
    if !may_read_all {
        run.fails_with(&["T"]);
    }
}

#[test]
fn a_function_that_calls_itself() {
    let function = b"FunctionName: f\nFunctionAlias: f\nFunctionQuery: |\n  f() | take 1\n";
    let folder = Folder::with(&[("lurcher.toml", b""), ("functions/f.yaml", function)]);
    folder.query("f()").fails_with(&["f"]);
}

#[test]
fn numbers_out_of_their_range() {
    // Answers of the real engine: a division by zero is null, a long wraps around.
    let folder = Folder::with(&[]);
    assert_eq!(folder.query("print a = 1 / 0, b = 1 % 0").ok(), "a,b\n,\n");
    let sum = folder.query("datatable(v:long)[9223372036854775807, 1] | summarize s = sum(v)").ok();
    assert_eq!(sum, "s\n-9223372036854775808\n");
}

#[test]
fn a_million_columns() {
    let columns: Vec<String> = (0..1_000_000).map(|i| format!("c{i}=1")).collect();
    let query = format!("print {}", columns.join(","));
    support::lurcher_with_input(&["query", "-"], &query).fails_with(&["more than 10000 columns", "<stdin>:1:"]);
}
