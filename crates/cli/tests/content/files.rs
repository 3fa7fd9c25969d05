//! Files of KQL: several queries in one, functions, other texts.

use crate::lurcher;
use crate::support::Folder;

#[test]
fn queries_parted_by_blank_lines_run_one_by_one() {
    let text =
        b"// both ways\nprint a = 1\n| extend b = a\n\n// the other\nlet x = 2;\n\nprint c = x\n\nprint d = nobody\n";
    let folder = Folder::with(&[("q.kql", text), ("q.csl", b"print a = 1"), ("notes.txt", b"Read me first.\n")]);
    let run = lurcher(&folder, &["run", "q.kql"]);
    assert_eq!(run.code, Some(1), "{run:#?}");
    for shown in ["q (line 2)\n", "q (line 6)\n", "a │ b\n", "c\n─\n2\n"] {
        assert!(run.stdout.contains(shown), "{shown:?} is not in {}", run.stdout);
    }
    assert!(run.stderr.contains("q.kql:10:11: error[KS142]"), "{}", run.stderr);
    assert!(run.stderr.contains("3 queries run, 2 with hits, 1 failed"), "{}", run.stderr);
    let run = lurcher(&folder, &["check", "."]);
    assert!(run.stderr.contains("3 files in"), "{}", run.stderr);
    assert!(run.stderr.contains("4 queries, 1 skipped"), "{}", run.stderr);
    lurcher(&folder, &["query", "-f", "q.kql"]).fails_with(&["holds several queries; `lurcher run` runs them all"]);
}

#[test]
fn utf_16_is_read_and_windows_1252_is_warned_of() {
    let wide: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain("print a = 'ä'".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let folder = Folder::with(&[("wide.kql", &wide), ("old.kql", b"// a dash \x96\nprint b = 1\n")]);
    let run = lurcher(&folder, &["run", "."]);
    assert_eq!(run.code, Some(0), "{run:#?}");
    assert!(run.stdout.contains("ä") && run.stdout.contains("b\n─\n1\n"), "{}", run.stdout);
    let warning =
        "old.kql:1:11: warning[LUR403]: the file is not UTF-8, and is read as Windows-1252 (save it as UTF-8)";
    assert!(run.stderr.contains(warning), "{}", run.stderr);
}
