//! Key-value pairs in texts. <https://learn.microsoft.com/kusto/query/parse-kv-operator>

use std::rc::Rc;

use datafusion::common::Result;
use regex::Regex;

use super::regexes;

/// How pairs are told apart. An empty text says nothing.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a> {
    /// What stands between pairs.
    pub pair_delimiter: &'a str,
    /// What stands between a key and its value.
    pub kv_delimiter: &'a str,
    /// Pairs of an opening and a closing character around keys and values that hold delimiters.
    pub quote: &'a str,
    /// Characters that take the meaning of the character after them, inside quotes.
    pub escape: &'a str,
    /// Two groups, the key and the value, instead of delimiters.
    pub regex: &'a str,
    /// Whether a value may hold the pair's delimiter: it then ends where the next key begins.
    pub greedy: bool,
    /// The keys that are wanted.
    pub keys: &'a [&'a str],
}

/// Finds the pairs of one text after the other.
pub struct Pairs<'a> {
    rules: &'a Rules<'a>,
    regex: Option<Rc<Regex>>,
    quotes: Vec<(char, char)>,
    found: Vec<(String, String)>,
}

impl<'a> Pairs<'a> {
    /// Prepares the rules; an error where they contradict each other.
    pub fn new(rules: &'a Rules<'a>) -> Result<Self> {
        if rules.pair_delimiter.is_empty() != rules.kv_delimiter.is_empty() {
            return refuse!("parse-kv: pair_delimiter and kv_delimiter go together");
        }
        if rules.greedy && (rules.kv_delimiter.is_empty() || !rules.quote.is_empty()) {
            return refuse!("parse-kv: greedy goes with delimiters and without quotes");
        }
        let regex = match rules.regex {
            "" => None,
            pattern => Some(regexes::compile(pattern)?),
        };
        if regex.as_ref().is_some_and(|r| r.captures_len() != 3) {
            return refuse!("parse-kv: the regex must have exactly two groups, the key and the value");
        }
        let quotes: Vec<char> = rules.quote.chars().collect();
        let quotes = quotes.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
        Ok(Self { rules, regex, quotes, found: Vec::new() })
    }

    /// The pairs of a text, the first of each key.
    pub fn of(&mut self, text: &str) -> &[(String, String)] {
        self.found.clear();
        match self.regex.clone() {
            Some(regex) => {
                for captures in regex.captures_iter(text) {
                    let group = |i| captures.get(i).map_or("", |m| m.as_str());
                    self.add(group(1), group(2));
                }
            }
            None if self.rules.greedy => self.greedy(text),
            None if self.rules.kv_delimiter.is_empty() => self.undelimited(text),
            None => self.delimited(text),
        }
        &self.found
    }

    fn add(&mut self, key: &str, value: &str) {
        let key = key.trim();
        if self.rules.keys.contains(&key) && self.found.iter().all(|(known, _)| known != key) {
            self.found.push((key.to_owned(), value.trim().to_owned()));
        }
    }

    fn delimited(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            let (key, after_key) = self.token(rest, true);
            let Some(after_key) = after_key else {
                // No value follows: what stands here is no key.
                rest = self.after_pair(rest);
                continue;
            };
            let (value, after_value) = self.token(after_key, false);
            self.add(&key, &value);
            rest = after_value.unwrap_or("");
        }
    }

    /// Without delimiters that are named, each character but a letter or a digit is one. A wanted key is looked for as
    /// it is written, so that one with a dot or with its own quotes (`"id.orig_h"`) is found too.
    fn undelimited(&mut self, text: &str) {
        let mut at = 0;
        let mut before: Option<char> = None;
        while let Some(c) = text[at..].chars().next() {
            let Some(key) = self.key_at(&text[at..], before) else {
                at += c.len_utf8();
                before = Some(c);
                continue;
            };
            let after = self.behind_key(&text[at + key.len()..], before);
            let value_at = after.trim_start_matches(|c: char| is_delimiter(c) && !self.opens(c));
            let (value, rest) = self.value(value_at);
            self.add(key, &value);
            before = text[..text.len() - rest.len()].chars().next_back();
            at = text.len() - rest.len();
        }
    }

    /// The longest wanted key that the text begins with: a word of its own, by what stands before and behind it.
    fn key_at(&self, text: &str, before: Option<char>) -> Option<&'a str> {
        let ends = |c: Option<char>| c.is_none_or(is_delimiter);
        let here = |key: &&&str| {
            let inner = key.starts_with(is_delimiter) || ends(before);
            let behind =
                text.strip_prefix(**key).is_some_and(|rest| key.ends_with(is_delimiter) || ends(rest.chars().next()));
            !key.is_empty() && inner && behind
        };
        self.rules.keys.iter().filter(here).max_by_key(|key| key.len()).copied()
    }

    /// What stands behind a key, and behind the quote that closes it.
    fn behind_key<'t>(&self, text: &'t str, before: Option<char>) -> &'t str {
        let close = self.quotes.iter().find(|(open, _)| before == Some(*open)).map(|(_, close)| *close);
        close.and_then(|close| text.strip_prefix(close)).unwrap_or(text)
    }

    fn opens(&self, c: char) -> bool {
        self.quotes.iter().any(|(open, _)| *open == c)
    }

    /// The value at the beginning of the text, a word or quoted, and what follows it.
    fn value<'t>(&self, text: &'t str) -> (String, &'t str) {
        let opened = self.quotes.iter().find_map(|(open, close)| Some((text.strip_prefix(*open)?, *close)));
        if let Some((inner, close)) = opened
            && let Some(found) = self.quoted(inner, close)
        {
            return found;
        }
        let (word, rest) = text.split_at(text.find(is_delimiter).unwrap_or(text.len()));
        (word.to_owned(), rest)
    }

    /// What stands behind the next pair's end.
    fn after_pair<'t>(&self, text: &'t str) -> &'t str {
        match self.pair_end(text) {
            Some((_, after)) => after,
            None => "",
        }
    }

    /// A key or value at the beginning of the text, and what follows behind its delimiter.
    fn token<'t>(&self, text: &'t str, is_key: bool) -> (String, Option<&'t str>) {
        let text = text.trim_start();
        let opened = self.quotes.iter().find_map(|(open, close)| Some((text.strip_prefix(*open)?, *close)));
        if let Some((inner, close)) = opened
            && let Some((token, after)) = self.quoted(inner, close)
        {
            let next = if is_key { self.key_end(after) } else { self.pair_end(after) };
            return (token, next.map(|(_, after)| after).or((!is_key).then_some("")));
        }
        let end = if is_key { self.key_end(text) } else { self.pair_end(text) };
        match end {
            Some((at, after)) => (text[..at].to_owned(), Some(after)),
            None => (text.to_owned(), None),
        }
    }

    fn quoted<'t>(&self, text: &'t str, close: char) -> Option<(String, &'t str)> {
        let mut token = String::new();
        let mut chars = text.char_indices();
        while let Some((at, c)) = chars.next() {
            if self.rules.escape.contains(c) {
                token.extend(chars.next().map(|(_, c)| c));
            } else if c == close {
                return Some((token, &text[at + c.len_utf8()..]));
            } else {
                token.push(c);
            }
        }
        None
    }

    /// Where a key ends: at its delimiter, unless the pair ends before. White space between them counts for neither.
    fn key_end<'t>(&self, text: &'t str) -> Option<(usize, &'t str)> {
        let at = text.find(self.rules.kv_delimiter)?;
        let pair = text.find(self.rules.pair_delimiter).unwrap_or(usize::MAX);
        let is_key = at <= pair || text[pair..at].trim().is_empty();
        is_key.then(|| (at, &text[at + self.rules.kv_delimiter.len()..]))
    }

    fn pair_end<'t>(&self, text: &'t str) -> Option<(usize, &'t str)> {
        let at = text.find(self.rules.pair_delimiter)?;
        Some((at, &text[at + self.rules.pair_delimiter.len()..]))
    }

    /// A value goes on to the pair's delimiter in front of the next key.
    fn greedy(&mut self, text: &str) {
        let (pair, kv) = (self.rules.pair_delimiter, self.rules.kv_delimiter);
        let mut pieces = text.split(kv);
        let Some(mut key) = pieces.next() else { return };
        let mut pieces = pieces.peekable();
        while let Some(piece) = pieces.next() {
            let (value, next) = match pieces.peek() {
                Some(_) => piece.rsplit_once(pair).unwrap_or((piece, "")),
                None => (piece, ""),
            };
            self.add(key, value);
            key = next;
        }
    }
}

fn is_delimiter(c: char) -> bool {
    !c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str, keys: &[&str], rules: Rules<'_>) -> Vec<(String, String)> {
        Pairs::new(&Rules { keys, ..rules }).map(|mut pairs| pairs.of(text).to_vec()).unwrap_or_default()
    }

    const NONE: Rules<'_> =
        Rules { pair_delimiter: "", kv_delimiter: "", quote: "", escape: "", regex: "", greedy: false, keys: &[] };

    fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(k, v)| (k.to_string(), v.to_string())).collect()
    }

    /// The documentation's examples.
    #[test]
    fn documented() {
        let text = "ThreadId:458745723, Machine:Node001, Text: The service is up, Level: Info";
        let found =
            pairs(text, &["Text", "ThreadId", "Machine"], Rules { pair_delimiter: ",", kv_delimiter: ":", ..NONE });
        assert_eq!(found, owned(&[("ThreadId", "458745723"), ("Machine", "Node001"), ("Text", "The service is up")]));

        let text =
            r#"src=10.1.1.123 dst=10.1.1.124 bytes=125 failure="connection aborted" "event time"=2021-01-01T10:00:54"#;
        let rules = Rules { pair_delimiter: " ", kv_delimiter: "=", quote: "\"\"", ..NONE };
        let found = pairs(text, &["event time", "failure"], rules);
        assert_eq!(found, owned(&[("failure", "connection aborted"), ("event time", "2021-01-01T10:00:54")]));

        let text = "name=John Doe phone=555 5555 city=New York";
        let rules = Rules { pair_delimiter: " ", kv_delimiter: "=", greedy: true, ..NONE };
        let found = pairs(text, &["name", "phone", "city"], rules);
        assert_eq!(found, owned(&[("name", "John Doe"), ("phone", "555 5555"), ("city", "New York")]));
    }

    /// The documentation's examples without delimiters.
    #[test]
    fn documented_without_delimiters() {
        let keys = ["Text", "ThreadId", "Machine"];
        let text = "2021-01-01T10:00:34 [INFO] ThreadId:458745723, Machine:Node001, Text: Started";
        let expected = [("ThreadId", "458745723"), ("Machine", "Node001"), ("Text", "Started")];
        assert_eq!(pairs(text, &keys, NONE), owned(&expected));
        // One word more in front changes nothing.
        assert_eq!(pairs(&format!("z {text}"), &keys, NONE), owned(&expected));

        let text = r"2021-01-01T10:00:34 [INFO] ThreadId:458745723, Machine:Node001, Text: 'The service \' is up'";
        let found = pairs(text, &keys, Rules { quote: "''", escape: "\\", ..NONE });
        assert_eq!(found[2], ("Text".to_owned(), "The service ' is up".to_owned()));
    }

    /// As the parser of Corelight's logs reads JSON.
    #[test]
    fn keys_with_their_quotes() {
        let text =
            r#"{"_path":"conn","id.orig_h":"10.0.0.51","id.orig_p":51000,"ts":"2026-01-15T10:00:05Z","local":true}"#;
        let rules = Rules { quote: "\"\"", ..NONE };
        let found = pairs(text, &["\"id.orig_h\"", "\"id.orig_p\"", "\"ts\"", "\"local\"", "\"no\""], rules);
        let expected = [("\"id.orig_h\"", "10.0.0.51"), ("\"id.orig_p\"", "51000"), ("\"ts\"", "2026-01-15T10:00:05Z")];
        assert_eq!(found[..3], owned(&expected));
        assert_eq!(found[3..], owned(&[("\"local\"", "true")]));
        // Without their own quotes they are the same keys.
        assert_eq!(pairs(text, &["ts", "local"], rules), owned(&[("ts", "2026-01-15T10:00:05Z"), ("local", "true")]));
        // A key is a word of its own, and no part of a value.
        assert_eq!(pairs(r#"xts=1 a="ts=2" ts=3"#, &["a", "ts"], rules), owned(&[("a", "ts=2"), ("ts", "3")]));
    }

    /// Answers of the real engine.
    #[test]
    fn answered() {
        let rules = Rules { pair_delimiter: ";", kv_delimiter: "=", ..NONE };
        assert_eq!(pairs("k1=1;k2=2;k1=3", &["k1", "k2"], rules), owned(&[("k1", "1"), ("k2", "2")]));
        let found = pairs("key1==value;key2=val2", &["key1", "key2"], rules);
        assert_eq!(found, owned(&[("key1", "=value"), ("key2", "val2")]));
        assert_eq!(pairs("no delimiters here", &["foo"], rules), []);
        let rules = Rules { pair_delimiter: " ", kv_delimiter: "=", ..NONE };
        let found = pairs("k=hello world=foo bar", &["k", "world"], rules);
        assert_eq!(found, owned(&[("k", "hello"), ("world", "foo")]));
        assert_eq!(pairs("  key  =  value  ", &["key"], rules), owned(&[("key", "value")]));
        assert_eq!(pairs("junk key = value", &["key"], rules), owned(&[("key", "value")]));
    }

    #[test]
    fn several_quotes_and_escapes() {
        let rules = Rules { pair_delimiter: ",", kv_delimiter: "=", quote: "\"\"()", escape: "\\^", ..NONE };
        let text = r#""a,b"="c=d", e=(f,^)g), h="\"i""#;
        let found = pairs(text, &["a,b", "e", "h"], rules);
        assert_eq!(found, owned(&[("a,b", "c=d"), ("e", "f,)g"), ("h", "\"i")]));
    }

    #[test]
    fn contradictions_are_refused() {
        assert!(Pairs::new(&Rules { pair_delimiter: ",", ..NONE }).is_err());
        assert!(Pairs::new(&Rules { regex: "(a)", ..NONE }).is_err());
        assert!(Pairs::new(&Rules { greedy: true, ..NONE }).is_err());
    }
}
