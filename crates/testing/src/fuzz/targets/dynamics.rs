//! JSON: dynamic values, their paths, arrays and bags.

use lurcher_symbols::{FunctionKind, ScalarType, Value};

use super::ground::{compute, fold};
use super::{Target, texts};

/// See the module.
pub(super) const TARGET: Target = Target {
    name: "dynamics",
    about: "a text as JSON, for the functions of arrays, bags, sets and series; and as a path into JSON",
    batch: 128,
    words: &[
        "{", "}", "[", "]", ":", ",", "\"a\"", "\"b\":1", "null", "true", "1", "-0", "1e400", "1.5", "9223372036854775808", "\"\\u0001d2026-01-01\"", "\"\\ud800\"", "\"2026-01-01T00:00:00Z\"", "[1,2,3]",
        "{\"a\":{\"b\":[1]}}", "$", ".a", "['b']", "[0]", "[-1]", "..", "[*]", "$.a.b[0]", "NaN", "Infinity", "\"\"", "[[1,2],[3]]", "[\"x\",null,1.5,true]",
    ],
    seeds: || {
        texts(&[
            "{\"a\":1,\"b\":[1,2.5,\"x\",null,true],\"c\":{\"d\":\"2026-01-15T10:20:30Z\"}}", "[3,1,2]", "[1.5,null,-3,1e10]", "[\"b\",\"a\",\"B\"]", "[[1,2],[3,4]]", "[{\"k\":1},{\"k\":2}]", "\"text\"", "12", "$.a.b[0]",
            "$['x y'].z", "{\"a\":1,\"a\":2}", " [ 1 , 2 ] ", "{\"a\\u0000b\":\"\\u0001t5\"}", "[0,1,0,1,0,1,0,1,5]", "null", "[]", "{}",
        ])
    },
    run: |inputs| {
        compute(EXPRESSIONS, inputs);
        for text in inputs.iter().filter_map(|input| std::str::from_utf8(input).ok()) {
            let (path, json) = (Value::String(text.into()), Value::String(r#"{"a":{"b":[1,{"x y":2}]},"":3}"#.into()));
            fold(FunctionKind::Scalar, "extract_json", &[path, json], ScalarType::String);
        }
    },
};

const EXPRESSIONS: &[&str] = &[
    "parse_json(s)", "tostring(d)", "dynamic_to_json(d)", "d.a", "d['b'][0]", "d[0]", "d[-1]", "d[i]", "d[s]", "tolong(d.a)", "todatetime(d.c.d)", "gettype(d)", "array_length(d)", "array_concat(d, d)",
    "array_iff(d, d, d)", "array_index_of(d, 1)", "array_reverse(d)", "array_rotate_left(d, i)", "array_rotate_right(d, 2)", "array_shift_left(d, i)", "array_shift_right(d, 3, s)", "array_slice(d, 1, i)",
    "array_slice(d, -2, -1)", "array_sort_asc(d)", "array_sort_desc(d)", "array_split(d, i)", "array_split(d, dynamic([1,2]))", "array_sum(d)", "bag_has_key(d, '$.a.b')", "bag_has_key(d, s)", "bag_keys(d)",
    "bag_merge(d, d)", "bag_pack(s, d)", "bag_remove_keys(d, dynamic(['a','$.c.d']))", "bag_set_key(d, '$.a.b', n)", "bag_zip(d, d)", "pack_array(d, s, n, r, t, p, g, b)", "pack_all()", "set_difference(d, dynamic([1]))",
    "set_equals(d, d)", "set_has_element(d, 1)", "set_intersect(d, dynamic([1,2,'x']))", "set_union(d, d)", "jaccard_index(d, dynamic([1,2]))", "repeat(s, n % 4)", "treepath(d)", "zip(d, d)", "strcat_array(d, s)",
    "has_any_index(s, d)", "s has_any (d)", "n in (d)", "isempty(d)", "isnull(d)", "estimate_data_size(d)", "coalesce(d, parse_json('[]'))", "iff(b, d, d)", "case(b, d, dynamic(null))", "series_stats_dynamic(d)",
    "series_fill_linear(d)", "series_fill_forward(d)", "series_fill_backward(d)", "series_fill_const(d, 1)", "series_fir(d, dynamic([1,1]))", "series_iir(d, dynamic([1]), dynamic([1,-0.5]))", "series_fit_line_dynamic(d)",
    "series_fit_2lines_dynamic(d)", "series_outliers(d)", "series_decompose(d)", "series_decompose_anomalies(d)", "series_decompose_forecast(d, 2)", "series_periods_detect(d, 0, 10, 2)", "series_seasonal(d)", "series_fft(d)",
    "series_add(d, d)", "series_divide(d, d)", "series_pow(d, d)", "series_dot_product(d, d)", "series_cosine_similarity(d, d)", "series_pearson_correlation(d, d)", "series_magnitude(d)", "series_product(d)",
    "welch_test(1.0, 2.0, r, 4.0, 5.0, 6.0)", "format_datetime(todatetime(d[0]), 'yyyy')", "max_of(n, i)", "parse_csv(s)[0]", "d.a == 1", "d has 'a'",
];
