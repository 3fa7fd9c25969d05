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
}
