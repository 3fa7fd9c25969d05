//! Places of texts in texts.

use lurcher_symbols::values::dynamic::Dynamic;
use regex::Regex;

use super::regexes::PATTERNS;
use crate::driver::Pool;
use crate::naive::{Row, naive};
use crate::spelling::spell_dynamic;

const TEXTS: Pool = Pool::Also(&["abcabc", "ababa", "aaaa", "éaéaé", "a😀a", "", "cab"]);
const NEEDLES: Pool = Pool::Also(&["a", "ab", "aba", "é", "😀", "", "c", "x"]);
const PLACES: Pool = Pool::Also(&["0", "1", "2", "3", "-1", "-3", "10", "-10"]);
const TERMS: Pool = Pool::Also(&[
    "[\"a\",\"b\"]",
    "[]",
    "[\"\"]",
    "[1,2,\"fox\"]",
    "[\"ab\",\"ABC\"]",
    "[null,\"a\"]",
    "\"a\"",
    "{\"a\":1}",
    "[\"é\"]",
    "[true,[1]]",
]);

naive! {
    indexof => [TEXTS, NEEDLES, PLACES];
    indexof_regex => [TEXTS, PATTERNS, PLACES];
    countof => [TEXTS, NEEDLES, Pool::Only(&["normal", "regex"])];
    has_any_index => [Pool::Any, TERMS];
}

/// The places of a text, by characters.
fn places(text: &[char], needle: &[char]) -> Vec<usize> {
    (0..text.len()).filter(|at| text[*at..].starts_with(needle)).collect()
}

/// Where a search may begin (the first place, the first one behind the last), and the number of the find that is asked
/// for.
fn window(row: &Row<'_>, len: usize, from_end: bool) -> Option<(usize, usize, usize)> {
    let (start, length, occurrence) = (row.long_or(2, 0)?, row.long_or(3, -1)?, row.long_or(4, 1)?);
    if length < -1 || occurrence < 0 || (start < 0 && !from_end) {
        return None;
    }
    let start = if start < 0 { start.saturating_add(len as i64).max(0) } else { start } as usize;
    let end = if length < 0 { usize::MAX } else { start.saturating_add(length as usize) };
    Some((start, end, occurrence as usize))
}

fn indexof(row: &Row<'_>) -> Option<i64> {
    let (text, needle): (Vec<char>, Vec<char>) = (row.spelled(0).chars().collect(), row.spelled(1).chars().collect());
    let (start, end, occurrence) = window(row, text.len(), true)?;
    if needle.is_empty() {
        return None;
    }
    let found: Vec<usize> = places(&text, &needle).into_iter().filter(|at| *at >= start && *at < end).collect();
    Some(occurrence.checked_sub(1).and_then(|n| found.get(n)).map_or(-1, |at| *at as i64))
}

fn indexof_regex(row: &Row<'_>) -> Option<i64> {
    let text = row.spelled(0);
    let (start, end, occurrence) = window(row, text.chars().count(), false)?;
    let regex = Regex::new(&row.spelled(1)).expect("a pattern of the pool");
    let rest: String = text.chars().skip(start).collect();
    let place = |byte: usize| start + rest[..byte].chars().count();
    let found =
        regex.find_iter(&rest).map(|found| place(found.start())).filter(|at| *at < end.min(text.chars().count()));
    let found: Vec<usize> = found.collect();
    Some(occurrence.checked_sub(1).and_then(|n| found.get(n)).map_or(-1, |at| *at as i64))
}

/// Plain texts may overlap, matches of a regular expression do not.
fn countof(row: &Row<'_>) -> i64 {
    let (text, needle) = (row.text(0), row.text(1));
    if row.has(2) && row.text(2) == "regex" {
        return Regex::new(needle).map_or(0, |regex| regex.find_iter(text).count() as i64);
    }
    if needle.is_empty() {
        return 0;
    }
    places(&text.chars().collect::<Vec<_>>(), &needle.chars().collect::<Vec<_>>()).len() as i64
}

fn has_any_index(row: &Row<'_>) -> i64 {
    let terms = match row.dynamic(1) {
        Dynamic::Array(terms) => terms,
        Dynamic::Null => vec![],
        term => vec![term],
    };
    let text = row.spelled(0);
    let has = |term: &Dynamic| crate::terms::has(&text, &spell_dynamic(term), false);
    terms.iter().position(has).map_or(-1, |at| at as i64)
}
