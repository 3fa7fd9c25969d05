//! Replays the inputs that fuzzing kept, `tests/fuzz/corpus`, and runs some hundred new ones:
//! `cargo test --test fuzz -- query`.

use std::fs;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use lurcher_testing::fuzz::{Corpus, Plan, Target, folder, run, target, targets};

/// New inputs of a target that takes one at a time, and of one that takes many: a second or two each without
/// optimisation.
const FEW: u64 = 20;
const MANY: u64 = 256;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut trials: Vec<Trial> = targets().iter().flat_map(|target| replays(target)).collect();
    trials.extend(
        targets().iter().map(|target| Trial::test(format!("{}: new inputs", target.name), || new_inputs(target))),
    );
    trials.push(Trial::test("every folder of the corpus is a target's", folders));
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn replays(target: &'static Target) -> Vec<Trial> {
    let kept = Corpus::read(&folder(), target).expect("a corpus").inputs.into_iter();
    let trial = |(name, input): (String, Vec<u8>)| {
        Trial::test(format!("{}: {name}", target.name), move || {
            (target.run)(&[&input]);
            Ok(())
        })
    };
    kept.map(trial).collect()
}

fn new_inputs(target: &'static Target) -> Result<(), Failed> {
    let found = tempfile::tempdir()?;
    // The largest patterns take long to compile without optimisation.
    let executions = if target.batch == 1 || target.name == "regexes" { FEW } else { MANY };
    let plan = Plan { targets: vec![target], executions, seed: 1, corpus: folder(), found: found.path().to_path_buf() };
    let mut findings = Vec::new();
    run(&plan, |finding| {
        let input = fs::read(&finding.input).unwrap_or_default();
        findings.push(format!("{}\n{}", finding.what, String::from_utf8_lossy(&input)));
    })?;
    // A machine that is busy is slow; how long an input takes is the long run's to judge.
    findings.retain(|finding| !finding.starts_with("takes "));
    if findings.is_empty() { Ok(()) } else { Err(Failed::from(findings.join("\n"))) }
}

fn folders() -> Result<(), Failed> {
    for entry in fs::read_dir(folder())? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        target(&name).ok_or_else(|| format!("there is no target '{name}'"))?;
    }
    Ok(())
}
