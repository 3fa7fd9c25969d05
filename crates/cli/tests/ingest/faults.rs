//! Disks that are full and folders that cannot be written: nothing is left half.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};

use super::*;

/// Rows that do not compress into the room that there is.
fn large() -> String {
    let mut seed = 7_u64;
    let mut line = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        format!("2026-01-15T10:00:00Z,{seed:x}{:x}\n", seed.rotate_left(17))
    };
    "TimeGenerated,A\n".to_owned() + &(0..40_000).map(|_| line()).collect::<String>()
}

#[test]
fn a_full_disk_leaves_all_tables_as_they_were() {
    let folder = Folder::with(&[("e/Alerts.csv", ALERTS.as_bytes()), ("e/Large.csv", large().as_bytes())]);
    ingest(&folder, &["e/Alerts.csv"]).ok();
    // The signal that comes with the limit would end the program; a full disk sends none.
    let script = "trap '' XFSZ; ulimit -f 512; exec \"$0\" \"$@\"";
    let mut command = Command::new("sh");
    command.args(["-c", script, env!("CARGO_BIN_EXE_lurcher"), "ingest", "--workspace", "w", "e"]);
    let output = command.current_dir(folder.path()).stdin(Stdio::null()).output().expect("a shell");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(1) && said.contains("cannot be written"), "{said}");
    assert!(!said.contains("defect"), "{said}");
    assert!(!folder.file("w/tables/Large").exists());
    assert_eq!(rows(&folder, "Alerts | count"), ["2"]);
    ingest(&folder, &["e"]).ok();
    assert_eq!(rows(&folder, "Large | count"), ["40000"]);
}

#[test]
fn a_folder_without_permission() {
    let folder = Folder::with(&[("Alerts.csv", ALERTS.as_bytes()), ("w/lurcher.toml", b""), ("w/tables/x/y", b"")]);
    let tables = folder.file("w/tables");
    fs::set_permissions(&tables, fs::Permissions::from_mode(0o555)).unwrap();
    let may_write = fs::create_dir(tables.join("probe")).is_ok();
    let run = ingest(&folder, &["Alerts.csv"]);
    fs::set_permissions(&tables, fs::Permissions::from_mode(0o755)).unwrap();
    // The superuser writes everywhere.
    if !may_write {
        run.fails_with(&["cannot be written", "permission denied"]);
    }
}
