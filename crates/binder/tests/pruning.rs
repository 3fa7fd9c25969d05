//! The bound tree is lean: what nobody reads and what has no rows is gone.

mod support;

use support::plan;

#[test]
fn a_scan_has_the_columns_that_are_read() {
    assert_eq!(plan("Flows | count"), "result Count #0\naggregate #0 = count() by \n  scan Flows()");
    assert_eq!(
        plan("Flows | where Port > 5 | extend Unread = strlen(Host) | project Bytes"),
        "result Bytes #0\nfilter (long(#1) > Long(5))\n  scan Flows(Port #1, Bytes #0)"
    );
}

#[test]
fn renaming_is_no_node() {
    assert_eq!(
        plan(
            "Flows | project-rename H = Host | project-away Time | project-reorder Bytes | extend P = Port | project P, H"
        ),
        "result P #0, H #1\nscan Flows(Port #0, Host #1)"
    );
}

#[test]
fn aggregates_that_nobody_reads() {
    assert_eq!(
        plan("Flows | summarize count(), sum(Bytes) by Port | project Port, count_"),
        "result Port #0, count_ #1\naggregate #1 = count() by #0 = #0\n  scan Flows(Port #0)"
    );
    // Of a row that is handed out the first column stays: it says which row.
    assert_eq!(
        plan("Flows | summarize arg_max(Time, *) by Host | project Port"),
        "result Port #0\naggregate #2, #0 = arg_max(#3, #4) by #1 = #1\n  scan Flows(Time #3, Port #4, Host #1)"
    );
}

#[test]
fn window_functions_that_nobody_reads() {
    assert_eq!(plan("Flows | serialize n = row_number() | project Host"), "result Host #0\nscan Flows(Host #0)");
}

#[test]
fn a_filter_that_is_never_true_leaves_no_rows() {
    assert_eq!(plan("Flows | where 1 > 2 | project Host"), "result Host #0\nvalues(#0) 0 rows");
    assert_eq!(
        plan("Flows | extend a = 'flow' | where a == 'event' | count"),
        "result Count #0\naggregate #0 = count() by \n  values() 0 rows"
    );
}

#[test]
fn tables_without_rows() {
    assert_eq!(
        plan("Empty | where Port > 1 | extend x = Port + 1 | sort by x | take 3 | project x"),
        "result x #0\nvalues(#1, #0) 0 rows"
    );
    let parsed = plan("Empty | extend s = 'a-b' | parse s with a '-' b | project b");
    assert!(parsed.starts_with("result b #0\nvalues(") && parsed.ends_with(" 0 rows"), "{parsed}");
    // Without keys there is a row all the same.
    assert_eq!(plan("Empty | summarize count()"), "result count_ #0\naggregate #0 = count() by \n  values() 0 rows");
    assert_eq!(plan("Empty | summarize count() by Port"), "result Port #0, count_ #1\nvalues(#0, #1) 0 rows");
}

#[test]
fn legs_of_a_union() {
    assert_eq!(plan("union Flows, Empty | project Port"), "result Port #0\nextend #0 = #1\n  scan Flows(Port #1)");
    assert_eq!(plan("union Empty, (Flows | where 1 > 2) | project Port"), "result Port #0\nvalues(#0) 0 rows");
}

#[test]
fn joins_with_a_side_without_rows() {
    let joined = |kind: &str| plan(&format!("Flows | join kind={kind} Empty on Port | project Bytes"));
    assert_eq!(joined("leftanti"), "result Bytes #0\nscan Flows(Port #1, Bytes #0)");
    for kind in ["inner", "innerunique", "leftsemi", "rightouter"] {
        assert!(joined(kind).starts_with("result Bytes #0\nvalues("), "{kind}: {}", joined(kind));
    }
    assert_eq!(joined("leftouter"), "result Bytes #0\nscan Flows(Bytes #0)");
}

#[test]
fn a_lookup_that_nobody_reads() {
    let looked_up = |rows: &str, read: &str| {
        plan(&format!("Flows | lookup (datatable(Host:string, Name:string)[{rows}]) on Host | project {read}"))
    };
    assert_eq!(looked_up("'a', 'first', 'b', 'second'", "Bytes"), "result Bytes #0\nscan Flows(Bytes #0)");
    assert!(looked_up("'a', 'first', 'b', 'second'", "Bytes, Name").contains("join LeftOuter"));
    // Two partners make two rows of one.
    assert!(looked_up("'a', 'first', 'a', 'again'", "Bytes").contains("join LeftOuter"));
    let grouped = "Flows | join kind=leftouter (Flows | summarize n = count() by Port) on Port | project Bytes";
    assert_eq!(plan(grouped), "result Bytes #0\nscan Flows(Bytes #0)");
}

#[test]
fn what_multiplies_rows_stays() {
    assert_eq!(
        plan("Flows | mv-expand d = dynamic([1, 2]) | project Host"),
        "result Host #0\nexpand #1 = Dynamic(\"[1,2]\")\n  scan Flows(Host #0)"
    );
}
