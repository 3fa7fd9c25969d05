//! The operators that are put one behind another, and the tables below them.

/// A table that a pipeline begins with: its name, and its rows of `k:long, w:string, q:long`.
pub type Table = (&'static str, &'static str);

/// Tables that tempt an optimizer: with nulls and duplicates, of one row, without rows, of constants.
pub const TABLES: [Table; 4] = [
    ("nulls", r#"1,"a",5, 1,"a",5, 1,"B",long(null), 2,"",5, long(null),"a",7, 3,"e1",3, 2,"b",2, 4,"",long(null)"#),
    ("one row", r#"1,"a",5"#),
    ("empty", ""),
    ("constants", r#"1,"a",5, 1,"a",5, 1,"a",5"#),
];

/// What `Other` is in an operator: a table to join with and to unite.
pub const OTHER: &str = r#"1,"a",5, 3,"c",5, 1,"z",6, 4,"",long(null)"#;

/// An operator.
#[derive(Debug, Clone, Copy)]
pub struct Operator {
    /// Its name in messages.
    pub name: &'static str,
    /// Its KQL over columns `k:long, w:string, q:long`, which it gives again. The order of the rows that come in must
    /// not matter to the rows that come out.
    pub text: &'static str,
    /// How often it is asked.
    pub rank: Rank,
}

/// How often an operator is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rank {
    /// By twos and by threes: it heeds orders or groups, or changes what is known of them.
    Sensitive,
    /// By twos.
    Plain,
    /// By twos, where everything is asked: another one of the kind is asked always.
    Variant,
}

const fn plain(name: &'static str, text: &'static str) -> Operator {
    Operator { name, text, rank: Rank::Plain }
}

const fn sensitive(name: &'static str, text: &'static str) -> Operator {
    Operator { name, text, rank: Rank::Sensitive }
}

const fn variant(name: &'static str, text: &'static str) -> Operator {
    Operator { name, text, rank: Rank::Variant }
}

/// All tabular operators, each kind of join.
pub const OPERATORS: &[Operator] = &[
    plain("where constant", "where q == 5"),
    variant("where null", "where isnull(q) or k > 1"),
    variant("where in", "where k in (1, 2)"),
    variant("where text", "where w has 'a'"),
    sensitive("where equal", "where tolower(w) == w"),
    variant("where equal columns", "where k == q or isnotnull(q)"),
    variant("where chance", "where rand() < 2"),
    plain("extend constant", "extend q = 5"),
    variant("extend copy", "extend q = k"),
    plain("extend condition", "extend q = tolong(k in (1, 3)), w = iff(isempty(w), 'n', w)"),
    variant("project-away", "extend z = k + q | project-away z"),
    variant("project-rename", "project-rename t = k | project k = t, w, q"),
    sensitive("distinct", "distinct k, w, q"),
    variant("distinct of one", "distinct k | extend w = '', q = k"),
    sensitive("count", "count | project k = Count, w = 'c', q = Count"),
    sensitive("summarize", "summarize q = max(q) by k, w"),
    plain("summarize without keys", "summarize q = count(), k = max(k), w = tostring(countif(q > 2))"),
    variant("summarize if", "summarize q = sumif(q, w == 'a'), w = min(w) by k"),
    variant(
        "summarize by condition",
        "summarize q = dcount(w), w = max(w) by c = k in (1, 3) | project k = tolong(c), w, q",
    ),
    variant("summarize bin", "summarize q = count() by k = bin(k, 2) | extend w = tostring(q)"),
    sensitive("make_set", "summarize s = make_set(q) by k, w | mv-expand q = s to typeof(long) | project k, w, q"),
    variant(
        "make_list",
        "sort by k asc, w asc, q asc | summarize s = make_list(q) by w | extend k = tolong(s[0]), q = array_length(s) | project k, w, q",
    ),
    variant("arg_max", "summarize arg_max(strcat(q, '|', w), *) by k | project k, w, q"),
    plain(
        "make-series",
        "make-series c = count() default = 0 on k from 0 to 3 step 1 by w | mv-expand k to typeof(long), q = c to typeof(long) | project k, w, q",
    ),
    sensitive("sort", "sort by q asc, k desc, w asc"),
    variant("sort constant", "extend z = 1 | sort by z asc, w desc, k asc, q asc | project k, w, q"),
    sensitive("top", "top 2 by strcat(w, '|', k, '|', q) asc"),
    variant("top null", "top 100 by q desc nulls last"),
    sensitive("take sorted", "sort by w desc, k asc, q asc | take 3"),
    variant("take all", "take 100"),
    plain("sample", "sample 100"),
    plain("sample-distinct", "sample-distinct 100 of k | project k, w = '', q = k"),
    sensitive("row_number", "sort by k asc, w asc, q asc | extend q = row_number()"),
    variant("prev", "sort by q desc, w asc, k asc | extend q = prev(k), w = next(w)"),
    variant("row_cumsum", "sort by w asc, k asc, q asc | extend q = row_cumsum(q, w != prev(w))"),
    variant("serialize", "sort by k desc, q asc, w asc | serialize r = row_rank_dense(k) | project k = r, w, q"),
    sensitive("top-nested", "top-nested of k by n = count(), top-nested of w by q = max(q) | project k, w, q"),
    plain("top-hitters", "top-hitters 100 of k | project k, w = '', q = approximate_count_k"),
    sensitive("mv-expand", "mv-expand q = pack_array(q, k) to typeof(long)"),
    variant(
        "mv-expand parallel",
        "mv-expand with_itemindex = i q = pack_array(q, 8) to typeof(long), z = pack_array(w, 'y', 'x') to typeof(string) | project k = i, w = z, q",
    ),
    sensitive(
        "mv-apply",
        "mv-apply e = pack_array(q, k, 4) to typeof(long) on (top 1 by e desc) | project k, w, q = e",
    ),
    variant(
        "mv-apply summarize",
        "mv-apply e = pack_array(q, k) to typeof(long) on (summarize z = sum(e)) | project k, w, q = z",
    ),
    sensitive("join", "join (Other) on k | project k, w = w1, q = q1"),
    sensitive("join inner", "join kind=inner (Other | where q == 5) on k | project k, w = w1, q"),
    sensitive("join leftouter", "join kind=leftouter (Other | where q == 5) on k | project k, w = w1, q = q1"),
    sensitive("join rightouter", "join kind=rightouter (Other) on k, w | project k = k1, w = w1, q"),
    sensitive("join fullouter", "join kind=fullouter (Other | where q == 5) on k | project k = k1, w, q = q1"),
    plain("join leftsemi", "join kind=leftsemi (Other) on k, w"),
    plain("join leftanti", "join kind=leftanti (Other) on w"),
    plain("join rightsemi", "join kind=rightsemi (Other) on k"),
    plain("join rightanti", "join kind=rightanti (Other) on q"),
    variant("join one row", "join kind=leftouter (print k = 1, z = 9) on k | project k = k1, w, q = z"),
    sensitive("lookup", "lookup (Other | where q == 6 | project k, z = q) on k | project k, w, q = z"),
    variant("lookup inner", "lookup kind=inner (Other | project w, z = k) on w | project k = z, w, q"),
    sensitive("union", "union Other"),
    plain("union missing", "union (Other | project k) | extend w = strcat(w, isnull(q))"),
    variant("union nothing", "union (Other | where k > 100)"),
    plain("partition", "partition by k (top 1 by strcat(w, '|', q) asc)"),
    variant("partition native", "partition hint.strategy=native by w (summarize q = max(q) by k, w)"),
    sensitive(
        "scan",
        "sort by k asc, w asc, q asc | scan declare (s:long = 0) with (step a output=all: true => s = k; step b: k > a.s => s = q;) | project k, w, q = s",
    ),
    plain("parse", "parse w with z 'e' x:long | project k, w = z, q = coalesce(x, q)"),
    variant("parse-where", "parse-where w with * 'a' x | extend w = strcat(w, x) | project k, w, q"),
    variant("parse-kv", "parse-kv strcat('a=', k) as (a:long) | project k = a, w, q"),
    plain("search", "search 'a' | project k, w, q"),
    variant("pack", "extend d = bag_pack('q', q) | extend q = tolong(d.q) + 1 | project-away d"),
    variant("getschema", "getschema | project k = tolong(ColumnOrdinal), w = ColumnName, q = 0"),
];

/// Operators that nothing can follow.
pub const LAST: &[Operator] = &[
    plain("fork", "fork (where k == 1) (summarize n = count() by w)"),
    plain("facet", "facet by w with (summarize n = count() by k)"),
    plain("bag_unpack", "project d = bag_pack('k', k, 'w', w) | evaluate bag_unpack(d)"),
    plain("pivot", "project k, w | evaluate pivot(w, count())"),
    plain("narrow", "project k, w, q | sort by k asc, w asc, q asc | evaluate narrow()"),
    plain("render", "summarize n = count() by w | render barchart"),
    plain("as", "as T | count"),
];
