//! Regular expressions without choices: fixed text, and runs of characters of a class that cannot begin what follows
//! them (`user=(\w+);`,
//! `"([^"]*)"`, `duration=([0-9]+)ms`).
//!
//! At a place there is at most one way to match such a pattern, so that one look at each byte finds the match and its groups. The places are those of the fixed
//! text that the pattern begins with. A character beyond ASCII that a class may or may not have is left to the general engine.

use std::ops::Range;

use memchr::memmem::Finder;
use regex_syntax::hir::{Class, ClassBytes, ClassBytesRange, Hir, HirKind};

/// A pattern without choices, and the place of one of its groups.
#[derive(Debug)]
pub struct Linear {
    prefix: Finder<'static>,
    /// What stands before the prefix: nothing but the beginning of the group.
    before: usize,
    items: Vec<Item>,
}

#[derive(Debug)]
enum Item {
    /// These bytes.
    Text(Vec<u8>),
    /// Characters of a class, as many as there are.
    Run(Box<Run>),
    /// Here the group begins.
    Begin,
    /// Here the group ends.
    End,
}

#[derive(Debug)]
struct Run {
    /// The bytes of the class's characters.
    bytes: [bool; 256],
    /// Whether a byte beyond ASCII does not tell whether its character is one of the class, or how many characters there are.
    ascii_only: bool,
    least: usize,
    most: usize,
    greedy: bool,
}

/// What is known of a match at one place.
enum Attempt {
    Found(Range<usize>),
    Nothing,
    Unknown,
}

impl Linear {
    /// The pattern, where it is one without choices that begins with fixed text; `group` 0 is the whole match.
    pub fn new(pattern: &str, group: usize) -> Option<Self> {
        let hir = regex_syntax::parse(pattern).ok()?;
        let mut items = Vec::new();
        if group == 0 {
            items.push(Item::Begin);
        }
        add(&hir, group, &mut items)?;
        if group == 0 {
            items.push(Item::End);
        }
        let has_group = items.iter().any(|item| matches!(item, Item::Begin));
        let before = items.iter().position(|item| matches!(item, Item::Text(_) | Item::Run(_)))?;
        let Item::Text(prefix) = &items[before] else { return None };
        let prefix = Finder::new(prefix).into_owned();
        (has_group && has_no_choice(&items)).then_some(Self { prefix, before, items })
    }

    /// Where the group of the first match is, if there is one. The outer `None` says that the general engine has to tell.
    pub fn find(&self, text: &str) -> Option<Option<Range<usize>>> {
        let bytes = text.as_bytes();
        let mut from = 0;
        while let Some(found) = bytes.get(from..).and_then(|rest| self.prefix.find(rest)) {
            match self.attempt(bytes, from + found) {
                Attempt::Found(group) => return Some(Some(group)),
                Attempt::Unknown => return None,
                Attempt::Nothing => from += found + 1,
            }
        }
        Some(None)
    }

    fn attempt(&self, bytes: &[u8], start: usize) -> Attempt {
        // The prefix has been found.
        let mut at = start + self.prefix.needle().len();
        let mut group = start..start;
        for item in &self.items[self.before + 1..] {
            match item {
                Item::Text(text) if bytes[at..].starts_with(text) => at += text.len(),
                Item::Text(_) => return Attempt::Nothing,
                Item::Run(run) => {
                    let room = &bytes[at..bytes.len().min(at.saturating_add(run.most))];
                    let length = room.iter().position(|b| !run.bytes[usize::from(*b)]).unwrap_or(room.len());
                    if run.ascii_only && room.get(length).is_some_and(|b| !b.is_ascii()) {
                        return Attempt::Unknown;
                    }
                    if length < run.least {
                        return Attempt::Nothing;
                    }
                    at += length;
                }
                Item::Begin => group.start = at,
                Item::End => group.end = at,
            }
        }
        Attempt::Found(group)
    }
}

fn add(hir: &Hir, group: usize, items: &mut Vec<Item>) -> Option<()> {
    match hir.kind() {
        HirKind::Empty => {}
        HirKind::Literal(literal) => match items.last_mut() {
            Some(Item::Text(text)) => text.extend_from_slice(&literal.0),
            _ => items.push(Item::Text(literal.0.to_vec())),
        },
        HirKind::Class(class) => items.push(Item::Run(Box::new(Run::new(class, 1, Some(1), true)))),
        HirKind::Repetition(repeated) => {
            let class = match repeated.sub.kind() {
                HirKind::Class(class) => class.clone(),
                HirKind::Literal(literal) => match *literal.0 {
                    [byte] if byte.is_ascii() => Class::Bytes(ClassBytes::new([ClassBytesRange::new(byte, byte)])),
                    _ => return None,
                },
                _ => return None,
            };
            items.push(Item::Run(Box::new(Run::new(&class, repeated.min, repeated.max, repeated.greedy))));
        }
        HirKind::Capture(capture) if capture.index as usize == group => {
            items.push(Item::Begin);
            add(&capture.sub, group, items)?;
            items.push(Item::End);
        }
        HirKind::Capture(capture) => add(&capture.sub, group, items)?,
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| add(part, group, items))?,
        HirKind::Look(_) | HirKind::Alternation(_) => return None,
    }
    Some(())
}

impl Run {
    fn new(class: &Class, least: u32, most: Option<u32>, greedy: bool) -> Self {
        let mut bytes = [false; 256];
        let mut add = |from: u32, to: u32| (from..=to.min(0x7f)).for_each(|b| bytes[b as usize] = true);
        let (mut some_beyond, mut all_beyond) = (false, false);
        match class {
            Class::Unicode(class) => {
                for range in class.ranges() {
                    add(range.start().into(), range.end().into());
                    some_beyond |= !range.end().is_ascii();
                    all_beyond |= u32::from(range.start()) <= 0x80 && range.end() == char::MAX;
                }
            }
            Class::Bytes(class) => {
                for range in class.ranges() {
                    add(range.start().into(), range.end().into());
                    some_beyond |= !range.end().is_ascii();
                }
            }
        }
        // Only where nobody counts is a character of several bytes the same as several characters.
        let all_beyond = all_beyond && least <= 1 && most.is_none();
        bytes[0x80..].fill(all_beyond);
        let size = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
        Self {
            bytes,
            ascii_only: some_beyond && !all_beyond,
            least: size(least),
            most: most.map_or(usize::MAX, size),
            greedy,
        }
    }
}

/// Whether each run can only end where it does: its characters begin nothing of what may follow it.
fn has_no_choice(items: &[Item]) -> bool {
    let mut next = [false; 256];
    let mut may_end = true;
    for item in items.iter().rev() {
        match item {
            Item::Begin | Item::End => {}
            Item::Text(text) => {
                let Some(first) = text.first() else { continue };
                next = [false; 256];
                next[usize::from(*first)] = true;
                may_end = false;
            }
            Item::Run(run) => {
                let is_fixed = run.least == run.most;
                let is_told =
                    next.iter().zip(&run.bytes).all(|(next, own)| !(*next && *own)) && (run.greedy || !may_end);
                if !is_fixed && !is_told {
                    return false;
                }
                let mut first = run.bytes;
                if run.ascii_only {
                    first[0x80..].fill(true);
                }
                if run.least == 0 {
                    next.iter_mut().zip(first).for_each(|(next, first)| *next |= first);
                } else {
                    next = first;
                    may_end = false;
                }
            }
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::*;

    /// The general engine must find the same.
    #[test]
    fn as_the_general_engine() {
        let texts = [
            "",
            "session 12 user=u166 duration=1454ms rule=\"allow-dns\"",
            "user=u duration=ms user=u7 duration=12ms",
            "user=uu7",
            "user=é user=u1",
            "user=u1é",
            "duration=12mx duration=3ms",
            "rule=\"é\" x",
            "rule=\"\"",
            "rule=\"open",
            "a=1,b=22,c=333",
            "ip=10.0.0.1 ip=1.2.3.4567",
            "key: value\nkey:next",
        ];
        let patterns = [
            ("user=(u[0-9]+)", 1),
            ("duration=([0-9]+)ms", 1),
            ("duration=([0-9]+)ms", 0),
            (r"user=(\w+)", 1),
            (r"user=u(\d*)", 1),
            ("rule=\"([^\"]*)\"", 1),
            ("rule=\"([^\"]+?)\"", 1),
            ("rule=\"([^\"]{1,3})\"", 1),
            (r"b=(\d\d)", 1),
            (r"(b=(\d+)),c=", 2),
            (r"ip=(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})", 4),
            (r"key:\s*(\w+)", 1),
            (r"key: *(v)", 1),
            ("u[a-z]?=", 0),
        ];
        for (pattern, group) in patterns {
            let regex = Regex::new(pattern).expect("valid");
            let linear = Linear::new(pattern, group).unwrap_or_else(|| panic!("{pattern} has choices"));
            for text in texts {
                let expected = regex.captures(text).and_then(|c| c.get(group)).map(|m| m.range());
                if let Some(found) = linear.find(text) {
                    assert_eq!(found, expected, "{pattern} in {text}");
                } else {
                    assert!(!text.is_ascii(), "{pattern} in {text}");
                }
            }
        }
    }

    #[test]
    fn choices() {
        for pattern in
            ["a(bx|c)", "a.*b", r"a\w+\d", "a(bc)*", "[ab]c", "^a", r"a\b", "a(x+?)", "(", r"a\w+(\d)", "a()?"]
        {
            assert!(Linear::new(pattern, 1).is_none(), "{pattern}");
        }
        assert!(Linear::new("a(b)", 2).is_none());
    }
}
