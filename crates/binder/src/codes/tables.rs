//! Tables, columns and keys where an operator needs them.

use lurcher_diagnostics::{Example, codes};

codes! {
    list TABLES;

    /// The name of a column is expected.
    COLUMN_EXPECTED = "KS109" {
        remedy: "Write a name, where a rename is meant `new = old`. To calculate, put an `extend` before.",
        example: Example::query("datatable(a:long)[1]\n| project-rename b"),
    }

    /// A table is expected.
    ///
    /// A query gives rows. A value, a `let` of a value or a scalar function is none; some operators (`fork`, `facet`) end a query, because
    /// they have several results.
    TABLE_EXPECTED = "KS111" {
        remedy: "Name a table or a tabular function; `print x = …` makes a table of a value.",
        example: Example::query("let a = 1;\na | count"),
    }

    /// The values of a `datatable` do not fill its last row.
    DATATABLE_VALUES = "KS173" {
        remedy: "Write as many values as there are columns for each row; a missing one is `''` or, for example, `long(null)`.",
        example: Example::query("datatable(a:long, b:long)[1, 2, 3]"),
    }

    /// An operator that makes its own rows stands after a pipe.
    FIRST_OPERATOR = "KS175" {
        remedy: "Begin the query with it, or take `search` and `where`, which can follow a table.",
        example: Example::query("SecurityEvent\n| find Account == 'x'"),
    }

    /// A key of a join is not a column of both sides.
    COLUMN_ON_BOTH_SIDES = "KS145" {
        remedy: "Where the sides call it differently, write $left.a == $right.b.",
        example: Example::query("datatable(a:long)[1]\n| join (datatable(b:long)[1]) on a"),
    }

    /// A condition of a join is no equality of a left and a right column.
    JOIN_CONDITION = "KS182" {
        remedy: "Write a column that both sides have, or $left.a == $right.b. Put other conditions into a `where` after the join.",
        example: Example::query(
            "datatable(a:long)[1]\n| join (datatable(b:long)[1]) on $left.a > $right.b",
        ),
    }

    /// One side of a join's condition is no column of that side of the join.
    JOIN_OPERAND = "KS183" {
        remedy: "Calculate it with `extend` before the join, and compare the new column.",
        example: Example::query("datatable(a:long)[1]\n| join (datatable(b:long)[1]) on $left.a == 1"),
    }

    /// `pack(*)` is not the last item.
    PACK_LAST = "KS185" {
        remedy: "Move it to the end.",
        example: Example::query("find in (SecurityEvent) where Account == 'x' project pack(*), Account"),
    }

    /// A key of a join has one name and two types.
    COMMON_COLUMN_TYPES = "KS227" {
        remedy: "Convert one side with `extend` before the join.",
        example: Example::query("datatable(a:long)[1]\n| join (datatable(a:string)['1']) on a"),
    }

    /// A column stands outside of an aggregate.
    ///
    /// A `summarize` makes one row of many: a column that is not in its `by` has no single value there.
    NOT_AGGREGATED = "KS236" {
        remedy: "Put it into `by`, or into an aggregate such as `max(…)` or `take_any(…)`.",
        example: Example::query("datatable(a:long, b:long)[1, 2]\n| summarize x = sum(a) + b"),
    }

    /// A key of a join is a dynamic.
    DYNAMIC_KEY = "KS241" {
        remedy: "Convert it with `tostring(…)` before the join, on both sides.",
        example: Example::query(
            "datatable(a:dynamic)[dynamic(1)]\n| join (datatable(b:long)[1]) on $left.a == $right.b",
        ),
    }

    /// The keys of a join do not compare.
    KEYS_NOT_COMPARABLE = "KS242" {
        remedy: "Convert one side with `extend` before the join.",
        example: Example::query("datatable(a:long)[1]\n| join (datatable(b:real)[1.0]) on $left.a == $right.b"),
    }

    /// A database or cluster stands twice in its group.
    DUPLICATE_ENTITY = "SEM0614" {
        remedy: "Remove one of the two.",
        example: Example::query("macro-expand entity_group [database('a'), database('a')] as X (X.Heartbeat)"),
    }
}
