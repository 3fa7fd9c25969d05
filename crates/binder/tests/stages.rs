//! Queries that run while another one is bound. Where each of their rows counts, too many are refused.

mod support;

use lurcher_symbols::Value;
use support::World;

const MILLION: usize = 1_000_000;

/// The errors of a query whose stages have so many equal rows.
fn errors(query: &str, row: Vec<Value>, rows: usize) -> Vec<String> {
    World { stage: Some(vec![row; rows]), ..World::default() }.errors(query)
}

#[test]
fn too_many_rows_are_refused_and_never_cut() {
    let text = || Value::String("10.0.0.0/8".into());
    for (query, row, told) in [
        (
            "Flows | project Port | evaluate basket(0.3)",
            vec![Value::Int(1), Value::Real(1.0), Value::Real(0.0)],
            "basket: the rows have more than 1000000 combinations of values",
        ),
        ("Flows | where Port in (Hosts | project Port)", vec![Value::Int(1)], "The query has more than 1000000 rows"),
        (
            "Flows | evaluate ipv4_lookup(Hosts, Host, Owner)",
            vec![text()],
            "The lookup table has more than 1000000 keys",
        ),
    ] {
        let errors = errors(query, row, MILLION + 1);
        assert!(errors.iter().any(|error| error.starts_with(&format!("LUR008: {told}"))), "{query}: {errors:?}");
    }
}

#[test]
fn as_many_rows_as_are_allowed_are_taken() {
    let row = vec![Value::Int(1), Value::Real(1.0), Value::Real(0.0)];
    assert_eq!(errors("Flows | project Port | evaluate basket(0.3)", row, MILLION), [""; 0]);
}
