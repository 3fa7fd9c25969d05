use super::*;

const QUERY: &str = "  CommonSecurityLog\n  | summarize Hits = count() by SourceIP, SourceUserName\n";

#[test]
fn all_tables_are_refused() {
    assert_eq!(
        changed(RULE, QUERY, "  search *\n"),
        [
            "r.yaml:18:3: error[LUR541]: Sentinel takes no rule with 'search *' (name the tables: 'search in (T1, T2) …')"
        ]
    );
    assert_eq!(
        changed(RULE, QUERY, "  let x = 1;\n  union  // all\n    *\n"),
        ["r.yaml:19:3: error[LUR541]: Sentinel takes no rule with 'union *' (name the tables: 'union T1, T2')"]
    );
    assert_eq!(changed(RULE, QUERY, "  T | join (union *) on a\n").len(), 1);
    for query in ["search 'x'", "union A*", "T | extend search * 2", "T // search *", "print 'union *'", "union A, B"] {
        assert_eq!(changed(RULE, QUERY, &format!("  {query}\n")), [""; 0], "{query}");
    }
    assert_eq!(changed(HUNT, "  CommonSecurityLog\n", "  search *\n"), [""; 0], "a hunting query may");
}

#[test]
fn a_query_has_a_length() {
    let query = |length: usize| format!("  print '{}'\n", "x".repeat(length - "print ''".len()));
    assert_eq!(changed(RULE, QUERY, &query(10_000)), [""; 0]);
    assert_eq!(
        changed(RULE, QUERY, &query(10_001)),
        [
            "r.yaml:18:3: error[LUR540]: the query has 10001 characters, more than the 10000 that Sentinel takes in a rule (move parts of it into a saved function, and long lists into a watchlist)"
        ]
    );
    assert_eq!(changed(HUNT, "  CommonSecurityLog\n", &query(10_001)), [""; 0]);
}
