//! Every data connector of network sessions, from its raw table to the hunt, by the built binary.
//!
//! What must come out stands in `data/expected_sessions.json`, which the plan of `crates/testing/examples/make_demo`
//! makes, and no run of any query.

mod absent;
mod all;
mod filters;
mod hunt;
mod plan;
mod run;
mod sessions;
mod types;
