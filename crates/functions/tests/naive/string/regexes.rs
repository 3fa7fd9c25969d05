//! Regular expressions.

use lurcher_symbols::values::dynamic::Dynamic;
use regex::{Captures, Regex};

use crate::driver::Pool;
use crate::naive::{Row, naive};

/// Patterns that every dialect reads alike.
pub const PATTERNS: Pool = Pool::Only(&[
    "a",
    "b+",
    "[a-z]+",
    "(a)(b)?",
    r"(\w)(\d)?",
    r"\.",
    "(?i)AB",
    "[^a]",
    "é+",
    "a|ab",
    "(a|é)",
    r"(\w+)\s(\w+)",
    "^a",
    "c$",
]);
const GROUPED: Pool =
    Pool::Only(&["(a)", "(a)(b)?", r"(\w)(\d)?", "([a-z]+)", "(a|é)", r"(?P<first>\w)(?P<last>\w)", "(é)|(a)"]);
const TEXTS: Pool = Pool::Also(&["abcabc", "ab a1 b2", "éaéa", "", "A1b2C3", "aaa"]);
const TEXTS_OR_GROUPS: Pool = Pool::Only(&["[1]", "[1,2]", "[2,1,0]", "[9]", "[0]"]);

naive! {
    extract => [PATTERNS, Pool::Also(&["0", "1", "2", "3", "-1"]), TEXTS];
    extract_all => [GROUPED, TEXTS_OR_GROUPS, TEXTS];
    replace_regex => [TEXTS, PATTERNS, Pool::Only(&["x", r"[\0]", r"\1", "", "$1", r"\1-\2", r"\\"])];
    replace => [PATTERNS, Pool::Only(&["x", r"[\0]", r"\1", "", "$1"]), TEXTS];
    regex_quote => [Pool::Also(&["a.b", "[x]", "(y)*+?", "^$|", "{1}", r"\d", "#a&~-"])];
}

fn compiled(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of the pool")
}

fn extract(row: &Row<'_>) -> String {
    let found = compiled(row.text(0)).captures(row.text(2));
    let group = row.long(1).and_then(|group| usize::try_from(group).ok());
    let text = found.and_then(|found| Some(found.get(group?)?.as_str().to_owned()));
    text.unwrap_or_default()
}

/// One group gives an array of texts, several an array of arrays of texts.
fn extract_all(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    let regex = compiled(row.text(0));
    let (groups, text) = match row.len() {
        2 => ((1..regex.captures_len()).map(|i| Dynamic::Long(i as i64)).collect(), row.text(1)),
        _ => (row.array(1)?, row.text(2)),
    };
    let group = |found: &Captures<'_>, group: &Dynamic| -> Dynamic {
        let found = match group {
            Dynamic::Long(i) => usize::try_from(*i).ok().and_then(|i| found.get(i)),
            Dynamic::String(name) => found.name(name),
            _ => None,
        };
        Dynamic::String(found.map_or("", |found| found.as_str()).to_owned())
    };
    let each = regex.captures_iter(text).map(|found| match groups.as_slice() {
        [only] => group(&found, only),
        several => Dynamic::Array(several.iter().map(|g| group(&found, g)).collect()),
    });
    let each: Vec<Dynamic> = each.collect();
    (!each.is_empty()).then_some(each)
}

/// `\0` is the whole match, `\1` … its groups, `\\` a backslash.
fn rewrite(found: &Captures<'_>, pattern: &str) -> String {
    let mut out = String::new();
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        match (c, chars.clone().next()) {
            ('\\', Some(digit)) if digit.is_ascii_digit() => {
                chars.next();
                out += found.get(digit as usize - '0' as usize).map_or("", |found| found.as_str());
            }
            ('\\', Some('\\')) => {
                chars.next();
                out.push('\\');
            }
            _ => out.push(c),
        }
    }
    out
}

fn replaced(text: &str, pattern: &str, replacement: &str) -> String {
    compiled(pattern).replace_all(text, |found: &Captures<'_>| rewrite(found, replacement)).into_owned()
}

fn replace_regex(row: &Row<'_>) -> String {
    replaced(row.text(0), row.text(1), row.text(2))
}

fn replace(row: &Row<'_>) -> String {
    replaced(row.text(2), row.text(0), row.text(1))
}

fn regex_quote(row: &Row<'_>) -> String {
    let mut out = String::new();
    for c in row.spelled(0).chars() {
        if c.is_ascii() && !c.is_ascii_alphanumeric() && c != '_' {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
