//! Many terms looked for at once.

use aho_corasick::{AhoCorasick, MatchKind};
use datafusion::common::Result;
use rustc_hash::FxHashSet;

use super::terms::{Needle, is_term_at, is_term_before};

/// From how many terms on one pass for all of them is faster than one for each.
const ONE_PASS: usize = 3;

/// Any of several terms, in any case.
#[derive(Debug)]
pub struct AnyTerm {
    /// ASCII letters and digits only: each term of the text is looked up.
    words: Option<Words>,
    /// ASCII with other characters.
    phrases: Option<AhoCorasick>,
    /// All others.
    single: Vec<Needle>,
}

impl AnyTerm {
    /// Prepares the search.
    pub fn new<T: AsRef<str>>(terms: &[T]) -> Result<Self> {
        let (mut words, mut phrases, mut single) = (Vec::new(), Vec::new(), Vec::new());
        for term in terms.iter().map(AsRef::as_ref) {
            match term {
                word if Words::is_word(word) => words.push(word),
                phrase if phrase.is_ascii() && !phrase.is_empty() => phrases.push(phrase),
                other => single.push(other),
            }
        }
        for few in [&mut words, &mut phrases] {
            if few.len() < ONE_PASS {
                single.append(few);
            }
        }
        let automaton =
            AhoCorasick::builder().ascii_case_insensitive(true).match_kind(MatchKind::Standard).build(&phrases);
        let automaton = automaton.map_err(|e| crate::refused(format!("has_any: too many terms: {e}")))?;
        Ok(Self {
            words: (!words.is_empty()).then(|| Words::new(&words)),
            phrases: (!phrases.is_empty()).then_some(automaton),
            single: single.into_iter().map(Needle::term).collect(),
        })
    }

    /// Whether any of them is a term of `text`. `buffer` is scratch space.
    pub fn is_in(&self, text: &str, buffer: &mut String) -> bool {
        self.words.as_ref().is_some_and(|words| words.any_in(text, buffer))
            || self.phrases.as_ref().is_some_and(|phrases| any_phrase(phrases, text))
            || self.single.iter().any(|needle| needle.is_in(text, buffer))
    }
}

fn any_phrase(phrases: &AhoCorasick, text: &str) -> bool {
    let bytes = text.as_bytes();
    phrases.find_overlapping_iter(text).any(|found| {
        let (start, end) = (found.start(), found.end());
        (!bytes[start].is_ascii_alphanumeric() || !is_term_before(text, start))
            && (!bytes[end - 1].is_ascii_alphanumeric() || !is_term_at(text, end))
    })
}

/// Terms by their first letter and length, and by all their letters.
#[derive(Debug)]
struct Words {
    /// For each first byte, in both cases, a bit for each length that a word has.
    lengths: Box<[u64; 256]>,
    /// The words in lower case.
    words: FxHashSet<Box<str>>,
}

impl Words {
    /// What can be looked up here: lengths have 63 bits.
    fn is_word(term: &str) -> bool {
        (1..64).contains(&term.len()) && term.bytes().all(|b| b.is_ascii_alphanumeric())
    }

    fn new(words: &[&str]) -> Self {
        let mut lengths = Box::new([0; 256]);
        for word in words {
            let first = word.as_bytes()[0];
            for byte in [first.to_ascii_lowercase(), first.to_ascii_uppercase()] {
                lengths[usize::from(byte)] |= 1 << word.len();
            }
        }
        Self { lengths, words: words.iter().map(|w| w.to_ascii_lowercase().into()).collect() }
    }

    fn any_in(&self, text: &str, buffer: &mut String) -> bool {
        let mut has = |term: &str| {
            let known = term.len() < 64 && self.lengths[usize::from(term.as_bytes()[0])] & (1 << term.len()) != 0;
            known && {
                buffer.clear();
                buffer.push_str(term);
                buffer.make_ascii_lowercase();
                self.words.contains(buffer.as_str())
            }
        };
        if !text.is_ascii() {
            return text.split(|c: char| !c.is_alphanumeric()).any(|term| !term.is_empty() && has(term));
        }
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(start) = bytes[at..].iter().position(u8::is_ascii_alphanumeric).map(|p| at + p) {
            let rest = &bytes[start..];
            let end = start + rest.iter().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(rest.len());
            if has(&text[start..end]) {
                return true;
            }
            at = end;
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(terms: &[&str], text: &str) -> bool {
        AnyTerm::new(terms).is_ok_and(|terms| terms.is_in(text, &mut String::new()))
    }

    #[test]
    fn many_terms() {
        let terms = ["one", "TWO", "three", "a.b", "c-d", "e f", "é", "x".repeat(80).leak()];
        for text in ["one", "(two)", "1 THREE.", "A.B", "xc-d e f", "é", "É!", "ü Two", "ONE-ü", &"X".repeat(80)] {
            assert!(found(&terms, text), "{text}");
        }
        for text in ["", "ones", "two2", "a.bc", "xc-d", "éa", "üone", &"x".repeat(81)] {
            assert!(!found(&terms, text), "{text}");
        }
        assert!(found(&["", "b", "c"], "anything"));
        assert!(!found(&[], "anything"));
    }
}
