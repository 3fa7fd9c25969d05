//! Standard input.

use std::io::Write;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

use super::support::attended;
use super::*;

fn start(folder: &Folder, arguments: &[&str]) -> Child {
    let mut command = attended();
    command.args(["ingest", "-", "--workspace", "w"]).args(arguments).current_dir(folder.path());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts")
}

fn whole(folder: &Folder, arguments: &[&str], input: &[u8]) -> (Option<i32>, String) {
    let mut child = start(folder, arguments);
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    (
        output.status.code(),
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr),
    )
}

#[test]
fn standard_input_counts_at_its_end_and_once() {
    let folder = Folder::with(&[]);
    let (code, said) = whole(&folder, &[], CEF.as_bytes());
    assert!(code == Some(0) && said.contains("1 file became 2 rows of 1 table"), "{said}");
    let (code, said) = whole(&folder, &[], CEF.as_bytes());
    assert!(code == Some(0) && said.contains("its content was ingested before"), "{said}");
    assert_eq!(rows(&folder, "CommonSecurityLog | count"), ["2"]);
    let (code, said) = whole(&folder, &[], b"nothing that is known\n");
    assert!(code == Some(2) && said.contains("--as"), "{said}");
}

/// Without `--follow` it is read like a file: records may be in an array, whose lines are no records.
#[test]
fn standard_input_may_be_one_array() {
    let folder = Folder::with(&[]);
    let finding = |id: &str| {
        format!(
            r#"{{"schemaVersion": "2.0", "accountId": "111122223333", "region": "eu-central-1", "id": "{id}",
  "type": "Recon:EC2/PortProbeUnprotectedPort", "severity": 2, "resource": {{"resourceType": "Instance"}},
  "service": {{"count": 3}}, "createdAt": "2026-01-15T10:00:00.000Z", "updatedAt": "2026-01-15T10:11:12.000Z"}}"#
        )
    };
    let array = format!("[{},\n{}]\n", finding("a"), finding("b"));
    let (code, said) = whole(&folder, &[], array.as_bytes());
    assert!(code == Some(0) && said.contains("1 file became 2 rows of 1 table"), "{said}");
    assert_eq!(rows(&folder, "AWSGuardDuty | count"), ["2"]);
}

/// What came counts while the stream goes on, and Ctrl-C loses nothing of it.
#[test]
fn a_stream_counts_while_it_goes_on() {
    let folder = Folder::with(&[]);
    let mut child = start(&folder, &["--as", "cef", "--follow"]);
    let mut input = child.stdin.take().unwrap();
    input.write_all(CEF.as_bytes()).unwrap();
    input.flush().unwrap();
    let begun = Instant::now();
    while !folder.file("w/tables/CommonSecurityLog/.lurcher/manifest.json").exists() {
        assert!(begun.elapsed() < Duration::from_secs(60), "nothing counts after a minute");
        std::thread::sleep(Duration::from_millis(100));
    }
    // The manifest is there a moment before the rows are.
    let counted = || rows(&folder, "CommonSecurityLog | count") == ["2"];
    while !counted() {
        assert!(begun.elapsed() < Duration::from_secs(60), "nothing counts after a minute");
    }
    end_by("-INT", child, input);
    // Two streams may say the same: nothing of the second is a duplicate.
    assert_eq!(rows(&folder, "CommonSecurityLog | count"), ["4"]);
}

/// Writes two records into a stream that goes on, and ends the program by a signal.
fn end_by(signal: &str, child: Child, mut input: ChildStdin) {
    input.write_all(CEF.as_bytes()).unwrap();
    input.flush().unwrap();
    std::thread::sleep(Duration::from_secs(2));
    assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{signal}: {output:?}");
    drop(input);
}

/// So services are stopped, and so a terminal goes away.
#[test]
fn what_came_counts_whatever_ends_the_stream() {
    let folder = Folder::with(&[]);
    for (signal, expected) in [("-TERM", "2"), ("-HUP", "4")] {
        let mut child = start(&folder, &["--as", "cef", "--follow"]);
        let input = child.stdin.take().unwrap();
        end_by(signal, child, input);
        assert_eq!(rows(&folder, "CommonSecurityLog | count"), [expected], "{signal}");
    }
}

/// Whoever starts the program so wants it to outlive the terminal.
#[cfg(target_os = "linux")]
#[test]
fn nohup_stays() {
    let folder = Folder::with(&[]);
    let mut command = Command::new("nohup");
    command.arg(env!("CARGO_BIN_EXE_lurcher")).args(["ingest", "-", "--workspace", "w", "--as", "cef", "--follow"]);
    command.current_dir(folder.path()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("nohup starts");
    let mut input = child.stdin.take().unwrap();
    std::thread::sleep(Duration::from_secs(1));
    assert!(Command::new("kill").args(["-HUP", &child.id().to_string()]).status().unwrap().success());
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(child.try_wait().unwrap(), None, "it goes on");
    input.write_all(CEF.as_bytes()).unwrap();
    drop(input);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(rows(&folder, "CommonSecurityLog | count"), ["2"]);
}
