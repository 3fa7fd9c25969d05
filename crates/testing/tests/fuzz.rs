//! Replays the inputs that fuzzing kept, `tests/fuzz/corpus`: `cargo test --test fuzz -- query`.

use std::path::Path;
use std::process::ExitCode;
use std::{fs, io};

use libtest_mimic::{Arguments, Trial};

#[path = "../../../tests/fuzz/src/lib.rs"]
mod fuzz;

/// Takes an input, and panics where there is a defect.
type Target = fn(&[u8]);

/// The folders of the corpus, and what takes their files.
const TARGETS: [(&str, Target); 2] = [("query", fuzz::query), ("table", fuzz::table)];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let trials = TARGETS.into_iter().flat_map(|(folder, target)| trials(folder, target).expect(folder));
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}

fn trials(folder: &'static str, target: Target) -> io::Result<Vec<Trial>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fuzz/corpus").join(folder);
    let mut trials = Vec::new();
    for entry in fs::read_dir(path)? {
        let path = entry?.path();
        let name = format!("{folder}: {}", path.file_name().unwrap_or_default().to_string_lossy());
        trials.push(Trial::test(name, move || {
            target(&fs::read(&path)?);
            Ok(())
        }));
    }
    Ok(trials)
}
