//! Changes to property bags, one level or along a path.

use lurcher_symbols::values::dynamic::{write_string, write_text};

use super::elements::{entries, write_bag};
use super::json_path::Step;

/// Writes a bag without the value that a path leads to.
pub fn remove(canonical: &str, path: &[Step], out: &mut String) {
    let (Some((Step::Key(key), rest)), mut bag) = (path.split_first(), Vec::new()) else {
        return out.push_str(canonical);
    };
    if !entries(Some(canonical), &mut bag) {
        return out.push_str(canonical);
    }
    let mut inner = String::new();
    let kept = bag.iter().filter(|(k, _)| !(k == key && rest.is_empty()));
    let kept: Vec<(&str, &str)> = match bag.iter().find(|(k, _)| k == key) {
        Some((_, value)) if !rest.is_empty() => {
            remove(value, rest, &mut inner);
            kept.map(|(k, v)| (*k, if k == key { inner.as_str() } else { *v })).collect()
        }
        _ => kept.copied().collect(),
    };
    write_bag(kept, out);
}

/// Writes a bag with a value at the end of a path; bags on the way are made. `false` where a step leads into something
/// that is no bag.
pub fn set(canonical: &str, path: &[Step], value: &str, out: &mut String) -> bool {
    let Some((step, rest)) = path.split_first() else {
        out.push_str(value);
        return true;
    };
    let (Step::Key(key), mut bag) = (step, Vec::new()) else { return false };
    if !entries(Some(canonical), &mut bag) {
        return false;
    }
    let old = bag.iter().position(|(k, _)| k == key);
    let mut inner = String::new();
    let below = old.map_or("{}", |at| bag[at].1);
    if !set(below, rest, value, &mut inner) {
        return false;
    }
    match old {
        // A key that is given anew goes to the end, one on the way keeps its place.
        Some(at) if !rest.is_empty() => bag[at].1 = &inner,
        Some(at) => {
            bag.remove(at);
            bag.push((key, &inner));
        }
        None => bag.push((key, &inner)),
    }
    write_bag(bag, out);
    true
}

/// Writes a bag whose values are strings.
pub fn write_bag_of_texts(pairs: &[(String, String)], out: &mut String) {
    out.push('{');
    for (i, (key, value)) in pairs.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        write_string(out, key);
        out.push(':');
        write_text(out, value);
    }
    out.push('}');
}

#[cfg(test)]
mod tests {
    use super::super::json_path::parse_key;
    use super::*;

    fn removed(bag: &str, key: &str) -> String {
        let mut out = String::new();
        remove(bag, &parse_key(key).unwrap_or_default(), &mut out);
        out
    }

    fn with(bag: &str, key: &str, value: &str) -> String {
        let mut out = String::new();
        set(bag, &parse_key(key).unwrap_or_default(), value, &mut out);
        out
    }

    /// The documentation's examples.
    #[test]
    fn keys() {
        let bag = r#"{"key1":123,"key2":{"prop1":"abc","prop2":"xyz"}}"#;
        assert_eq!(removed(bag, "key1"), r#"{"key2":{"prop1":"abc","prop2":"xyz"}}"#);
        assert_eq!(removed(bag, "$.key2.prop1"), r#"{"key1":123,"key2":{"prop2":"xyz"}}"#);
        assert_eq!(removed(bag, "$.none.prop1"), bag);
        assert_eq!(with(bag, "$.key2.prop1", "1"), r#"{"key1":123,"key2":{"prop2":"xyz","prop1":1}}"#);
        assert_eq!(with(r#"{"key1":123}"#, "$.key2.prop1", "1"), r#"{"key1":123,"key2":{"prop1":1}}"#);
        assert_eq!(with(r#"{"key1":123}"#, "key3", "1"), r#"{"key1":123,"key3":1}"#);
        assert_eq!(with("[]", "key3", "1"), "");
    }
}
