//! The shell in a real terminal: keys are pressed, the screen is read.

#![cfg(unix)]

#[path = "../support/mod.rs"]
mod support;

mod screen;

use screen::{CTRL_C, CTRL_R, ENTER, TAB, Terminal, UP};
use support::Folder;
use vt100::Color;

fn workspace() -> Folder {
    Folder::with(&[
        ("lurcher.toml", b""),
        ("tables/Hosts.csv", b"Host,Port,Owner\nweb,443,ann\nmail,25,bob\nweb,80,ann\n"),
        ("watchlists/vips.csv", b"SearchKey,Name\n1,Ann\n"),
        ("queries/busy.kql", b"Hosts | summarize Ports = count() by Host | top 1 by Ports"),
    ])
}

#[test]
fn tab_completes_what_fits_and_lists_what_could() {
    let folder = workspace();
    let mut terminal = Terminal::open(folder.path());
    terminal.press(&format!("Hosts | summ{TAB}"));
    terminal.wait_for("kql> Hosts | summarize");
    terminal.press(&format!(" count() by Ow{TAB}"));
    terminal.wait_for("summarize count() by Owner");
    terminal.press(ENTER);
    terminal.wait_for("count_");
    terminal.press(&format!("Hosts | project-a{TAB}{TAB}"));
    terminal.wait_for("project-away");
    terminal.give_up();
    terminal.press("Hosts | where Host == 'm");
    // Values that take longer than a person waits are there when Tab is pressed again.
    terminal.press_until(TAB, "Host == 'mail'");
    terminal.give_up();
    terminal.press(&format!("_GetWatchlist('{TAB}"));
    terminal.wait_for("_GetWatchlist('vips'");
}

#[test]
fn what_is_typed_is_coloured_and_brackets_find_each_other() {
    let folder = workspace();
    let mut terminal = Terminal::open(folder.path());
    terminal.press("Hosts | where strlen('abc')");
    terminal.wait_for("strlen('abc')");
    let (row, column) = terminal.place_of("where");
    let (_, text) = terminal.place_of("'abc'");
    let (_, bracket) = terminal.place_of("('abc'");
    let screen = terminal.screen();
    let cell = |column| screen.screen().cell(row, column).expect("a cell");
    assert_eq!(cell(column).fgcolor(), Color::Idx(4), "an operator is blue");
    assert!(cell(column).bold());
    assert_eq!(cell(text).fgcolor(), Color::Idx(3), "a string is yellow");
    assert!(cell(bracket).inverse(), "the partner of the bracket before the cursor stands out");
}

#[test]
fn ctrl_c_stops_the_query_and_not_the_shell() {
    let folder = workspace();
    let mut terminal = Terminal::open(folder.path());
    terminal.send("range x from 1 to 1000000000000 step 1 | summarize sum(x * x)");
    terminal.press_until(CTRL_C, "stopped");
    terminal.send("print alive = 41 + 1");
    terminal.wait_for_line("42");
}

#[test]
fn ctrl_r_finds_what_was_typed() {
    let folder = workspace();
    let mut terminal = Terminal::open(folder.path());
    terminal.send("print needle = 40 + 1");
    terminal.wait_for_line("41");
    terminal.send("print other = 50 + 1");
    terminal.wait_for_line("51");
    terminal.send(".clear");
    terminal.press(&format!("{CTRL_R}needle"));
    terminal.wait_for("print needle = 40 + 1");
    terminal.press(ENTER);
    terminal.wait_for_line("41");
}

#[test]
fn an_open_query_goes_on_in_the_next_line() {
    let folder = workspace();
    let mut terminal = Terminal::open(folder.path());
    terminal.send("range a from 1 to 77 step 1 |");
    terminal.send("where a in (5,");
    terminal.send("6) | summarize s = sum(a)");
    terminal.wait_for_line("11");
}

#[test]
fn the_history_outlives_the_shell() {
    let folder = workspace();
    let mut terminal = Terminal::open(folder.path());
    terminal.send("print kept = 30 + 1");
    terminal.wait_for_line("31");
    terminal.quit();
    let mut terminal = Terminal::open(folder.path());
    terminal.press(UP);
    terminal.wait_for("print kept = 30 + 1");
}

#[test]
fn a_chart_is_drawn_in_place_of_its_rows() {
    let folder = workspace();
    let mut terminal = Terminal::open(folder.path());
    terminal.send("Hosts | summarize Ports = count() by Host | render barchart");
    terminal.wait_for("█");
    terminal.wait_for("mail");
}

#[test]
fn queries_of_the_workspace_run_by_name() {
    let folder = workspace();
    let mut terminal = Terminal::open(folder.path());
    terminal.press(&format!(".run bu{TAB}"));
    terminal.wait_for(".run busy");
    terminal.press(ENTER);
    terminal.wait_for("Ports");
    terminal.send(".explain KS142");
    terminal.wait_for("What to do");
}

#[test]
fn twenty_columns_are_enough_to_work() {
    let folder = workspace();
    let mut terminal = Terminal::sized(folder.path(), 20);
    terminal.send("Hosts | count");
    terminal.wait_for("Count");
    terminal.press(&format!("Hosts | proj{TAB}{TAB}"));
    terminal.wait_for("project-away");
    terminal.give_up();
    terminal.send("Hosts");
    terminal.wait_for("3 rows");
}

#[test]
fn a_broken_history_is_told_and_does_no_harm() {
    let folder = Folder::with(&[("tables/T.csv", b"a\n1\n"), ("settings/lurcher/history.txt", b"#V2\n\xff\xfe\x00\n")]);
    let mut terminal = Terminal::open(folder.path());
    terminal.wait_for("history");
    terminal.send("print fine = 20 + 3");
    terminal.wait_for_line("23");
}

#[test]
fn nobody_needs_a_home() {
    let folder = workspace();
    let mut terminal = Terminal::with(folder.path(), 100, &[]);
    terminal.send("print fine = 20 + 3");
    terminal.wait_for_line("23");
    terminal.quit();
}

#[test]
fn control_characters_do_no_harm() {
    let folder = workspace();
    let mut terminal = Terminal::open(folder.path());
    terminal.press("\u{1}\u{2}\u{5}\u{6}\u{b}\u{19}\u{1f}\u{7f}\u{1b}\u{1b}[99~zz");
    terminal.wait_for("zz");
    terminal.give_up();
    terminal.send("print fine = 20 + 3");
    terminal.wait_for_line("23");
}

#[test]
fn a_pasted_megabyte_is_a_query() {
    let folder = workspace();
    let mut terminal = Terminal::open(folder.path());
    let comment = "// a long comment that somebody keeps in a query\n".repeat(1 << 15);
    terminal.press(&format!("\u{1b}[200~print before = 1\n{comment}| extend total = before + 98\u{1b}[201~"));
    terminal.press(ENTER);
    terminal.wait_for("99");
}

#[test]
fn nothing_is_coloured_where_nobody_wants_it() {
    let folder = workspace();
    let settings = folder.path().join("settings").display().to_string();
    let mut terminal = Terminal::with(folder.path(), 100, &[("XDG_CONFIG_HOME", &settings), ("NO_COLOR", "1")]);
    terminal.press("Hosts | where");
    terminal.wait_for("Hosts | where");
    let (row, column) = terminal.place_of("where");
    let screen = terminal.screen();
    assert_eq!(screen.screen().cell(row, column).expect("a cell").fgcolor(), Color::Default);
}
