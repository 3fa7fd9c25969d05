//! The kinds of diagnostics. A code *is* its page: none can be reported that `lurcher explain` does not know.

use std::fmt;
use std::hash::{Hash, Hasher};

/// The stable name of a kind of diagnostic: Kusto's own (`SEM0100`, `SYN0002`, `KS142`) where the real one is known,
/// `LUR…` otherwise. Each crate makes its own with [`codes!`](crate::codes).
#[derive(Clone, Copy)]
pub struct Code(&'static Page);

/// What there is to say about a code.
#[derive(Debug)]
pub struct Page {
    /// The code.
    pub id: &'static str,
    /// Codes of Kusto's engine for the same mistake.
    pub also: &'static [&'static str],
    /// One sentence, then paragraphs: what it means.
    pub text: &'static str,
    /// How to mend it.
    pub remedy: &'static str,
    /// What gives it.
    pub example: Example,
}

/// Something that gives a code.
#[derive(Debug, Clone, Copy)]
pub enum Example {
    /// A query.
    Query {
        /// Its text.
        kql: &'static str,
        /// Paths and texts of the workspace's files.
        files: &'static [(&'static str, &'static str)],
    },
    /// A file that `lurcher check` complains about.
    File {
        /// Its name.
        name: &'static str,
        /// Its text.
        text: &'static str,
    },
    /// What cannot be written down, in words.
    Told(&'static str),
}

impl Example {
    /// A query that needs no workspace.
    pub const fn query(kql: &'static str) -> Self {
        Self::query_over(kql, &[])
    }

    /// A query in a folder with these files.
    pub const fn query_over(kql: &'static str, files: &'static [(&'static str, &'static str)]) -> Self {
        Self::Query { kql, files }
    }

    /// A file that `lurcher check` complains about.
    pub const fn file(name: &'static str, text: &'static str) -> Self {
        Self::File { name, text }
    }
}

impl Code {
    /// The code of a page; [`codes!`](crate::codes) calls it.
    pub const fn new(page: &'static Page) -> Self {
        Self(page)
    }

    /// The code as it is written.
    pub const fn id(self) -> &'static str {
        self.0.id
    }

    /// What there is to say about it.
    pub const fn page(self) -> &'static Page {
        self.0
    }
}

impl Page {
    /// What it is, in one sentence.
    pub fn title(&self) -> String {
        self.paragraphs().next().unwrap_or_default()
    }

    /// What it means, in paragraphs without line breaks; none where the title says it all.
    pub fn explanation(&self) -> impl Iterator<Item = String> {
        self.paragraphs().skip(1)
    }

    fn paragraphs(&self) -> impl Iterator<Item = String> {
        self.text.split("\n\n").map(|p| p.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|p| !p.is_empty())
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.id() == other.id()
    }
}

impl Eq for Code {}

impl Hash for Code {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id().hash(state);
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// Makes codes and their pages, and a list of them all. The documentation of a code is its page's text: a sentence, and
/// what it means in further paragraphs.
///
/// ```
/// use lurcher_diagnostics::Example;
///
/// lurcher_diagnostics::codes! {
///     list NUMBERS;
///
///     /// A number cannot be read.
///     ///
///     /// Digits and one point make a number.
///     BAD_NUMBER = "XY001" {
///         remedy: "Remove what is no digit.",
///         example: Example::query("print 1.2.3"),
///     }
/// }
/// assert_eq!(NUMBERS[0].page().title(), "A number cannot be read.");
/// ```
#[macro_export]
macro_rules! codes {
    (
        list $list:ident;
        $(
            $(#[doc = $doc:literal])+
            $name:ident = $id:literal {
                $(also: $also:expr,)?
                remedy: $remedy:expr,
                example: $example:expr,
            }
        )+
    ) => {
        $(
            $(#[doc = $doc])+
            pub const $name: $crate::Code = $crate::Code::new(&$crate::Page {
                id: $id,
                also: $crate::codes!(@also $($also)?),
                text: concat!($($doc, "\n"),+),
                remedy: $remedy,
                example: $example,
            });
        )+

        /// The codes of this module.
        pub const $list: &[$crate::Code] = &[$($name),+];
    };
    (@also) => { &[] };
    (@also $also:expr) => { &$also };
}
