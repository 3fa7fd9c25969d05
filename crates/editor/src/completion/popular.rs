//! Functions that queries use most, most frequent first, as counted over public Sentinel content. Lists show them
//! before the others.

/// Aggregates, scalar functions and window functions.
const POPULAR: &[&str] = &[
    "count",
    "ago",
    "tostring",
    "isnotempty",
    "parse_json",
    "make_set",
    "dcount",
    "min",
    "max",
    "arg_max",
    "bin",
    "split",
    "iff",
    "strcat",
    "extract",
    "tolower",
    "todynamic",
    "now",
    "case",
    "countif",
    "not",
    "isempty",
    "array_length",
    "startofday",
    "make_list",
    "sum",
    "geo_info_from_ip_address",
    "pack_array",
    "datetime_diff",
    "toint",
    "todatetime",
    "series_decompose_anomalies",
    "toupper",
    "extract_all",
    "column_ifexists",
    "parse_url",
    "substring",
    "todouble",
    "coalesce",
    "avg",
    "strlen",
    "tolong",
    "replace_string",
    "bag_pack",
    "round",
    "arg_min",
];

/// The place of a function among the popular ones; the others share the last.
pub(super) fn place(name: &str) -> usize {
    POPULAR.iter().position(|popular| *popular == name).unwrap_or(POPULAR.len())
}
