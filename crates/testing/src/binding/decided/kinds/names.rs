//! What columns are called.

use crate::binding::decided::columns::Step;
use crate::binding::decided::words::{
    calls, has, is_made_of, is_numbered, is_of_types, is_unnamed, named_behind, names, operators, quoted, root, stem,
    untyped,
};
use crate::binding::decided::{Decided, NOTHING};
use crate::binding::difference::Named;
use crate::binding::{Difference, Objection, Opinion};

/// The kinds, in the order of `docs/binder.md`.
pub(super) const KINDS: &[Decided] = &[
    Decided {
        heading: "Columns without a name",
        ours: |_, o| o.code == "KS142" && quoted(o).is_some_and(is_unnamed),
        theirs: |_, o| o.code == "KS142" && quoted(o).is_some_and(is_unnamed),
        column: |d, step| {
            // A name in brackets counts as none to the binder in `top-nested`.
            let is_bracketed = |theirs: &str| matches!(theirs, "" | "aggregated_") && has(d, " of (");
            let is_nested = has(d, "top-nested ") || has(d, "top-hitters ");
            let is_lost = [step.only_theirs(), step.only_ours()].into_iter().flatten().any(|c| is_unnamed(&c.0));
            // In `mv-apply` the name in brackets stays that of the outer row.
            let is_other = has(d, "mv-apply ") && step.both().is_some_and(|(theirs, ours)| theirs.0 == ours.0);
            // Of several without a name the last one counts, and a union tells their types apart.
            (is_nested || has(d, "union ")) && is_lost
                || has(d, " of (") && (step.only_ours().is_some() || step.is_of_names(is_numbered) || is_other)
                // The binder leaves out the name of what has no number for one: `series_fft(parse_json(x)[-1])`.
                || step.is_of_names(|theirs, ours| has(d, ")[") && ours.replacen("__", "_", 1) == theirs)
                || step.is_of_names(|theirs, ours| is_unnamed(theirs) && (is_unnamed(ours) || is_bracketed(theirs)))
        },
        ..NOTHING
    },
    Decided {
        heading: "A name that looks numbered",
        ours: |_, o| o.code == "KS171" && quoted(o).is_some_and(|name| stem(name) == "Column"),
        theirs: |d, o| is_of_types(o) && has(d, "Column1 = ") && names(&o.line).any(|name| stem(name) == "Column"),
        column: looks_numbered,
        ..NOTHING
    },
    Decided { heading: "What is parsed over a column", theirs: reads_parsed, column: is_parsed, ..NOTHING },
    Decided {
        heading: "Names that a plugin doubles",
        column: |d, step| {
            let Opinion::Columns(ours) = &d.ours else { return false };
            let is_twice = |c: &Named| ours.iter().filter(|other| *other == c).count() > 1;
            let is_gone = has(d, "evaluate ") && step.only_ours().is_some_and(is_twice);
            is_gone || calls(d, &["dcount_intersect"]) && step.is_of_names(is_numbered)
        },
        ..NOTHING
    },
    Decided {
        heading: "The number of a match",
        column: |d, step| {
            let is_match = |name: &str| name == "match_id" || name.ends_with("_match_id");
            let is_number = step.only_theirs().is_some_and(|c| is_match(stem(&c.0)) && c.1 == "long");
            // A declared name that the input has is there twice, or in `mv-apply` in the place of that column.
            let mut declared = named_behind(d, "declare (").chain(named_behind(d, "with_match_id="));
            let is_twice = declared.any(|declared| step.columns().all(|c| is_made_of(declared, &c.0)));
            has(d, "| scan ") && (is_number || is_twice)
        },
        ..NOTHING
    },
    Decided {
        heading: "Steps of a scan",
        ours: |_, o| o.line.contains("| scan ") && matches!(&*o.code, "KS141" | "KS107" | "KS106"),
        ..NOTHING
    },
    Decided { heading: "A wildcard that matches nothing", theirs: is_wildcard, ..NOTHING },
    Decided {
        heading: "A wildcard that matches one column",
        theirs: |_, o| o.code == "KS171" && o.line.contains("project-reorder ") && o.line.contains('*'),
        ..NOTHING
    },
    Decided {
        heading: "The sides of a join",
        theirs: |_, o| o.code == "KS183" && o.line.contains("$right."),
        ..NOTHING
    },
];

fn is_wildcard(_: &Difference, objection: &Objection) -> bool {
    match &*objection.code {
        "KS109" => objection.line.contains("project") && objection.line.contains('*'),
        "KS142" => quoted(objection).is_some_and(|name| name.contains('*')),
        _ => false,
    }
}

/// A value without a name has a number that nothing else has: that of the binder may be a column's which is named so.
fn looks_numbered(difference: &Difference, step: &Step<'_>) -> bool {
    let is_numbered = |c: &(String, String)| stem(&c.0) == "Column";
    let written = names(&difference.query).any(|name| stem(name) == "Column");
    let inside = has(difference, "mv-apply ");
    let is_both = written && step.both().is_some_and(|(t, o)| is_numbered(t) && is_numbered(o));
    is_both
        || written && step.only_theirs().is_some_and(is_numbered)
        || (written || inside) && step.only_ours().is_some_and(is_numbered)
}

/// The names that a `parse` gives.
fn parsed(difference: &Difference) -> impl Iterator<Item = &str> {
    operators(difference, "parse").chain(operators(difference, "project-rename ")).flat_map(all_names)
}

/// The words of an operator that are names, also those in brackets.
fn all_names(line: &str) -> impl Iterator<Item = &str> {
    let bracketed = line.split("['").skip(1).filter_map(|part| part.split("']").next());
    names(line).chain(bracketed)
}

/// A column that a `parse` has replaced here, and that is there beside the new one to the binder.
fn is_parsed(difference: &Difference, step: &Step<'_>) -> bool {
    if !has(difference, "parse") {
        return false;
    }
    // Also in the name of what is computed of it: `max_s0_PARSED`.
    let last = |name: &str| name.rsplit('_').next().unwrap_or_default().to_owned();
    let is_parsed = |name: &str| {
        parsed(difference).any(|parsed| is_made_of(parsed, name) || is_made_of(parsed, &last(untyped(name))))
    };
    // What is computed of it is of another type, too.
    let is_computed = |name: &str| {
        difference.query.lines().any(|line| {
            let names = || all_names(line);
            names().any(|other| other == name) && names().any(|other| parsed(difference).any(|parsed| parsed == other))
        })
    };
    let is_derived = step.both().is_some_and(|(t, o)| t.0 == o.0 && is_computed(&t.0));
    let is_new = step.both().is_some_and(|(t, o)| root(&t.0) == root(&o.0) && (is_parsed(&t.0) || is_unnamed(&t.0)));
    // What is called as the second one is to the binder comes in its place there, and last here.
    let is_last = step.only_ours().is_some_and(|c| is_parsed(&c.0));
    is_new || is_derived || is_last || step.only_theirs().is_some_and(|c| is_parsed(&c.0))
}

/// The binder reads the column of the input where a `parse` has made another one of its name.
fn reads_parsed(difference: &Difference, objection: &Objection) -> bool {
    let mut parsed = parsed(difference);
    (is_of_types(objection) || objection.code == "KS142")
        && parsed.any(|parsed| all_names(&objection.line).any(|name| name == parsed))
}
