//! The worst queries known, and how each ends under [`LIMIT`] and [`TIME`].

use std::time::Duration;

/// The memory that each may have.
pub const LIMIT: u64 = 128 << 20;

/// The time that those may take which would not end by themselves.
pub const TIME: Duration = Duration::from_secs(3);

/// A query.
pub struct Worst {
    pub name: &'static str,
    pub query: String,
    pub end: End,
}

/// How a query ends.
pub enum End {
    /// With this answer, as CSV.
    Answer(&'static str),
    /// With an error that says this, and nothing was run for long.
    Refused(&'static str),
    /// Its memory or its time is over, and the error says so.
    Bounded,
    /// With this answer on a machine that is fast enough; bounded otherwise.
    AnswerOr(&'static str),
}

use End::{Answer, AnswerOr, Bounded, Refused};

/// All of them.
pub fn worst() -> Vec<Worst> {
    let plain = PLAIN.iter().map(|(name, query, end)| (*name, (*query).to_owned(), end));
    let long = LONG.iter().map(|(name, query, end)| (*name, query(), end));
    let same = |end: &End| match end {
        Answer(csv) => Answer(csv),
        Refused(text) => Refused(text),
        Bounded => Bounded,
        AnswerOr(csv) => AnswerOr(csv),
    };
    plain.chain(long).map(|(name, query, end)| Worst { name, query, end: same(end) }).collect()
}

const TOO_DEEP: &str = "The query is nested too deeply";
const TOO_LARGE: &str = "The query grows too large";
const LARGE_VALUE: &str = "would take more than";

/// Short queries that ask for much.
const PLAIN: &[(&str, &str, End)] = &[
    // Rows.
    ("rows: 10¹²", "range x from 1 to 1000000000000 step 1 | where x < 0", Bounded),
    ("rows: 10¹² sorted", "range x from 1 to 1000000000000 step 1 | sort by x desc", Bounded),
    ("rows: 10¹² distinct", "range x from 1 to 1000000000000 step 1 | distinct x | count", Bounded),
    ("rows: steps of a tick", "range t from datetime(2000) to datetime(2030) step 1tick | count", Bounded),
    (
        "join: everything with everything",
        "range x from 1 to 1000000 step 1 | extend k = 1 | join kind=inner (range y from 1 to 1000000 step 1 | extend k = 1) on k | summarize sum(x * y)",
        Bounded,
    ),
    (
        "join: ten keys of ten million rows",
        "range x from 1 to 10000000 step 1 | extend k = x % 10 | join kind=inner (range y from 1 to 10000000 step 1 | extend k = y % 10) on k | summarize count() by k",
        Bounded,
    ),
    (
        "materialize: everything",
        "let m = materialize(range x from 1 to 1000000000 step 1 | extend s = tostring(x)); m | union m | summarize sum(strlen(s))",
        Bounded,
    ),
    (
        "in: a hundred million values",
        "range x from 1 to 10 step 1 | where x in ((range y from 1 to 100000000 step 1)) | count",
        Refused("more than 1000000 rows"),
    ),
    (
        "partition: a million",
        "range x from 1 to 10000000 step 1 | partition hint.strategy=native by x (top 1 by x) | count",
        AnswerOr("Count\n10000000\n"),
    ),
    (
        "window: over everything",
        "range x from 1 to 100000000 step 1 | serialize c = row_cumsum(x) | summarize max(c)",
        AnswerOr("max_c\n5000000050000000\n"),
    ),
    (
        "scan: a state that grows",
        "range x from 1 to 10000000 step 1 | serialize | scan declare (s:string = '') with (step a: true => s = strcat(a.s, tostring(x));) | count",
        Bounded,
    ),
    (
        "top-nested: a million times a million",
        "range x from 1 to 10000000 step 1 | top-nested of x by count(), top-nested of x by max(x) | count",
        AnswerOr("Count\n10000000\n"),
    ),
    ("union *", "union * | count", Answer("Count\n0\n")),
    ("union *: its columns", "union * | getschema | summarize any = count() > 5000", Answer("any\ntrue\n")),
    ("search *", "search * | count", Answer("Count\n0\n")),
    ("search: a text in all tables", "search 'x' | count", Answer("Count\n0\n")),
    ("find: a text in all tables", "find 'x' | count", Answer("Count\n0\n")),
    // Lists, bags and series.
    ("make_list: everything", "range x from 1 to 100000000 step 1 | summarize make_list(x)", Bounded),
    (
        "make_list: long texts",
        "range x from 1 to 100000000 step 1 | summarize make_list(strrep(tostring(x), 1000))",
        Bounded,
    ),
    (
        "make_list: of lists",
        "range x from 1 to 100000000 step 1 | summarize l = make_list(x) by x % 1000 | summarize make_list(l)",
        Bounded,
    ),
    (
        "make_set: everything",
        "range x from 1 to 100000000 step 1 | summarize make_set(strrep(tostring(x), 100), 100000000)",
        Bounded,
    ),
    (
        "make_bag: everything",
        "range x from 1 to 100000000 step 1 | summarize make_bag(bag_pack(tostring(x), x))",
        Bounded,
    ),
    (
        "dcount: of as many groups as rows",
        "range x from 1 to 100000000 step 1 | summarize dcount(x), make_set(x) by x | count",
        Bounded,
    ),
    (
        "percentiles: of as many groups as rows",
        "range x from 1 to 100000000 step 1 | summarize percentiles(x, 5, 50, 95) by x | count",
        Bounded,
    ),
    (
        "tdigest: of as many groups as rows",
        "range x from 1 to 100000000 step 1 | summarize hll(x), tdigest(x) by x | count",
        Bounded,
    ),
    (
        "arg_max: of as many groups as rows",
        "range x from 1 to 100000000 step 1 | extend s = strrep(tostring(x), 100) | summarize arg_max(x, *) by x | count",
        Bounded,
    ),
    ("range(): 10¹² elements", "print n = array_length(range(1, 1000000000000))", Answer("n\n1048576\n")),
    (
        "repeat(): a million elements a row",
        "range x from 1 to 1000000 step 1 | extend r = repeat(x, 1000000) | summarize sum(array_length(r))",
        Bounded,
    ),
    (
        "mv-expand: a million of a million",
        "print a = range(1, 1048576) | mv-expand a | extend b = range(1, 1048576) | mv-expand b | extend c = range(1, 1048576) | mv-expand c | count",
        Bounded,
    ),
    (
        "mv-expand: a long list in every row",
        "let l = toscalar(print range(1, 100000)); range x from 1 to 1000000 step 1 | extend b = l | mv-expand b | count",
        Bounded,
    ),
    (
        "make-series: steps of a millisecond",
        "range x from 1 to 10 step 1 | extend t = datetime(2020) + x * 1d | make-series count() on t from datetime(2000) to datetime(2030) step 1ms",
        Refused("at most 1048576 steps"),
    ),
    (
        "make-series: steps of a tick",
        "range x from 1 to 10 step 1 | extend t = datetime(2020) + x * 1d | make-series count() on t step 1tick",
        Refused("at most 1048576 are allowed"),
    ),
    (
        "make-series: long ones of many groups",
        "range x from 1 to 1000000 step 1 | extend t = datetime(2020) + x * 1s | make-series count() on t step 1m by x | count",
        AnswerOr("Count\n1000000\n"),
    ),
    (
        "series: of 10⁹ elements",
        "print n = array_length(series_fir(range(1, 1000000000), dynamic([1, 1])))",
        AnswerOr("n\n1048576\n"),
    ),
    (
        "pivot: 20,000 columns",
        "range x from 1 to 20000 step 1 | extend k = tostring(x) | evaluate pivot(k, count(), x)",
        Refused("pivot would make"),
    ),
    (
        "bag_unpack: a million columns",
        "range x from 1 to 1000000 step 1 | project b = bag_pack(tostring(x), x) | evaluate bag_unpack(b)",
        Bounded,
    ),
    (
        "narrow: everything",
        "range x from 1 to 100000000 step 1 | evaluate narrow() | count",
        AnswerOr("Count\n100000000\n"),
    ),
    // Texts.
    ("strrep: a billion times", "print n = strlen(strrep('a', 1000000000))", Answer("n\n1024\n")),
    (
        "strcat: doubled 40 times",
        "range x from 1 to 10 step 1 | extend s = tostring(x) | extend s = strcat(s, s, s, s, s, s, s, s) | extend s = strcat(s, s, s, s, s, s, s, s) | extend s = strcat(s, s, s, s, s, s, s, s) | extend s = strcat(s, s, s, s, s, s, s, s) | extend s = strcat(s, s, s, s, s, s, s, s) | extend s = strcat(s, s, s, s, s, s, s, s) | extend s = strcat(s, s, s, s, s, s, s, s) | extend s = strcat(s, s, s, s, s, s, s, s) | extend s = strcat(s, s, s, s, s, s, s, s) | extend s = strcat(s, s, s, s, s, s, s, s) | summarize sum(strlen(s))",
        Refused(LARGE_VALUE),
    ),
    (
        "strcat_array: of a million",
        "print n = strlen(strcat_array(repeat('aaaaaaaaaa', 1000000), ','))",
        AnswerOr("n\n10999999\n"),
    ),
    (
        "regex: nested stars",
        "range x from 1 to 100000 step 1 | where strrep('a', 1000) matches regex '(a*)*(a*)*(a*)*b' | count",
        AnswerOr("Count\n0\n"),
    ),
    (
        "regex: counted thousands of thousands",
        "range x from 1 to 10 step 1 | where tostring(x) matches regex strcat('(((a{1,100}){1,100}){1,', x, '00})')",
        Refused("SEM0420"),
    ),
    (
        "parse_json: a million brackets",
        "print t = gettype(parse_json(strcat(strrep('[', 1024), strrep(']', 1024))))",
        AnswerOr("t\nstring\n"),
    ),
    (
        "split: five million pieces",
        "range x from 1 to 1000 step 1 | extend s = split(strcat_array(repeat('a', 1000000), ','), ',') | summarize n = sum(array_length(s))",
        AnswerOr("n\n1000000000\n"),
    ),
    (
        "geo: the world in the smallest cells",
        "print t = isnull(geo_polygon_to_s2cells(dynamic({'type':'Polygon','coordinates':[[[-170,-80],[170,-80],[170,80],[-170,80],[-170,-80]]]}), 30))",
        Answer("t\ntrue\n"),
    ),
    // Graphs.
    (
        "graph: all paths among thirty nodes",
        "let N = range n from 0 to 29 step 1; range e from 0 to 899 step 1 | project s = e / 30, t = e % 30 | make-graph s --> t with N on n | graph-match (a)-[p*1..20]->(b) project a.n, b.n, p.s | count",
        Bounded,
    ),
    (
        "graph: a path that is nowhere",
        "let N = range n from 0 to 29 step 1; range e from 0 to 899 step 1 | project s = e / 30, t = e % 30 | make-graph s --> t with N on n | graph-match cycles=none (a)-[p*1..30]->(b) where b.n > 29 project a.n | count",
        AnswerOr("Count\n0\n"),
    ),
    (
        "graph: shortest paths from each to each of a hundred thousand",
        "range e from 0 to 199999 step 1 | project s = hash(e, 100000), t = hash(-e, 100000) | make-graph s --> t with_node_id=n | graph-shortest-paths (a)-[p*1..100]->(b) project a.n, b.n | count",
        Bounded,
    ),
    // Functions.
    ("function: that calls itself", "let f = (x:long) { f(x - 1) }; print f(10)", Refused("'f'")),
];

/// What makes a long query.
type Make = fn() -> String;

/// Queries that are long or deep themselves.
const LONG: &[(&str, Make, End)] = &[
    ("calls: 10,000 deep", || format!("print {}1{}", "abs(".repeat(10_000), ")".repeat(10_000)), Refused(TOO_DEEP)),
    ("parentheses: 10,000 deep", || format!("print {}1{}", "(".repeat(10_000), ")".repeat(10_000)), Refused(TOO_DEEP)),
    ("json: 100,000 deep", || format!("print dynamic({}{})", "[".repeat(100_000), "]".repeat(100_000)), Refused("")),
    (
        "sum: of 30,000",
        || format!("range x from 1 to 3 step 1 | extend y = x{}", " + x".repeat(30_000)),
        Refused("nests deeper"),
    ),
    (
        "lets: doubled 60 times",
        || {
            let each = |i: u32| format!("let f{} = (x:long) {{ f{i}(x) + f{i}(x) }};", i + 1);
            format!("let f0 = (x:long) {{ x + x }};{}print f60(1)", (0..60).map(each).collect::<String>())
        },
        Refused(TOO_LARGE),
    ),
    (
        "lets: tables doubled 60 times",
        || {
            let each = |i: u32| format!("let t{} = union t{i}, t{i};", i + 1);
            format!("let t0 = range x from 1 to 10 step 1;{}t60 | count", (0..60).map(each).collect::<String>())
        },
        Refused(TOO_LARGE),
    ),
    (
        "lets: tables doubled 60 times, one unknown",
        || {
            let each = |i: u32| format!("let t{} = union t{i}, t{i};", i + 1);
            format!("let t0 = union nobody, nobody;{}t60 | count", (0..60).map(each).collect::<String>())
        },
        Refused(TOO_LARGE),
    ),
    (
        "lets: 10,000 in a row",
        || {
            let each = |i: u32| format!("let x{} = x{i} + 1;", i + 1);
            format!("let x0 = 1;{}print n = x10000", (0..10_000).map(each).collect::<String>())
        },
        AnswerOr("n\n10001\n"),
    ),
    (
        "union: 10,000 legs",
        || {
            let legs: Vec<String> = (0..10_000).map(|i| format!("(print x = {i})")).collect();
            format!("union {} | count", legs.join(", "))
        },
        AnswerOr("Count\n10000\n"),
    ),
    ("pipe: 10,000 unions", || format!("print x = 1{} | count", " | union (print x = 2)".repeat(10_000)), Refused("")),
    ("pipe: 10,000 extends", || format!("print x = 1{}", " | extend x = x + 1".repeat(10_000)), AnswerOr("x\n10001\n")),
    (
        "toscalar: a thousand",
        || {
            let each = |i: u32| format!("toscalar(range x from 1 to 1000000 step 1 | summarize sum(x + {i}))");
            format!("print {}", (0..1_000).map(each).collect::<Vec<_>>().join(", "))
        },
        Bounded,
    ),
    (
        "strcat: a constant doubled 40 times",
        || {
            let each = |i: u32| format!(" | extend s{} = strcat(s{i}, s{i})", i + 1);
            format!("print s0 = 'a'{} | project strlen(s40)", (0..40).map(each).collect::<String>())
        },
        Bounded,
    ),
    (
        "replace_string: eight for one, 20 times",
        || {
            let each = |i: u32| format!(" | extend s{} = replace_string(s{i}, '1', '11111111')", i + 1);
            let steps: String = (0..20).map(each).collect();
            format!("range x from 1 to 10 step 1 | extend s0 = tostring(x){steps} | summarize sum(strlen(s20))")
        },
        Bounded,
    ),
    (
        "bag_pack: doubled 40 times",
        || {
            let each = |i: u32| format!(" | extend b{} = bag_pack('a', b{i}, 'b', b{i})", i + 1);
            let steps: String = (0..40).map(each).collect();
            format!("range x from 1 to 10 step 1 | extend b0 = bag_pack('a', x){steps} | project strlen(tostring(b40))")
        },
        Bounded,
    ),
    (
        "array_concat: doubled 40 times",
        || {
            let each = |i: u32| format!(" | extend b{} = array_concat(b{i}, b{i})", i + 1);
            let steps: String = (0..40).map(each).collect();
            format!("range x from 1 to 10 step 1 | extend b0 = pack_array(x){steps} | project array_length(b40)")
        },
        Bounded,
    ),
    (
        "columns: 100,000",
        || {
            let columns: Vec<String> = (0..100_000).map(|i| format!("c{i} = 1")).collect();
            format!("print {}", columns.join(", "))
        },
        Refused("more than 10000 columns"),
    ),
    (
        "datatable: 100,000 rows",
        || format!("datatable(x:long)[{}] | count", vec!["1"; 100_000].join(",")),
        AnswerOr("Count\n100000\n"),
    ),
];
