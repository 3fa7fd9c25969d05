//! The codes of what can be wrong with a text. `KS…` and their wording are those of Kusto's own library, `SYN…` those of the engine;
//! `LUR…` are ours.

use lurcher_diagnostics::{Example, codes};

codes! {
    list ALL;

    /// Something that was opened is not closed.
    ///
    /// A string ends with the quote that it began with, on the same line unless it stands between three backticks or tildes; a literal
    /// such as datetime(…) ends with its parenthesis.
    NOT_CLOSED = "KS001" {
        remedy: "Write the closing quote or bracket that the message names.",
        example: Example::query("print x = 'abc"),
    }

    /// A character that means nothing here, or a backslash in a string that begins no escape sequence.
    UNEXPECTED = "KS002" {
        remedy: "Remove the character. In a string write a backslash as \\\\, or put @ before the string: @'C:\\Windows'.",
        example: Example::query(r"print path = 'C:\Windows'"),
    }

    /// A literal has no value of its type.
    ///
    /// A long has 64 bits, an int 32.
    MALFORMED_LITERAL = "KS004" {
        also: ["SYN0002"],
        remedy: "Write a number of more digits as a real (1e20) or as decimal(…), and other values as their type is written.",
        example: Example::query("print x = 99999999999999999999"),
    }

    /// A parameter of an operator has a value that it does not know.
    ONE_OF_EXPECTED = "KS005" {
        remedy: "Take one of the words that the message lists.",
        example: Example::query("datatable(a:long)[1]\n| join kind=iner (datatable(a:long)[1]) on a"),
    }

    /// An expression or a name is missing.
    ///
    /// The text ends, or goes on with something else, where a value or a name has to stand. Words of the language are no names unless they
    /// are written in brackets.
    MISSING = "KS006" {
        also: ["SYN0002"],
        remedy: "Write what is missing at the mark, or remove the operator or comma before it. A column that is called like a word of the language is written ['by'].",
        example: Example::query("print x = 1 +"),
    }

    /// A word that is no type.
    UNKNOWN_TYPE = "KS160" {
        remedy: "The types are bool, int, long, real, decimal, string, datetime, timespan, guid and dynamic.",
        example: Example::query("datatable(a:integer)[1]"),
    }

    /// An operator that needs rows stands at the beginning of a query.
    NOT_FIRST = "KS174" {
        remedy: "Write the table first, then a pipe and the operator.",
        example: Example::query("where 1 == 1"),
    }

    /// An operator that makes its own rows stands after a pipe.
    ONLY_FIRST = "KS175" {
        remedy: "Begin the query with it: `print`, `range`, `find` and `datatable` take no rows.",
        example: Example::query("datatable(a:long)[1]\n| print 1"),
    }

    /// What follows the pipe is no query operator.
    OPERATOR_EXPECTED = "KS176" {
        also: ["SYN0002"],
        remedy: "Take the operator that the message suggests. An operator takes no parentheses: `| count`, not `| count()`.",
        example: Example::query("datatable(a:long)[1]\n| summarise count()"),
    }

    /// A parameter of an operator is given twice.
    PARAMETER_TWICE = "KS180" {
        remedy: "Keep the one that is meant.",
        example: Example::query("datatable(a:long)[1]\n| join kind=inner kind=leftouter (datatable(a:long)[1]) on a"),
    }

    /// A guid that does not say that it is one.
    RAW_GUID = "KS214" {
        remedy: "Write guid(…) around it, or quotes to compare it with a string.",
        example: Example::query("print g = 74be27de-1e4e-49d9-b579-fe0b331d3642"),
    }

    /// A parameter of an operator takes the name of a column.
    NAME_EXPECTED = "KS220" {
        remedy: "Write a name, without calculation.",
        example: Example::query("datatable(a:long)[1]\n| union withsource=1 (datatable(a:long)[2])"),
    }

    /// A parameter of an operator takes true or false.
    BOOL_EXPECTED = "KS223" {
        remedy: "Write true or false.",
        example: Example::query("datatable(a:long)[1]\n| union isfuzzy=maybe (datatable(a:long)[2])"),
    }

    /// A word of the language, or a name with a dash, is used as a name.
    NEEDS_BRACKETS = "KS228" {
        remedy: "Write it as ['name'].",
        example: Example::query("datatable(a:long)[1]\n| project total-count = a"),
    }

    /// The text cannot be read as KQL from here on.
    ///
    /// Everything before the mark was understood. The usual causes are a missing comma, bracket or pipe just before the mark, = instead
    /// of == in a comparison, and AND instead of and: words of the language are written in lower case.
    CANNOT_PARSE = "SYN0002" {
        remedy: "The label at the mark says what could stand there; look at the end of the line before it too.",
        example: Example::query("datatable(a:long)[1]\n| where a + 1 = 2"),
    }

    /// Expressions, brackets or queries stand inside of each other in too many levels.
    TOO_DEEP = "LUR1001" {
        remedy: "Give inner parts a name with `let`. A long chain of `or` over one column is an `in (…)`.",
        example: Example::Told("a query that opens several hundred parentheses before it closes one"),
    }

    /// An operator of Kusto's that Lurcher does not have.
    UNSUPPORTED_OPERATOR = "LUR1002" {
        remedy: "Say it with other operators; docs/support.md lists those that there are.",
        example: Example::query("datatable(a:string, b:string)['x', 'y']\n| make-graph a --> b\n| graph-where-nodes a == 'x'"),
    }
}
