//! Queries that run while another one is bound. Where each of their rows counts, too many are refused.

mod support;

use lurcher_symbols::Value;
use support::World;

const MILLION: usize = 1_000_000;

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
        ("Flows | evaluate ipv4_lookup(Hosts, Host, Owner)", vec![text()], "The lookup table has more than 1000000 keys"),
    ] {
        let errors = |rows| World { stage: Some(vec![row.clone(); rows]), ..World::default() }.errors(query);
        let refused = |errors: &[String]| errors.iter().any(|error| error.starts_with(&format!("LUR008: {told}")));
        let (many, too_many) = (errors(MILLION), errors(MILLION + 1));
        assert!(!refused(&many), "{query}: {many:?}");
        assert!(refused(&too_many), "{query}: {too_many:?}");
    }
}
