//! The comparison of binders: its queries, how they are made smaller, and what is decided.

use lurcher_testing::binding::{Difference, Objection, Official, Opinion, Ours, Search, Tree, decided, tables};

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

/// A result with columns of these names and types.
fn columns(text: &str) -> Opinion {
    let column = |c: &str| c.split_once(':').map(|(name, ty)| (name.to_owned(), ty.to_owned()));
    Opinion::Columns(text.split(" | ").filter_map(column).collect())
}

fn heading(query: &str, theirs: Opinion, ours: Opinion) -> Option<&'static str> {
    decided(&Difference { query: query.into(), theirs, ours }).map(|kind| kind.heading)
}

#[test]
fn several_reasons_are_decided_only_together() {
    let query = "T\n| extend row_number()\n| lookup U on j0";
    let refused = |codes: &[(&str, &str)]| {
        let objection = |(code, message): &(&str, &str)| {
            let place = query.find(if *code == "SEM0073" { "row_number" } else { "U on" }).unwrap_or(0);
            Objection::to(query, (place, place + 3), *code, *message)
        };
        Opinion::Refused(codes.iter().map(objection).collect())
    };
    let is_decided = |ours| heading(query, columns(""), ours).is_some();
    let engine = ("SEM0073", "the rows must be serialized");
    assert!(is_decided(refused(&[engine, ("KS241", "Join keys cannot be dynamic")])));
    assert!(!is_decided(refused(&[engine, ("KS142", "The name 'x' does not refer to anything")])));
}

#[test]
fn each_column_that_differs_is_of_a_kind() {
    let query = "T\n| project x = dayofyear(d0), l0";
    let is_decided = |theirs, ours| heading(query, columns(theirs), columns(ours)).is_some();
    assert!(is_decided("x:int | l0:long", "x:long | l0:long"));
    assert!(!is_decided("x:int | l0:long", "x:long | l0:real"));
    assert!(!is_decided("x:int | l0:long", "x:long"));
    assert!(!is_decided("x:int | l0:long", "l0:long | x:long"));
}

#[test]
fn what_a_parse_does_excuses_nothing_else() {
    let query = "T\n| parse s0 with 'a' s1:long";
    let kind = |theirs, ours| heading(query, columns(theirs), columns(ours));
    assert_eq!(kind("s1:string | l0:long | s1:long", "s1:long | l0:long"), Some("What is parsed over a column"));
    assert_eq!(kind("s1:string | l0:long | s1:long", "s1:long | l0:real"), None);
    assert_eq!(kind("r0:real | l0:long", "r0:real"), None);
}

#[test]
fn what_breaks_a_binder_is_never_decided() {
    let broke = || Opinion::Broke("index out of bounds".into());
    for query in ["union kind=inner T, U", "T\n| scan declare (x:long) with (step a: true;)", "union T, T, U"] {
        assert_eq!(heading(query, columns("l0:long"), broke()), None);
        assert!(Difference::between(query, columns("l0:long"), broke()).is_some());
    }
}

#[test]
fn the_faster_binder_says_the_same() {
    let (Some(mut plain), Some(mut fast)) = (Official::start_unhastened(tables()), Official::start(tables())) else {
        return println!("skipped: Microsoft's binder is not installed");
    };
    let ours = session();
    let queries: Vec<String> = (0..400).map(|number| search(400).query(number, &ours).0.to_string()).collect();
    for binder in [&mut plain, &mut fast] {
        binder.ask(queries.iter().map(String::as_str)).expect("it takes questions");
    }
    for query in &queries {
        assert_eq!(fast.answer().expect("an answer"), plain.answer().expect("an answer"), "{query}");
    }
}
