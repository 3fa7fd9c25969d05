//! The kinds `simple` and `relaxed`: the texts of the pattern stand for themselves.

use lurcher_binder::bound::ParsePart;
use lurcher_symbols::ScalarType;
use memchr::memmem::Finder;

use super::Matcher;

/// A pattern of literal texts. Each is found at its first place behind the one before it; nothing is tried twice.
#[derive(Debug)]
pub struct LiteralPattern {
    steps: Vec<Step>,
}

#[derive(Debug)]
enum Step {
    /// The text stands right here.
    Here(Box<str>),
    /// The text stands here or later; what is skipped is no column.
    Later(Finder<'static>),
    /// A column up to a text.
    ColumnUpTo(Finder<'static>),
    /// A column up to the end.
    ColumnToEnd,
    /// A column that ends with its own characters, since nothing says what follows it.
    ColumnOf(ScalarType),
    /// A column of a type that begins where its first character is found.
    LaterColumn(ScalarType),
}

impl LiteralPattern {
    pub fn new(parts: &[ParsePart]) -> Self {
        let mut steps = Vec::with_capacity(parts.len());
        let mut rest = parts;
        let mut skipping = false;
        while let [part, after @ ..] = rest {
            rest = after;
            match part {
                ParsePart::Skip => skipping = true,
                ParsePart::Text(text) => {
                    steps.push(if skipping { Step::Later(finder(text)) } else { Step::Here((&**text).into()) });
                    skipping = false;
                }
                ParsePart::Column(_, ty) => {
                    if skipping && *ty != ScalarType::String {
                        steps.push(Step::LaterColumn(*ty));
                    }
                    skipping = false;
                    match after {
                        [] => steps.push(Step::ColumnToEnd),
                        [ParsePart::Text(text), after @ ..] => {
                            steps.push(Step::ColumnUpTo(finder(text)));
                            rest = after;
                        }
                        [ParsePart::Skip | ParsePart::Column(..), ..] => steps.push(Step::ColumnOf(*ty)),
                    }
                }
            }
        }
        Self { steps }
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
                Step::Here(_) => return false,
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
                Step::ColumnToEnd => {
                    places.push((at, bytes.len()));
                    at = bytes.len();
                }
                Step::ColumnOf(ty) => {
                    let length = rest.iter().take_while(|b| belongs_to(*ty, **b)).count();
                    places.push((at, at + length));
                    at += length;
                }
                Step::LaterColumn(ty) => at += rest.iter().take_while(|b| !belongs_to(*ty, **b)).count(),
            }
        }
        true
    }
}

/// Whether an ASCII character can be part of a value's text. No other character belongs to any.
fn belongs_to(ty: ScalarType, byte: u8) -> bool {
    match ty {
        ScalarType::Int | ScalarType::Long => byte.is_ascii_digit() || byte == b'-',
        ScalarType::Real | ScalarType::Decimal => {
            byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E')
        }
        ScalarType::Bool => byte.is_ascii_alphanumeric(),
        ScalarType::DateTime | ScalarType::TimeSpan => {
            byte.is_ascii_digit() || matches!(byte, b'-' | b':' | b'.' | b'/' | b'T' | b'Z' | b'+')
        }
        ScalarType::Guid => byte.is_ascii_hexdigit() || byte == b'-',
        ScalarType::String | ScalarType::Dynamic => false,
    }
}
