//! Differences that are decided: where the engine's own answers or its documentation say otherwise than the binder, or
//! where the binder does not know what the workspace has.

use std::collections::HashSet;
use std::sync::LazyLock;

use lurcher_functions::scalars;
use lurcher_symbols::{OutputArgument, ResultType, ScalarType};

use crate::judge::difference;

/// Stands for the name of an argument in the names of a call's values.
const ARGUMENT: &str = "\0";

/// Names and types of a result's columns.
pub(super) type Columns = [(String, String)];

/// What a query says.
pub(super) struct Asked {
    /// Its text, and those of the functions that it calls.
    pub(super) text: String,
    /// Whether the binder says that its result may have further columns: it reads a table whose columns nobody has
    /// listed, or makes one.
    pub(super) is_open: bool,
}

impl Asked {
    /// Whether the query has that name; one with blanks in it stands in quotes.
    fn names(&self, name: &str) -> bool {
        let is_word = name.chars().all(|c| c.is_alphanumeric() || c == '_');
        if is_word { words(&self.text).any(|word| word == name) } else { self.text.contains(name) }
    }
}

/// A kind of difference.
struct Explained {
    what: &'static str,
    /// Both results in a form in which that difference does not show. All others still do.
    plain: fn(&Columns, &Columns, &Asked) -> Both,
}

/// Our columns and the binder's.
type Both = (Vec<(String, String)>, Vec<(String, String)>);

/// Functions for parts of a datetime, and one for a similarity, of which the engine answers another type.
const OTHERWISE_TYPED: [&str; 9] = [
    "hourofday",
    "dayofmonth",
    "dayofyear",
    "weekofyear",
    "week_of_year",
    "monthofyear",
    "getmonth",
    "getyear",
    "datetime_part",
];

const EXPLAINED: [Explained; 10] = [
    Explained {
        what: "parts of a datetime are longs and jaccard_index is a real, as the engine answers",
        plain: |ours, theirs, asked| {
            let has_part = OTHERWISE_TYPED.iter().any(|name| asked.names(name));
            let has_index = asked.names("jaccard_index");
            let is_engine_s = |own: &str, other: &str| match (own, other) {
                ("long", "int") => has_part,
                ("real", "dynamic") => has_index,
                _ => false,
            };
            let same = |(i, (name, ty)): (usize, &(String, String))| {
                let own = ours.get(i).filter(|own| own.0 == *name && is_engine_s(&own.1, ty));
                own.unwrap_or(&(name.clone(), ty.clone())).clone()
            };
            (ours.to_vec(), theirs.iter().enumerate().map(same).collect())
        },
    },
    Explained {
        what: "of three inputs the binder's union keeps one type of a column where the first two agree on it",
        plain: |ours, theirs, _| (untyped(ours), untyped(theirs)),
    },
    Explained {
        what: "name = call of several values: the engine shows the first value, the binder all",
        plain: |ours, theirs, _| {
            let own = names(ours);
            // The first value stands before them, under the name that the query gives.
            let is_further =
                |(i, (name, _)): &(usize, &(String, String))| *i > 0 && is_value(name) && !own.contains(name);
            (ours.to_vec(), theirs.iter().enumerate().filter(|c| !is_further(c)).map(|(_, c)| c.clone()).collect())
        },
    },
    Explained {
        what: "columns without a name: the binder counts them through the whole query, here each operator counts its own",
        plain: |ours, theirs, _| (unnumbered(ours), unnumbered(theirs)),
    },
    Explained {
        what: "parse into a column that is there: the binder shows it twice",
        plain: |ours, theirs, asked| {
            let own = names(ours);
            let parses = ["parse", "parse-where", "parse-kv"].iter().any(|name| asked.names(name));
            let first = |name: &str| name.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
            let mut shown: Vec<(String, String)> = Vec::new();
            for (name, ty) in theirs {
                let is_again = shown.iter().any(|(known, _)| known == name);
                let is_numbered = !own.contains(name) && own.contains(&first(name));
                if !(parses && (is_again || is_numbered)) {
                    shown.push((name.clone(), ty.clone()));
                }
            }
            (ours.to_vec(), shown)
        },
    },
    Explained {
        what: "scan shows match_id where with_match_id asks for it, the binder always",
        plain: |ours, theirs, asked| {
            let is_unasked = asked.names("scan") && !asked.names("with_match_id");
            let shown = theirs.iter().filter(|c| !(is_unasked && c.0 == "match_id"));
            (ours.to_vec(), shown.cloned().collect())
        },
    },
    Explained {
        what: "every table has the column Type, the binder's lack it where the reference does",
        plain: |ours, theirs, _| {
            let without = |columns: &Columns| columns.iter().filter(|c| c.0 != "Type").cloned().collect();
            (without(ours), without(theirs))
        },
    },
    Explained {
        what: "column_ifexists gives a column its own type, which its name tells where the table is open; the binder's is that of the other value",
        plain: |ours, theirs, asked| {
            let calls = ["column_ifexists", "columnifexists"].iter().any(|name| asked.names(name));
            let plain = |ours: &Columns, theirs: &Columns| {
                let is_of_other = |(i, (name, ty)): (usize, &(String, String))| {
                    let other = theirs.get(i).filter(|other| calls && other.0 == *name && other.1 != *ty);
                    // The other value is mostly `""`, or an int where the column is a long.
                    let is_either = other.is_some_and(|other| {
                        let types = [ty.as_str(), other.1.as_str()];
                        types.contains(&"string") || types.contains(&"int") && types.contains(&"long")
                    });
                    (name.clone(), if is_either { "unknown".to_owned() } else { ty.clone() })
                };
                ours.iter().enumerate().map(is_of_other).collect()
            };
            (plain(ours, theirs), plain(theirs, ours))
        },
    },
    Explained {
        what: "the newer table reference, or a real workspace, has columns that the binder's tables lack or have at their end",
        plain: |ours, theirs, _| {
            let without = |columns: &Columns| columns.iter().filter(|c| !is_newer(&c.0)).cloned().collect();
            (without(ours), without(theirs))
        },
    },
    Explained {
        what: "the binder adds a column of an open table to its result once it is named",
        plain: |ours, theirs, asked| {
            let own = names(ours);
            let has_no_type = |ty: &str| ty == "unknown" || ty == "dynamic";
            // The second one of a join has a number behind it.
            let named = |name: &str| asked.names(name) || asked.names(name.trim_end_matches('1'));
            let is_added =
                |(name, ty): &&(String, String)| asked.is_open && !own.contains(name) && has_no_type(ty) && named(name);
            (ours.to_vec(), theirs.iter().filter(|c| !is_added(c)).cloned().collect())
        },
    },
];

/// Whether a table has a column of that name which the binder's list of tables lacks, or has behind all others.
fn is_newer(column: &str) -> bool {
    static NEWER: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        let rows = include_str!("../../../engine/data/deployed_columns.csv").lines().skip(1);
        let of_known =
            rows.map(|row| row.split(',').collect::<Vec<_>>()).filter(|row| row.get(3) == Some(&"log_analytics"));
        of_known.filter_map(|row| row.get(1).copied()).collect()
    });
    NEWER.contains(column)
}

/// What explains that the results differ: a kind of difference, or two kinds together.
pub(super) fn explanation(ours: &Columns, theirs: &Columns, asked: &Asked) -> Option<String> {
    let is_equal = |(own, other): &Both| difference(own, other).is_none();
    for explained in &EXPLAINED {
        if is_equal(&(explained.plain)(ours, theirs, asked)) {
            return Some(explained.what.to_owned());
        }
    }
    for first in &EXPLAINED {
        let (own, other) = (first.plain)(ours, theirs, asked);
        for second in EXPLAINED.iter().filter(|second| second.what != first.what) {
            if is_equal(&(second.plain)(&own, &other, asked)) {
                return Some(format!("{}; {}", first.what, second.what));
            }
        }
    }
    None
}

/// Refusals that are decided: the engine refuses what the binder lets pass.
const REFUSED: [(&str, &str); 5] = [
    ("LUR007", "what has only declarations gives no result"),
    ("SEM0064", "the engine compares no values of different types"),
    ("SEM0001", "the engine compares no dynamic values without a cast"),
    ("LUR016", "the engine refuses a regular expression that it cannot use"),
    ("LUR002", "the engine refuses a literal that is no value of its type"),
];

/// Names that the binder lets pass behind an open table, also where `project` or `summarize` has named all columns.
const UNKNOWN_NAME: (&str, &str) = ("KS142", "behind an open table the binder lets every name pass");

/// What explains that a query is refused which the binder accepts, to a result that may be open.
pub(super) fn refusal(code: &str, is_open: bool) -> Option<&'static str> {
    let all = REFUSED.iter().chain(is_open.then_some(&UNKNOWN_NAME));
    all.into_iter().find(|(known, _)| *known == code).map(|(_, what)| *what)
}

/// The names and numbers of a text.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// Whether a call of several values names one of them so.
fn is_value(column: &str) -> bool {
    let argument = OutputArgument { place: 0, name: Some(ARGUMENT), ty: ScalarType::Dynamic, constant: None };
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

/// The columns with one `a` of no certain type in the place of `a_string` and `a_long`, or of `a` and `a_long`.
fn untyped(columns: &Columns) -> Vec<(String, String)> {
    let mut shown: Vec<(String, String)> = Vec::new();
    for (name, ty) in columns {
        let bare = name.strip_suffix(&format!("_{ty}")).unwrap_or(name);
        match shown.iter_mut().find(|(known, _)| known == bare) {
            Some((_, ty)) => *ty = "unknown".to_owned(),
            None if bare == name => shown.push((name.clone(), ty.clone())),
            None => shown.push((bare.to_owned(), "unknown".to_owned())),
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
