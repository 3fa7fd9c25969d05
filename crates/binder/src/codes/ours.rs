//! What Kusto has no code for.

use lurcher_diagnostics::{Example, codes};

codes! {
    list OURS;

    /// Kusto knows this, Lurcher does not yet.
    ///
    /// Lurcher refuses what it cannot answer as Kusto does; the list of what there is is docs/support.md.
    NOT_IMPLEMENTED = "LUR001" {
        remedy: "Look for another way to ask; `lurcher functions PART` lists the functions with that part in their name.",
        example: Example::query("datatable(a:string)['x']\n| evaluate preview(1)"),
    }

    /// A literal cannot be read as its type.
    BAD_LITERAL = "LUR002" {
        remedy: "Write the value as its type is written: datetime(2026-01-15T10:20:30Z), timespan(1.02:03:04), guid(74be27de-1e4e-49d9-b579-fe0b331d3642), decimal(1.5).",
        example: Example::query("print t = datetime(2026-13-45)"),
    }

    /// A function calls itself, at once or by way of others.
    RECURSION = "LUR003" {
        remedy: "KQL has no recursion. A stored function that is called like the table that it reads calls itself: rename it.",
        example: Example::query_over(
            "Again()",
            &[("lurcher.toml", ""), ("functions/again.kql", ".create-or-alter function Again() { Again() | count }")],
        ),
    }

    /// A query inside of the query failed while it ran.
    ///
    /// `toscalar(…)`, `in (query)`, and the columns of `pivot` and `bag_unpack` are found before the rest of a query can be understood.
    STAGE_FAILED = "LUR004" {
        remedy: "Run the inner query by itself; the message is its own.",
        example: Example::query("print x = toscalar(range n from 1 to 1 step 1 | where 'a' matches regex strcat('(', n))"),
    }

    /// A file of a table cannot be read.
    UNREADABLE_TABLE = "LUR005" {
        remedy: "Check the file that the message names: its ending says its format, and all files of a table have the same.",
        example: Example::query_over("Logs", &[("tables/Logs.parquet", "this is no Parquet file")]),
    }

    /// A part of a fuzzy union does not exist here and is left out.
    ///
    /// `union isfuzzy=true` forgives tables and functions that nobody knows: the parsers of Sentinel read the tables of many products,
    /// of which a workspace has some.
    LEG_DROPPED = "LUR006" {
        remedy: "Nothing is wrong, unless the name is misspelt.",
        example: Example::query("union isfuzzy=true (datatable(a:long)[1]), NoSuchTable"),
    }

    /// A part of a built-in function's union has a mistake and is left out.
    ///
    /// A unifying function such as `_Im_Dns` unites the parsers of many products, also those that a workspace adds. One that does not
    /// fit the tables here costs itself, and the others answer.
    LEG_FAILED = "LUR018" {
        remedy: "Correct the parser that the message names; `lurcher check` shows all of its mistakes.",
        example: Example::Told("`_Im_Dns` in a workspace with a parser for it that reads a column that its table does not have"),
    }

    /// A text has no query that gives a result.
    NO_QUERY = "LUR007" {
        remedy: "End with a table or an operator: `let` statements alone give nothing.",
        example: Example::query("let a = 1;"),
    }

    /// A query nests too deeply or grows too large.
    TOO_COMPLEX = "LUR008" {
        remedy: "Ask for less at once. A partition over many values takes `hint.strategy=shuffle` or `native`.",
        example: Example::query("range x from 1 to 65 step 1\n| partition by x (as Part | count)"),
    }

    /// A parameter or argument has a value that it cannot have.
    BAD_PARAMETER = "LUR009" {
        remedy: "The message says what it takes.",
        example: Example::query("range x from long(null) to 10 step 1"),
    }

    /// The file of a stored function cannot be used.
    UNREADABLE_FUNCTION = "LUR010" {
        remedy: "Mend the file that the message names; `lurcher check FILE` shows the place.",
        example: Example::query_over(
            "Broken()",
            &[("lurcher.toml", ""), ("functions/broken.yaml", "FunctionName: Broken\nFunctionAlias: Broken\nFunctionParameters: since:text\nFunctionQuery: print 1\n")],
        ),
    }

    /// The workspace has no database that tells the places of IP addresses.
    NO_GEO_DATABASE = "LUR011" {
        remedy: "Name a file in MaxMind's format in lurcher.toml: geo_database = \"GeoLite2-City.mmdb\". Without it the function gives null.",
        example: Example::query("print place = geo_info_from_ip_address('20.53.203.50')"),
    }

    /// The rows do not have the columns that `assert-schema` names.
    SCHEMA_MISMATCH = "LUR012" {
        remedy: "Bring the columns into the schema with `project`, or correct the schema.",
        example: Example::query("print a = 1\n| assert-schema (b:string)"),
    }

    /// A condition has a name: `where a = b`.
    ///
    /// Kusto's grammar lets every expression have a name. `where IsAudit = true` keeps all rows, whatever the column IsAudit holds, because the condition is
    /// `true`, and is called IsAudit.
    NAMED_CONDITION = "LUR013" {
        remedy: "Write == to compare.",
        example: Example::query("datatable(IsAudit:bool)[false]\n| where IsAudit = true"),
    }

    /// A watchlist that the query names is not in the workspace.
    ///
    /// `_GetWatchlist('ALIAS')` has no rows then, as in Sentinel.
    ABSENT_WATCHLIST = "LUR015" {
        remedy: "Put the watchlist into the workspace as watchlists/ALIAS.csv, or correct the alias.",
        example: Example::query_over("_GetWatchlist('Nobody')", &[("lurcher.toml", "")]),
    }

    /// A column is not known, and its ending tells that it may be one of this table.
    ///
    /// Tables `*_CL` have the columns that their logs have. No row here has this one: it is null, a string empty.
    TOLD_BY_SUFFIX = "LUR014" {
        remedy: "Nothing is wrong, unless the name is misspelt. Declare the column in lurcher.toml under [tables.NAME.columns].",
        example: Example::query_over(
            "Fire_CL | where Port_d == 22",
            &[("lurcher.toml", "[tables.Fire_CL.columns]\nHost_s = \"string\"\n")],
        ),
    }

    /// A function asks a service that there is none of here.
    ///
    /// `FileProfile()` and `SeenBy()` ask Microsoft's cloud. Their columns are there, so that a query runs; they are null, a string empty,
    /// and what a condition on them finds is not what it would find in Defender XDR.
    EMPTY_OFFLINE = "LUR017" {
        remedy: "Judge the rows without the conditions on these columns, or run the query in Defender XDR.",
        example: Example::query_over("print SHA1 = 'x'\n| invoke FileProfile()", &[("lurcher.toml", "")]),
    }

    /// A function cannot work with this value, whatever the rows hold.
    REFUSED_CALL = "LUR016" {
        remedy: "The message says what is wrong with it; `lurcher functions NAME` shows what a function takes.",
        example: Example::query("print t = now()\n| project part = format_datetime(t, 'week w')"),
    }
}
