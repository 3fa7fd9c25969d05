//! Whether JSON text is canonical as it stands, which compact JSON mostly is: then nothing has to be written anew.

use std::collections::HashSet;

use super::MAX_DEPTH;
use super::times::may_be_time;

/// Whether `json` is canonical text that holds no tagged value.
pub fn is_canonical(json: &str) -> bool {
    let mut checker = Checker { text: json, bytes: json.as_bytes(), at: 0, keys: Vec::new() };
    checker.value(MAX_DEPTH).is_some() && checker.at == json.len()
}

/// None where the text is spelled otherwise, or no JSON.
type Checked = Option<()>;

struct Checker<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    /// The keys of the open bags.
    keys: Vec<&'a str>,
}

/// The bytes that end the plain run of a string: the quote, the backslash, control characters.
const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = true;
        byte += 1;
    }
    table[b'"' as usize] = true;
    table[b'\\' as usize] = true;
    table
};

impl<'a> Checker<'a> {
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == byte;
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, byte: u8) -> Checked {
        self.take(byte).then_some(())
    }

    fn value(&mut self, depth: usize) -> Checked {
        match self.peek() {
            b'"' => self.string().filter(|text| !may_be_time(text.as_bytes())).map(|_| ()),
            b'{' => self.bag(depth.checked_sub(1)?),
            b'[' => self.array(depth.checked_sub(1)?),
            b't' => self.name(b"true"),
            b'f' => self.name(b"false"),
            b'n' => self.name(b"null"),
            _ => self.number(),
        }
    }

    fn name(&mut self, name: &[u8]) -> Checked {
        let found = self.bytes[self.at..].starts_with(name);
        self.at += name.len();
        found.then_some(())
    }

    fn array(&mut self, depth: usize) -> Checked {
        self.at += 1;
        if self.take(b']') {
            return Some(());
        }
        loop {
            self.value(depth)?;
            if !self.take(b',') {
                return self.expect(b']');
            }
        }
    }

    fn bag(&mut self, depth: usize) -> Checked {
        self.at += 1;
        if self.take(b'}') {
            return Some(());
        }
        let first = self.keys.len();
        loop {
            let key = self.string()?;
            self.keys.push(key);
            self.expect(b':')?;
            self.value(depth)?;
            if !self.take(b',') {
                self.expect(b'}')?;
                break;
            }
        }
        let unique = are_unique(&self.keys[first..]);
        self.keys.truncate(first);
        unique.then_some(())
    }

    /// A string whose escapes are those that canonical text has, control characters with a code aside.
    fn string(&mut self) -> Option<&'a str> {
        self.expect(b'"')?;
        let start = self.at;
        loop {
            while self.bytes.get(self.at).is_some_and(|byte| !SPECIAL[usize::from(*byte)]) {
                self.at += 1;
            }
            match self.peek() {
                b'"' => {
                    self.at += 1;
                    return Some(&self.text[start..self.at - 1]);
                }
                b'\\'
                    if matches!(self.bytes.get(self.at + 1), Some(b'"' | b'\\' | b'b' | b'f' | b'n' | b'r' | b't')) =>
                {
                    self.at += 2;
                }
                _ => return None,
            }
        }
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.peek().is_ascii_digit() {
            self.at += 1;
        }
        self.at - start
    }

    /// A number that is surely canonical: a long of up to 18 digits, or a real of up to 15 without an exponent, which is the shortest text there is.
    fn number(&mut self) -> Checked {
        let start = self.at;
        let negative = self.take(b'-');
        let first = self.peek();
        let whole = self.digits();
        if whole == 0 || whole > 18 || whole > 1 && first == b'0' {
            return None;
        }
        if !self.take(b'.') {
            let zero = negative && first == b'0';
            return (!zero && !matches!(self.peek(), b'e' | b'E')).then_some(());
        }
        let fraction_start = self.at;
        let fraction = self.digits();
        let digits = &self.bytes[fraction_start..self.at];
        let trimmed = fraction == 1 || digits.last() != Some(&b'0');
        let small = first == b'0' && fraction > 5 && digits.starts_with(b"00000");
        if fraction == 0 || !trimmed || small || self.at - start > 16 || matches!(self.peek(), b'e' | b'E') {
            return None;
        }
        Some(())
    }
}

/// Whether no key stands twice.
pub(super) fn are_unique(keys: &[&str]) -> bool {
    if keys.len() > 16 {
        let mut seen = HashSet::with_capacity(keys.len());
        return keys.iter().all(|key| seen.insert(key));
    }
    keys.iter().enumerate().all(|(i, key)| !keys[..i].contains(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_or_not() {
        for text in
            [r#"{"a":[1,-2.5,"x\n\"é",true,null],"b":{}}"#, "0", "-0.5", "1.0", "\"\"", "999999999999999999", "0.00001"]
        {
            assert!(is_canonical(text), "{text}");
        }
        for text in [
            "",
            "{\"a\":1,\"a\":2}",
            "[1, 2]",
            "[1,]",
            "01",
            "-0",
            "1.",
            "1.50",
            "1e5",
            "1.5e5",
            "1.5x",
            "\"\\u0001\"",
            "\"\\/\"",
            "\"a",
            "tru",
            "nulls",
            "[1",
            "{\"a\"}",
            "0.000001",
            "1234567890.1234567",
            "9999999999999999999",
            "-",
            "1 ",
        ] {
            assert!(!is_canonical(text), "{text}");
        }
    }
}
