//! Each operator and statement: it is read, and what is written from it reads back as the same.

use lurcher_diagnostics::SourceId;
use lurcher_syntax::{parse, print};

fn assert_reads(texts: &[&str]) {
    for text in texts {
        let parsed = parse(text, SourceId::default());
        assert!(parsed.diagnostics.is_empty(), "{text}: {:?}", parsed.diagnostics);
        let printed = print(&parsed.query);
        let again = parse(&printed, SourceId::default());
        assert!(again.diagnostics.is_empty(), "{text}\n{printed}: {:?}", again.diagnostics);
        assert_eq!(again.query, parsed.query, "{text}\n{printed}");
    }
}

fn assert_prints(text: &str, expected: &str) {
    assert_eq!(print(&parse(text, SourceId::default()).query), expected);
}

#[test]
fn sources() {
    assert_reads(&[
        "print a = 1, (b, c) = f(x), 'x'",
        "range x from 1 to 10 step 1",
        "union isfuzzy=true withsource=S kind=inner T*, (U | where y), database('a').V",
        "union (T), (U)",
        "search kind=case_sensitive in (T, U*) 'x' and a:'y'",
        "search * and 'x'",
        "search *",
        "find withsource=S in (T, U | as V) where a == 1 project a, b:string, pack(*)",
        "find a == 1 project-smart",
        "evaluate f(x)",
        "datatable (a:string, b:long,) [,'x', -5, 'y' 'z', int(null),]",
        "externaldata (a:string) [h@'https://x' 'y'] with (format='csv', ignoreFirstRecord=true)",
        "cluster('c').database('d').f(1) | take 1",
        "['my table'] | take 1",
        ".show tables | count",
    ]);
}

#[test]
fn rows_and_columns() {
    assert_reads(&[
        "T | where a == 1 and (b or c)",
        "T | filter a",
        "T | invoke (f - 1)",
        "T | take 5",
        "T | limit x",
        "T | sample 5",
        "T | sample-distinct 5 of a",
        "T | distinct *",
        "T | distinct a, b = c",
        "T | sort by a, b desc nulls first, c asc",
        "T | order by a nulls last",
        "T | top 5 by a + 1 desc nulls last",
        "T | top-hitters 5 of a by b",
        "T | top-nested 5 of a with others='x' by b = count() desc, top-nested of c by sum(d)",
        "T | extend a = 1, b, (c, d) = f(x), ['e'] = 2",
        "T | project a, b = c.d[0]",
        "T | project",
        "T | project-away *_s, b",
        "T | project-keep a*",
        "T | project-rename a = b, ['c'] = d",
        "T | project-reorder a* granny-desc, b, *",
        "T | project-by-names 'a', dynamic(['b'])",
        "T | serialize",
        "T | serialize n = row_number()",
        "T | getschema",
        "T | count",
        "T | count as n",
        "T | consume",
        "T | as hint.materialized=true X",
    ]);
}

#[test]
fn aggregation_and_shape() {
    assert_reads(&[
        "T | summarize",
        "T | summarize by a",
        "T | summarize hint.strategy=shuffle n = count(), arg_max(t, *) by a, bin(t, 1h)",
        "T | summarize count() by a bin=1h",
        "T | make-series kind=nonempty n = count() default=0, sum(x) on t from a to b step 1d by c",
        "T | make-series count() on t in range(a, b, 1h)",
        "T | make-series count() on t step 1h",
        "T | mv-expand bagexpansion=array with_itemindex=i a, b = c to typeof(string) limit 5",
        "T | mvexpand a",
        "T | mv-apply with_itemindex=i x = y to typeof(long), z limit 5 on (where i > 1 | take 1)",
        "T | partition hint.strategy=native by a.b (top 1 by c | take 1)",
        "T | partition by a { U | where x == a }",
        "T | reduce by a with threshold=0.2, characters='x'",
        "T | fork (where x | count) a = (take 1)",
        "T | facet by a, b with (take 1)",
        "T | facet by a with take 1",
        "T | scan with_match_id=m partition by p declare (a:long=0) with (step s1 output=last: x > 1 => a = 1, b = s1.a; step s2 optional: true;)",
        "T | evaluate hint.distribution=per_node bag_unpack(d) : (*, a:string)",
        "T | evaluate pivot(a, sum(b))",
        "T | invoke f(1)",
        "T | render timechart with (title='x', series=a, b, ycolumns=c, kind=stacked)",
        "T | render table",
        "T | render columnchart kind=unstacked",
    ]);
}

#[test]
fn joins_and_parsing() {
    assert_reads(&[
        "T | join U",
        "T | join kind=inner hint.strategy=shuffle (U | where x) on a, $left.b == $right.c",
        "T | join kind=inner ['mapping'] where Ports has tostring(DstPortNumber)",
        "T | join kind=anti (U) on a",
        "T | lookup kind=inner (U) on a",
        "T | parse a with * 'x' b:long 'y' c *",
        "T | parse kind=regex flags=Ui a with @'\\d+' b",
        "T | parse-where kind=relaxed a.b with 'x' c:real",
        "T | parse-kv s as (a:string, b:long) with (pair_delimiter=',', kv_delimiter=':', greedy=true)",
        "T | parse-kv s as (a:string)",
        "T | where a in (U | project b) and c !in~ ('x', \"y\") and d has_any (e)",
        "T | where a between (1 .. 2) and b !between (ago(1d) .. now())",
    ]);
}

#[test]
fn statements() {
    assert_reads(&[
        "let x = 5; let T = U | take x; T",
        "let f = (a:int=-5, T:(*, b:string), U:(*), d:dynamic=dynamic([])) { let y = a; T | where b == y; }; f(1)",
        "let v = view () { T }; v",
        "let f = () { }; f()",
        "let M = materialize(T | take 5); M | union M",
        "set notruncation; set a = 5; T",
        "declare query_parameters (x:long = 5, y:string); T",
        "alias database d = cluster('c').database('e'); T",
        "restrict access to (T, U*, database().V, database('e').*); T",
        "declare pattern p; p('a')",
        "declare pattern p = (a:string)[b:string] { ('x').['y'] = { print 1 }; ('x').['z'] = { let k = 1; T }; }; p('x').y",
        "let G = entity_group [database('a'), cluster('c').database('b')]; macro-expand G as X (X.T | take 1)",
        "macro-expand isfuzzy=true entity_group [database('a').T, database('b').T] as X (let k = 1; X | take k) | count",
        "print 1; print 2;",
        "",
        "// nothing",
    ]);
}

#[test]
fn texts_are_plain() {
    assert_prints("T|where(a==1)and((b)or c)|take 5", "T\n| where a == 1 and (b or c)\n| take 5");
    assert_prints("T | join ((U | take 1)) on a", "T\n| join (U | take 1) on a");
    assert_prints("print x = ((a + b)) * (c)", "print x = (a + b) * c");
    assert_prints("print 'it''s', @'a\\b', 90m, -1d, 1e3", "print \"its\", \"a\\\\b\", 90m, -1d, 1000.0");
}
