//! The codes of what fails while a query runs. The functions that fail know no diagnostics: the code stands in their message.

use lurcher_diagnostics::{Example, codes};

codes! {
    list ALL;

    /// A regular expression is ill-formed.
    ///
    /// Patterns are those of RE2, as in Kusto: there are no back references and no look-around.
    BAD_REGEX = "SEM0420" {
        remedy: "Mend the pattern; @'…' around it takes backslashes as they are.",
        example: Example::query("datatable(s:string)['aa']\n| project extract(@'(a)\\1', 1, s)"),
    }
}
