//! A slice of the search for wrong answers, the same each time: `cargo run -p lurcher-testing --example hunt_bugs` goes
//! on where it ends.

use lurcher_testing::hunt::{Bounds, Hunt};

/// The seeds, and how many pipelines of each.
const SLICES: [(u64, u64); 1] = [(4, 200)];

#[test]
fn generated_queries_are_answered_as_every_oracle_says() {
    for (seed, pipelines) in SLICES {
        let bounds = Bounds::Pipelines(pipelines);
        let hunt = Hunt { seed, first: 0, bounds, oracle: None, shrinks: true };
        let tally = hunt.run(|_| ()).expect("a folder for temporary files");
        let failures: Vec<String> = tally.failures.iter().map(|found| found.case()).collect();
        assert!(failures.is_empty(), "{}", failures.join("\n"));
        assert!(tally.judged * 10 >= pipelines * 8, "{} of {pipelines} pipelines are judged", tally.judged);
    }
}
