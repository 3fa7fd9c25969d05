//! Many files of cases.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, thread};

use super::{Case, CaseFile, Outcome, Runner, Verdict, describe, judge, update};

/// Files of cases, ready to run.
#[derive(Debug, Default)]
pub struct Suite {
    /// The files in the order of their paths.
    pub files: Vec<CaseFile>,
    filter: Option<String>,
}

/// How a run ended.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Summary {
    /// How many cases passed.
    pub passed: usize,
    /// What failed, in the order of the files.
    pub failures: Vec<Failure>,
    /// The files that were rewritten.
    pub updated: Vec<PathBuf>,
}

/// A case that failed, or a place in a file that is no case.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    /// The file, and the heading of the case.
    pub name: String,
    /// What is wrong, in several lines.
    pub text: String,
}

/// The case files of a folder and the folders in it, or the one file that `path` is.
pub fn find_files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "md") {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

impl Suite {
    /// Reads all case files below `path`. Files without a case are left out.
    pub fn load(path: &Path) -> io::Result<Suite> {
        let files = find_files(path)?.iter().map(|p| CaseFile::read(p)).collect::<io::Result<Vec<_>>>()?;
        let files = files.into_iter().filter(|f| !f.cases.is_empty() || !f.malformed.is_empty()).collect();
        Ok(Suite { files, filter: None })
    }

    /// Runs only the cases whose `path heading` holds that text, whatever its case.
    pub fn filter(&mut self, text: &str) {
        self.filter = Some(text.to_lowercase());
    }

    /// The cases that pass the filter.
    pub fn cases(&self) -> impl Iterator<Item = (&CaseFile, &Case)> {
        let all = self.files.iter().flat_map(|file| file.cases.iter().map(move |case| (file, case)));
        all.filter(|(file, case)| self.takes(&name(file, case)))
    }

    fn takes(&self, name: &str) -> bool {
        self.filter.as_ref().is_none_or(|text| name.to_lowercase().contains(text))
    }

    /// Runs the cases on all processors.
    pub fn run(&self, runner: &dyn Runner, colour: bool) -> Summary {
        self.finish(&self.outcomes(runner), colour)
    }

    /// Runs the cases, and rewrites the expectations of those that fail.
    pub fn run_and_update(&self, runner: &dyn Runner, colour: bool) -> io::Result<Summary> {
        let outcomes = self.outcomes(runner);
        let mut summary = self.finish(&outcomes, colour);
        for file in &self.files {
            let of_file = outcomes.iter().filter(|(f, ..)| std::ptr::eq(*f, file));
            let failed: Vec<(&Case, &Outcome)> = of_file
                .filter(|(_, case, outcome)| judge(case, outcome) == Verdict::Failed)
                .map(|(_, case, outcome)| (*case, outcome))
                .collect();
            if !failed.is_empty() {
                fs::write(&file.path, update(file, &failed))?;
                summary.updated.push(file.path.clone());
            }
        }
        Ok(summary)
    }

    fn outcomes(&self, runner: &dyn Runner) -> Vec<(&CaseFile, &Case, Outcome)> {
        let cases: Vec<_> = self.cases().collect();
        let next = AtomicUsize::new(0);
        let outcomes = Mutex::new(Vec::with_capacity(cases.len()));
        let workers = thread::available_parallelism().map_or(1, |n| n.get()).min(cases.len());
        thread::scope(|scope| {
            for _ in 0..workers {
                scope.spawn(|| {
                    while let Some((file, case)) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let outcome = runner.run(file, case);
                        if let Ok(mut outcomes) = outcomes.lock() {
                            outcomes.push((*file, *case, outcome));
                        }
                    }
                });
            }
        });
        let mut outcomes = outcomes.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
        outcomes.sort_by(|(a, x, _), (b, y, _)| (&a.path, x.line).cmp(&(&b.path, y.line)));
        outcomes
    }

    fn finish(&self, outcomes: &[(&CaseFile, &Case, Outcome)], colour: bool) -> Summary {
        let mut summary = Summary::default();
        let malformed = self.files.iter().flat_map(|f| &f.malformed);
        for malformed in malformed.filter(|m| self.takes(&m.path.display().to_string())) {
            summary
                .failures
                .push(Failure { name: malformed.path.display().to_string(), text: format!("{malformed}\n") });
        }
        for (file, case, outcome) in outcomes {
            match judge(case, outcome) {
                Verdict::Passed => summary.passed += 1,
                Verdict::Failed => {
                    let text = describe(file, case, outcome, colour);
                    summary.failures.push(Failure { name: name(file, case), text });
                }
            }
        }
        summary
    }
}

impl Summary {
    /// Writes the failures, and as the last line `N passed, N failed`.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        for failure in &self.failures {
            writeln!(out, "{}", failure.text)?;
        }
        for path in &self.updated {
            writeln!(out, "updated {}", path.display())?;
        }
        writeln!(out, "{} passed, {} failed", self.passed, self.failures.len())
    }
}

fn name(file: &CaseFile, case: &Case) -> String {
    format!("{} {}", file.path.display(), case.name)
}
