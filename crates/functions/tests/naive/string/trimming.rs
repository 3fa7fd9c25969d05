//! Texts without what matches at their ends.

use regex::Regex;

use crate::driver::Pool;
use crate::naive::{Row, naive};

const PATTERNS: Pool = Pool::Only(&["a", "--", r"\s+", r"[^\w]+", "ab|a", "é", "", r"\d", "[ab]"]);
const TEXTS: Pool = Pool::Also(&["aaabaa", "--x----", "  a b  ", "éaé", "", "a", "ab", "1a2", "- Te st! $"]);

naive! {
    trim => [PATTERNS, TEXTS];
    trim_start => [PATTERNS, TEXTS];
    trim_end => [PATTERNS, TEXTS];
}

fn start<'a>(pattern: &str, text: &'a str) -> &'a str {
    let regex = Regex::new(&format!("^(?:{pattern})")).expect("a pattern of the pool");
    regex.find(text).map_or(text, |found| &text[found.end()..])
}

fn end<'a>(pattern: &str, text: &'a str) -> &'a str {
    let regex = Regex::new(&format!(r"(?:{pattern})\z")).expect("a pattern of the pool");
    regex.find(text).map_or(text, |found| &text[..found.start()])
}

fn trim<'a>(row: &'a Row<'_>) -> &'a str {
    end(row.text(0), start(row.text(0), row.text(1)))
}

fn trim_start<'a>(row: &'a Row<'_>) -> &'a str {
    start(row.text(0), row.text(1))
}

fn trim_end<'a>(row: &'a Row<'_>) -> &'a str {
    end(row.text(0), row.text(1))
}
