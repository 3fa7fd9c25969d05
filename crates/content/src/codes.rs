//! The codes of what can be wrong with files of content: texts, YAML, queries and rules, functions, watchlists. All are ours.

use lurcher_diagnostics::{Example, codes};

codes! {
    list ALL;

    /// A file of content cannot be read.
    UNREADABLE_FILE = "LUR401" {
        remedy: "Check the path and its permissions.",
        example: Example::Told("`lurcher check missing.yaml`, where there is no such file"),
    }

    /// A file is larger than content may be.
    ///
    /// Content is read whole; a file of this size is data that lies in the wrong folder.
    TOO_LARGE = "LUR402" {
        remedy: "Move the file out of the content folder, or split it.",
        example: Example::Told("a YAML file of 100 megabytes"),
    }

    /// A file of content is not UTF-8.
    ///
    /// UTF-16 is read where the file begins with the mark that says so. Bytes that are no UTF-8 are read as Windows-1252,
    /// with a warning.
    NOT_UTF8 = "LUR403" {
        remedy: "Save the file as UTF-8.",
        example: Example::Told("a YAML file with a dash that an old editor saved as Windows-1252"),
    }

    /// A file is not YAML.
    NOT_YAML = "LUR404" {
        remedy: "The usual causes are indentation, a tab, or a value with ': ' that needs quotes; they may stand just above the mark. A query is written as a block: 'query: |' and the KQL indented below it.",
        example: Example::file("hunt.yaml", "name: Logons: all of them\nquery: |\n  SigninLogs\n"),
    }

    /// A key stands twice, or is no plain word.
    BAD_KEY = "LUR405" {
        remedy: "Remove or rename one of them.",
        example: Example::file("hunt.yaml", "name: Logons\nname: Sign-ins\nquery: SigninLogs\n"),
    }

    /// A YAML file nests too deeply or holds too many values.
    TOO_MUCH_YAML = "LUR406" {
        remedy: "Flatten the file, or move it out of the content folder: content is not data.",
        example: Example::Told("a YAML file of a hundred lists inside of each other, or with aliases that repeat each other millions of times"),
    }

    /// A key that this kind of content needs is missing or has no value.
    MISSING_KEY = "LUR410" {
        remedy: "Add the key. What a file is, its keys tell: a `query` makes a hunting query or rule, a `FunctionQuery` a function, a `ParserQuery` an ASIM parser.",
        example: Example::file("hunt.yaml", "name: Logons\nquery:\n"),
    }

    /// The value of a key has another form than it should.
    WRONG_FORM = "LUR411" {
        remedy: "Write the value in the form that the message asks for: a text, or a list with a dash before each item.",
        example: Example::file("hunt.yaml", "name: Logons\nquery:\n  - SigninLogs\n"),
    }

    /// The keys of a document are those of no content that is known.
    NOT_CONTENT = "LUR412" {
        remedy: "Add `query` or `FunctionQuery`, or keep other YAML out of the folders that are checked.",
        example: Example::file("settings.yaml", "colour: blue\n"),
    }

    /// A parameter of a function has a type that KQL does not have.
    UNKNOWN_PARAMETER_TYPE = "LUR413" {
        remedy: "The types are those of KQL: bool, int, long, real, decimal, string, datetime, timespan, guid, dynamic, or a table such as (Name:string).",
        example: Example::file("parser.yaml", "ParserName: Recent\nParserParams:\n  - Name: since\n    Type: text\nParserQuery: SigninLogs\n"),
    }

    /// The list of a function's parameters cannot be read.
    BAD_PARAMETERS = "LUR414" {
        remedy: "Write the parameters as name:type or name:type=default, with commas between them and each name once.",
        example: Example::file("f.kql", ".create-or-alter function Recent(since datetime) { SigninLogs }"),
    }

    /// A placeholder in a query has no value.
    ///
    /// Sentinel fills in `{{Account_Name}}` and its like from the entity that somebody looks into, `{{StartTimeISO}}` and
    /// `{{EndTimeISO}}` from the time range that they chose.
    NO_VALUE = "LUR415" {
        remedy: "Give the placeholder a value with --param NAME=VALUE; --from and --to set the times.",
        example: Example::Told("`lurcher run hunt.yaml`, where the query says `where Account == '{{Account_Name}}'`"),
    }

    /// A content folder cannot be read.
    NO_CONTENT_FOLDER = "LUR420" {
        remedy: "Correct `content` in lurcher.toml: it names folders, relative to that file.",
        example: Example::query_over(
            "Missing()",
            &[("lurcher.toml", "content = [\"parsers.yaml\"]\n"), ("parsers.yaml", "")],
        ),
    }

    /// A `.create function` command breaks off.
    BAD_DEFINITION = "LUR421" {
        remedy: "Write `.create-or-alter function Name(parameters) { body }`.",
        example: Example::file("f.kql", ".create-or-alter function Recent() SigninLogs"),
    }

    /// A file does not hold the function any more that it held a moment ago.
    GONE = "LUR422" {
        remedy: "Run the command again.",
        example: Example::Told("a file that is saved with another function while a command runs"),
    }

    /// The template of a watchlist is not JSON.
    NOT_JSON = "LUR430" {
        remedy: "Correct the template at the mark or just above; a comma too many or too few is the usual cause.",
        example: Example::query_over("_GetWatchlist('ports')", &[("watchlists/ports.json", "{ \"resources\": [ }")]),
    }

    /// A JSON file among the watchlists is no template of watchlists.
    NOT_A_TEMPLATE = "LUR431" {
        remedy: "Save the watchlist as CSV, or as Sentinel's ARM template with resources[].properties.watchlistAlias.",
        example: Example::query_over("_GetWatchlist('ports')", &[("watchlists/ports.json", "{\"ports\": [22, 3389]}")]),
    }

    /// A property of a watchlist is missing or has another form.
    BAD_PROPERTY = "LUR432" {
        remedy: "Set the property that the message names in the template's resources[].properties.",
        example: Example::query_over(
            "_GetWatchlist('ports')",
            &[("watchlists/ports.json", "{\"resources\": [{\"properties\": {\"watchlistAlias\": \"ports\", \"rawContent\": 5}}]}")],
        ),
    }

    /// A row of a watchlist is broken.
    BAD_ROWS = "LUR433" {
        remedy: "Every row has as many fields as the header, and each column a name of its own. A value with a comma or a quote is quoted, a quote inside of it doubled.",
        example: Example::query_over(
            "_GetWatchlist('ports')",
            &[("watchlists/ports.csv", "SearchKey,Port\n1,22\n2,3389,RDP\n")],
        ),
    }

    /// The search key of a watchlist is none of its columns.
    BAD_SEARCH_KEY = "LUR434" {
        remedy: "Set itemsSearchKey to one of the columns that the message lists; case counts.",
        example: Example::query_over("_GetWatchlist('ports')", &[(
                "watchlists/ports.json",
                "{\"resources\": [{\"properties\": {\"watchlistAlias\": \"ports\", \"itemsSearchKey\": \"Name\", \"rawContent\": \"Port\\n22\\n\"}}]}",
            )]),
    }

    /// Two files of a workspace define one watchlist.
    AMBIGUOUS_WATCHLIST = "LUR435" {
        remedy: "Remove or rename one of them. The name of a CSV file is its alias, a template says its own.",
        example: Example::query_over("_GetWatchlist('ports')", &[
                ("watchlists/ports.csv", "SearchKey,Port\n1,22\n"),
                ("watchlists/other.json", "{\"resources\": [{\"properties\": {\"watchlistAlias\": \"ports\", \"rawContent\": \"Port\\n23\\n\"}}]}"),
            ]),
    }

    /// A file cannot be written in the other form.
    ///
    /// Analytics rules, hunting queries, saved searches, functions and parsers have a form as YAML and one as template.
    NOT_CONVERTIBLE = "LUR440" {
        remedy: "Name a file of content that has both forms, and give each piece an `id` of its own.",
        example: Example::Told("`lurcher convert watchlist.json --to yaml`: a watchlist has no form as YAML"),
    }

    /// A conversion does not keep something, or keeps a query otherwise than as a block.
    ///
    /// Neither form can say all that the other one says: JSON has no comments, and YAML no expressions. What is not kept
    /// is named at its place; all else is in the result.
    NOT_KEPT = "LUR441" {
        remedy: "Add it to the result by hand where it matters. Blanks at the ends of lines, tabs and carriage returns keep a query from being a block; remove them in the source.",
        example: Example::Told("`lurcher convert rule.yaml --to arm`, where the rule has comments beside its values"),
    }
}
