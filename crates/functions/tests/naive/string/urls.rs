//! URLs and their escapes.

use lurcher_symbols::values::dynamic::Dynamic;

use crate::driver::Pool;
use crate::naive::{Row, naive};

const ESCAPED: Pool =
    Pool::Also(&["a%20b+c", "%e9", "%C3%A9", "%", "%4", "%zz", "100%", "%00", "%F0%9F%98%80x", "a%2Fb"]);
const PLAIN: Pool =
    Pool::Also(&["https://www.bing.com/hello world/", "a_b-c.d!e*f(g)h~i'j", "é😀", "a&b=c?d#e", "\u{0}\n"]);
const QUERIES: Pool =
    Pool::Also(&["k1=v1&k2=v2", "k1=v1&k1=v2", "", "&&", "a", "a=", "=b", "a=b=c", "?a=b", "a%20b=%C3%A9", "a+b=c+d"]);
const URLS: Pool = Pool::Also(&[
    "scheme://username:password@host:1234/this/is/a/path?k1=v1&k2=v2#fragment",
    "https://host",
    "https://host/",
    "http://[::1]:80/a",
    "host/a?b",
    "mailto:x@y",
    "https://h:x/a#",
    "ftp://u@h/?a&b=#f?g",
    "",
    "//host/a",
    "https://hé.de/ü?ä=ö",
]);

naive! {
    url_decode => [ESCAPED];
    url_encode => [PLAIN];
    url_encode_component => [PLAIN];
    parse_url => [URLS];
    parse_urlquery => [QUERIES];
}

fn escape(text: &str, blank: &str) -> String {
    let letter = |byte: u8| match byte {
        b' ' => blank.to_owned(),
        byte if byte.is_ascii_alphanumeric() || b"-_.!*()".contains(&byte) => char::from(byte).to_string(),
        byte => format!("%{byte:02x}"),
    };
    text.bytes().map(letter).collect()
}

fn url_encode(row: &Row<'_>) -> String {
    escape(row.text(0), "+")
}

fn url_encode_component(row: &Row<'_>) -> String {
    escape(row.text(0), "%20")
}

/// A plus is a blank; an escape that is none stays.
pub fn unescape(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut out, mut at) = (Vec::new(), 0);
    while let Some(byte) = bytes.get(at) {
        let digit = |i: usize| bytes.get(at + i).and_then(|b| char::from(*b).to_digit(16));
        at += match (byte, digit(1), digit(2)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                3
            }
            (b'+', ..) => {
                out.push(b' ');
                1
            }
            _ => {
                out.push(*byte);
                1
            }
        };
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn url_decode(row: &Row<'_>) -> String {
    unescape(row.text(0))
}

/// The keys and values of a query, the first of equal keys.
fn query(text: &str) -> (String, Dynamic) {
    let mut bag: Vec<(String, Dynamic)> = Vec::new();
    for pair in text.trim_start_matches('?').split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        if !bag.iter().any(|(other, _)| other == key) {
            bag.push((key.to_owned(), Dynamic::String(value.to_owned())));
        }
    }
    ("Query Parameters".to_owned(), Dynamic::Bag(bag))
}

fn parse_urlquery(row: &Row<'_>) -> Dynamic {
    Dynamic::Bag(vec![query(row.text(0))])
}

/// <https://learn.microsoft.com/kusto/query/parse-url-function>
fn parse_url(row: &Row<'_>) -> Dynamic {
    let cut = |text: &str, at: &str| match text.split_once(at) {
        Some((left, right)) => (left.to_owned(), right.to_owned()),
        None => (text.to_owned(), String::new()),
    };
    let (url, fragment) = cut(row.text(0), "#");
    let (url, parameters) = cut(&url, "?");
    let (scheme, url) = url.split_once("://").unwrap_or(("", url.as_str()));
    let (authority, path) = match url.find('/') {
        _ if scheme.is_empty() => ("", url),
        Some(at) => url.split_at(at),
        None => (url, ""),
    };
    let (user, host) = authority.rsplit_once('@').unwrap_or(("", authority));
    let (user, password) = cut(user, ":");
    let (host, port) = match host.rsplit_once(':') {
        Some((host, port)) if port.chars().all(|c| c.is_ascii_digit()) => (host, port),
        _ => (host, ""),
    };
    let path = if path == "/" { "" } else { path };
    let parts = [
        ("Scheme", scheme),
        ("Host", host),
        ("Port", port),
        ("Path", path),
        ("Username", &user),
        ("Password", &password),
    ];
    let text = |(name, part): (&str, &str)| (name.to_owned(), Dynamic::String(part.to_owned()));
    let mut bag: Vec<(String, Dynamic)> = parts.into_iter().map(text).collect();
    bag.push(query(&parameters));
    bag.push(text(("Fragment", &fragment)));
    Dynamic::Bag(bag)
}
