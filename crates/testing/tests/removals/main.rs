//! What is unknown causes one kind of error: a table, a column or a function that good queries name is taken out of
//! what they may name, and nothing but its absence is reported.
//!
//! The queries are those of the project; published ones where `../shared/conformance` is beside it.

mod absent;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use absent::{Absent, Without};
use fastrand::Rng;
use lurcher_binder::{Environment, bind};
use lurcher_content::load;
use lurcher_diagnostics::{Diagnostics, Source, Sources};
use lurcher_engine::{Session, SessionOptions};
use lurcher_symbols::FunctionKind;
use lurcher_syntax::parse;

/// The functions that `make-series` is made of.
const PARTS: [&str; 4] = ["count", "make_list", "max", "min"];

/// How many names of each kind are taken out of a published query.
const SOME: usize = 1;

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn names_of_our_own_queries_are_missed_once() {
    let queries = load(&project().join("queries"));
    let queries: Vec<Source> = queries.runnables().map(|runnable| runnable.query).collect();
    assert!(queries.len() >= 10, "{} queries", queries.len());
    hold(&queries, usize::MAX);
}

#[test]
fn names_of_published_queries_are_missed_once() {
    let file = project().join("../shared/conformance/sentinel-schema.jsonl");
    let Ok(text) = std::fs::read_to_string(&file) else {
        println!("skipped: {} is not there", file.display());
        return;
    };
    let query = |line: &str| {
        let case: serde_json::Value = serde_json::from_str(line).expect("a case");
        Source::new(case["id"].as_str().unwrap_or_default(), case["kql"].as_str().unwrap_or_default())
    };
    hold(&text.lines().map(query).collect::<Vec<_>>(), SOME);
}

/// Takes at most so many names of each kind out of each query, and fails where another error comes with the one of the
/// name.
fn hold(queries: &[Source], most: usize) {
    let workspace = tempfile::tempdir().expect("a folder for temporary files");
    let session = Session::open(SessionOptions {
        workspace: Some(workspace.path().to_owned()),
        content: vec![project().join("queries")],
        checks: true,
        ..SessionOptions::default()
    });
    let session = session.expect("an empty workspace");
    let mut report = String::new();
    let (mut removed, mut wrong) = (0, 0);
    for (number, query) in queries.iter().enumerate() {
        let judged = session.with_environment(|environment| judge(environment, query, most, number as u64));
        for (absent, errors) in judged.expect("no panic") {
            removed += 1;
            // What is absent may be missed as a function and as an aggregate; a join tells a second column of the name
            // by a number.
            let name = format!("'{}", absent.name());
            if errors.iter().any(|error| !error.contains(&name)) && errors.len() > 1 {
                wrong += 1;
                let _ = writeln!(report, "{}: without {absent:?}: {errors:#?}", query.name);
            }
        }
    }
    println!("{removed} names taken out of {} queries", queries.len());
    assert_eq!(wrong, 0, "{report}");
    assert!(removed > queries.len(), "{removed} names taken out of {} queries", queries.len());
}

/// What is reported without each of some names that the query needs.
fn judge(environment: &Environment<'_>, query: &Source, most: usize, seed: u64) -> Vec<(Absent, BTreeSet<String>)> {
    if errors_of(environment, query).next().is_some() {
        return Vec::new();
    }
    let mut random = Rng::with_seed(seed);
    let mut judged = Vec::new();
    for mut names in names_of(environment, &query.text) {
        for _ in 0..most.min(names.len()) {
            let absent = names.swap_remove(random.usize(..names.len()));
            let narrowed = Environment {
                catalog: &absent.out_of(environment.catalog),
                functions: &Without { absent: &absent, functions: environment.functions },
                parameters: environment.parameters.clone(),
                time_range: environment.time_range.clone(),
                ..*environment
            };
            let errors: BTreeSet<String> = errors_of(&narrowed, query).collect();
            // A name that stands in a text only, or in a leg of a fuzzy union, which goes without it.
            if errors.iter().any(|error| error.contains(absent.name())) {
                judged.push((absent.clone(), errors));
            }
        }
    }
    judged
}

/// The tables, columns and functions that the words of a query are.
fn names_of(environment: &Environment<'_>, text: &str) -> [Vec<Absent>; 3] {
    let words: BTreeSet<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    let tables: Vec<_> =
        words.iter().filter_map(|word| Some((*word, environment.catalog.table(word)?.ok()?))).collect();
    let has_column = |word: &&&str| tables.iter().any(|(_, table)| table.columns.iter().any(|c| *c.name == ***word));
    let kinds = [FunctionKind::Scalar, FunctionKind::Aggregate, FunctionKind::Window];
    // The operator is made of functions that may stand in a query, too.
    let is_part = |word: &str| text.contains("make-series") && PARTS.contains(&word);
    let is_function = |word: &&&str| {
        !is_part(word)
            && text.contains(&format!("{word}("))
            && kinds.iter().any(|kind| environment.functions.find(*kind, word).is_some())
    };
    let owned = |word: &&str| Arc::<str>::from(*word);
    [
        tables.iter().map(|(word, _)| Absent::Table(owned(word))).collect(),
        words.iter().filter(has_column).map(|word| Absent::Column(owned(word))).collect(),
        words.iter().filter(is_function).map(|word| Absent::Function(owned(word))).collect(),
    ]
}

/// The errors of a query, each by its code and its words.
fn errors_of(environment: &Environment<'_>, query: &Source) -> impl Iterator<Item = String> {
    let mut sources = Sources::new();
    let id = sources.add(query.clone());
    let parsed = parse(&query.text, id);
    let mut diagnostics: Diagnostics = parsed.diagnostics;
    diagnostics.extend(bind(&parsed.query, &mut sources, environment).diagnostics);
    let errors: Vec<String> =
        diagnostics.iter().filter(|d| d.is_error()).map(|d| format!("{}: {}", d.code, d.message)).collect();
    errors.into_iter()
}
