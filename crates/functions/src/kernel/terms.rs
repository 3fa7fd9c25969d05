//! Search for text: substrings (`contains`) and terms (`has`), in one case or in any.
//!
//! A term is a maximal run of letters and digits of any script. What `has` looks for may hold other characters too: it
//! is found where no letter or digit touches it, and an end of it that is neither letter nor digit may be touched by
//! anything. <https://learn.microsoft.com/kusto/query/datatypes-string-operators#what-is-a-term>

use lurcher_symbols::mutants::{Mutant, is_planted};
use memchr::memmem::Finder;
use memchr::{memchr_iter, memchr2_iter};

use super::fold::{fold, fold_into};

/// Where a find must end a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Boundary {
    /// `contains`: nowhere.
    None,
    /// `hasprefix`: before it.
    Before,
    /// `hassuffix`: behind it.
    Behind,
    /// `has`: on both sides.
    Both,
}

/// Whether case counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// It does.
    Sensitive,
    /// It does not.
    Insensitive,
}

/// Something to look for, prepared once for all rows.
#[derive(Debug)]
pub struct Needle {
    search: Search,
    before: bool,
    behind: bool,
}

#[derive(Debug)]
enum Search {
    /// Found in everything.
    Nothing,
    /// Byte for byte.
    Exact(Finder<'static>),
    /// ASCII in any case.
    Ascii(AsciiFinder),
    /// Text beyond ASCII in any case: searched folded in folded text.
    Folded(Finder<'static>),
}

impl Needle {
    /// Prepares a search.
    pub fn new(needle: &str, boundary: Boundary, case: Case) -> Self {
        let search = match case {
            _ if needle.is_empty() => Search::Nothing,
            Case::Insensitive if !needle.is_ascii() => Search::Folded(Finder::new(&fold(needle)).into_owned()),
            Case::Insensitive if needle.bytes().any(|b| b.is_ascii_alphabetic()) => {
                Search::Ascii(AsciiFinder::new(needle))
            }
            _ => Search::Exact(Finder::new(needle).into_owned()),
        };
        let at_edge = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        Self {
            search,
            before: matches!(boundary, Boundary::Before | Boundary::Both) && at_edge(needle.chars().next()),
            behind: !is_planted(Mutant::TermsGoOn)
                && matches!(boundary, Boundary::Behind | Boundary::Both)
                && at_edge(needle.chars().next_back()),
        }
    }

    /// A whole term in any case, what `has` looks for.
    pub fn term(term: &str) -> Self {
        Self::new(term, Boundary::Both, Case::Insensitive)
    }

    /// Whether it occurs in `text`. `buffer` is scratch space.
    pub fn is_in(&self, text: &str, buffer: &mut String) -> bool {
        match &self.search {
            Search::Nothing => true,
            Search::Exact(finder) => self.find(text, finder),
            Search::Ascii(finder) => {
                let mut from = 0;
                while let Some(at) = finder.find(text.as_bytes(), from) {
                    if self.stands(text, at) {
                        return true;
                    }
                    from = at + 1;
                }
                false
            }
            Search::Folded(_) if text.is_ascii() => false,
            Search::Folded(finder) => {
                fold_into(text, buffer);
                self.find(buffer, finder)
            }
        }
    }

    /// Whether [`Self::next_in`] finds it byte for byte in texts as they are.
    pub fn is_searchable(&self) -> bool {
        matches!(self.search, Search::Exact(_) | Search::Ascii(_))
    }

    /// Its length in bytes.
    pub fn width(&self) -> usize {
        match &self.search {
            Search::Nothing => 0,
            Search::Exact(finder) | Search::Folded(finder) => finder.needle().len(),
            Search::Ascii(finder) => finder.needle.len(),
        }
    }

    /// Where its bytes stand next, from `from` on; where a term must end is left to [`Self::stands`].
    pub fn next_in(&self, bytes: &[u8], from: usize) -> Option<usize> {
        match &self.search {
            Search::Nothing | Search::Folded(_) => None,
            Search::Exact(finder) => finder.find(bytes.get(from..)?).map(|at| from + at),
            Search::Ascii(finder) => finder.find(bytes, from),
        }
    }

    fn find(&self, text: &str, finder: &Finder<'_>) -> bool {
        let mut from = 0;
        while let Some(found) = text.as_bytes().get(from..).and_then(|rest| finder.find(rest)) {
            let at = from + found;
            if self.stands(text, at) {
                return true;
            }
            from = at + 1;
        }
        false
    }

    /// Whether a find is where a term may begin and end.
    #[inline]
    pub fn stands(&self, text: &str, at: usize) -> bool {
        (!self.before || !is_term_before(text, at)) && (!self.behind || !is_term_at(text, at + self.width()))
    }
}

/// Whether the character that ends at a place is a letter or digit.
#[inline]
pub fn is_term_before(text: &str, at: usize) -> bool {
    match text.as_bytes()[..at].last() {
        None => false,
        Some(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric(),
        Some(_) => text.get(..at).and_then(|t| t.chars().next_back()).is_some_and(char::is_alphanumeric),
    }
}

/// Whether the character at a place is a letter or digit.
#[inline]
pub fn is_term_at(text: &str, at: usize) -> bool {
    match text.as_bytes().get(at) {
        None => false,
        Some(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric(),
        Some(_) => text.get(at..).and_then(|t| t.chars().next()).is_some_and(char::is_alphanumeric),
    }
}

/// Looks for the needle's rarest byte in both cases, then for the next rarest, and compares around them.
#[derive(Debug)]
struct AsciiFinder {
    /// In lower case.
    needle: Box<[u8]>,
    /// Where the rarest byte is in the needle.
    rarest: usize,
    /// Where the next rarest is.
    next: usize,
}

impl AsciiFinder {
    fn new(needle: &str) -> Self {
        let needle: Box<[u8]> = needle.to_ascii_lowercase().into_bytes().into();
        let mut places: Vec<usize> = (0..needle.len()).collect();
        places.sort_by_key(|i| frequency(needle[*i]));
        let rarest = places.first().copied().unwrap_or(0);
        Self { needle, rarest, next: places.get(1).copied().unwrap_or(rarest) }
    }

    /// The first find at `from` or behind it.
    fn find(&self, text: &[u8], from: usize) -> Option<usize> {
        let room = (text.len() + 1).checked_sub(self.needle.len() + from)?;
        let candidates = &text[from + self.rarest..from + self.rarest + room];
        let check = |place: &usize| {
            let at = from + place;
            text[at + self.next].to_ascii_lowercase() == self.needle[self.next]
                && text[at..at + self.needle.len()].eq_ignore_ascii_case(&self.needle)
        };
        let byte = self.needle[self.rarest];
        let found = match byte.is_ascii_lowercase() {
            true => memchr2_iter(byte, byte.to_ascii_uppercase(), candidates).find(check),
            false => memchr_iter(byte, candidates).find(check),
        };
        found.map(|place| from + place)
    }
}

/// How common a byte is in logs, roughly: the letters of English, the digits and the marks of paths and names.
fn frequency(byte: u8) -> usize {
    const RISING: &[u8] = b"#~^;!?@&%*'+|<>()[]{}zqjxkvbygwfh_,pumc=\"ldrnsoati$:987654321\\/e0-. ";
    RISING.iter().position(|b| *b == byte).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, needle: &str, boundary: Boundary, case: Case) -> bool {
        Needle::new(needle, boundary, case).is_in(text, &mut String::new())
    }

    /// Answers of the engine to `has` and `has_cs`.
    #[test]
    fn terms() {
        let has = |text, needle| found(text, needle, Boundary::Both, Case::Insensitive);
        for text in ["hello world", "hello-world", "HELLO", "world hello", "a hello b", "hello_x"] {
            assert!(has(text, "hello"), "{text}");
        }
        assert!(!has("helloworld", "hello"));
        assert!(has("x.bar.y", "BAR"));
        assert!(has("Привет Мир", "привет"));
        assert!(!has("ПриветМир", "привет"));
        assert!(has("CAFÉ RÉSUMÉ", "café"));
        assert!(has("a b", " "));
        assert!(!has("a\tb", " "));
        assert!(has("", ""));
        assert!(has("hellohello hello", "hello"));
        assert!(!found("HELLO", "hello", Boundary::Both, Case::Sensitive));
    }

    /// Answers of the engine to `hasprefix`, `hassuffix` and `contains`.
    #[test]
    fn parts_of_terms() {
        let suffix = |text| found(text, "end", Boundary::Behind, Case::Insensitive);
        assert!(suffix("end.") && suffix("the end") && suffix("bend") && !suffix("ending"));
        let prefix = |text| found(text, "caf", Boundary::Before, Case::Insensitive);
        assert!(prefix("cafeteria") && !prefix("decaf"));
        assert!(found("FabriKam", "BRik", Boundary::None, Case::Insensitive));
        assert!(!found("FabriKam", "BRik", Boundary::None, Case::Sensitive));
    }

    #[test]
    fn ends_of_the_text() {
        let contains = |text, needle| found(text, needle, Boundary::None, Case::Insensitive);
        assert!(contains("abc", "ABC") && contains("xabc", "c") && contains("abc", "A"));
        assert!(!contains("ab", "abc") && !contains("", "a"));
        assert!(contains("--Az9--", "z9-"));
    }
}
