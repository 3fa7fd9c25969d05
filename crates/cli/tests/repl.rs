//! The shell, as a script uses it: what it answers, what it keeps, and what it says of mistakes.

mod support;

use support::{Folder, Run, lurcher_with_input};

/// Runs inputs in the shell, results as CSV.
fn shell(inputs: &str) -> Run {
    lurcher_with_input(&["repl", "--format", "csv"], inputs)
}

fn shell_in(folder: &Folder, inputs: &str) -> Run {
    lurcher_with_input(&["repl", "--format", "csv", "--workspace", &folder.path().display().to_string()], inputs)
}

#[test]
fn a_query_goes_on_while_something_is_open() {
    let text = shell("range a from 1 to 3 step 1 |\nwhere a in (\n2,\n3)\n| count\nprint b = 1\n").ok();
    assert_eq!(text, "Count\n2\nb\n1\n");
    let text = shell("range a from 1 to 3 step 1\n\nprint b = 1\n").ok();
    assert_eq!(text, "a\n1\n2\n3\nb\n1\n");
}

#[test]
fn an_empty_line_sends_what_is_not_whole() {
    let run = shell("print (1\n\nprint b = 2\n");
    assert!(run.stdout.contains("b\n2\n"), "{run:#?}");
    run.fails_with(&["error[SYN0002]"]);
}

#[test]
fn lets_stay_and_can_be_made_anew() {
    let text = shell("let x = 5;\nlet f = (n: long) { n * x }\nprint r = f(2)\nlet x = 7\nprint r = f(2)\n.let\n").ok();
    assert_eq!(text, "r\n10\nr\n14\nlet x = 7;\nlet f = (n: long) { n * x };\n");
    shell(".let clear\nlet x = 1\n.let clear\nprint x\n").fails_with(&["'x'"]);
}

#[test]
fn a_let_that_is_wrong_does_not_stay() {
    let run = shell("let x = strlenn('a')\n.let\n");
    assert_eq!(run.stdout, "");
    run.fails_with(&["KS211", "<input>:1:9"]);
}

#[test]
fn the_last_result_is_a_table() {
    let text = shell("range a from 1 to 4 step 1\n$_ | where a > 2 | extend b = strcat('n', a)\n$_ | summarize max(a), take_any(b)\n").ok();
    assert!(text.ends_with("max_a,b\n4,n3\n"), "{text}");
}

#[test]
fn mistakes_point_into_what_was_typed() {
    shell("let x = 1\nprint\n  strlenn('a')\n\n").fails_with(&["<input>:2:3", "strlen"]);
}

#[test]
fn a_mistake_does_not_end_the_shell_but_tells_a_script() {
    let run = shell("print zz\nprint a = 1\n");
    assert_eq!(run.stdout, "a\n1\n");
    run.fails_with(&["'zz'"]);
}

#[test]
fn tables_can_be_made_and_dropped() {
    let text = shell(".set-or-append T <| range a from 1 to 2 step 1\n.set-or-append T <| print a = 7\nT | sort by a asc\n.show table T schema as csl\n").ok();
    assert_eq!(text, "a\n1\n2\n7\nTableName,Schema\nT,a:long\n");
    shell(".set-or-append T <| print a = 7\n.drop table T\nT\n").fails_with(&["'T'"]);
    shell(".drop table T\n").fails_with(&["no table 'T'"]);
}

#[test]
fn dot_commands_say_what_there_is() {
    let folder = Folder::with(&[
        ("lurcher.toml", b""),
        ("tables/Sessions.csv", b"Port,Bytes\n80,5\n443,7\n"),
        ("watchlists/ports.csv", b"Port\n80\n"),
        ("queries/hunt.yaml", b"name: A hunt\nquery: |\n  Sessions | where Port == 443\n"),
    ]);
    let text =
        shell_in(&folder, ".tables\n.schema Sessions\n.watchlists\n.queries\n.run hunt\n.tables SecurityDet\n").ok();
    assert_eq!(
        text,
        "Sessions\nPort   long\nBytes  long\nType   string\nports\nhunt  A hunt\nPort,Bytes,Type\n443,7,Sessions\nSecurityDetection\n"
    );
    shell_in(&folder, ".schema Nothing\n").fails_with(&["no table 'Nothing'"]);
    shell_in(&folder, ".run nothing\n").fails_with(&["no query 'nothing'"]);
}

#[test]
fn now_mode_and_output_can_be_set() {
    let folder = Folder::with(&[]);
    let file = folder.file("out.json");
    let text = shell(&format!(".now 2026-01-15\nprint t = now()\n.mode json\n.output {}\nprint a = 1\n.output\n.mode tsv\nprint a = 1, b = 2\n", file.display())).ok();
    assert_eq!(text, "t\n2026-01-15T00:00:00.0000000Z\na\tb\n1\t2\n");
    assert_eq!(
        std::fs::read_to_string(&file).expect("the file"),
        "{\"columns\":[{\"name\":\"a\",\"type\":\"long\"}],\"rows\":[\n[1]]}\n"
    );
    shell(".mode xml\n").fails_with(&["no such format"]);
    shell(".now yesterday\n").fails_with(&["yesterday"]);
    shell(".output /no/such/folder/x\n").fails_with(&["cannot be written"]);
}

#[test]
fn help_shows_the_commands_and_a_functions_page() {
    let text = shell(".help\n.help strlen\n.help .mode\n").ok();
    for part in [".watchlists", "Ctrl-R", "strlen(source: string) -> long", "print strlen('hello')"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    shell(".help nothingatall\n").fails_with(&["no built-in function"]);
}

#[test]
fn what_has_no_meaning_offline_is_refused() {
    shell(".create table T (a: long)\n").fails_with(&[".create", ".help"]);
    shell(".ingest into table T 'x'\n").fails_with(&[".ingest"]);
}

#[test]
fn quit_ends_at_once() {
    assert_eq!(shell("print a = 1\n.quit\nprint a = 2\n").ok(), "a\n1\n");
}

#[test]
fn a_setting_that_nobody_knows_is_told() {
    let folder = Folder::with(&[("lurcher/repl.toml", b"promt = 'x'\n")]);
    let mut command = support::command();
    let run = command
        .arg("repl")
        .env("XDG_CONFIG_HOME", folder.path())
        .stdin(std::process::Stdio::null())
        .output()
        .expect("a run");
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(said.contains("repl.toml") && said.contains("promt"), "{said}");
    assert!(run.status.success());
}

#[test]
fn parameters_have_values_for_the_session() {
    let declared = "declare query_parameters(n:long = 1); print v = n";
    let text = shell(&format!("{declared}\n.params n=42\n{declared}\n.params\n.params clear\n{declared}\n")).ok();
    assert_eq!(text, "v\n1\nv\n42\nn=42\nv\n1\n");
    shell(".params nonsense\n").fails_with(&["name=value"]);
}

#[test]
fn queries_of_the_session_are_a_table() {
    let run = shell("print a = 'x'\nprint zz\n.show queries\n$_ | project Text, State\n");
    assert!(run.stdout.ends_with("Text,State\nprint a = 'x',Completed\nprint zz,Failed\n"), "{run:#?}");
}

#[test]
fn what_a_table_has_is_kept_replaced_or_refused() {
    let text = shell(".set T <| print a = 1\n.set-or-append T <| print a = 2\n.append T <| print a = 3\nT | count\n.set-or-replace T <| print a = 4\nT\n").ok();
    assert_eq!(text, "Count\n3\na\n4\n");
    shell(".set T <| print a = 1\n.set T <| print a = 2\n").fails_with(&["there is a table 'T'"]);
    shell(".append T <| print a = 1\n").fails_with(&["there is no table 'T'"]);
}

#[test]
fn times_limit_what_queries_see() {
    let folder = Folder::with(&[("tables/S.csv", b"TimeGenerated,N\n2026-01-14,1\n2026-01-15,2\n2026-01-16,3\n")]);
    let run =
        shell_in(&folder, ".from 2026-01-15\nS | count\n.to 2026-01-16\nS | count\n.from off\n.from\nS | count\n");
    assert_eq!(run.stdout, "Count\n2\nCount\n1\noff\nCount\n2\n");
    let workspace = folder.path().display().to_string();
    let run = lurcher_with_input(
        &["repl", "--format", "csv", "--workspace", &workspace, "--from", "2026-01-16"],
        "S | count\n.to 2026-01-15\nS | count\n.to soon\n.to off\nS | count\n",
    );
    assert_eq!(run.stdout, "Count\n1\nCount\n1\n");
    run.fails_with(&["is not before --to", ".to soon: this is no time"]);
}
