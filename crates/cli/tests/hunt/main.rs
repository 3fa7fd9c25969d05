//! Hunts from their YAML to their hits, by the built binary.
//!
//! What must be found is worked out without Lurcher: `tests/expected/port_misuse/expected.py` does it for the original
//! files, and the plan of `crates/testing/examples/make_demo` for the demo.

mod demo;
mod lurcher;
mod originals;
mod port_misuse;
mod summary_rule;
mod table;
mod workspace;
