//! Searches in graphs, and scans, stay within the bounds of their query.

use std::num::NonZeroUsize;
use std::time::{Duration, Instant};

use lurcher_engine::limits::Limits;
use lurcher_engine::{EngineError, Request, Session, SessionOptions};

/// All paths in a graph of which each node leads to each other: more than anybody could list.
const PATHS: &str = "let N = range n from 0 to 29 step 1; \
    let E = range e from 0 to 899 step 1 | project s = e / 30, t = e % 30; \
    E | make-graph s --> t with N on n | ";

const ALL: [&str; 3] = [
    "graph-match (a)-[p*1..20]->(b) project a.n, b.n, p.s | count",
    "graph-match cycles=none (a)-[p*1..20]->(b) where a.n == 31 or b.n > -1 project b.n | where b_n < 0 | count",
    "graph-shortest-paths output=all (a)-[p*7..9]->(b) project a.n, p.s | count",
];

fn session(memory: usize) -> Session {
    let limits = Limits { memory, partitions: NonZeroUsize::MIN, ..Limits::default() };
    Session::open(SessionOptions { limits, ..SessionOptions::default() }).expect("a session")
}

fn end(session: &Session, query: &str, time: Duration) -> Result<usize, EngineError> {
    let answer = session.run(Request::new(query).within(time))?;
    let batches = answer.results.into_iter().flat_map(|result| result.start());
    batches.map(|batch| Ok(batch?.num_rows())).sum()
}

/// Each row changes what the next one reads.
const SCAN: &str = "range x from 1 to 2000000 step 1 | serialize \
    | scan declare (s:long = 0) with (step a: true => s = a.s + x;) | count";

/// One thread computes. Were it still busy with a search that nobody waits for, the next query would wait for ever.
#[test]
fn a_search_that_is_stopped_lets_go_of_its_thread() {
    let session = session(1 << 30);
    for query in ALL.map(|search| format!("{PATHS}{search}")).into_iter().chain([SCAN.to_owned()]) {
        let ended = end(&session, &query, Duration::from_millis(1000));
        assert!(matches!(ended, Err(EngineError::Timeout(_))), "{query}: {ended:?}");
        let start = Instant::now();
        assert_eq!(end(&session, "range x from 1 to 3 step 1", Duration::from_secs(20)).expect("rows"), 3);
        assert!(start.elapsed() < Duration::from_secs(10), "{query}");
    }
}

#[test]
fn a_search_that_finds_too_much_is_refused_its_memory() {
    let query = format!("{PATHS}{}", ALL[0]);
    match end(&session(16 << 20), &query, Duration::from_secs(60)) {
        Err(error @ EngineError::Memory(_)) => {
            assert!(error.to_string().contains("a search in a graph wants"), "{error}")
        }
        other => panic!("{other:?}"),
    }
}

/// Each node of a long chain reaches a few others: what is known of one is not set up for all.
#[test]
fn short_paths_in_a_large_graph_are_found_soon() {
    let query = "let E = range e from 0 to 19999 step 1 | project s = e, t = e + 1; \
        E | make-graph s --> t with_node_id=n | graph-shortest-paths (a)-[p*1..2]->(b) project a.n | count";
    let start = Instant::now();
    end(&session(1 << 30), query, Duration::from_secs(60)).expect("an answer");
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}
