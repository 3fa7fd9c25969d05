//! Runs the semantic cases in `tests/cases`, each as a test of its own: `cargo test --test cases -- summarize`.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};
use lurcher_testing::cases::{EngineRunner, Runner, Suite, Verdict, describe, judge};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases");
    let suite = Suite::load(&folder).expect("the folder tests/cases");
    let mut trials = Vec::new();
    for file in suite.files.into_iter().map(Arc::new) {
        let short = file.path.strip_prefix(&folder).unwrap_or(&file.path).with_extension("").display().to_string();
        for malformed in file.malformed.clone() {
            let name = format!("{short}: line {}", malformed.line);
            trials.push(Trial::test(name, move || Err(Failed::from(malformed.to_string()))));
        }
        for case in file.cases.clone() {
            let (name, file) = (format!("{short}: {}", case.name), file.clone());
            trials.push(Trial::test(name, move || {
                let outcome = EngineRunner::default().run(&file, &case);
                match judge(&case, &outcome) {
                    Verdict::Passed => Ok(()),
                    Verdict::Failed => Err(Failed::from(describe(&file, &case, &outcome, false))),
                }
            }));
        }
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}
