//! Each filtering parameter lets through what it must and holds back the rest.

use serde_json::Value;

use crate::plan::{Source, sources};
use crate::run::{query, workspace};

/// A call of the parser: its arguments, a condition on what it gives, and how many sessions that must be.
struct Case {
    arguments: String,
    condition: &'static str,
    expected: usize,
}

/// Whether a session passes.
type Test<'a> = &'a dyn Fn(&[Value]) -> bool;

fn cases(source: &Source) -> Vec<Case> {
    let count = |passes: Test| source.sessions.iter().filter(|session| passes(session)).count();
    let case = |arguments: &str, passes: Test| Case {
        arguments: arguments.to_owned(),
        condition: "true",
        expected: count(passes),
    };
    let text = |field: &'static str| move |s: &[Value]| source.text(s, field).to_owned();
    let (from, to, time) = (text("SrcIpAddr"), text("DstIpAddr"), text("TimeGenerated"));
    let inside = |address: String| address.starts_with("10.60.");
    let mut times: Vec<String> = source.sessions.iter().map(|s| time(s)).collect();
    times.sort();
    let middle = times[times.len() / 2].clone();
    let middle = middle.as_str();
    let matching = |field: &'static str, passes: Test| Case {
        arguments: "ipaddr_has_any_prefix=dynamic(['10.60.'])".to_owned(),
        condition: field,
        expected: count(passes),
    };
    let mut cases = vec![
        case("", &|_| true),
        case("disabled=true", &|_| false),
        case(&format!("starttime=datetime({middle})"), &|s| *time(s) >= *middle),
        case(&format!("endtime=datetime({middle})"), &|s| *time(s) <= *middle),
        case("starttime=datetime(2026-01-14T12:00)", &|_| false),
        case("srcipaddr_has_any_prefix=dynamic(['10.60.'])", &|s| inside(from(s))),
        case("dstipaddr_has_any_prefix=dynamic(['10.60.'])", &|s| inside(to(s))),
        case("ipaddr_has_any_prefix=dynamic(['192.0.2.', '203.0.113.'])", &|s| {
            [from(s), to(s)].iter().any(|a| a.starts_with("192.0.2.") || a.starts_with("203.0.113."))
        }),
        case("ipaddr_has_any_prefix=dynamic(['172.31.'])", &|_| false),
        matching("ASimMatchingIpAddr == 'Both'", &|s| inside(from(s)) && inside(to(s))),
        matching("ASimMatchingIpAddr == 'SrcIpAddr'", &|s| inside(from(s)) && !inside(to(s))),
        matching("ASimMatchingIpAddr == 'DstIpAddr'", &|s| !inside(from(s)) && inside(to(s))),
        case("hostname_has_any=dynamic(['nobody'])", &|_| false),
        case("eventresult='Success'", &|s| source.text(s, "EventResult") == "Success"),
        case("eventresult='Failure'", &|s| source.text(s, "EventResult") == "Failure"),
        case("dvcaction=dynamic(['Allow'])", &|s| source.text(s, "DvcAction") == "Allow"),
        case("dvcaction=dynamic(['Deny', 'Drop'])", &|s| ["Deny", "Drop"].contains(&source.text(s, "DvcAction"))),
    ];
    for port in [9_u64, 53, 443] {
        let arguments = format!("dstportnumber={port}");
        cases.push(case(&arguments, &|s| source.field(s, "DstPortNumber").as_u64() == Some(port)));
    }
    let hosts = |s: &[Value]| [source.text(s, "SrcHostname").to_owned(), source.text(s, "DstHostname").to_owned()];
    if let Some(host) = source.sessions.iter().flat_map(|s| hosts(s)).find(|host| !host.is_empty()) {
        let arguments = format!("hostname_has_any=dynamic(['{host}', 'nobody'])");
        cases.push(case(&arguments, &|s| hosts(s).contains(&host)));
        cases.push(Case {
            arguments,
            condition: "ASimMatchingHostname == 'SrcHostname'",
            expected: count(&|s| hosts(s)[0] == host),
        });
    }
    cases
}

#[test]
fn every_parameter_lets_through_and_holds_back() {
    for source in sources() {
        let workspace = workspace(&[&source]);
        let cases = cases(&source);
        let legs = cases.iter().enumerate().map(|(number, case)| {
            let (parser, arguments, condition) = (source.parser(), &case.arguments, case.condition);
            format!("({parser}({arguments}) | where {condition} | summarize N = count() | extend Case = {number})")
        });
        let kql = format!("union {} | sort by Case asc | project N", legs.collect::<Vec<_>>().join(",\n"));
        let found: Vec<_> = query(&kql, workspace.path()).rows.iter().map(|row| row[0].as_u64()).collect();
        assert_eq!(found.len(), cases.len(), "{}", source.name);
        for (found, case) in found.iter().zip(&cases) {
            let (arguments, condition) = (&case.arguments, case.condition);
            assert_eq!(*found, Some(case.expected as u64), "{}({arguments}) where {condition}", source.name);
        }
    }
}

/// The same arguments reach the parsers through the unifying function.
#[test]
fn the_unifying_function_hands_the_parameters_on() {
    for source in sources() {
        let workspace = workspace(&[&source]);
        let inside = |s: &[Value]| source.text(s, "SrcIpAddr").starts_with("10.60.");
        let allowed = |s: &[Value]| source.text(s, "EventResult") == "Success";
        let expected = source.sessions.iter().filter(|s| inside(s) && allowed(s)).count();
        let kql = "_Im_NetworkSession(srcipaddr_has_any_prefix=dynamic(['10.60.']), eventresult='Success') | count";
        assert_eq!(query(kql, workspace.path()).rows, [[expected]], "{}", source.name);
    }
}

/// `docs/asim.md`: a list may be given as one text.
#[test]
fn one_text_stands_for_a_list() {
    for source in sources() {
        let workspace = workspace(&[&source]);
        let expected = source.sessions.iter().filter(|s| source.text(s, "SrcIpAddr").starts_with("10.60.")).count();
        let kql = "_Im_NetworkSession(srcipaddr_has_any_prefix='10.60.') | count";
        assert_eq!(query(kql, workspace.path()).rows, [[expected]], "{}", source.name);
    }
}
