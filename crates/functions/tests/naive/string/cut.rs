//! Parts of texts.

use lurcher_symbols::values::dynamic::Dynamic;

use crate::driver::Pool;
use crate::naive::{Row, naive};

const PLACES: Pool = Pool::Also(&["0", "1", "2", "3", "-1", "-2", "100", "-100"]);
const DELIMITERS: Pool = Pool::Also(&["", ",", ".", "a", "ab", "é", " "]);

naive! {
    substring => [Pool::Any, PLACES, PLACES];
    split => [Pool::Also(&["a,b,,c", "", ",", "ab.ab.", "aXbXc", "éaé"]), DELIMITERS, PLACES];
}

fn substring(row: &Row<'_>) -> String {
    let text: Vec<char> = row.spelled(0).chars().collect();
    let (Some(start), Some(length)) = (row.long(1), row.long_or(2, i64::MAX)) else { return String::new() };
    let start = if start < 0 { start.saturating_add(text.len() as i64) } else { start };
    if start < 0 || length < 0 {
        return String::new();
    }
    text.iter().skip(start as usize).take(length as usize).collect()
}

fn split(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    let (text, delimiter) = (row.spelled(0), row.text(1));
    let mut parts: Vec<String> = match delimiter {
        "" => vec![text],
        _ => text.split(delimiter).map(str::to_owned).collect(),
    };
    if row.has(2) {
        let part = parts.get(usize::try_from(row.long(2)?).ok()?)?.clone();
        parts = vec![part];
    }
    Some(parts.into_iter().map(Dynamic::String).collect())
}
