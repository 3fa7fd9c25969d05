//! The codes that all stages report, and how one is found by what somebody types.

use lurcher_diagnostics::{Code, Page};

/// The pages of all codes, sorted.
pub(crate) fn all() -> Vec<&'static Page> {
    let binder = lurcher_binder::codes::all();
    let others = [
        lurcher_syntax::codes::ALL,
        lurcher_content::codes::ALL,
        lurcher_content::checks::codes::CHECKS,
        lurcher_engine::codes::ALL,
    ];
    let mut pages: Vec<_> = others.into_iter().flatten().copied().chain(binder).map(Code::page).collect();
    pages.sort_by_key(|page| page.id);
    pages.dedup_by_key(|page| page.id);
    pages
}

/// Whether a text is a code and no query: two or three letters and three or four digits.
pub(crate) fn is_code(text: &str) -> bool {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    (2..=3).contains(&(text.len() - digits.len()))
        && (3..=4).contains(&digits.len())
        && digits.bytes().all(|b| b.is_ascii_digit())
}

/// The pages of a code: its own, or those for which Kusto's engine has this code.
pub(crate) fn find(code: &str) -> Vec<&'static Page> {
    let all = all();
    match all.iter().find(|page| page.id.eq_ignore_ascii_case(code)) {
        Some(page) => vec![page],
        None => all.into_iter().filter(|page| page.also.iter().any(|a| a.eq_ignore_ascii_case(code))).collect(),
    }
}

/// What is said of a code that does not exist.
pub(crate) fn unknown(code: &str) -> String {
    let code = code.to_ascii_uppercase();
    let score =
        |page: &Page| (strsim::damerau_levenshtein(&code, page.id), number(page.id).abs_diff(number(&code)), page.id);
    let mut near: Vec<_> = all().into_iter().map(score).collect();
    near.sort_unstable();
    let nearest: Vec<&str> = near.into_iter().take(NEAR).map(|(.., id)| id).collect();
    format!("there is no code '{code}'; near it are {}, and `lurcher explain` lists all", nearest.join(", "))
}

/// How many codes are suggested for one that does not exist.
const NEAR: usize = 3;

/// The digits of a code.
fn number(code: &str) -> u32 {
    code.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse().unwrap_or(0)
}
