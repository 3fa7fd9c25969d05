//! Runs the semantic cases in `tests/cases` and `tests/solutions`, each as a test of its own, and each once more with
//! few and many partitions and with small and large batches: `cargo test --test cases -- summarize`,
//! `cargo test --test cases -- partitions`.
//!
//! The cases of solutions ask original files, which are looked for in the folder that `AZURE_SENTINEL` names, otherwise
//! in a clone beside the project. Without them they are skipped, by name.

use std::env;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};
use lurcher_engine::limits::{FewRows, Limits};
use lurcher_testing::cases::{Case, CaseFile, EngineRunner, Runner, Suite, Verdict, describe, judge};

/// What an answer must not depend on: how many partitions a query has, and how many rows a batch.
const PARTITIONS: [usize; 2] = [1, 8];
const BATCH_SIZES: [usize; 3] = [1, 7, 8192];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let originals = env::var_os("AZURE_SENTINEL").map_or_else(|| project.join("../Azure-Sentinel"), PathBuf::from);
    let of_originals = EngineRunner { originals: Some(originals), ..EngineRunner::default() };
    let mut all = trials(&project.join("tests/cases"), &EngineRunner::default());
    all.extend(trials(&project.join("tests/solutions"), &of_originals));
    libtest_mimic::run(&arguments, all).exit_code()
}

/// The cases of a folder.
fn trials(folder: &Path, runner: &EngineRunner) -> Vec<Trial> {
    let mut trials = Vec::new();
    for file in Suite::load(folder).expect("a folder of cases").files.into_iter().map(Arc::new) {
        let short = file.path.strip_prefix(folder).unwrap_or(&file.path).with_extension("").display().to_string();
        for malformed in file.malformed.clone() {
            let name = format!("{short}: line {}", malformed.line);
            trials.push(Trial::test(name, move || Err(Failed::from(malformed.to_string()))));
        }
        for case in file.cases.clone().into_iter().map(Arc::new) {
            let name = format!("{short}: {}", case.name);
            if let Some(missing) = runner.missing(&file, &case).filter(|_| runner.originals.is_some()) {
                eprintln!("skipped: {name} needs {}", missing.display());
                continue;
            }
            let by_partitions = format!("partitions: {name}");
            let (same_runner, same_file, same_case) = (runner.clone(), file.clone(), case.clone());
            trials.push(Trial::test(name, move || run(&same_runner, &same_file, &same_case)));
            let (runner, file) = (runner.clone(), file.clone());
            trials.push(Trial::test(by_partitions, move || run_by_partitions(&runner, &file, &case)));
        }
    }
    trials
}

fn run(runner: &EngineRunner, file: &CaseFile, case: &Case) -> Result<(), Failed> {
    let outcome = runner.run(file, case);
    match judge(case, &outcome) {
        Verdict::Passed => Ok(()),
        Verdict::Failed => Err(Failed::from(describe(file, case, &outcome, false))),
    }
}

fn run_by_partitions(runner: &EngineRunner, file: &CaseFile, case: &Case) -> Result<(), Failed> {
    for partitions in PARTITIONS {
        for batch_size in BATCH_SIZES {
            let limits = Limits {
                partitions: NonZeroUsize::new(partitions).unwrap_or(NonZeroUsize::MIN),
                batch_size: NonZeroUsize::new(batch_size).unwrap_or(NonZeroUsize::MIN),
                few_rows: FewRows::Spread,
                ..Limits::default()
            };
            let failed = run(&EngineRunner { limits, ..runner.clone() }, file, case).err();
            if let Some(message) = failed.and_then(|failed| failed.message().map(str::to_owned)) {
                return Err(format!("with {partitions} partitions and batches of {batch_size}\n{message}").into());
            }
        }
    }
    Ok(())
}
