//! Patterns of `parse`.

use lurcher_diagnostics::{Example, codes};

codes! {
    list PATTERNS;

    /// Two columns of a pattern stand side by side.
    COLUMN_AFTER_TEXT = "KS101" {
        remedy: "Put a text or a * between them, which says where the first one ends.",
        example: Example::query("print t = 'a b'\n| parse t with a:string b:string"),
    }

    /// A * of a pattern stands before what is no text.
    TEXT_AFTER_STAR = "KS102" {
        remedy: "Put a text after it, which says where the skipped part ends.",
        example: Example::query("print s = 'a'\n| parse s with 'a' * x:long"),
    }

    /// A * of a pattern stands behind a column of text, which could end anywhere.
    STAR_AFTER_STRING = "KS103" {
        remedy: "Put a text between the two, or leave the * away: a column of text takes all up to the next text.",
        example: Example::query("print s = 'a'\n| parse s with x:string * 'b'"),
    }

    /// `parse` has flags but does not read regular expressions.
    PARSE_FLAGS_MODE = "SEM0472" {
        remedy: "Write kind=regex, or leave the flags away.",
        example: Example::query("print s = 'a'\n| parse kind=simple flags=i s with 'a' x"),
    }

    /// A flag of `parse` is none of those that there are.
    PARSE_FLAGS = "SEM0473" {
        remedy: "The flags are i (whatever the case), m (lines), s (a dot matches line breaks), U (as little as possible) and x (white space does not count); they are case-sensitive.",
        example: Example::query("print s = 'a'\n| parse kind=regex flags=I s with 'a' x"),
    }

    /// A text of a pattern is empty.
    PARSE_PATTERN = "SEM0476" {
        remedy: "Write the text that stands between the columns, or leave it away.",
        example: Example::query("print s = 'a'\n| parse s with 'a' x '' y"),
    }

    /// `parse-where` does not have this kind.
    PARSE_WHERE_MODE = "SEM0477" {
        remedy: "Take kind=simple or kind=regex, or `parse`: `parse-where` drops the rows that do not fit.",
        example: Example::query("print s = 'a'\n| parse-where kind=relaxed s with 'a' x"),
    }
}
