//! Fuzzing: targets that take any bytes, and a runner that needs no special compiler.
//!
//! A [`Target`] takes inputs and panics where Lurcher has a defect: a panic of its own, also one that the engine
//! caught, an internal error, a tree that is not what its text says, a query that cannot be stopped. Whether an input
//! is accepted or refused does not matter. `tests/fuzz/README.md` says how it is run.
//!
//! | module | what it does |
//! |---|---|
//! | `targets` | one file a target; the build script lists them |
//! | `ground` | the session that targets ask: expressions over a column of inputs, queries over a table |
//! | `mutate` | an input from others: tokens, numbers, brackets, bytes |
//! | `random` | the numbers that decide |
//! | `corpus` | the inputs that are kept |
//! | `runner` | makes inputs, runs targets, singles out what fails |
//! | `watch` | stops what hangs, and measures memory |

mod corpus;
mod ground;
mod mutate;
mod random;
mod runner;
mod watch;

pub use corpus::{Corpus, folder};
pub use runner::{Finding, Plan, Report, run};

pub use crate::panics::panics_of_readers;

include!(concat!(env!("OUT_DIR"), "/fuzz_targets.rs"));

/// Something that takes any bytes.
#[derive(Debug)]
pub struct Target {
    /// Its name, which is that of its file and of its folder in the corpus.
    pub name: &'static str,
    /// What it takes and what it does with it.
    pub about: &'static str,
    /// How many inputs it takes at once: what costs much a call and little an input takes many.
    pub batch: usize,
    /// What inputs are made of, beside what the corpus has.
    pub words: &'static [&'static str],
    /// Inputs to begin with, beside the corpus.
    pub seeds: fn() -> Vec<Vec<u8>>,
    /// Takes inputs, and panics where there is a defect.
    pub run: fn(&[&[u8]]),
}

/// All targets, by name.
pub fn targets() -> &'static [&'static Target] {
    ALL
}

/// The target of that name.
pub fn target(name: &str) -> Option<&'static Target> {
    ALL.iter().find(|target| target.name == name).copied()
}

/// Texts as seeds.
fn texts(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}
