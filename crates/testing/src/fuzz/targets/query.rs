//! Any text as a query over the demo workspace.

use std::path::Path;

use lurcher_functions::{aggregates, scalars, windows};
use lurcher_symbols::FunctionSymbol;

use super::Target;
use super::ground::with_demo;
use crate::cases::{Question, Suite};

/// See the module.
pub(super) const TARGET: Target = Target {
    name: "query",
    about: "any text as a query: runs it over the demo workspace",
    batch: 1,
    words: WORDS,
    seeds,
    run: |inputs| {
        with_demo(|demo| {
            inputs.iter().filter_map(|input| std::str::from_utf8(input).ok()).for_each(|text| demo.ask(text));
        });
    },
};

/// Operators, keywords, types and names of the demo workspace.
pub(super) const WORDS: &[&str] = &[
    "| where ", "| extend x = ", "| project ", "| project-away ", "| project-rename y = ", "| summarize ", "count()", " by ", "| join kind=inner ",
    "| join kind=leftouter ", "| join kind=leftanti ", "| lookup ", "| union ", "| sort by ", "| top 3 by ", "| take 5", "| distinct ", "| mv-expand ",
    "| mv-apply ", "| parse s with * 'a' x:long * ", "| parse-kv s as (a:string) ", "| make-series ", "| serialize ", "| scan with (step a: true;)",
    "| search 'a'", "| find where ", "| evaluate bag_unpack(", "| evaluate pivot(", "| partition by ", "| fork (", "| facet by ", "| getschema",
    "| invoke ", "| render timechart", "| sample 2", "| sample-distinct 2 of ", "| top-nested 2 of ", "| reduce by ", "| as T;", "| count", "| range ",
    "| externaldata(a:string)['x']", "let x = ", "let f = (a:long) { a };", "materialize(", "toscalar(", "datatable(a:long, b:string)[1, 'x']", "print ",
    "range x from 1 to 10 step 1", "in (", "!in (", "has ", "has_any (", "contains ", "startswith ", "matches regex ", "between (1 .. 2)", "=~", "!~", "==",
    "!=", "<=", "and ", "or ", "not(", "on ", "$left.", "$right.", "with (", "hint.strategy=shuffle", "typeof(", "dynamic(", "datetime(", "timespan(",
    "1d", "5m", "guid(", "real(", "decimal(", "int(", "long(null)", "string", "asc nulls first", "desc", "*", ";", ",", "|", "(", ")", "[", "]", "..",
    "ASimNetworkSessionLogs", "CommonSecurityLog", "TimeGenerated", "DstPortNumber", "SrcIpAddr", "_GetWatchlist('Ports')", "_Im_NetworkSession()",
    "declare query_parameters(", "make_list(", "arg_max(", "dcount(", "prev(", "row_number()", "bin(", "iff(", "case(", "tostring(", "parse_json(",
];

/// The queries of the semantic cases and of the functions' examples.
pub(super) fn seeds() -> Vec<Vec<u8>> {
    let of = |symbol: &'static FunctionSymbol| symbol.examples.iter().map(|example| example.kql.as_bytes().to_vec());
    let scalars = scalars().iter().flat_map(|f| of(&f.symbol));
    let aggregates = aggregates().iter().flat_map(|f| of(&f.symbol));
    let windows = windows().iter().flat_map(|f| of(&f.symbol));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases");
    let files = Suite::load(&folder).map(|suite| suite.files).unwrap_or_default();
    let cases = files.into_iter().flat_map(|file| file.cases).filter_map(|case| match case.question {
        Question::Query(query) if query.len() < 1000 => Some(query.into_bytes()),
        Question::Query(_) | Question::Rule(_) => None,
    });
    scalars.chain(aggregates).chain(windows).chain(cases).collect()
}
