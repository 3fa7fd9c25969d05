//! Calls of functions, plugins and patterns.

use lurcher_diagnostics::{Example, codes};

codes! {
    list CALLS;

    /// A pattern or a function is called with another number of arguments than it has.
    PATTERN_ARGUMENTS = "KS118" {
        remedy: "Give as many arguments as the pattern declares.",
        example: Example::query(
            "declare pattern p = (a:string) { (\"1\") = { print a }; };\np(\"1\", \"2\")",
        ),
    }

    /// The call has the wrong number of arguments.
    ARGUMENT_COUNT = "KS119" {
        remedy: "`lurcher functions NAME` shows how the function is called.",
        example: Example::query("print n = strlen('a', 'b')"),
    }

    /// The call has too few or too many arguments.
    ARGUMENT_RANGE = "KS120" {
        remedy: "`lurcher functions NAME` shows how the function is called.",
        example: Example::query("print x = coalesce('a')"),
    }

    /// The arguments do not make whole rounds.
    INCORRECT_ARGUMENTS = "KS121" {
        remedy: "`case` takes pairs of a condition and a value, and one value for all else; `bag_pack` takes pairs of a key and a value.",
        example: Example::query("print x = case(true, 1, false, 2)"),
    }

    /// No form of the function takes arguments of these types.
    INCOMPATIBLE_ARGUMENTS = "KS127" {
        remedy: "`lurcher functions NAME` shows the forms; convert the arguments.",
        example: Example::query("print x = bin(now(), 1)"),
    }

    /// An aggregate stands where rows are looked at one by one.
    AGGREGATE_NOT_ALLOWED = "KS144" {
        remedy: "Aggregates belong into `summarize` and `make-series`. To have a total beside each row, `join` or `toscalar` it.",
        example: Example::query("datatable(a:long)[1]\n| extend b = sum(a)"),
    }

    /// The * stands for columns where none can be meant.
    STAR_NOT_ALLOWED = "KS191" {
        remedy: "Name the column. `arg_max(x, *)` takes a star as its last argument, `count()` takes nothing.",
        example: Example::query("datatable(x:long)[1]\n| summarize make_list(*)"),
    }

    /// A parameter is given twice, or an argument without a name follows one that is out of its place.
    ARGUMENT_ORDER = "KS195" {
        remedy: "Name all arguments after the first one that is named, or write them in their order.",
        example: Example::query("let f = (a:long, b:long) { a - b };\nprint x = f(b = 1, b = 2)"),
    }

    /// The function or plugin has no parameter of that name.
    UNKNOWN_PARAMETER = "KS196" {
        remedy: "Take a name that its page lists: `lurcher functions NAME`.",
        example: Example::query("let f = (a:long) { a };\nprint x = f(z = 1)"),
    }

    /// The rows of an argument do not have the columns that its parameter declares.
    REQUIRED_COLUMNS = "KS249" {
        remedy: "Make the column first with `extend` or `project-rename`; a parameter (*) takes any table.",
        example: Example::query("let f = (T:(x:long)) { T };\nf(datatable(y:string)['a'])"),
    }

    /// A pattern maps its arguments to nothing.
    ///
    /// A pattern without a body stands for what a client resolves before it sends the query; Lurcher has no such client.
    UNDECLARED_PATTERN = "SEM0036" {
        remedy: "Declare what the arguments stand for.",
        example: Example::query("declare pattern place_of;\nplace_of(\"10.10.10.10\")"),
    }

    /// A window function or operator needs rows in an order.
    NOT_SERIALIZED = "SEM0073" {
        remedy: "Put `sort by …` or `serialize` before it. `summarize`, `join` and `union` lose the order again.",
        example: Example::query("datatable(v:long)[1, 2]\n| extend before = prev(v)"),
    }
}
