//! Tables that are put together.

use crate::binding::decided::words::{
    has, is_made_of, is_numbered, is_of_types, named_behind, names, quoted, root, stem, unites_a_table_twice, untyped,
};
use crate::binding::decided::{Decided, NOTHING};

/// The kinds, in the order of `docs/binder.md`.
pub(super) const KINDS: &[Decided] = &[
    Decided {
        heading: "What all tables have",
        theirs: |d, o| has(d, "union kind=inner") && ["KS116", "KS171"].contains(&&*o.code),
        ours: |d, o| has(d, "union kind=inner") && ["KS142", "KS109", "KS204"].contains(&&*o.code),
        column: |d, step| {
            let is_same = step.both().is_some_and(|(theirs, ours)| root(&theirs.0) == root(&ours.0));
            // A table behind it has columns that are new there.
            let is_new = step.only_ours().is_some() && (has(d, "join ") || has(d, "lookup ") || has(d, "| union "));
            has(d, "union kind=inner") && (is_same || is_new || step.only_theirs().is_some())
        },
        is_of_order: |d| has(d, "union kind=inner"),
    },
    Decided {
        heading: "A table twice in a union",
        ours: |d, o| unites_a_table_twice(d) && o.code == "KS142",
        column: |d, step| {
            let is_typed = |c: &(String, String)| stem(&c.0).ends_with(&format!("_{}", c.1));
            let is_same = step.is_of_names(|theirs, ours| root(theirs) == root(ours));
            let is_split = step.ours.is_some_and(is_typed) && (is_same || step.theirs.is_none());
            // A name that is split here is free for what comes behind.
            let is_free = step.is_of_names(|theirs, ours| is_numbered(ours, theirs));
            // What replaces the column that the binder has lost.
            let is_lost = step.columns().all(|c| TYPED_APART.contains(&untyped(&c.0)));
            unites_a_table_twice(d) && (is_split || is_free || is_lost)
        },
        ..NOTHING
    },
    Decided {
        heading: "A name twice in a union",
        theirs: |d, o| {
            let mut sources = named_behind(d, "withsource=");
            o.code == "KS146" && sources.any(|source| quoted(o) == Some(source))
        },
        column: |d, step| {
            let mut sources = named_behind(d, "withsource=").chain(["$table"]);
            sources.any(|source| step.columns().all(|c| is_made_of(source, &c.0)))
        },
        ..NOTHING
    },
    Decided {
        heading: "Names of split columns",
        column: |d, step| {
            let is_split = |name: &str| stem(name) != root(name);
            let unites = has(d, "union ") || has(d, "search ") || has(d, "find ");
            unites && step.is_of_names(|theirs, ours| is_split(theirs) && stem(theirs) == stem(ours))
        },
        ..NOTHING
    },
    Decided {
        heading: "A name of several types",
        ours: |_, o| o.line.contains("find in (T, U)") && is_of_types(o) && names(&o.line).any(|name| name == "b0"),
        ..NOTHING
    },
];

/// The columns that the tables have with several types.
const TYPED_APART: &[&str] = &["b0"];
