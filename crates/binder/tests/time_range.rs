//! The time range of a query: which rows of stored tables it sees.

mod support;

use support::World;

fn plan(text: &str) -> String {
    World { time_range: Some(10..20), ..World::default() }.plan(text)
}

#[test]
fn a_stored_table_has_the_rows_of_the_range() {
    let expected = "result Count #0\naggregate #0 = count() by \n  filter (#1 < DateTime(20))\n    filter (#1 >= DateTime(10))\n      scan Logs(TimeGenerated #1)";
    assert_eq!(plan("Logs | count"), expected);
    assert_eq!(plan("union Logs | count"), expected);
    assert_eq!(plan("table('Logs') | count"), expected);
}

#[test]
fn a_function_too() {
    let world = World { time_range: Some(10..20), ..World::default() }.with_function("f", &[], "Logs | where Port > 5");
    assert!(world.plan("f | count").contains(">= DateTime(10)"), "{}", world.plan("f | count"));
}

#[test]
fn what_has_no_time_has_all_rows() {
    assert_eq!(plan("Hosts | project Port"), "result Port #0\nscan Hosts(Port #0)");
}
