//! What a name means, and what is said of one that means nothing.

mod support;

use lurcher_symbols::Value;
use support::{World, columns, errors, plan};

#[test]
fn a_column_hides_a_let() {
    assert_eq!(plan("let Host = 'let'; Flows | project x = Host"), "result x #0\nscan Flows(Host #0)");
    assert_eq!(plan("let Other = 1; Flows | project x = Other"), "result x #0\nextend #0 = Long(1)\n  scan Flows()");
}

#[test]
fn a_name_is_declared_once() {
    let query = "let a = 1; let f = () { a }; let a = 2; print x = f(), y = a";
    assert_eq!(errors(query), ["KS201: A variable with the name 'a' has already been declared."]);
}

#[test]
fn a_let_table_hides_a_stored_one() {
    assert_eq!(columns("let Hosts = Flows | project Port; Hosts"), "Port:int");
}

#[test]
fn parameters_hide_what_is_outside() {
    assert_eq!(
        plan("let p = 'outside'; let f = (p: string) { Flows | where Host == p }; f('inside') | count"),
        "result Count #0\naggregate #0 = count() by \n  filter (#1 == String(\"inside\"))\n    scan Flows(Host #1)"
    );
}

#[test]
fn each_reader_of_a_let_table_has_columns_of_its_own() {
    assert_eq!(
        plan("let F = Flows | where Port > 1; F | join kind=inner F on Host | project Bytes, Bytes1"),
        "result Bytes #0, Bytes1 #1\n\
         join Inner on #2 == #3\n\
         \u{20} filter (long(#4) > Long(1))\n\
         \u{20}   scan Flows(Port #4, Bytes #0, Host #2)\n\
         \u{20} filter (long(#5) > Long(1))\n\
         \u{20}   scan Flows(Port #5, Bytes #1, Host #3)"
    );
}

#[test]
fn readers_of_a_materialized_table_share_it() {
    let shown = plan("let F = materialize(Flows | where Port > 1); F | union F | project Host");
    assert_eq!(shown.matches("materialized 0").count(), 2, "{shown}");
}

#[test]
fn stored_functions() {
    let world = World::default()
        .with_function(
            "OnPort",
            &["port: long", "host: string = ''"],
            "Flows | where Port == port | where isempty(host) or Host == host",
        )
        .with_function("Owned", &["T: table"], "T | join kind=inner Hosts on Host")
        .with_function("Again", &[], "Again()");
    assert_eq!(
        world.plan("OnPort(22) | project Host"),
        "result Host #0\nfilter (long(#1) == Long(22))\n  scan Flows(Port #1, Host #0)"
    );
    assert_eq!(
        world.plan("OnPort(host='a', port=22) | project Port"),
        "result Port #0\nfilter (#1 == String(\"a\"))\n  filter (long(#0) == Long(22))\n    scan Flows(Port #0, Host #1)"
    );
    assert_eq!(world.columns("Flows | invoke Owned() | project Owner"), "Owner:string");
    assert!(world.errors("Again()")[0].starts_with("LUR003"), "{:?}", world.errors("Again()"));
}

#[test]
fn an_argument_belongs_to_who_gives_it() {
    let world = World::default()
        .with_function("Kept", &["T: table", "low: long"], "T | where Port >= low")
        .with_function("FromTen", &["T: table"], "T | invoke Kept(10)")
        .with_function("Loop", &["T: table"], "T | invoke Loop()");
    for query in
        ["Flows | invoke FromTen() | invoke FromTen()", "FromTen(FromTen(Flows))", "FromTen((Flows | invoke Kept(2)))"]
    {
        assert_eq!(world.errors(query), [""; 0], "{query}");
        assert_eq!(world.plan(query).matches("scan Flows").count(), 1, "{query}");
    }
    assert!(world.errors("Flows | invoke Loop()")[0].starts_with("LUR003"));
    assert!(world.errors("Flows | invoke FromTen() | invoke Loop()")[0].starts_with("LUR003"));
}

#[test]
fn what_flows_into_invoke_is_bound_once() {
    let world = World::default().with_function("Kept", &["T: table"], "T | where Port > 1");
    let query = format!("Flows{}", " | invoke Kept()".repeat(40));
    assert_eq!(world.errors(&query), [""; 0]);
    let twice = world.with_function("Twice", &["T: table"], "T | join kind=inner T on Host | project Port, Port1");
    let shown = twice.plan("Flows | where Bytes > 5 | invoke Twice()");
    assert_eq!(shown.matches("scan Flows").count(), 2, "{shown}");
}

#[test]
fn query_parameters() {
    let text = "declare query_parameters(port: long = 1); Flows | where Port == port | count";
    assert!(plan(text).contains("== Long(1)"));
    let mut world = World::default();
    world.parameters.insert("port".to_owned(), Value::Long(443));
    assert!(world.plan(text).contains("== Long(443)"));
}

#[test]
fn open_tables_take_any_column() {
    assert_eq!(columns("Open | project Port, Anything"), "Port:int, Anything:dynamic");
    assert_eq!(columns("_GetWatchlist('w') | project Anything"), "Anything:string");
    assert!(errors("Flows | project Anything")[0].starts_with("KS142"));
}

#[test]
fn unknown_names_are_said_once_with_the_nearest() {
    let bound = World::default().bind("Flows | where Prot == 1 | extend a = Prot | project Prot, a");
    let found: Vec<_> = bound.diagnostics.iter().map(|d| d.code.id()).collect();
    assert!(found.iter().all(|code| *code == "KS142"), "{found:?}");
    let first = bound.diagnostics.iter().next().unwrap();
    assert!(first.help.as_ref().is_some_and(|help| help.contains("Port")), "{first:?}");
}

#[test]
fn what_follows_a_mistake_is_not_reported() {
    assert_eq!(errors("Nowhere | where A == 1 | summarize count() by B").len(), 1);
    assert_eq!(errors("Flows | where strlen(Nothing) > 1").len(), 1);
}

#[test]
fn what_kusto_has_and_we_do_not_is_said_so() {
    assert!(errors("print geo_distance_2points(1, 2, 3, 4)")[0].starts_with("LUR001"));
    assert!(errors("print no_such_function(1)")[0].starts_with("KS211"));
}

#[test]
fn a_broken_table_is_an_error_where_it_is_read() {
    assert_eq!(errors("Broken | count"), ["LUR005: Broken.csv:3: is damaged"]);
    assert_eq!(errors("union isfuzzy=true Flows, Nowhere | count"), [""; 0]);
    assert!(errors("union Flows, Nowhere | count")[0].starts_with("KS204"));
}

/// A workspace has the tables of a few sources: of those that a built-in function unites it is no news which are
/// missing.
#[test]
fn a_built_in_function_warns_of_no_missing_tables() {
    let warnings = |file: &str| -> Vec<String> {
        let mut world = World::default()
            .with_function("Unite", &[], "union isfuzzy=true Flows, Absent, Source, Misspelt()")
            .with_function("Source", &[], "union isfuzzy=true Hosts, Nowhere");
        world.functions[0].file = file.into();
        let diagnostics = world.bind("Unite | count").diagnostics;
        diagnostics.iter().filter_map(|d| d.message.split('\'').nth(1)).map(str::to_owned).collect()
    };
    assert_eq!(warnings("<built-in Unite>"), ["Misspelt"]);
    assert_eq!(warnings("Unite.yaml"), ["Nowhere", "Absent", "Misspelt"]);
}

#[test]
fn stages_answer_with_constants() {
    let text = "let m = toscalar(Flows | summarize max(Bytes)); Flows | where Bytes == m | count";
    let world = World { stage: Some(vec![vec![Value::Long(7)]]), ..World::default() };
    assert!(world.plan(text).contains("== Long(7)"), "{}", world.plan(text));
}

/// Forty functions that call the one before twice would be a tree of 2^40 calls.
#[test]
fn what_grows_as_powers_of_two_is_refused() {
    let chain = |first: &str, next: fn(usize) -> String, last: &str| {
        let steps: String = (1..40).map(next).collect();
        errors(&format!("{first}{steps}{last}"))
    };
    let too_large = ["LUR008: The query grows too large: its functions and tables stand for too much"];
    let calls = |i: usize| format!("let f{i} = () {{ f{}() + f{}() }};", i - 1, i - 1);
    assert_eq!(chain("let f0 = () { 1 };", calls, "print f39()"), too_large);
    let tables = |i: usize| format!("let t{i} = union isfuzzy=true t{}, t{};", i - 1, i - 1);
    assert_eq!(chain("let t0 = Flows;", tables, "t39 | count"), too_large);
    let nested =
        format!("let f = (x: long) {{ x + x }}; Flows | project a = {}Bytes{}", "f(".repeat(40), ")".repeat(40));
    assert_eq!(errors(&nested), too_large);
}
