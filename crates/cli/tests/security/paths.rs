//! No path outside of what was named, links included.

use std::fs;
use std::os::unix::fs::symlink;

use crate::support::{Folder, lurcher, lurcher_with_input};

const SECRET: &str = "name,password\nann,hunter2\n";

/// A folder with a secret outside of every workspace.
fn secret() -> Folder {
    Folder::with(&[
        ("secret.csv", SECRET.as_bytes()),
        ("secret.yaml", b"password: hunter2\nname: ann\n"),
        ("more/secret.csv", SECRET.as_bytes()),
    ])
}

/// Asserts that a run failed, said why, and did not say the secret.
#[track_caller]
fn keeps_the_secret(run: crate::support::Run, reason: &str) {
    assert_ne!(run.code, Some(0), "{run:#?}");
    let said = run.stdout.clone() + &run.stderr;
    assert!(said.contains(reason) && !said.contains("hunter2"), "{run:#?}");
}

#[test]
fn tables_behind_links_out_of_the_workspace() {
    let (workspace, outside) = (Folder::with(&[("lurcher.toml", b""), ("tables/A/a.csv", b"a\n1\n")]), secret());
    symlink(outside.file("secret.csv"), workspace.file("tables/S.csv")).unwrap();
    symlink(outside.file("more"), workspace.file("tables/M")).unwrap();
    symlink(outside.file("secret.csv"), workspace.file("tables/A/b.csv")).unwrap();
    for table in ["S", "M", "A"] {
        keeps_the_secret(workspace.query(table), "is a link that leads out of the folder");
    }
    let settings = format!("files = [{:?}]\n", outside.path());
    fs::write(workspace.file("lurcher.toml"), settings).unwrap();
    assert!(workspace.query("S").ok().contains("hunter2"), "what the settings name is read");
}

#[test]
fn links_in_a_folder_that_is_named() {
    let (folder, outside) = (Folder::with(&[("a.csv", b"name,password\nx,y\n")]), secret());
    symlink(outside.file("secret.csv"), folder.file("b.csv")).unwrap();
    for path in [folder.path().display().to_string(), folder.file("*.csv").display().to_string()] {
        let reason = "is a link that leads out of the folder";
        keeps_the_secret(lurcher(&["query", &format!("'{path}' | take 1")]), reason);
        keeps_the_secret(lurcher(&["query", "-t", &format!("T={path}"), "T"]), reason);
    }
    let named = format!("'{}' | take 1", folder.file("b.csv").display());
    assert!(lurcher(&["query", &named]).ok().contains("hunter2"), "a link that is named itself is read");
}

#[test]
fn files_that_the_query_of_a_rule_names() {
    let outside = secret();
    let path = outside.file("secret.csv").display().to_string();
    let up = format!("{}{path}", "../".repeat(20));
    let queries = [
        format!("externaldata(name:string, password:string)['{path}'] with (ignoreFirstRecord=true)"),
        format!("externaldata(name:string, password:string)['file://{path}']"),
        format!("externaldata(name:string, password:string)['{up}']"),
        format!("externaldata(name:string, password:string)['inside/../{up}']"),
        "externaldata(name:string, password:string)['link.csv']".to_owned(),
        format!("'{path}' | take 1"),
        format!("'{up}' | take 1"),
        format!("'{}/*.csv' | take 1", outside.path().display()),
        format!("let T = ('{path}' | take 1); union T, T"),
        format!("let T = materialize('{path}' | take 1); T"),
    ];
    for query in queries {
        let rule = format!("name: r\nquery: |\n  {query}\n");
        let workspace =
            Folder::with(&[("lurcher.toml", b""), ("inside/x.csv", b"a\n1\n"), ("rules/r.yaml", rule.as_bytes())]);
        symlink(outside.file("secret.csv"), workspace.file("link.csv")).unwrap();
        let workspace_path = workspace.path().display().to_string();
        for command in ["run", "check"] {
            let run =
                lurcher(&[command, "--workspace", &workspace_path, &workspace.file("rules").display().to_string()]);
            let said = run.stdout.clone() + &run.stderr;
            assert!(!said.contains("hunter2") && !said.contains("ann"), "{query}: {run:#?}");
            assert!(command == "check" || said.contains("lies outside of the workspace"), "{query}: {run:#?}");
        }
        let file = workspace.file("rules/r.yaml").display().to_string();
        let run = lurcher(&["query", "--workspace", &workspace_path, "--file", &file]);
        assert!(!(run.stdout.clone() + &run.stderr).contains("hunter2"), "{query}: {run:#?}");
    }
}

#[test]
fn files_inside_and_files_that_a_person_names() {
    let workspace = Folder::with(&[
        ("lurcher.toml", b""),
        ("feeds/x.csv", b"1\n"),
        ("rules/r.yaml", b"name: r\nquery: externaldata(a:long)['feeds/x.csv']\n"),
    ]);
    let workspace_path = workspace.path().display().to_string();
    let run = lurcher(&[
        "run",
        "--format",
        "csv",
        "--workspace",
        &workspace_path,
        &workspace.file("rules").display().to_string(),
    ]);
    assert_eq!(run.ok(), "a\n1\n");
    let outside = secret();
    let typed = format!("externaldata(n:string, p:string)['{}']", outside.file("secret.csv").display());
    assert!(workspace.query(&typed).ok().contains("hunter2"), "whoever types a path names it");
}

/// Whoever types a query has not written the functions that it calls.
#[test]
fn files_that_functions_name() {
    let outside = secret();
    let path = outside.file("secret.csv").display().to_string();
    let file = format!(".create-or-alter function File() {{ '{path}' | take 1 }}");
    let external = format!(".create-or-alter function Data() {{ externaldata(n:string, p:string)['{path}'] }}");
    let given = ".create-or-alter function Given(path:string) { externaldata(n:string, p:string)[path] }";
    let workspace = Folder::with(&[
        ("lurcher.toml", b""),
        ("functions/File.kql", file.as_bytes()),
        ("functions/Data.kql", external.as_bytes()),
        ("functions/Given.kql", given.as_bytes()),
    ]);
    let given = format!("Given('{path}')");
    for call in ["File", "Data", "union File, Data", &given] {
        keeps_the_secret(workspace.query(call), "lies outside of the workspace");
    }
    let typed = format!("let read = () {{ '{path}' | take 1 }}; read");
    assert!(workspace.query(&typed).ok().contains("hunter2"), "a function that is typed, too, is typed");
}

/// What is piped in may be somebody else's.
#[test]
fn files_that_a_piped_query_names() {
    let (workspace, outside) = (Folder::with(&[("lurcher.toml", b""), ("x.csv", b"a\n1\n")]), secret());
    let workspace_path = workspace.path().display().to_string();
    let query = format!("'{}' | take 1\n", outside.file("secret.csv").display());
    for command in [&["query", "-"][..], &["explain", "--analyze", "-"], &["repl"]] {
        let arguments = [command, &["--workspace", &workspace_path]].concat();
        keeps_the_secret(lurcher_with_input(&arguments, &query), "lies outside of the workspace");
    }
    let inside = format!("'{}' | count", workspace.file("x.csv").display());
    let run = lurcher_with_input(&["query", "--workspace", &workspace_path, "--format", "csv", "-"], &inside);
    assert_eq!(run.ok(), "Count\n1\n");
}

#[test]
fn content_and_watchlists_behind_links() {
    let outside = secret();
    let workspace = Folder::with(&[
        ("lurcher.toml", b""),
        ("functions/f.kql", b"print 1"),
        ("watchlists/w.csv", b"a,b\n1,2\n"),
        ("rules/r.yaml", b"name: r\nquery: print 1\n"),
    ]);
    symlink(outside.file("secret.yaml"), workspace.file("rules/s.yaml")).unwrap();
    symlink(outside.file("secret.yaml"), workspace.file("functions/g.yaml")).unwrap();
    symlink(outside.file("secret.csv"), workspace.file("watchlists/s.csv")).unwrap();
    symlink(outside.file("more"), workspace.file("watchlists/more")).unwrap();
    for command in ["run", "check"] {
        let run = lurcher(&[command, &workspace.file("rules").display().to_string()]);
        keeps_the_secret(run, "is a link that leads out of the folder");
    }
    let run = workspace.query("_GetWatchlist('s')");
    let said = run.stdout.clone() + &run.stderr;
    assert!(!said.contains("hunter2"), "{run:#?}");
}

#[test]
fn output_goes_where_it_is_said() {
    let (folder, outside) = (Folder::with(&[]), secret());
    symlink(outside.file("secret.csv"), folder.file("a.csv")).unwrap();
    symlink(outside.file("none.csv"), folder.file("b.csv")).unwrap();
    let write = |file: &str| lurcher(&["query", "--output", &folder.file(file).display().to_string(), "print x = 1"]);
    write("a.csv").fails_with(&["a.csv: is a link to", "secret.csv"]);
    assert_eq!(fs::read_to_string(outside.file("secret.csv")).unwrap(), SECRET);
    write("b.csv").ok();
    assert!(!outside.file("none.csv").exists(), "a link to nothing makes nothing");
    let chart = folder.file("c.svg");
    symlink(outside.file("secret.yaml"), &chart).unwrap();
    let draw = "range x from 1 to 3 step 1 | extend y = x | render linechart";
    lurcher(&["query", "--chart", &chart.display().to_string(), draw]).fails_with(&["c.svg: is a link to"]);
}

#[test]
fn a_summary_rule_writes_below_the_tables_only() {
    for table in ["../x_CL", "/tmp/x_CL", "a/b_CL", "x", "é_CL", ""] {
        let rule = format!("id: r\nname: r\ndestinationTable: '{table}'\nbinSize: 60\nquery: print a = 1\n");
        let workspace =
            Folder::with(&[("lurcher.toml", b"now = \"2026-01-15\""), ("summary_rules/r.yaml", rule.as_bytes())]);
        let run = lurcher(&["summarize", "--workspace", &workspace.path().display().to_string()]);
        assert_ne!(run.code, Some(0), "{table}: {run:#?}");
    }
}
