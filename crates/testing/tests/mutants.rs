//! The search for wrong answers finds faults that are planted. The process is this test's alone: a fault is planted in
//! all of it. `hunt_bugs --mutants` plants every fault there is; these are the ones that show within a few seconds.

use lurcher_symbols::mutants::Mutant;
use lurcher_testing::hunt::catch;

/// Where the search begins, and how far it goes.
const SEED: u64 = 5;
const MOST: u64 = 600;

/// In the planner and the optimizer.
const PLANTED: [Mutant; 4] =
    [Mutant::UnsignedRowNumbers, Mutant::FiltersBelowOneRow, Mutant::UnionForgetsOne, Mutant::TopGivesLess];

#[test]
fn planted_faults_are_found() {
    for mutant in PLANTED {
        let caught = catch(mutant, SEED, MOST).expect("a build that plants faults");
        assert!(caught.is_some(), "{} is not found in {MOST} pipelines", mutant.name());
    }
}
