//! An input from others. What is mostly text is changed by tokens, so that words stay words and brackets mostly match;
//! anything is changed by bytes, too.

use super::random::Random;

/// Inputs are cut off here: longer ones cost time and find little.
const LONGEST: usize = 4096;

/// How many changes an input gets at most.
const CHANGES: usize = 6;

/// Numbers at which something often changes.
const NUMBERS: [&str; 20] = [
    "0",
    "-1",
    "1",
    "2",
    "7",
    "127",
    "255",
    "256",
    "65536",
    "2147483647",
    "-2147483648",
    "9223372036854775807",
    "-9223372036854775808",
    "18446744073709551616",
    "1e308",
    "-1e-320",
    "0.1",
    "1e999",
    "99999999999999999999999999999999999999",
    "0x7fffffffffffffff",
];

/// Characters that readers, printers and kernels stumble over.
const CHARACTERS: [&str; 28] = [
    "\0",
    "\u{1}",
    "\n",
    "\r\n",
    "\t",
    "\u{b}",
    "\u{1b}[31m",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{ad}",
    "\u{300}",
    "\u{1e9e}",
    "\u{130}",
    "\u{200b}",
    "\u{202e}",
    "\u{2028}",
    "\u{feff}",
    "\u{fffd}",
    "\u{ffff}",
    "\u{1f469}\u{200d}\u{1f4bb}",
    "\u{10ffff}",
    "é",
    "日本",
    "\\",
    "'",
    "\"",
    "\\u0000",
];

/// Brackets and quotes to put round something.
const PAIRS: [(&str, &str); 8] =
    [("(", ")"), ("[", "]"), ("{", "}"), ("'", "'"), ("\"", "\""), ("`", "`"), ("/*", "*/"), ("<", ">")];

/// A new input from one of `seeds`.
pub(super) fn mutated(seeds: &[Vec<u8>], words: &[&str], random: &mut Random) -> Vec<u8> {
    let mut input = random.pick(seeds).cloned().unwrap_or_default();
    if random.one_in(50) {
        return input;
    }
    for _ in 0..=random.below(CHANGES) {
        match std::str::from_utf8(&input) {
            Ok(text) if !random.one_in(12) => {
                let tokens = tokens(text);
                input = change_tokens(tokens, seeds, words, random);
            }
            _ => change_bytes(&mut input, seeds, random),
        }
        input.truncate(LONGEST);
    }
    input
}

/// Words, numbers, white space, and every other character by itself.
fn tokens(text: &str) -> Vec<String> {
    let class = |c: char| match c {
        c if c.is_alphanumeric() || c == '_' => 1,
        c if c.is_whitespace() => 2,
        _ => 0,
    };
    let mut tokens: Vec<String> = Vec::new();
    let mut last = 0;
    for c in text.chars() {
        match tokens.last_mut() {
            Some(token) if class(c) != 0 && class(c) == last => token.push(c),
            _ => tokens.push(c.to_string()),
        }
        last = class(c);
    }
    tokens
}

fn change_tokens(mut tokens: Vec<String>, seeds: &[Vec<u8>], words: &[&str], random: &mut Random) -> Vec<u8> {
    let at = random.below(tokens.len() + 1).min(tokens.len());
    let end = (at + 1 + random.below(1 + random.clone().below(8))).min(tokens.len());
    let word = |random: &mut Random| match random.below(8) {
        0 => random.pick(&NUMBERS).map(|n| (*n).to_owned()),
        1 => random.pick(&CHARACTERS).map(|c| (*c).to_owned()),
        2 => random.pick(seeds).and_then(|seed| {
            let others = self::tokens(&String::from_utf8_lossy(seed));
            random.pick(&others).cloned()
        }),
        _ => random.pick(words).map(|w| (*w).to_owned()),
    };
    match random.below(11) {
        0 => drop(tokens.drain(at..end)),
        1 | 2 => tokens.insert(at, word(random).unwrap_or_default()),
        3 | 4 if at < tokens.len() => tokens[at] = word(random).unwrap_or_default(),
        5 => {
            let copied: Vec<String> = tokens[at..end].to_vec();
            let to = random.below(tokens.len() + 1).min(tokens.len());
            tokens.splice(to..to, copied);
        }
        6 if end > at => tokens.swap(at, end - 1),
        7 => {
            let times = [2, 3, 10, 100, 1000][random.below(5)];
            let copied = tokens[at..end].concat();
            if copied.len() * times <= LONGEST {
                tokens.insert(at, copied.repeat(times));
            }
        }
        8 => {
            let (open, close) = PAIRS[random.below(PAIRS.len())];
            let times = if random.one_in(30) { 200 } else { 1 };
            tokens.insert(end, close.repeat(times));
            tokens.insert(at, open.repeat(times));
        }
        9 => {
            // The end of another input: what began as one goes on as another.
            let other = random.pick(seeds).map(|seed| self::tokens(&String::from_utf8_lossy(seed))).unwrap_or_default();
            let from = random.below(other.len() + 1).min(other.len());
            tokens.truncate(at);
            tokens.extend_from_slice(&other[from..]);
        }
        _ => {
            if let Some(token) = tokens.get_mut(at)
                && let Ok(number) = token.parse::<i64>()
            {
                let other = [
                    number.wrapping_add(1),
                    number.wrapping_sub(1),
                    number.wrapping_neg(),
                    number.wrapping_mul(1 << 20),
                ];
                *token = other[random.below(other.len())].to_string();
            }
        }
    }
    tokens.concat().into_bytes()
}

fn change_bytes(input: &mut Vec<u8>, seeds: &[Vec<u8>], random: &mut Random) {
    let at = random.below(input.len() + 1).min(input.len());
    let end = (at + 1 + random.below(16)).min(input.len());
    match random.below(8) {
        0 if at < input.len() => input[at] ^= 1 << random.below(8),
        1 if at < input.len() => input[at] = random.next() as u8,
        2 if at < input.len() => {
            const EDGES: [u8; 9] = [0, 1, 0x7f, 0x80, 0xff, 0xfe, 0xc0, 0xed, b'0'];
            input[at] = EDGES[random.below(EDGES.len())];
        }
        3 => drop(input.drain(at..end)),
        4 => input.insert(at, random.next() as u8),
        5 => {
            let copied = input[at..end].to_vec();
            let to = random.below(input.len() + 1).min(input.len());
            input.splice(to..to, copied);
        }
        6 => {
            // A number of four or eight bytes, as the formats of files have them.
            let width = if random.one_in(2) { 4 } else { 8 };
            let number = [0_u64, 1, 0x7fff_ffff, 0xffff_ffff, u64::MAX, 1 << 31, 1 << 40][random.below(7)];
            for (byte, new) in input.iter_mut().skip(at).take(width).zip(number.to_le_bytes()) {
                *byte = new;
            }
        }
        _ => {
            let other = random.pick(seeds).cloned().unwrap_or_default();
            let from = random.below(other.len() + 1).min(other.len());
            input.truncate(at);
            input.extend_from_slice(&other[from..]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_inputs_again_and_others_other_ones() {
        let seeds =
            super::super::texts(&["T | where a == 1 | summarize count() by b", "print parse_json('{\"a\":[1]}')"]);
        let inputs = |seed| {
            let mut random = Random::new(seed, "query", 0);
            (0..200).map(|_| mutated(&seeds, &["take", "has"], &mut random)).collect::<Vec<_>>()
        };
        assert_eq!(inputs(1), inputs(1));
        assert_ne!(inputs(1), inputs(2));
        assert!(inputs(1).iter().all(|input| input.len() <= LONGEST));
        let different: std::collections::HashSet<_> = inputs(1).into_iter().collect();
        assert!(different.len() > 150, "{}", different.len());
    }

    #[test]
    fn tokens_are_the_text() {
        let text = "T|where  a_1>=-2.5 and é!='日本'";
        assert_eq!(tokens(text).concat(), text);
        assert_eq!(tokens("ab 12,(x)"), ["ab", " ", "12", ",", "(", "x", ")"]);
    }
}
