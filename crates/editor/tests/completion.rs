//! What is offered at places of queries that are being written. `▮` is the cursor.

mod common;

use common::{labels, offered};
use lurcher_editor::CompletionKind;

#[track_caller]
fn assert_offers(text: &str, wanted: &[&str]) {
    let found = labels(text);
    for label in wanted {
        assert!(found.iter().any(|l| l == label), "{text}: {label} is not among {found:?}");
    }
}

#[track_caller]
fn assert_not_offered(text: &str, unwanted: &[&str]) {
    let found = labels(text);
    for label in unwanted {
        assert!(!found.iter().any(|l| l == label), "{text}: {label} is among {found:?}");
    }
}

#[test]
fn a_query_begins_with_a_table_or_a_statement() {
    assert_offers("▮", &["Sessions", "Hosts", "let", "print", "ParseHosts"]);
    assert_offers("Ses▮", &["Sessions"]);
    assert_not_offered("▮", &["where", "Bytes"]);
}

#[test]
fn operators_come_after_a_pipe() {
    assert_offers("Sessions | ▮", &["where", "summarize", "join"]);
    assert_offers("Sessions\n| pro▮", &["project", "project-away"]);
    assert_offers("Sessions | project-a▮", &["project-away"]);
    assert_not_offered("Sessions | ▮", &["Bytes", "Sessions"]);
}

#[test]
fn columns_are_those_of_this_point_of_the_pipe() {
    assert_offers("Sessions | where ▮", &["Bytes", "Host", "strlen"]);
    assert_offers("Sessions | extend Kilo = Bytes / 1024 | where K▮", &["Kilo"]);
    assert_offers("Sessions | project Host, Bytes | where ▮", &["Host", "Bytes"]);
    assert_not_offered("Sessions | project Host | where ▮", &["Bytes"]);
    assert_offers("Sessions | summarize Total = sum(Bytes) by Host | where T▮", &["Total"]);
    assert_offers("Sessions | where strlen(▮", &["Host"]);
}

#[test]
fn summarize_offers_aggregates_before_by_and_columns_after_it() {
    assert_offers("Sessions | summarize ▮", &["count", "Bytes"]);
    assert_offers("Sessions | summarize sum(▮", &["Bytes"]);
    assert_offers("Sessions | summarize count() by ▮", &["Host", "bin"]);
    assert_not_offered("Sessions | summarize count() by ▮", &["sum"]);
    assert_offers("Sessions | summarize count() ▮", &["by"]);
}

#[test]
fn a_join_offers_kinds_tables_and_the_columns_of_both_sides() {
    assert_offers("Sessions | join kind=▮", &["inner", "leftanti"]);
    assert_offers("Sessions | join kind=inner ▮", &["Hosts"]);
    assert_offers("Sessions | join (▮", &["Hosts"]);
    assert_offers("Sessions | join (Hosts | where ▮", &["Owner", "Host"]);
    assert_not_offered("Sessions | join (Hosts | where ▮", &["Bytes"]);
    assert_offers("Sessions | join kind=inner (Hosts | where Owner == 'x') on ▮", &["Host", "$left", "$right"]);
    assert_not_offered("Sessions | join (Hosts) on ▮", &["Bytes", "Owner"]);
    assert_offers("Sessions | join Hosts on $left.▮", &["Bytes"]);
    assert_offers("Sessions | join (Hosts) on $left.Host == $right.▮", &["Owner"]);
    assert_offers("Sessions | join (Hosts) ▮", &["on"]);
}

#[test]
fn subqueries_go_on_with_the_rows_outside() {
    assert_offers("Sessions | mv-apply Tag = Tags to typeof(string) on (where ▮", &["Tag", "Host"]);
    assert_offers("Sessions | mv-apply Tag = Tags on (▮", &["where"]);
    assert_offers("Sessions | fork (where ▮", &["Bytes"]);
}

#[test]
fn lets_are_known_after_their_semicolon() {
    assert_offers("let limit_ = 5; Sessions | where Bytes > lim▮", &["limit_"]);
    assert_offers("let Big = Sessions | where Bytes > 5; B▮", &["Big"]);
    assert_offers("let Big = Sessions | extend Kilo = 1; Big | where ▮", &["Kilo"]);
    assert_offers("let Big = Sessions | where ▮", &["Bytes"]);
    assert_offers("let f = (x: string) { Sessions | where ▮", &["Bytes"]);
}

#[test]
fn the_data_says_which_values_and_keys_there_are() {
    assert_offers("Sessions | where Host == ▮", &["'alpha'"]);
    assert_offers("Sessions | where Host in (▮", &["'alpha'"]);
    assert_offers("Sessions | where Host in ('alpha', ▮", &["'beta'"]);
    assert_offers("Sessions | where Host == 'al▮", &["'alpha'"]);
    assert_offers("Sessions | where Extra.▮", &["user"]);
    assert_offers("print _GetWatchlist('▮", &["ports"]);
}

#[test]
fn places_of_their_own_offer_their_words() {
    assert_offers("Sessions | render ▮", &["timechart"]);
    assert_offers("Sessions | render timechart with (▮", &["title"]);
    assert_offers("Sessions | mv-expand Tags to typeof(▮", &["string"]);
    assert_offers("Sessions | sort by Bytes ▮", &["desc"]);
    assert_offers("Sessions | where Host ▮", &["has", "=="]);
    assert_offers("Sessions | distinct ▮", &["Host"]);
}

#[test]
fn a_candidate_says_what_it_is() {
    let found = offered("Sessions | where Hos▮");
    let host = found.items.iter().find(|item| item.label == "Host").expect("Host");
    assert_eq!((host.kind, host.detail.as_str()), (CompletionKind::Column, "string"));
    assert_eq!(found.replace, 17..20);
    let found = offered("Sessions | where strl▮");
    assert_eq!(found.items[0].insert, "strlen(");
    assert_eq!(found.items[0].detail, "strlen(source: string) -> long");
}

#[test]
fn names_that_are_no_words_are_put_in_brackets() {
    let found = offered("Sessions | project od▮");
    assert_eq!(found.items[0].insert, "['odd name']");
}

#[test]
fn no_place_of_a_text_makes_it_panic() {
    let text = "let a = (x:long) { Sessions | where Bytes in (1, 2) and Host == 'ä' }; a(1) | join kind=inner (Hosts | fork (take 1) (count)) \
                on $left.Host == $right.Host | mv-apply x = Tags on (top 1 by x) | summarize c = count(), dcount(Host) by bin(T, 1d) | render t with (title=\"x\")";
    for (at, _) in text.char_indices() {
        let _ = labels(&format!("{}▮", &text[..at]));
        let _ = labels(&format!("{}▮{}", &text[at..], &text[..at]));
    }
}
