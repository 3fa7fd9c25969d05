//! `--output FILE`: whole, or as it was.

use std::fs;

use crate::support::{Folder, lurcher};

/// The names of what is in a folder.
fn names(folder: &Folder) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn query_into(folder: &Folder, file: &str, kql: &str) -> crate::support::Run {
    lurcher(&["query", "--output", &folder.file(file).display().to_string(), kql])
}

#[test]
fn the_ending_says_the_format() {
    let folder = Folder::with(&[]);
    for (file, expected) in [
        ("a.csv", "x,y\n1,a\n"),
        ("a.tsv", "x\ty\n1\ta\n"),
        ("a.jsonl", "{\"x\":1,\"y\":\"a\"}\n"),
        ("a.md", "| x | y |\n|---:|---|\n| 1 | a |\n"),
        ("a.txt", "x │ y\n──┼──\n1 │ a\n1 row\n"),
    ] {
        assert_eq!(query_into(&folder, file, "print x = 1, y = 'a'").ok(), "");
        assert_eq!(fs::read_to_string(folder.file(file)).unwrap(), expected, "{file}");
    }
    query_into(&folder, "a.parquet", "print x = 1, y = 'a'").ok();
    let path = folder.file("a.parquet");
    let back = lurcher(&["query", "--format", "csv", &format!("'{}' | project x, y", path.display())]).ok();
    assert_eq!(back, "x,y\n1,a\n");
    let page = Folder::with(&[]);
    lurcher(&["query", "--format", "csv", "-o", &page.file("x.html").display().to_string(), "print x = 1"]).ok();
    assert_eq!(fs::read_to_string(page.file("x.html")).unwrap(), "x\n1\n");
}

#[test]
fn what_was_there_stays_until_the_new_file_is_whole() {
    // The first rows are written before the line that is broken is read.
    let data = "x,y\n".to_owned() + &"1,2\n".repeat(300_000) + "3,4,5\n";
    let broken = Folder::with(&[("broken.csv", data.as_bytes())]);
    let folder = Folder::with(&[("a.csv", b"old\n")]);
    let kql = format!("'{}' | project x, y", broken.file("broken.csv").display());
    query_into(&folder, "a.csv", &kql).fails_with(&["broken.csv:300002"]);
    assert_eq!(fs::read_to_string(folder.file("a.csv")).unwrap(), "old\n");
    assert_eq!(names(&folder), ["a.csv"]);
    query_into(&folder, "a.csv", "print x = 1").ok();
    assert_eq!(fs::read_to_string(folder.file("a.csv")).unwrap(), "x\n1\n");
    assert_eq!(names(&folder), ["a.csv"]);
}

#[cfg(unix)]
#[test]
fn a_link_stays_one_and_a_device_is_written_to() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::with(&[("real.csv", b"old\n")]);
    fs::set_permissions(folder.file("real.csv"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink(folder.file("real.csv"), folder.file("link.csv")).unwrap();
    query_into(&folder, "link.csv", "print x = 1").ok();
    assert!(fs::symlink_metadata(folder.file("link.csv")).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(folder.file("real.csv")).unwrap(), "x\n1\n");
    assert_eq!(fs::metadata(folder.file("real.csv")).unwrap().permissions().mode() & 0o777, 0o640);
    lurcher(&["query", "--output", "/dev/null", "print x = 1"]).ok();
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    for format in ["table", "vertical", "json", "jsonl", "csv", "tsv", "markdown", "html", "parquet", "arrow"] {
        let rows = "range x from 1 to 100000 step 1 | extend y = hash(x)";
        let run = lurcher(&["query", "--format", format, "--output", "/dev/full", rows]);
        run.fails_with(&["cannot be written", "No space left"]);
    }
}

#[test]
fn a_folder_that_is_not_there() {
    lurcher(&["query", "--output", "nowhere/a.csv", "print 1"]).fails_with(&["nowhere/a.csv", "cannot be written"]);
}

#[test]
fn the_hits_of_rules_go_into_a_page() {
    let rule = |name: &str| format!("name: {name}\nquery: |\n  print x = '<{name}>'\n").into_bytes();
    let folder = Folder::with(&[("a.yaml", &rule("A")), ("b.yaml", &rule("B"))]);
    let page = folder.file("hits.html").display().to_string();
    let run = lurcher(&["run", &folder.path().display().to_string(), "--output", &page]);
    assert_eq!(run.ok(), "");
    let page = fs::read_to_string(page).unwrap();
    assert!(page.contains("<h2>A</h2>") && page.contains("<td>&lt;B&gt;</td>"), "{page}");
}
