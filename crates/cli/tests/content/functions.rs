//! Functions that are kept in files of KQL, and functions that give a scalar.

use crate::lurcher;
use crate::support::Folder;

#[test]
fn a_folder_of_parsers_defines_functions() {
    let folder = Folder::with(&[
        ("lurcher.toml", b"content = [\"tree\"]\n"),
        (
            "tree/Parsers/Fw/Fw.txt",
            b"// Save it as a function; set the function alias to Firewall.\nprint Port = 22\n| extend a = 1\n",
        ),
        ("tree/Parsers/Proxy.csl", b"print Port = 80"),
        ("tree/Solutions/X/Parsers/Old.kql", b"print Port = 1"),
        (
            "tree/Solutions/X/Parsers/Old.yaml",
            b"FunctionName: Old\nFunctionParams:\n  - {Name: p, Type: long}\nFunctionQuery: print Port = p\n",
        ),
        ("tree/Parsers/readme.txt", b"What the parsers do.\n"),
        ("tree/hunts/Hunt.kql", b"Firewall | union Proxy, Old(9) | summarize Ports = array_sort_asc(make_set(Port))"),
    ]);
    let run = lurcher(&folder, &["run", "tree", "--format", "json"]);
    assert!(run.stdout.contains("[9,22,80]"), "{run:#?}");
    assert!(run.stderr.contains("1 query run, 1 with hits, 0 failed"), "{}", run.stderr);
    let run = lurcher(&folder, &["check", "tree"]);
    assert!(run.stderr.contains("4 functions, 1 query, 1 skipped"), "{}", run.stderr);
    assert!(run.stdout.contains("the function 'Old' is defined more than once"), "{}", run.stdout);
    assert_eq!(run.code, Some(0), "{run:#?}");
}

#[test]
fn a_function_may_give_a_scalar_and_take_a_table() {
    let folder = Folder::with(&[
        ("functions/Twice.yaml", b"FunctionName: Twice\nFunctionParams:\n  - Name: x\n    Type: long\nFunctionQuery: x * 2\n"),
        (
            "functions/Late.yaml",
            b"FunctionName: Late\nFunctionParams:\n  - Name: T\n    Type: T:(TimeGenerated:datetime)\nFunctionQuery: T | where TimeGenerated > datetime(2026-01-15)\n",
        ),
        (
            "functions/Any.yaml",
            b"FunctionName: Any\nFunctionParams:\n  - Name: T\n    Type: table:(*)\n  - Name: n\n    Type: long\nFunctionQuery: T | take n\n",
        ),
        ("tables/S.csv", crate::SESSIONS),
    ]);
    let kql = "S | invoke Late() | invoke Any(1) | project Account, n = Twice(21)";
    assert_eq!(lurcher(&folder, &["query", "--format", "csv", kql]).ok(), "Account,n\ncarol,42\n");
    let run = lurcher(&folder, &["check", "functions"]);
    assert_eq!(run.code, Some(0), "{run:#?}");
    assert_eq!(run.stdout, "");
    std::fs::write(folder.file("functions/Twice.yaml"), "FunctionName: Twice\nFunctionQuery: nobody * 2\n").unwrap();
    lurcher(&folder, &["check", "functions"]).fails_with(&["Twice.yaml:2:16: error[KS142]: The name 'nobody'"]);
}
