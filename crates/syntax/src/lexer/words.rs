//! Words that are more than an identifier.

/// Words that contain a dash or another character that no identifier has.
const COMPOUND: &[&str] = &[
    "!between",
    "!contains",
    "!contains_cs",
    "!endswith",
    "!endswith_cs",
    "!has",
    "!has_cs",
    "!hasprefix",
    "!hasprefix_cs",
    "!hassuffix",
    "!hassuffix_cs",
    "!in",
    "!in~",
    "!startswith",
    "!startswith_cs",
    "assert-schema",
    "granny-asc",
    "granny-desc",
    "graph-mark-components",
    "graph-match",
    "graph-shortest-paths",
    "graph-to-table",
    "graph-where-edges",
    "graph-where-nodes",
    "in~",
    "macro-expand",
    "make-graph",
    "make-series",
    "matches regex",
    "materialized-view-combine",
    "mv-apply",
    "mv-expand",
    "parse-kv",
    "parse-where",
    "partitioned-by",
    "project-away",
    "project-by-names",
    "project-keep",
    "project-rename",
    "project-reorder",
    "project-smart",
    "sample-distinct",
    "top-hitters",
    "top-nested",
];

/// Words that make a literal with the parenthesis that follows at once.
const TYPED: &[&str] = &[
    "bool", "date", "datetime", "decimal", "double", "guid", "int", "int32", "int64", "long", "real", "time",
    "timespan",
];

/// The suffixes of a timespan literal.
const TIMESPAN: &[&str] = &[
    "d",
    "day",
    "days",
    "h",
    "hr",
    "hrs",
    "hour",
    "hours",
    "m",
    "min",
    "minute",
    "minutes",
    "s",
    "sec",
    "second",
    "seconds",
    "ms",
    "milli",
    "millis",
    "millisec",
    "millisecond",
    "milliseconds",
    "micro",
    "micros",
    "microsec",
    "microsecond",
    "microseconds",
    "nano",
    "nanos",
    "nanosec",
    "nanosecond",
    "nanoseconds",
    "tick",
    "ticks",
];

/// The length of the longest compound word that `text` begins with.
pub(super) fn compound(text: &str) -> Option<usize> {
    // Hardly any token begins like one of them.
    let begins = |word: &&&str| word.as_bytes().first() == text.as_bytes().first();
    let fits = |word: &&&str| text.starts_with(**word) && !continues(&text[word.len()..]);
    COMPOUND.iter().filter(begins).filter(fits).map(|word| word.len()).max()
}

/// Whether `word` and a parenthesis make a literal.
pub(crate) fn is_typed(word: &str) -> bool {
    TYPED.contains(&word)
}

/// Whether `suffix` makes a number a timespan.
pub(super) fn is_timespan(suffix: &str) -> bool {
    TIMESPAN.contains(&suffix)
}

fn continues(rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
}
