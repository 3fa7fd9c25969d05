//! Regular expressions, compiled once a thread. <https://learn.microsoft.com/kusto/query/regex>
//!
//! Kusto's dialect is that of the `regex` crate, before that RE2's, see [`super::re2`]. A thread keeps what it
//! compiled: batches of a query come back with the same patterns, and a regex that several threads share would make
//! them wait for its scratch space.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use lurcher_symbols::RegexMistake;
use regex::{CaptureLocations, Regex};

use super::linear::Linear;
use super::{is_full, re2};

/// How many patterns a thread keeps.
const KEPT: usize = 128;

/// What a pattern compiles to, or why it does not: that one is too large takes the longest to find out.
type Compiled = Result<Rc<Regex>, String>;

thread_local! {
    static COMPILED: RefCell<HashMap<String, Compiled>> = RefCell::new(HashMap::new());
}

/// The compiled pattern.
pub fn compile(pattern: &str) -> datafusion::common::Result<Rc<Regex>> {
    let known = COMPILED.with_borrow(|kept| kept.get(pattern).cloned());
    let compiled = known.unwrap_or_else(|| {
        let compiled = parse(pattern).map(Rc::new);
        COMPILED.with_borrow_mut(|kept| {
            if kept.len() >= KEPT {
                kept.clear();
            }
            kept.insert(pattern.to_owned(), compiled.clone());
        });
        compiled
    });
    match compiled {
        Ok(regex) => Ok(regex),
        Err(reason) => refuse!("SEM0420: Regex pattern is ill-formed: '{pattern}': {reason}"),
    }
}

/// The regular expression that a pattern describes: in today's dialect, else in RE2's.
///
/// # Errors
/// The pattern is none in either; the message says why today's dialect refuses it.
pub fn parse(pattern: &str) -> Result<Regex, String> {
    Regex::new(pattern).or_else(|cause| match cause {
        // One that is too large in today's dialect is so in the other, and takes long to find out.
        regex::Error::CompiledTooBig(_) => Err(reason(&cause)),
        _ => Regex::new(&re2::translate(pattern)).map_err(|_| reason(&cause)),
    })
}

/// What is wrong with the spelling of a pattern. Whether it is too large only compiling it tells.
pub fn mistake(pattern: &str) -> Option<RegexMistake> {
    let cause = regex_syntax::parse(pattern).err()?;
    if regex_syntax::parse(&re2::translate(pattern)).is_ok() {
        return None;
    }
    let (message, span) = match &cause {
        regex_syntax::Error::Parse(e) => (e.kind().to_string(), e.span()),
        regex_syntax::Error::Translate(e) => (e.kind().to_string(), e.span()),
        other => return Some(RegexMistake { message: other.to_string(), place: 0..pattern.len() }),
    };
    Some(RegexMistake { message, place: span.start.offset..span.end.offset })
}

/// Finds what one group of a pattern holds at the first match.
pub struct GroupFinder {
    linear: Option<Rc<Linear>>,
    regex: Rc<Regex>,
    places: CaptureLocations,
    group: usize,
}

/// The groups that a thread has looked for, by pattern; none for a pattern with choices.
type LinearGroups = HashMap<String, Vec<(usize, Option<Rc<Linear>>)>>;

thread_local! {
    static LINEAR: RefCell<LinearGroups> = RefCell::new(HashMap::new());
}

impl GroupFinder {
    /// Group 0 is the whole match.
    pub fn new(pattern: &str, group: usize) -> datafusion::common::Result<Self> {
        let regex = compile(pattern)?;
        let places = regex.capture_locations();
        Ok(Self { linear: linear(pattern, group), regex, places, group })
    }

    /// The place of the group; none where there is no match or the group is no part of it.
    pub fn find(&mut self, text: &str) -> Option<(usize, usize)> {
        if let Some(found) = self.linear.as_ref().and_then(|linear| linear.find(text)) {
            return found.map(|place| (place.start, place.end));
        }
        match self.group {
            0 => self.regex.find(text).map(|found| (found.start(), found.end())),
            group => self.regex.captures_read(&mut self.places, text).and_then(|_| self.places.get(group)),
        }
    }
}

fn linear(pattern: &str, group: usize) -> Option<Rc<Linear>> {
    LINEAR.with_borrow_mut(|kept| {
        let known = kept.get(pattern).and_then(|groups| groups.iter().find(|(other, _)| *other == group));
        if let Some((_, linear)) = known {
            return linear.clone();
        }
        let linear = Linear::new(pattern, group).map(Rc::new);
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.entry(pattern.to_owned()).or_default().push((group, linear.clone()));
        linear
    })
}

/// The pattern, found at the beginning only.
pub fn compile_at_start(pattern: &str) -> datafusion::common::Result<Rc<Regex>> {
    // Whether it is a pattern, it alone tells: `a)|(b` becomes one in parentheses.
    compile(pattern)?;
    compile(&format!(r"\A(?:{pattern})"))
}

/// The pattern, found at the end only.
pub fn compile_at_end(pattern: &str) -> datafusion::common::Result<Rc<Regex>> {
    compile(pattern)?;
    compile(&format!(r"(?:{pattern})\z"))
}

/// The last line of the parser's report; the lines before it draw the pattern.
fn reason(cause: &regex::Error) -> String {
    let text = cause.to_string();
    let last = text.lines().last().unwrap_or_default();
    last.strip_prefix("error: ").unwrap_or(last).to_owned()
}

/// A replacement with `\0` … `\9` for the groups of the match.
#[derive(Debug)]
pub struct Rewrite {
    parts: Vec<Part>,
}

#[derive(Debug)]
enum Part {
    Text(String),
    Group(usize),
}

impl Rewrite {
    /// Reads a replacement. A backslash before anything but a digit stands for what follows.
    pub fn parse(rewrite: &str) -> Self {
        let mut parts = Vec::new();
        let mut text = String::new();
        let mut chars = rewrite.chars();
        while let Some(c) = chars.next() {
            match (c, if c == '\\' { chars.next() } else { None }) {
                ('\\', Some(digit)) if digit.is_ascii_digit() => {
                    if !text.is_empty() {
                        parts.push(Part::Text(std::mem::take(&mut text)));
                    }
                    parts.push(Part::Group(digit as usize - '0' as usize));
                }
                ('\\', Some(other)) => text.push(other),
                (c, _) => text.push(c),
            }
        }
        if !text.is_empty() {
            parts.push(Part::Text(text));
        }
        Self { parts }
    }

    /// Appends `text` with every match of `regex` replaced.
    pub fn replace_all(&self, regex: &Regex, text: &str, out: &mut String) {
        let mut done = 0;
        if self.parts.iter().all(|part| matches!(part, Part::Text(_))) {
            for found in regex.find_iter(text) {
                out.push_str(&text[done..found.start()]);
                self.parts.iter().for_each(|part| self.append(part, |_| None, out));
                done = found.end();
                if is_full(out) {
                    return;
                }
            }
        } else {
            for captures in regex.captures_iter(text) {
                let Some(all) = captures.get(0) else { continue };
                out.push_str(&text[done..all.start()]);
                self.parts.iter().for_each(|part| self.append(part, |group| captures.get(group), out));
                done = all.end();
                if is_full(out) {
                    return;
                }
            }
        }
        out.push_str(&text[done..]);
    }

    fn append<'t>(&self, part: &Part, group: impl Fn(usize) -> Option<regex::Match<'t>>, out: &mut String) {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Group(number) => out.push_str(group(*number).map_or("", |m| m.as_str())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers of the engine to `replace_regex()`.
    #[test]
    fn rewrites() {
        for (pattern, rewrite, text, expected) in [
            (r"\s+", "-", "one two three", "one-two-three"),
            (r"(\w)(\w)", r"\2\1", "one two three", "noe wto htere"),
            (r"(\w+)", r"[\1]", "a-b-c", "[a]-[b]-[c]"),
            (r"is (\d+)", r"was: \1", "Number is 1", "Number was: 1"),
        ] {
            let mut out = String::new();
            Rewrite::parse(rewrite).replace_all(&Regex::new(pattern).expect("valid"), text, &mut out);
            assert_eq!(out, expected);
        }
    }

    #[test]
    fn bad_patterns_are_errors() {
        let message = compile("(").map(|_| ()).expect_err("open group").to_string();
        assert!(message.contains("SEM0420") && message.contains("unclosed group"), "{message}");
    }
}
