//! The comparison of binders: its queries, how they are made smaller, and what is decided.

use lurcher_testing::binding::{Difference, Objection, Opinion, Ours, Search, Tree, decided, tables};

fn search(queries: u64) -> Search {
    Search { seed: 3, queries, time: None, workers: 1 }
}

fn session() -> Ours {
    Ours::open(tables()).expect("a session")
}

#[test]
fn the_same_seed_makes_the_same_queries() {
    let ours = session();
    let made = || (0..200).map(|number| search(200).query(number, &ours).0.to_string()).collect::<Vec<_>>();
    let (queries, again) = (made(), made());
    assert_eq!(queries, again);
    let different: std::collections::HashSet<&String> = queries.iter().collect();
    assert!(different.len() > 190, "{} of 200 queries are different", different.len());
}

#[test]
fn a_smaller_query_is_not_longer() {
    let ours = session();
    for number in 0..200 {
        let (query, _) = search(200).query(number, &ours);
        let text = query.to_string();
        for smaller in query.smaller() {
            let smaller = smaller.to_string();
            assert!(smaller.len() <= text.len(), "{text}\nbecomes\n{smaller}");
        }
    }
}

#[test]
fn an_expression_is_replaced_by_its_parts() {
    let expr = |text: &str| Tree::expr(vec![Tree::text(text)]);
    let sum = Tree::expr(vec![expr("first_value"), Tree::text(" + "), expr("second_value")]);
    let smaller: Vec<String> = sum.smaller().iter().map(Tree::to_string).collect();
    assert!(smaller.contains(&"second_value".to_owned()), "{smaller:?}");
    assert!(smaller.contains(&"first_value + l0".to_owned()), "{smaller:?}");
}

#[test]
fn enough_queries_are_right_and_none_breaks_the_binder() {
    let ours = session();
    let mut taken = 0;
    for number in 0..500 {
        let (query, opinion) = search(500).query(number, &ours);
        match opinion {
            Opinion::Columns(_) => taken += 1,
            Opinion::Refused(_) => {}
            Opinion::Broke(why) => panic!("{query}\n{why}"),
        }
    }
    assert!(taken > 300, "{taken} of 500 queries are taken");
}

#[test]
fn several_reasons_are_decided_only_together() {
    let refused = |codes: &[(&str, &str)]| {
        let objection = |(code, message): &(&str, &str)| Objection { code: (*code).into(), message: (*message).into() };
        Opinion::Refused(codes.iter().map(objection).collect())
    };
    let difference =
        |ours| Difference { query: "T | lookup U on j0".into(), theirs: Opinion::Columns(Vec::new()), ours };
    let engine = ("SEM0073", "the rows must be serialized");
    assert!(decided(&difference(refused(&[engine, ("KS241", "Join keys cannot be dynamic")]))).is_some());
    assert!(decided(&difference(refused(&[engine, ("KS142", "The name 'x' does not refer to anything")]))).is_none());
}
