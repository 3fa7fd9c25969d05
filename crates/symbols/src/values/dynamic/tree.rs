//! Trees from text, and text from trees.

use std::collections::HashMap;
use std::fmt::Write;

use super::canonical::{write_real, write_string, write_tagged, write_text};
use super::check::are_unique;
use super::scanner::{Number, Scanner};
use super::times::time_of;
use super::{Dynamic, MAX_DEPTH};
use crate::values::decimal::Decimal;
use crate::values::{datetime, guid, real, timespan};

/// The value of a text; tagged strings are scalars where `tags` says so.
pub(super) fn parse(text: &str, tags: bool) -> Option<Dynamic> {
    let mut reader = Reader { scanner: Scanner::new(text), tags };
    let value = reader.value(MAX_DEPTH)?;
    reader.scanner.at_end().then_some(value)
}

/// The string of a JSON string.
pub(super) fn unquote(text: &str) -> Option<String> {
    let mut scanner = Scanner::new(text);
    scanner.peek()?;
    let quoted = scanner.string()?;
    scanner.at_end().then(|| quoted.unescape().into_owned())
}

struct Reader<'a> {
    scanner: Scanner<'a>,
    tags: bool,
}

impl Reader<'_> {
    fn value(&mut self, depth: usize) -> Option<Dynamic> {
        Some(match self.scanner.peek()? {
            b'{' => Dynamic::Bag(self.bag(depth.checked_sub(1)?)?),
            b'[' => Dynamic::Array(self.array(depth.checked_sub(1)?)?),
            b'"' => {
                let quoted = self.scanner.string()?;
                let text = quoted.unescape();
                let time = || time_of(quoted.raw).filter(|_| !quoted.escaped);
                match text.strip_prefix('\u{1}') {
                    Some(tagged) if self.tags => untag(tagged),
                    _ if self.tags => Dynamic::String(text.into_owned()),
                    _ => time().map_or_else(|| Dynamic::String(text.into_owned()), Dynamic::DateTime),
                }
            }
            b't' => self.scanner.name("true").map(|()| Dynamic::Bool(true))?,
            b'f' => self.scanner.name("false").map(|()| Dynamic::Bool(false))?,
            b'n' => self.scanner.name("null").map(|()| Dynamic::Null)?,
            _ => number(&self.scanner.number()?),
        })
    }

    fn array(&mut self, depth: usize) -> Option<Vec<Dynamic>> {
        let mut array = Vec::new();
        self.scanner.take(b'[');
        if self.scanner.take(b']') {
            return Some(array);
        }
        loop {
            array.push(self.value(depth)?);
            if !self.scanner.take(b',') {
                return self.scanner.take(b']').then_some(array);
            }
        }
    }

    fn bag(&mut self, depth: usize) -> Option<Vec<(String, Dynamic)>> {
        let mut bag = Vec::new();
        self.scanner.take(b'{');
        if self.scanner.take(b'}') {
            return Some(bag);
        }
        loop {
            let key = self.scanner.string()?.unescape().into_owned();
            if !self.scanner.take(b':') {
                return None;
            }
            bag.push((key, self.value(depth)?));
            if !self.scanner.take(b',') {
                return self.scanner.take(b'}').then(|| merge_equal_keys(bag));
            }
        }
    }
}

fn number(number: &Number<'_>) -> Dynamic {
    match number.long() {
        Some(long) => Dynamic::Long(long),
        None => Dynamic::Real(number.text.parse().unwrap_or(f64::NAN)),
    }
}

/// Of equal keys the last value, at the place of the first.
fn merge_equal_keys(bag: Vec<(String, Dynamic)>) -> Vec<(String, Dynamic)> {
    let keys: Vec<&str> = bag.iter().map(|(key, _)| key.as_str()).collect();
    let unique = are_unique(&keys);
    if unique {
        return bag;
    }
    let mut places: HashMap<String, usize> = HashMap::with_capacity(bag.len());
    let mut merged: Vec<(String, Dynamic)> = Vec::with_capacity(bag.len());
    for (key, value) in bag {
        let place = *places.entry(key.clone()).or_insert(merged.len());
        match merged.get_mut(place) {
            Some(old) => old.1 = value,
            None => merged.push((key, value)),
        }
    }
    merged
}

/// The value of a tagged string, U+0001 taken off.
fn untag(text: &str) -> Dynamic {
    let scalar = |tag: char| text.strip_prefix(tag);
    scalar('d')
        .and_then(|t| datetime::parse(t).map(Dynamic::DateTime))
        .or_else(|| scalar('t').and_then(|t| timespan::parse(t).map(Dynamic::TimeSpan)))
        .or_else(|| scalar('g').and_then(|t| guid::parse(t).map(Dynamic::Guid)))
        .or_else(|| scalar('m').and_then(|t| Decimal::parse(t).map(Dynamic::Decimal)))
        .or_else(|| scalar('r').and_then(|t| real::parse(t).map(Dynamic::Real)))
        .unwrap_or_else(|| Dynamic::String(text.to_owned()))
}

/// Appends the canonical text of a tree.
pub(super) fn write(value: &Dynamic, out: &mut String) {
    match value {
        Dynamic::Null => out.push_str("null"),
        Dynamic::Bool(b) => out.push_str(if *b { "true" } else { "false" }),
        Dynamic::Long(i) => {
            let _ = write!(out, "{i}");
        }
        Dynamic::Real(r) => write_real(out, *r),
        Dynamic::String(s) => write_text(out, s),
        Dynamic::DateTime(t) => write_tagged(out, 'd', |out| {
            let _ = datetime::write(out, *t);
        }),
        Dynamic::TimeSpan(t) => write_tagged(out, 't', |out| {
            let _ = timespan::write(out, *t);
        }),
        Dynamic::Guid(g) => write_tagged(out, 'g', |out| out.push_str(&guid::format(g))),
        Dynamic::Decimal(d) => write_tagged(out, 'm', |out| {
            let _ = write!(out, "{d}");
        }),
        Dynamic::Array(array) => {
            out.push('[');
            for (i, element) in array.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write(element, out);
            }
            out.push(']');
        }
        Dynamic::Bag(bag) => {
            out.push('{');
            for (i, (key, element)) in bag.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write_string(out, key);
                out.push(':');
                write(element, out);
            }
            out.push('}');
        }
    }
}
