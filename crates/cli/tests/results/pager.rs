//! `--pager`, in a terminal.

use crate::support::Folder;
use crate::terminal::{LURCHER, in_terminal};

#[test]
fn the_pager_gets_what_the_terminal_would() {
    let folder = Folder::with(&[]);
    let page = folder.file("page");
    let pager = format!("cat > {}", page.display());
    let command = format!("{LURCHER} query --pager --no-progress 'print x = 1'");
    let Some(shown) = in_terminal(&command, &[("PAGER", &pager)]) else { return };
    assert_eq!(shown, "");
    let text = std::fs::read_to_string(&page).unwrap();
    assert!(text.starts_with("\u{1b}[1mx\u{1b}[0m\n─\n1\n") && text.contains("1 row, "), "{text:?}");
}

#[test]
fn a_pager_that_nobody_has_or_wants() {
    let command = format!("{LURCHER} query --pager --no-progress --color never 'print x = 1'");
    let Some(shown) = in_terminal(&command, &[("PAGER", "no-such-pager")]) else { return };
    assert!(shown.contains("the pager cannot be started") && shown.contains("x\n─\n1\n1 row, "), "{shown:?}");
    let shown = in_terminal(&command, &[("PAGER", "cat")]).unwrap();
    assert!(shown.starts_with("x\n─\n1\n1 row, "), "{shown:?}");
}

#[test]
fn a_pager_that_is_left_early_is_no_failure() {
    let command = format!("{LURCHER} query --pager --no-progress 'range x from 1 to 1000000 step 1'; echo code $?");
    let Some(shown) = in_terminal(&command, &[("PAGER", "head -n 3")]) else { return };
    assert!(shown.ends_with("code 0\n") && !shown.contains("error"), "{shown:?}");
}
