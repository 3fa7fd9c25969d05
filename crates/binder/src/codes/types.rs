//! Values of a type that does not fit.

use lurcher_diagnostics::{Example, codes};

codes! {
    list TYPES;

    /// A regular expression is ill-formed.
    ///
    /// Patterns are those of RE2, as in Kusto: there are no back references and no look-around.
    BAD_REGEX = "SEM0420" {
        remedy: "Mend the pattern; @'…' around it takes backslashes as they are.",
        example: Example::query("datatable(s:string)['aa']\n| project extract(@'(a)\\1', 1, s)"),
    }

    /// The operator is not defined for operands of these types.
    ///
    /// Numbers go with numbers, a datetime with a timespan or a datetime. Strings are joined by `strcat`, not by +.
    OPERATOR_NOT_DEFINED = "KS106" {
        remedy: "Convert one side: `toint`, `todatetime`, `tostring` and so on.",
        example: Example::query("print x = -'a'"),
    }

    /// A value of another type is expected.
    TYPE_EXPECTED = "KS107" {
        remedy: "Write a value of the type that the message names, or convert it. A timespan is written 1h, not '1h'.",
        example: Example::query("print x = ago('1h')"),
    }

    /// A single value is expected, not a table.
    SCALAR_EXPECTED = "KS108" {
        remedy: "`toscalar(query)` takes the first value of a query; in `in (query)` the query stands by itself.",
        example: Example::query("let T = datatable(a:long)[1];\nprint x = T"),
    }

    /// A value of this type is not allowed here.
    ///
    /// A dynamic has no order and no equality in Kusto: it cannot be grouped, sorted or joined by.
    TYPE_NOT_ALLOWED = "KS116" {
        remedy: "Convert it first, mostly with `tostring(…)`.",
        example: Example::query("print a = dynamic([1, 2])\n| summarize count() by a"),
    }

    /// The expression must be a constant.
    CONSTANT_EXPECTED = "KS129" {
        remedy: "Write a literal or a `let` that does not depend on a row. What a query finds is a constant inside of `toscalar(…)`.",
        example: Example::query("datatable(a:long)[1]\n| summarize percentile(a, a)"),
    }

    /// The expression must be a literal, written here.
    LITERAL_EXPECTED = "KS131" {
        remedy: "Write the value itself in place of a name.",
        example: Example::query("datatable(part:string)['day']\n| project x = datetime_part(part, now())"),
    }

    /// An integer is expected.
    INTEGER_EXPECTED = "KS134" {
        remedy: "Convert it with `toint` or `tolong`. A number of rows is zero or more.",
        example: Example::query("print x = binary_and(1.5, 2)"),
    }

    /// A real or a decimal is expected.
    REAL_EXPECTED = "KS135" {
        remedy: "Convert it with `toreal` or `todecimal`.",
        example: Example::Told("a call of a function that takes only reals and decimals; Lurcher has none today"),
    }

    /// A number is expected.
    NUMBER_EXPECTED = "KS137" {
        remedy: "Convert it with `toreal` or `tolong`.",
        example: Example::query("print x = sqrt('4')"),
    }

    /// A number, a timespan or a datetime is expected.
    SUMMABLE_EXPECTED = "KS138" {
        remedy: "Convert it with `toreal` or `tolong`; to count what there is take `count()` or `dcount`.",
        example: Example::query("datatable(s:string)['a']\n| summarize x = sum(s)"),
    }

    /// The expression must have another value.
    VALUE_EXPECTED = "KS140" {
        remedy: "Write one of the values that the message names. A step goes forwards or backwards: it is not zero.",
        example: Example::query("range x from 1 to 10 step 0"),
    }

    /// The expression must have another type.
    WRONG_TYPE = "KS141" {
        remedy: "A filter takes a comparison. Convert the value with `tobool`, `todynamic`, `tostring` and so on.",
        example: Example::query("datatable(n:long)[1]\n| where n"),
    }

    /// The type of a step does not fit the type of what it steps along.
    INTERVAL_EXPECTED = "KS178" {
        remedy: "Along a datetime step by a timespan (1h), along a number by a number.",
        example: Example::query("datatable(t:datetime, v:long)[]\n| make-series s = sum(v) on t step 1"),
    }

    /// A value that has an order is expected: a number, datetime, timespan, string or bool.
    ORDERABLE_EXPECTED = "KS206" {
        remedy: "Convert a dynamic first, for example with `tostring` or `tolong`.",
        example: Example::query("datatable(d:dynamic)[dynamic(1)]\n| summarize x = max(d)"),
    }

    /// A decimal cannot stand in a dynamic literal.
    DECIMAL_IN_DYNAMIC = "KS215" {
        remedy: "Write a real, or a string.",
        example: Example::query("print x = dynamic({\"a\": decimal(1.5)})"),
    }

    /// The arguments have no type in common.
    NO_COMMON_TYPE = "KS232" {
        remedy: "Convert them to one type: all branches of `iff`, `case` and `coalesce` give the same.",
        example: Example::query("print x = iff(true, 1, 2.0)"),
    }

    /// A dynamic array is expected.
    ARRAY_EXPECTED = "KS234" {
        remedy: "Text that holds JSON becomes an array by `parse_json`; `split` makes one of text with a separator.",
        example: Example::query("print x = array_length('a')"),
    }

    /// A dynamic property bag is expected.
    BAG_EXPECTED = "KS235" {
        remedy: "Text that holds JSON becomes a bag by `parse_json`; `bag_pack` makes one of values.",
        example: Example::query("print x = bag_keys('a')"),
    }

    /// Two dynamics are compared without saying as what.
    DYNAMIC_COMPARISON = "SEM0001" {
        remedy: "Convert both sides, mostly with `tostring(…)`.",
        example: Example::query("print a = dynamic([1]), b = dynamic([1])\n| where a == b"),
    }

    /// Values of these types do not compare.
    INCOMPARABLE = "SEM0064" {
        remedy: "Convert one side to the type of the other.",
        example: Example::query("print x = 'a' == 1h"),
    }
}
