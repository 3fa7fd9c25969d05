//! The codes of what fails while a query runs. The functions that fail know no diagnostics: the code stands in their message.

use lurcher_diagnostics::{Example, codes};

codes! {
    list ALL;

    /// The query is right, and Lurcher fails to answer it.
    ///
    /// This is a defect of Lurcher, not of the query or of its data. No answer is given rather than one that may be wrong.
    DEFECT = "LUR050" {
        remedy: "Please report it, with the query and, if you may, a few rows that show it. A materialize() around the operators before the last ones often helps meanwhile.",
        example: Example::Told("There is no example: a query that gives it is to be mended."),
    }

    /// A regular expression is ill-formed.
    ///
    /// Patterns are those of RE2, as in Kusto: there are no back references and no look-around.
    BAD_REGEX = "SEM0420" {
        remedy: "Mend the pattern; @'…' around it takes backslashes as they are.",
        example: Example::query("datatable(s:string)['aa']\n| project extract(@'(a)\\1', 1, s)"),
    }
}
