//! What queries, files and data say steers no terminal, and is no markup.

use crate::support::{Folder, Run, lurcher, lurcher_with_input};

/// An escape sequence, a C1 control, a sign that turns the reading direction, one without a width.
const HOSTILE: &str = "a\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m\u{202e}b\u{200b}c";

/// Asserts that nothing of what was written steers a terminal.
#[track_caller]
fn is_harmless(run: &Run) {
    for text in [&run.stdout, &run.stderr] {
        let steers = |c: char| c.is_control() && !matches!(c, '\n' | '\t') || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!text.chars().any(steers), "{run:#?}");
    }
}

#[test]
fn data_in_the_formats_for_people() {
    let data = format!("x{HOSTILE},y\n{HOSTILE},1\n");
    let folder = Folder::with(&[("T.csv", data.as_bytes())]);
    for format in ["table", "vertical", "markdown", "html"] {
        let workspace = folder.path().display().to_string();
        let run = lurcher(&["query", "--workspace", &workspace, "--format", format, "T"]);
        assert_eq!(run.code, Some(0), "{run:#?}");
        is_harmless(&run);
    }
}

#[test]
fn queries_and_names_in_messages() {
    let folder = Folder::with(&[
        ("bad.kql", format!("T{HOSTILE} | where '{HOSTILE}' | nonsense").as_bytes()),
        (
            "bad.yaml",
            format!("name: \"{}\"\nquery: |\n  print x = 1 | where {HOSTILE}\n", HOSTILE.escape_default()).as_bytes(),
        ),
        (&format!("n{HOSTILE}.yaml"), format!("a: [{HOSTILE}\n").as_bytes()),
        (&format!("n{HOSTILE}.csv"), b"a,b\n1\n"),
    ]);
    let path = folder.path().display().to_string();
    for arguments in [
        &["check", &path][..],
        &["check", "--error-format", "short", &path],
        &["run", &path],
        &["query", &format!("['x{HOSTILE}']")],
        &["query", &format!("print x = 1 | where '{HOSTILE}' > 1")],
        &["query", &format!("'{}'", folder.file(&format!("n{HOSTILE}.csv")).display())],
        &["query", "-t", HOSTILE, "print 1"],
        &["query", "--file", &folder.file("bad.kql").display().to_string()],
        &["query", "--workspace", &format!("no{HOSTILE}"), "print 1"],
        &["query", "--now", HOSTILE, "print 1"],
        &["explain", &format!("print ['{HOSTILE}'] = '{HOSTILE}'")],
    ] {
        let run = lurcher(arguments);
        is_harmless(&run);
    }
}

#[test]
fn names_that_the_shell_lists() {
    let folder = Folder::with(&[
        ("lurcher.toml", b""),
        (&format!("tables/T{HOSTILE}.csv"), b"a\n1\n"),
        (&format!("watchlists/W{HOSTILE}.csv"), b"a\n1\n"),
        (&format!("functions/F{HOSTILE}.kql"), b"print 1"),
        (&format!("queries/Q{HOSTILE}.kql"), b"print 1"),
    ]);
    let commands = format!(
        ".tables\n.watchlists\n.functions\n.queries\n.schema T{HOSTILE}\n.run nothing{HOSTILE}\n.nothing{HOSTILE}\n"
    );
    is_harmless(&lurcher_with_input(&["repl", "--workspace", &folder.path().display().to_string()], &commands));
}

#[cfg(target_os = "linux")]
#[test]
fn data_in_the_formats_for_programs_on_a_terminal() {
    use std::process::{Command, Stdio};
    let folder = Folder::with(&[("T.csv", format!("x\n{HOSTILE}\n").as_bytes())]);
    for format in ["csv", "tsv", "json", "jsonl"] {
        let lurcher = env!("CARGO_BIN_EXE_lurcher");
        let command = format!(
            "{lurcher} query --no-progress --workspace {} --format {format} 'T | project x'",
            folder.path().display()
        );
        let mut script = Command::new("script");
        script
            .args(["--quiet", "--return", "--echo", "never", "--command", &command, "/dev/null"])
            .env("TERM", "xterm");
        let Ok(output) = script.stdin(Stdio::null()).output() else { return };
        let shown = String::from_utf8_lossy(&output.stdout).replace("\r\n", "\n");
        assert!(shown.contains("owned"), "{shown:?}");
        is_harmless(&Run { code: Some(0), stdout: shown, stderr: String::new() });
        // A program that reads gets what stands in the data.
        let piped = crate::support::lurcher(&[
            "query",
            "--workspace",
            &folder.path().display().to_string(),
            "--format",
            format,
            "T | project x",
        ])
        .ok();
        assert!(piped.contains('\u{202e}'), "{piped:?}");
    }
}

#[test]
fn formulas_are_text_for_a_spreadsheet_that_asks_for_it() {
    let texts = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "\"=1", "a=1", "1-1", ""];
    let list: Vec<String> = texts.iter().map(|text| format!("{:?}", text.replace('\r', "\\r"))).collect();
    let list = list.join(", ").replace("\\\\r", "\\r");
    let kql = format!("datatable(['=name']:string)[{list}] | extend n = -5, d = dynamic(['=1'])[0]");
    let plain = lurcher(&["query", "--format", "csv", &kql]).ok();
    assert!(plain.starts_with("=name,n,d\n=1+1,-5,=1\n"), "{plain}");
    let safe = lurcher(&["query", "--format", "csv", "--escape-formulas", &kql]).ok();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(safe.as_bytes());
    let rows: Vec<Vec<String>> = reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect();
    assert_eq!(rows[0], ["'=name", "n", "d"]);
    for (row, text) in rows[1..].iter().zip(texts) {
        let expected = if matches!(text, "a=1" | "1-1" | "") { text.to_owned() } else { format!("'{text}") };
        assert_eq!(row[..2], [expected, "-5".to_owned()], "{text:?}");
        assert_eq!(row[2], "'=1");
    }
}
