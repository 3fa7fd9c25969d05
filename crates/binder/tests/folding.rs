//! What is constant is computed while a query is bound, and what it decides is gone.

mod support;

use support::{World, plan};

#[test]
fn constants() {
    assert_eq!(plan("print x = 1 + 2 + strlen('abc')"), "result x #0\nextend #0 = Long(6)\n  values() 1 rows");
    assert_eq!(
        plan("Flows | extend a = 1 | extend b = a + 1 | project b"),
        "result b #0\nextend #0 = Long(2)\n  scan Flows()"
    );
}

#[test]
fn what_cannot_run_ahead_stays() {
    assert_eq!(plan("print x = tolower('A')"), "result x #0\nextend #0 = tolower(String(\"A\"))\n  values() 1 rows");
}

#[test]
fn terms_that_decide_and_terms_that_cannot_matter() {
    let filter = |predicate: &str| plan(&format!("Flows | where {predicate} | project Port"));
    let all = "result Port #0\nscan Flows(Port #0)";
    let none = "result Port #0\nvalues(#0) 0 rows";
    let some = "result Port #0\nfilter (long(#0) == Long(5))\n  scan Flows(Port #0)";
    assert_eq!(filter("Port == 5 and 1 == 1"), some);
    assert_eq!(filter("Port == 5 or 1 == 2"), some);
    assert_eq!(filter("Port == 5 and 1 == 2"), none);
    assert_eq!(filter("Port == 5 or 1 == 1"), all);
    assert_eq!(filter("1 == 1 and not(1 == 2)"), all);
    assert_eq!(filter("bool(null)"), none);
    assert_eq!(
        filter("Port == 5 and bool(null)"),
        "result Port #0\nfilter ((long(#0) == Long(5)) and Null(Bool))\n  scan Flows(Port #0)"
    );
}

#[test]
fn chosen_branches() {
    let extend = |expr: &str| plan(&format!("Flows | project x = {expr}"));
    assert_eq!(extend("iff(1 > 2, Bytes, 5)"), "result x #0\nextend #0 = Long(5)\n  scan Flows()");
    assert_eq!(extend("iff(2 > 1, Bytes, 5)"), "result x #0\nscan Flows(Bytes #0)");
    assert_eq!(
        extend("case(1 > 2, 1, Port > 5, 2, 3)"),
        "result x #0\nextend #0 = case((long(#1) > Long(5)), Long(2), Long(3))\n  scan Flows(Port #1)"
    );
    assert_eq!(extend("case(1 > 2, 1, 2 > 1, 2, 3)"), "result x #0\nextend #0 = Long(2)\n  scan Flows()");
    assert_eq!(
        extend("coalesce('', 'a')"),
        "result x #0\nextend #0 = coalesce(String(\"\"), String(\"a\"))\n  scan Flows()"
    );
    assert_eq!(extend("coalesce('a', Host)"), "result x #0\nextend #0 = String(\"a\")\n  scan Flows()");
}

/// ASIM's parsers are made of such filters: with the default of a parameter they cost nothing.
#[test]
fn arguments_fold_filters_away() {
    let world = World::default().with_function(
        "Sessions",
        &["host: string = ''", "port: long = 0"],
        "Flows | where (isempty(host) or Host has host) and (port == 0 or Port == port)",
    );
    assert_eq!(world.plan("Sessions() | project Bytes"), "result Bytes #0\nscan Flows(Bytes #0)");
    assert_eq!(
        world.plan("Sessions(port=22) | project Bytes"),
        "result Bytes #0\nfilter (long(#1) == Long(22))\n  scan Flows(Port #1, Bytes #0)"
    );
}

#[test]
fn lists() {
    assert_eq!(
        plan("Flows | where Port in (1, 2, 2) | project Port"),
        "result Port #0\nfilter long(#0) in [Long(1), Long(2)]\n  scan Flows(Port #0)"
    );
    assert_eq!(plan("Flows | where 1 in (1, 2) | project Port"), "result Port #0\nscan Flows(Port #0)");
    assert_eq!(plan("Flows | where Port in (dynamic([])) | project Port"), "result Port #0\nvalues(#0) 0 rows");
}
