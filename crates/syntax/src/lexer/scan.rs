//! What a single token looks like.

use nom::branch::alt;
use nom::bytes::complete::{tag, take, take_till, take_until, take_while, take_while1};
use nom::character::complete::{char, digit1, hex_digit1, one_of, satisfy};
use nom::combinator::{map, not, opt, peek, recognize, rest, verify};
use nom::multi::count;
use nom::{IResult, Parser};

use super::TokenKind;
use super::words;

/// A token's kind and length, and what is wrong with it.
pub(super) struct Scanned {
    pub kind: TokenKind,
    pub len: usize,
    pub flaw: Option<Flaw>,
}

/// What may be wrong with a token.
#[derive(Debug, Clone, Copy)]
pub(super) enum Flaw {
    /// The quote or parenthesis that ends it is missing.
    Unclosed(&'static str),
    /// A backslash that begins no escape sequence, at this offset in the token.
    Escape { at: usize, len: usize },
    /// No token begins so.
    Unexpected,
}

type Scan<'a> = IResult<&'a str, &'a str>;

/// The text without the white space at its beginning.
pub(super) fn skip_space(text: &str) -> &str {
    // White_Space of Unicode, and three that Kusto adds.
    text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\u{180e}' | '\u{200b}' | '\u{feff}'))
}

/// The token that `text`, which is not empty and does not begin with white space, begins with.
pub(super) fn token(text: &str) -> Scanned {
    let found = |kind, len| Scanned { kind, len, flaw: None };
    if let Some((len, flaw)) = string(text) {
        return Scanned { kind: TokenKind::String, len, flaw };
    }
    if let Some(len) = words::compound(text) {
        return found(TokenKind::Word, len);
    }
    if text.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$')) {
        return word_or_number(text);
    }
    let comment = map(comment, |token| (TokenKind::Comment, token.len()));
    let directive = map(directive, |token| (TokenKind::Directive, token.len()));
    let symbol = map(symbol, |token| (TokenKind::Symbol, token.len()));
    if let Ok((_, (kind, len))) = alt((comment, directive, symbol)).parse(text) {
        return found(kind, len);
    }
    let len = text.chars().next().map_or(0, char::len_utf8);
    Scanned { kind: TokenKind::Unknown, len, flaw: Some(Flaw::Unexpected) }
}

fn word_or_number(text: &str) -> Scanned {
    if let Some((len, flaw)) = typed(text) {
        return Scanned { kind: TokenKind::Typed, len, flaw };
    }
    let guid = map(guid, |token| (TokenKind::Guid, token.len()));
    let real = map(real, |token| (TokenKind::Real, token.len()));
    let timespan = map(timespan, |token| (TokenKind::TimeSpan, token.len()));
    let long = map(long, |token| (TokenKind::Long, token.len()));
    if let Ok((_, (kind, len))) = alt((guid, real, timespan, long)).parse(text) {
        return Scanned { kind, len, flaw: None };
    }
    let len = identifier(text).map_or(1, |(_, word)| word.len());
    let kind = match &text[..len] {
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => TokenKind::Bool,
        _ => TokenKind::Word,
    };
    Scanned { kind, len, flaw: None }
}

fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

fn ends(i: &str) -> IResult<&str, ()> {
    not(satisfy(is_part)).parse(i)
}

fn comment(i: &str) -> Scan<'_> {
    recognize((tag("//"), take_till(|c| matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')))).parse(i)
}

fn directive(i: &str) -> Scan<'_> {
    recognize((char('#'), take_till(|c| matches!(c, '\n' | '\r')))).parse(i)
}

fn symbol(i: &str) -> Scan<'_> {
    let two = alt((
        tag(".."),
        tag("<="),
        tag("<>"),
        tag(">="),
        tag("=="),
        tag("=>"),
        tag("=~"),
        tag("!="),
        tag("!~"),
        tag("<|"),
    ));
    alt((two, recognize(one_of("()[]{}|.+-*/%<>=:;,@?")))).parse(i)
}

/// Letters, digits and `_`; at the beginning also `$`.
fn identifier(i: &str) -> Scan<'_> {
    recognize((opt(char('$')), take_while(is_part))).parse(i)
}

fn exponent(i: &str) -> Scan<'_> {
    recognize((one_of("eE"), opt(one_of("+-")), digit1)).parse(i)
}

fn real(i: &str) -> Scan<'_> {
    // `1..2` is a range, not the number `1.` and a dot.
    let with_point = recognize((digit1, char('.'), not(char('.')), opt(digit1), opt(exponent)));
    let without = recognize((digit1, exponent));
    nom::sequence::terminated(alt((with_point, without)), ends).parse(i)
}

fn timespan(i: &str) -> Scan<'_> {
    let suffix = verify(take_while1(is_part), |s: &str| words::is_timespan(s));
    recognize((digit1, opt((char('.'), digit1)), suffix)).parse(i)
}

fn long(i: &str) -> Scan<'_> {
    let hex = recognize((char('0'), one_of("xX"), hex_digit1));
    nom::sequence::terminated(alt((hex, digit1)), ends).parse(i)
}

fn guid(i: &str) -> Scan<'_> {
    fn hex(n: usize) -> impl Fn(&str) -> Scan<'_> {
        move |i| recognize(count(satisfy(|c| c.is_ascii_hexdigit()), n)).parse(i)
    }
    // A cheap look at the first dash: this is asked of every word.
    if i.as_bytes().get(8) != Some(&b'-') {
        return Err(nom::Err::Error(nom::error::Error::new(i, nom::error::ErrorKind::Char)));
    }
    let dashed = (hex(8), char('-'), hex(4), char('-'), hex(4), char('-'), hex(4), char('-'), hex(12));
    nom::sequence::terminated(recognize(dashed), ends).parse(i)
}

/// `datetime(…)` and its kin: everything to the next closing parenthesis, whatever it is.
fn typed(text: &str) -> Option<(usize, Option<Flaw>)> {
    let (after, word) = identifier(text).ok()?;
    if !after.starts_with('(') || !words::is_typed(word) {
        return None;
    }
    Some(match after.find([')', '\n']) {
        Some(at) if after[at..].starts_with(')') => (word.len() + at + 1, None),
        Some(at) => (word.len() + at, Some(Flaw::Unclosed(")"))),
        None => (text.len(), Some(Flaw::Unclosed(")"))),
    })
}

fn string(text: &str) -> Option<(usize, Option<Flaw>)> {
    let (i, hidden) = opt(one_of::<_, _, nom::error::Error<&str>>("hH")).parse(text).ok()?;
    let (i, verbatim) = opt(char::<_, nom::error::Error<&str>>('@')).parse(i).ok()?;
    let prefix = usize::from(hidden.is_some()) + usize::from(verbatim.is_some());
    let (len, flaw) = match i.chars().next()? {
        '"' if verbatim.is_some() => verbatim_string(i, "\""),
        '\'' if verbatim.is_some() => verbatim_string(i, "'"),
        '"' => plain_string(i, "\""),
        '\'' => plain_string(i, "'"),
        '`' => block_string(i, "```")?,
        '~' => block_string(i, "~~~")?,
        _ => return None,
    };
    let flaw = flaw.map(|flaw| match flaw {
        Flaw::Escape { at, len } => Flaw::Escape { at: at + prefix, len },
        other => other,
    });
    Some((prefix + len, flaw))
}

/// To the first quote that is not doubled, on one line.
fn verbatim_string(i: &str, quote: &'static str) -> (usize, Option<Flaw>) {
    let mut at = 1;
    loop {
        match i[at..].find([if quote == "'" { '\'' } else { '"' }, '\n', '\r']) {
            Some(n) if i[at + n..].starts_with(quote) => {
                at += n + 1;
                if !i[at..].starts_with(quote) {
                    return (at, None);
                }
                at += 1;
            }
            Some(n) => return (at + n, Some(Flaw::Unclosed(quote))),
            None => return (i.len(), Some(Flaw::Unclosed(quote))),
        }
    }
}

/// To the first quote that is not escaped, on one line. A bad escape sequence does not end the string.
fn plain_string(i: &str, quote: &'static str) -> (usize, Option<Flaw>) {
    let mut flaw = None;
    let mut at = 1;
    loop {
        let Some(n) = i[at..].find([if quote == "'" { '\'' } else { '"' }, '\\', '\n', '\r']) else {
            return (i.len(), Some(Flaw::Unclosed(quote)));
        };
        at += n;
        if i[at..].starts_with(quote) {
            return (at + 1, flaw);
        }
        if !i[at..].starts_with('\\') {
            return (at, Some(Flaw::Unclosed(quote)));
        }
        match escape(&i[at..]) {
            Ok((_, sequence)) => at += sequence.len(),
            Err(_) => {
                let next = i[at + 1..].chars().next().filter(|c| !matches!(c, '\n' | '\r'));
                let len = 1 + next.map_or(0, char::len_utf8);
                flaw = flaw.or(Some(Flaw::Escape { at, len }));
                at += len;
            }
        }
    }
}

/// Between two triple quotes, over any number of lines.
fn block_string(i: &str, quote: &'static str) -> Option<(usize, Option<Flaw>)> {
    let (inner, _) = tag::<_, _, nom::error::Error<&str>>(quote).parse(i).ok()?;
    let closed = recognize((take_until(quote), tag(quote)));
    let (_, content) = alt((closed, rest::<_, nom::error::Error<&str>>)).parse(inner).ok()?;
    let flaw = if content.ends_with(quote) { None } else { Some(Flaw::Unclosed(quote)) };
    Some((quote.len() + content.len(), flaw))
}

/// An escape sequence with its backslash.
pub(crate) fn escape(i: &str) -> Scan<'_> {
    fn hex<'a>(n: usize) -> impl Parser<&'a str, Output = &'a str, Error = nom::error::Error<&'a str>> {
        verify(take(n), |s: &str| s.bytes().all(|b| b.is_ascii_hexdigit()))
    }
    fn octal(max: usize) -> impl Fn(&str) -> Scan<'_> {
        move |i| verify(take(max), |s: &str| s.bytes().all(|b| matches!(b, b'0'..=b'7'))).parse(i)
    }
    let code = alt((
        recognize(one_of("\\'\"abfnrtv")),
        recognize((char('u'), hex(4))),
        recognize((char('U'), hex(8))),
        recognize((char('x'), hex(2))),
        recognize((peek(one_of("0123")), octal(3))),
        octal(2),
        octal(1),
    ));
    recognize((char('\\'), code)).parse(i)
}
