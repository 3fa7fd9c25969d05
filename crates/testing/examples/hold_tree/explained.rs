//! Differences that are decided: where the engine's own answers or its documentation say otherwise than the binder, or
//! where the binder does not know what the workspace has.

use lurcher_functions::scalars;
use lurcher_symbols::{OutputArgument, ResultType, ScalarType};

/// Stands for the name of an argument in the names of a call's values.
const ARGUMENT: &str = "\0";

/// Names and types of a result's columns.
pub(super) type Columns = [(String, String)];

/// What a query says.
pub(super) struct Asked<'q> {
    pub(super) text: &'q str,
    /// Whether it reads a table whose columns nobody has listed, or makes one.
    pub(super) is_open: bool,
}

impl Asked<'_> {
    /// Whether the query has that name.
    fn names(&self, name: &str) -> bool {
        words(self.text).any(|word| word == name)
    }
}

/// A kind of difference: what it is, and whether it is all that tells the two results apart.
struct Explained {
    what: &'static str,
    accounts_for: fn(&Columns, &Columns, &Asked<'_>) -> bool,
}

const EXPLAINED: [Explained; 7] = [
    Explained {
        what: "parts of a datetime are longs and jaccard_index is a real, as the engine answers",
        accounts_for: |ours, theirs, _| {
            let is_engine_s = |(own, other): (&(String, String), &(String, String))| {
                own.1 == other.1 || matches!((&*own.1, &*other.1), ("long", "int") | ("real", "dynamic"))
            };
            names(ours) == names(theirs) && ours.iter().zip(theirs).all(is_engine_s)
        },
    },
    Explained {
        what: "of three inputs the binder's union keeps one type of a column where the first two agree on it",
        accounts_for: |ours, theirs, _| {
            names(ours) != names(theirs) && names(&untyped(ours)) == names(&untyped(theirs))
        },
    },
    Explained {
        what: "name = call of several values: the engine shows the first value, the binder all",
        accounts_for: |ours, theirs, _| {
            let own = names(ours);
            // The first value stands before them, under the name that the query gives.
            let is_further =
                |(i, (name, _)): &(usize, &(String, String))| *i > 0 && is_value(name) && !own.contains(name);
            own == names(
                &theirs.iter().enumerate().filter(|c| !is_further(c)).map(|(_, c)| c.clone()).collect::<Vec<_>>(),
            )
        },
    },
    Explained {
        what: "columns without a name: the binder counts them through the whole query, here each operator counts its own",
        accounts_for: |ours, theirs, _| names(&unnumbered(ours)) == names(&unnumbered(theirs)),
    },
    Explained {
        what: "parse into a column that is there: the binder shows it twice",
        accounts_for: |ours, theirs, _| {
            let mut shown = Vec::new();
            names(theirs).into_iter().for_each(|name| {
                if !shown.contains(&name) {
                    shown.push(name)
                }
            });
            names(ours) == shown
        },
    },
    Explained {
        what: "every table has the column Type, the binder's lack it where the reference does",
        accounts_for: |ours, theirs, _| {
            let without = |columns: &Columns| names(columns).into_iter().filter(|n| n != "Type").collect::<Vec<_>>();
            without(ours) == without(theirs)
        },
    },
    Explained {
        what: "the binder adds a column of an open table to its result once it is named",
        accounts_for: |ours, theirs, asked| {
            let own = names(ours);
            let has_no_type = |ty: &str| ty == "unknown" || ty == "dynamic";
            let is_added = |(name, ty): &&(String, String)| !own.contains(name) && has_no_type(ty) && asked.names(name);
            asked.is_open && own == names(&theirs.iter().filter(|c| !is_added(c)).cloned().collect::<Vec<_>>())
        },
    },
];

/// What explains that the results differ.
pub(super) fn explanation(ours: &Columns, theirs: &Columns, asked: &Asked<'_>) -> Option<&'static str> {
    EXPLAINED.iter().find(|explained| (explained.accounts_for)(ours, theirs, asked)).map(|explained| explained.what)
}

/// The names and numbers of a text.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// Whether a call of several values names one of them so.
fn is_value(column: &str) -> bool {
    let argument = OutputArgument { name: Some(ARGUMENT), ty: ScalarType::Dynamic, constant: None };
    let results = scalars().iter().flat_map(|function| function.symbol.signatures).map(|signature| signature.result);
    let values = results.filter_map(|result| match result {
        ResultType::Columns(columns) => Some(columns(&[argument])),
        _ => None,
    });
    values.flatten().any(|(name, _)| {
        name.split_once(ARGUMENT).is_some_and(|(before, behind)| column.starts_with(before) && column.ends_with(behind))
    })
}

fn names(columns: &Columns) -> Vec<String> {
    columns.iter().map(|(name, _)| name.clone()).collect()
}

/// The columns with one `a` in the place of `a_string` and `a_long`.
fn untyped(columns: &Columns) -> Vec<(String, String)> {
    let mut shown: Vec<(String, String)> = Vec::new();
    for (name, ty) in columns {
        let name = name.strip_suffix(&format!("_{ty}")).unwrap_or(name).to_owned();
        if !shown.iter().any(|(known, _)| *known == name) {
            shown.push((name, ty.clone()));
        }
    }
    shown
}

/// The columns with `Column` in the place of `Column1` and `Column2`.
fn unnumbered(columns: &Columns) -> Vec<(String, String)> {
    let plain = |name: &str| match name.strip_prefix("Column") {
        Some(number) if number.bytes().all(|b| b.is_ascii_digit()) => "Column".to_owned(),
        _ => name.to_owned(),
    };
    columns.iter().map(|(name, ty)| (plain(name), ty.clone())).collect()
}
