//! What one refuses and the other one takes.

use crate::binding::decided::words::{has, is_in_call, quoted, reads_rows};
use crate::binding::decided::{Decided, NOTHING};
use crate::binding::{Difference, Objection};

/// The kinds, in the order of `docs/binder.md`.
pub(super) const KINDS: &[Decided] = &[
    Decided {
        heading: "Whether it is a sketch",
        theirs: |_, o| o.code == "KS119" && quoted(o).is_some_and(|name| name.ends_with("_isvalid")),
        ..NOTHING
    },
    Decided { heading: "A summary of nothing", ours: |_, o| o.message.starts_with("summarize needs "), ..NOTHING },
    Decided { heading: "What only a run shows", ours: is_about_values, ..NOTHING },
    Decided {
        heading: "Strategies of a partition",
        ours: |_, o| o.message.starts_with("The strategies 'native' and 'shuffle' of partition"),
        ..NOTHING
    },
    Decided { heading: "Aggregates of a pivot", ours: |_, o| o.message.starts_with("pivot "), ..NOTHING },
    Decided { heading: "Values that a function refuses", ours: |_, o| o.code == "LUR016", ..NOTHING },
    Decided {
        heading: "Constants that are computed",
        theirs: |_, o| matches!(&*o.code, "KS129" | "KS131") && !reads_rows(&o.text),
        ..NOTHING
    },
    Decided {
        heading: "A source inside of groups",
        theirs: |d, o| o.code == "KS175" && (has(d, "mv-apply ") || has(d, "partition ")),
        ..NOTHING
    },
    Decided { heading: "Hexadecimal numbers", theirs: |_, o| o.code == "KS140" && o.text.starts_with("0x"), ..NOTHING },
    Decided {
        heading: "What must be constant",
        ours: |_, o| o.code == "KS129" && reads_rows(&o.text) && is_in_call(o, ACCURACIES),
        ..NOTHING
    },
    Decided { heading: "What is not implemented", ours: |_, o| o.code == "LUR001", ..NOTHING },
];

/// Functions that need an accuracy, a percentage, a distance, or how many values they keep, before they run.
const ACCURACIES: &[&str] = &[
    "dcount",
    "dcountif",
    "hll",
    "hll_if",
    "make_bag",
    "make_bag_if",
    "make_dictionary",
    "make_list",
    "make_list_if",
    "make_set",
    "make_set_if",
    "makelist",
    "makeset",
    "next",
    "percentile",
    "percentiles",
    "percentiles_array",
    "percentilesw",
    "percentilesw_array",
    "percentilew",
    "prev",
];

fn is_about_values(_: &Difference, objection: &Objection) -> bool {
    const ABOUT_VALUES: [&str; 6] = [
        "A range from ",
        "The expression must not be the value",
        "The ends and the step of a range must not be null",
        "The bounds of make-series must not be null",
        "The number of rows must not be ",
        "bin_auto() needs the width of a bin",
    ];
    ABOUT_VALUES.iter().any(|start| objection.message.starts_with(start))
        || objection.message.contains("the offset must be at least 1")
}
