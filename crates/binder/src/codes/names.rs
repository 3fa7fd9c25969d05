//! Names that mean nothing, or too much.

use lurcher_diagnostics::{Example, codes};

codes! {
    list NAMES;

    /// No column, table, variable or function of this name is known here.
    ///
    /// A name is looked for among the columns that exist at this point of the pipe, then among `let` names, parameters and tables. Case
    /// counts. A `summarize` or `project` leaves only the columns that it names.
    UNKNOWN_NAME = "KS142" {
        also: ["SEM0100"],
        remedy: "Take the name that the message suggests, or look at the columns with `| getschema` in place of the operator. Where a column may be missing, `column_ifexists('Name', '')` takes a default.",
        example: Example::query("datatable(Port:long)[22]\n| where Prot == 22"),
    }

    /// A name means more than one column.
    AMBIGUOUS_NAME = "KS146" {
        remedy: "Give one of the columns another name, with `project-rename` before this operator or with a name of its own where it is declared.",
        example: Example::query(
            "datatable(t:long, v:long)[1, 5, 2, 3]\n| sort by t asc\n| scan declare (v:long) with (step s: true => v = s.v;)",
        ),
    }

    /// A column of that name is declared already.
    DUPLICATE_COLUMN = "KS171" {
        remedy: "Remove one of the two, or name it otherwise: `project a, b = a`.",
        example: Example::query("datatable(a:long)[1]\n| project a, a"),
    }

    /// A variable of that name is declared already.
    ///
    /// `let` names do not change. A `let` inside of a function's braces may use a name of the outside anew.
    DUPLICATE_VARIABLE = "KS201" {
        remedy: "Rename one of the two.",
        example: Example::query("let a = 1;\nlet a = 2;\nprint a"),
    }

    /// No table, tabular variable or function of this name is known.
    ///
    /// There are the tables with files, the tables of the Log Analytics catalog (empty without data), `let` names and stored functions.
    /// Case counts.
    UNKNOWN_TABLE = "KS204" {
        also: ["SEM0100"],
        remedy: "Take the name that the message suggests. `lurcher -t Name=file.csv` makes a table of a file, `--workspace DIR` of a folder of them, and a path in quotes is a table by itself: 'logs/*.parquet'. In a fuzzy union a table may be missing.",
        example: Example::query("SecurityEvents\n| count"),
    }

    /// No function of this name is known.
    ///
    /// The built-in functions are those of `lurcher functions`; stored functions come from the folders that `content` names in
    /// lurcher.toml, and from the workspace's `functions`.
    UNKNOWN_FUNCTION = "KS211" {
        also: ["SEM0260"],
        remedy: "Take the name that the message suggests. A parser or function of Sentinel needs its file: name the folder in `content`.",
        example: Example::query("print n = strlenn('abc')"),
    }

    /// A variable takes an expression that has several values.
    SEVERAL_VALUES = "KS139" {
        remedy: "Choose one with [0] or .name, or call the function in an `extend` that names a column for each: `extend (a, b) = array_sort_asc(x, y)`.",
        example: Example::query("let x = array_sort_asc(dynamic([2, 1]), dynamic(['b', 'a']));\nprint x"),
    }

    /// Several names stand for an expression with one value.
    NOT_SEVERAL_VALUES = "KS149" {
        remedy: "Name it once, without parentheses.",
        example: Example::query("print (a, b) = 1"),
    }

    /// There are more names than the expression has values.
    NAME_WITHOUT_VALUE = "KS150" {
        remedy: "Remove names until each has its value.",
        example: Example::query("print (a, b, c) = array_sort_asc(dynamic([2, 1]), dynamic(['b', 'a']))"),
    }

    /// A call has no value of that number or name.
    ELEMENT_NOT_ALLOWED = "KS147" {
        remedy: "Values are numbered from 0; there are as many as the call has results.",
        example: Example::query("print x = array_sort_asc(dynamic([2, 1]), dynamic(['b', 'a']))[5]"),
    }
}
