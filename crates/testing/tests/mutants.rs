//! The search for wrong answers finds faults that are planted. The process is this test's alone: a fault is planted in
//! all of it. Each is looked for where `hunt_bugs --mutants` found it. When the generator has changed since, the search
//! goes on from there for those that show often; one that takes long has moved, which is told and no failure.

use std::path::Path;

use lurcher_symbols::mutants::Mutant;
use lurcher_testing::hunt::{Bounds, Proof, remember_panics};
use lurcher_testing::proofs;

/// How far the search goes where a fault does not show at once.
const MOST: u64 = 400;

/// A fault that took no more pipelines is found in [`MOST`].
const OFTEN: u64 = 100;

/// What writes the file anew.
const AGAIN: &str = "cargo run --release -p lurcher-testing --example hunt_bugs -- --mutants --seed 8 \
                     --record tests/campaigns/mutants.csv";

#[test]
fn planted_faults_are_found() -> Result<(), String> {
    // A panic is what some of them show; what fails here is returned.
    remember_panics();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/campaigns/mutants.csv");
    let records = proofs::read(&path).map_err(|e| e.to_string())?;
    let mut escaped: Vec<Mutant> = records.iter().map(|record| record.mutant).collect();
    for record in records {
        let is_rare = record.judged > OFTEN;
        let bounds = Bounds::Pipelines(record.pipeline + if is_rare { 1 } else { MOST });
        let (mutants, oracle) = (&[record.mutant], Some(record.oracle.as_str()));
        let proof = Proof { mutants, seed: record.seed, first: record.pipeline, bounds, oracle };
        let found = proof.run(|caught| {
            escaped.retain(|mutant| *mutant != caught.mutant);
            Ok(())
        });
        found.map_err(|e| e.to_string())?;
        if is_rare && escaped.contains(&record.mutant) {
            println!("{} has moved; {AGAIN} finds it again", record.mutant.name());
            escaped.retain(|mutant| *mutant != record.mutant);
        }
    }
    if escaped.is_empty() {
        return Ok(());
    }
    let escaped: Vec<String> = escaped.into_iter().map(Mutant::name).collect();
    Err(format!("not found: {}; {AGAIN} writes anew where each is", escaped.join(", ")))
}
