//! Functions without a naive kernel, and why. A name that ends in `*` stands for all that begin so.

/// Reasons, and the scalar functions that have them.
pub const SCALARS: &[(&str, &[&str])] = &[
    ("geodesy has references of its own, in the unit tests of kernel/geo and in the cases", &["geo_*"]),
    (
        "functions of probability are compared with published tables, in kernel/special.rs and in the cases",
        &["beta_cdf", "beta_inv", "beta_pdf", "erf", "erfc", "gamma", "loggamma", "welch_test"],
    ),
    (
        "the same for all rows and arguments",
        &[
            "current_cluster_endpoint",
            "current_principal",
            "current_principal_details",
            "current_principal_is_member_of",
            "datetime_list_timezones",
            "extent_id",
            "extent_tags",
        ],
    ),
    ("another value each time", &["new_guid", "rand"]),
    (
        "read what only the aggregates hll() and tdigest() write: tested together with them in aggregate/sketches.rs",
        &[
            "dcount_hll",
            "hll_isvalid",
            "hll_merge",
            "percentile_tdigest",
            "percentiles_array_tdigest",
            "percentrank_tdigest",
            "rank_tdigest",
            "tdigest_isvalid",
            "tdigest_merge",
        ],
    ),
    ("Kusto does not say how hashes are combined", &["hash_combine", "hash_many"]),
    (
        "a text can be compressed in several ways: what decompression makes of it counts",
        &["gzip_compress_to_base64_string", "zlib_compress_to_base64_string"],
    ),
    (
        "numerical procedures without a plainer form: the cases have the engine's answers",
        &[
            "series_decompose",
            "series_decompose_anomalies",
            "series_decompose_forecast",
            "series_fit_2lines",
            "series_fit_2lines_dynamic",
            "series_fit_poly",
            "series_outliers",
            "series_periods_detect",
            "series_periods_validate",
            "series_seasonal",
        ],
    ),
    ("a list of products, held by the user agents of its cases", &["parse_user_agent"]),
    ("a grammar: a plainer reader of XML would be another kernel", &["parse_xml"]),
];

/// As [`SCALARS`], infix operators.
pub const OPERATORS: &[(&str, &[&str])] = &[(
    "the inner part of an operator or plugin, whose cases ask it",
    &["geo_line_lookup", "geo_polygon_lookup", "ipv4_lookup", "ipv6_lookup", "make-series", "parse-kv"],
)];

/// As [`SCALARS`], aggregates.
pub const AGGREGATES: &[(&str, &[&str])] = &[
    (
        "sketches: what they answer counts, not what they look like",
        &["hll", "hll_if", "hll_merge", "tdigest", "tdigest_merge"],
    ),
    ("a schema is a matter of its cases", &["buildschema"]),
];
