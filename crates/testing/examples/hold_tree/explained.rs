//! Differences that are decided: where the engine's own answers or its documentation say otherwise than the binder, or
//! where the binder does not know what the workspace has.

/// Names and types of a result's columns.
pub(super) type Columns = [(String, String)];

/// A kind of difference: what it is, and whether it is all that tells the two results apart.
struct Explained {
    what: &'static str,
    accounts_for: fn(&Columns, &Columns) -> bool,
}

const EXPLAINED: [Explained; 7] = [
    Explained {
        what: "parts of a datetime are longs and jaccard_index is a real, as the engine answers",
        accounts_for: |ours, theirs| {
            let is_engine_s = |(own, other): (&(String, String), &(String, String))| {
                own.1 == other.1 || matches!((&*own.1, &*other.1), ("long", "int") | ("real", "dynamic"))
            };
            names(ours) == names(theirs) && ours.iter().zip(theirs).all(is_engine_s)
        },
    },
    Explained {
        what: "of three inputs the binder's union keeps one type of a column where the first two agree on it",
        accounts_for: |ours, theirs| names(ours) != names(theirs) && names(&untyped(ours)) == names(&untyped(theirs)),
    },
    Explained {
        what: "name = call of several values: the engine shows the first value, the binder all",
        accounts_for: |ours, theirs| {
            let own = names(ours);
            let is_further = |(name, _): &&(String, String)| name.starts_with("series_") && !own.contains(name);
            own == names(&theirs.iter().filter(|c| !is_further(c)).cloned().collect::<Vec<_>>())
        },
    },
    Explained {
        what: "columns without a name: the binder counts them through the whole query, here each operator counts its own",
        accounts_for: |ours, theirs| names(&unnumbered(ours)) == names(&unnumbered(theirs)),
    },
    Explained {
        what: "parse into a column that is there: the binder shows it twice",
        accounts_for: |ours, theirs| {
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
        accounts_for: |ours, theirs| {
            let without = |columns: &Columns| names(columns).into_iter().filter(|n| n != "Type").collect::<Vec<_>>();
            without(ours) == without(theirs)
        },
    },
    Explained {
        what: "the binder adds a column of an open table to its result once it is named",
        accounts_for: |ours, theirs| {
            let own = names(ours);
            let is_added = |(name, ty): &&(String, String)| !own.contains(name) && (ty == "unknown" || ty == "dynamic");
            own == names(&theirs.iter().filter(|c| !is_added(c)).cloned().collect::<Vec<_>>())
        },
    },
];

/// What explains that the results differ.
pub(super) fn explanation(ours: &Columns, theirs: &Columns) -> Option<&'static str> {
    EXPLAINED.iter().find(|explained| (explained.accounts_for)(ours, theirs)).map(|explained| explained.what)
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
