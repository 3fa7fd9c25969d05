//! The kinds `simple` and `relaxed`: the texts of the pattern stand for themselves.

use datafusion::common::{Result, internal_err};
use lurcher_binder::bound::ParsePart;
use lurcher_functions::kernel::regexes;
use memchr::memmem::Finder;
use regex::Regex;

use super::{Matcher, shapes};

/// A pattern of literal texts that reaches from the beginning of a text to its end. Each is found at its first place
/// behind the one before it; nothing is tried twice: only the last one has to stand at a particular place, the end, and
/// the others leave it the most room that way.
#[derive(Debug)]
pub struct LiteralPattern {
    steps: Vec<Step>,
}

#[derive(Debug)]
enum Step {
    /// The text stands right here.
    Here(Box<str>),
    /// The text stands here, and nothing else.
    HereToEnd(Box<str>),
    /// The text stands here or later; what is skipped is no column.
    Later(Finder<'static>),
    /// The text stands at the end; what is skipped is no column.
    LaterToEnd(Box<str>),
    /// A column up to a text.
    ColumnUpTo(Finder<'static>),
    /// A column up to a text at the end.
    ColumnUpToEnd(Box<str>),
    /// A column up to the end.
    ColumnToEnd,
    /// A column that ends with its own characters, since nothing says what follows it; it may be missing where nothing
    /// comes behind it, or in the relaxed kind.
    Shape { regex: Regex, is_optional: bool },
}

impl LiteralPattern {
    /// Prepares the parts. In the `relaxed` kind a column may be missing wherever its shape is.
    ///
    /// # Errors
    /// A column stands behind another one or behind a `*`, which the binder refuses.
    pub fn new(parts: &[ParsePart], relaxed: bool) -> Result<Self> {
        let mut steps = Vec::with_capacity(parts.len());
        let mut rest = parts;
        let mut skips = false;
        while let [part, after @ ..] = rest {
            rest = after;
            match part {
                ParsePart::Skip => skips = true,
                ParsePart::Text(text) => {
                    steps.push(match (skips, after.is_empty()) {
                        (false, false) => Step::Here((&**text).into()),
                        (false, true) => Step::HereToEnd((&**text).into()),
                        (true, false) => Step::Later(finder(text)),
                        (true, true) => Step::LaterToEnd((&**text).into()),
                    });
                    skips = false;
                }
                ParsePart::Column(_, ty) => match after {
                    [] => steps.push(Step::ColumnToEnd),
                    [ParsePart::Text(text)] => {
                        steps.push(Step::ColumnUpToEnd((&**text).into()));
                        rest = &[];
                    }
                    [ParsePart::Text(text), after @ ..] => {
                        steps.push(Step::ColumnUpTo(finder(text)));
                        rest = after;
                    }
                    [ParsePart::Skip, after @ ..] => {
                        let regex = match regexes::parse(&format!(r"\A(?:{})", shapes::literal(*ty))) {
                            Ok(regex) => regex,
                            Err(reason) => return internal_err!("the shape of {ty}: {reason}"),
                        };
                        steps.push(Step::Shape { regex, is_optional: relaxed || after.is_empty() });
                    }
                    [ParsePart::Column(..), ..] => return internal_err!("a column of a pattern behind another one"),
                },
            }
        }
        Ok(Self { steps })
    }

    pub fn matcher(&self) -> impl Matcher {
        LiteralMatcher { steps: &self.steps }
    }
}

fn finder(text: &str) -> Finder<'static> {
    Finder::new(text.as_bytes()).into_owned()
}

struct LiteralMatcher<'a> {
    steps: &'a [Step],
}

impl Matcher for LiteralMatcher<'_> {
    fn find(&mut self, text: &str, places: &mut Vec<(usize, usize)>) -> bool {
        let bytes = text.as_bytes();
        let mut at = 0;
        for step in self.steps {
            let rest = &bytes[at..];
            match step {
                Step::Here(here) if rest.starts_with(here.as_bytes()) => at += here.len(),
                Step::HereToEnd(end) if rest == end.as_bytes() => at = bytes.len(),
                Step::LaterToEnd(end) if rest.ends_with(end.as_bytes()) => at = bytes.len(),
                Step::Here(_) | Step::HereToEnd(_) | Step::LaterToEnd(_) => return false,
                Step::Later(finder) => match finder.find(rest) {
                    Some(found) => at += found + finder.needle().len(),
                    None => return false,
                },
                Step::ColumnUpTo(finder) => match finder.find(rest) {
                    Some(found) => {
                        places.push((at, at + found));
                        at += found + finder.needle().len();
                    }
                    None => return false,
                },
                Step::ColumnUpToEnd(end) => {
                    if !rest.ends_with(end.as_bytes()) {
                        return false;
                    }
                    places.push((at, bytes.len() - end.len()));
                    at = bytes.len();
                }
                Step::ColumnToEnd => {
                    places.push((at, bytes.len()));
                    at = bytes.len();
                }
                Step::Shape { regex, is_optional } => match text.get(at..).and_then(|rest| regex.find(rest)) {
                    Some(found) => {
                        places.push((at, at + found.end()));
                        at += found.end();
                    }
                    None if *is_optional => places.push((at, at)),
                    None => return false,
                },
            }
        }
        true
    }
}
