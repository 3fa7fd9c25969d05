//! Every kernel beside a naive one.
//!
//! A naive kernel computes one row from plain values, as the documentation of Kusto tells it and without looking at the
//! real kernel. Both are asked the same: random arguments of all types that the signatures allow, as columns and
//! constants in every combination, in batches of 0, 1, 7 and 100 rows, in slices of longer arrays.
//! `LURCHER_NAIVE=split` looks at the functions whose names hold a text, `LURCHER_SEED=7` asks other questions.

mod aggregate;
mod conditional;
mod conversion;
mod datetime;
mod driver;
mod dynamic;
mod excused;
mod hash;
mod ip;
mod math;
mod naive;
mod operators;
mod series;
mod spelling;
mod string;
mod terms;
mod window;

use std::collections::BTreeSet;

use lurcher_functions::{Kernel, ScalarFunction, aggregates, operators as infix, scalars, windows};
use naive::Naive;

/// The naive kernels of all functions that are called by name.
const SCALARS: &[&[&[Naive]]] = &[
    conditional::ALL,
    conversion::ALL,
    datetime::ALL,
    dynamic::ALL,
    hash::ALL,
    ip::ALL,
    math::ALL,
    series::ALL,
    string::ALL,
];

/// Whether a function is looked at.
fn is_wanted(name: &str) -> bool {
    std::env::var("LURCHER_NAIVE").map_or(true, |wanted| name.contains(&wanted))
}

/// Compares the functions of a category with those of `library`.
fn compare(library: &[&'static ScalarFunction], category: &[&'static [Naive]]) {
    let mut found = Vec::new();
    for naive in category.iter().flat_map(|file| file.iter()).filter(|naive| is_wanted(naive.name)) {
        let function = library.iter().find(|function| function.symbol.name == naive.name);
        let function = function.unwrap_or_else(|| panic!("there is no function {}", naive.name));
        found.extend(driver::differences(function, naive));
    }
    assert!(found.is_empty(), "{} differences\n{}", found.len(), found.join("\n"));
}

#[test]
fn aggregations() {
    let mut found = Vec::new();
    for naive in aggregate::ALL.iter().flat_map(|file| file.iter()).filter(|naive| is_wanted(naive.name)) {
        let function = aggregates().iter().find(|function| function.symbol.name == naive.name);
        let function = function.unwrap_or_else(|| panic!("there is no aggregate {}", naive.name));
        found.extend(driver::aggregates::differences(function, naive));
    }
    assert!(found.is_empty(), "{} differences\n{}", found.len(), found.join("\n"));
}

#[test]
fn window_functions() {
    let mut found = Vec::new();
    for naive in window::ALL.iter().filter(|naive| is_wanted(naive.name)) {
        let function = windows().iter().find(|function| function.symbol.name == naive.name);
        let function = function.unwrap_or_else(|| panic!("there is no window function {}", naive.name));
        found.extend(driver::windows::differences(function, naive));
    }
    assert!(found.is_empty(), "{} differences\n{}", found.len(), found.join("\n"));
}

/// All that is planned has a naive kernel, or a reason why it has none.
fn covers<'a>(planned: BTreeSet<&'a str>, naive: BTreeSet<&'a str>, excused: &[(&str, &[&'static str])]) {
    let fits = |excuse: &str, name: &str| match excuse.strip_suffix('*') {
        Some(beginning) => name.starts_with(beginning),
        None => name == excuse,
    };
    let mut lacking: Vec<&str> = planned.difference(&naive).copied().collect();
    let excuses = excused.iter().flat_map(|(_, excuses)| excuses.iter());
    let needless: Vec<_> = excuses.clone().filter(|excuse| !lacking.iter().any(|name| fits(excuse, name))).collect();
    lacking.retain(|name| !excuses.clone().any(|excuse| fits(excuse, name)));
    assert!(lacking.is_empty(), "neither a naive kernel nor an excuse: {lacking:?}");
    assert!(needless.is_empty(), "needlessly excused: {needless:?}");
}

/// The functions that have a kernel: the binder replaces the calls of the others.
fn planned(library: &[&'static ScalarFunction]) -> BTreeSet<&'static str> {
    let planned = library.iter().filter(|function| !matches!(function.kernel, Kernel::Binder));
    planned.map(|function| function.symbol.name).collect()
}

fn names(categories: &[&[&'static [Naive]]]) -> BTreeSet<&'static str> {
    let files = categories.iter().flat_map(|category| category.iter());
    files.flat_map(|file| file.iter()).map(|naive| naive.name).collect()
}

#[test]
fn every_function_has_a_naive_kernel() {
    covers(planned(scalars()), names(SCALARS), excused::SCALARS);
    covers(planned(infix()), names(&[operators::ALL]), excused::OPERATORS);
    let naive = aggregate::ALL.iter().flat_map(|file| file.iter()).map(|naive| naive.name);
    covers(aggregates().iter().map(|function| function.symbol.name).collect(), naive.collect(), excused::AGGREGATES);
    let naive = window::ALL.iter().map(|naive| naive.name).collect();
    covers(windows().iter().map(|function| function.symbol.name).collect(), naive, &[]);
}

/// A test a category, so that they run beside each other.
macro_rules! categories {
    ($($test:ident: $library:ident, $category:ident;)*) => {
        $(#[test]
        fn $test() {
            compare($library(), $category::ALL);
        })*
    };
}

categories! {
    conditions: scalars, conditional;
    conversions: scalars, conversion;
    times: scalars, datetime;
    dynamics: scalars, dynamic;
    hashes: scalars, hash;
    number_series: scalars, series;
    addresses: scalars, ip;
    numbers: scalars, math;
    infix_operators: infix, operators;
    texts: scalars, string;
}
