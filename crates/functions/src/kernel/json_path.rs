//! Paths into JSON: `$.a.b`, `$['a'][0]`. <https://learn.microsoft.com/kusto/query/jsonpath>

use lurcher_symbols::values::dynamic::write_string;

use super::elements::{elements, entries, from_end};

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Into a bag: the key as canonical JSON has it, in quotes.
    Key(String),
    /// Into an array.
    Index(i64),
}

impl Step {
    /// The step to a key.
    pub fn key(name: &str) -> Self {
        let mut quoted = String::with_capacity(name.len() + 2);
        write_string(&mut quoted, name);
        Step::Key(quoted)
    }
}

/// The steps of a path that begins with `$`; none where it is not well-formed.
pub fn parse(path: &str) -> Option<Vec<Step>> {
    let mut rest = path.trim().strip_prefix('$')?;
    let mut steps = Vec::new();
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('.') {
            let end = after.find(['.', '[']).unwrap_or(after.len());
            if end == 0 && !after.starts_with('[') {
                return None;
            }
            if end > 0 {
                steps.push(Step::key(&after[..end]));
            }
            rest = &after[end..];
            continue;
        }
        let inner = rest.strip_prefix('[')?;
        let quote = inner.chars().next().filter(|c| matches!(c, '\'' | '"'));
        let (step, after) = match quote {
            Some(quote) => {
                let (name, after) = inner[1..].split_once(quote)?;
                (Step::key(name), after)
            }
            None => {
                let end = inner.find(']')?;
                (Step::Index(inner[..end].trim().parse().ok()?), &inner[end..])
            }
        };
        steps.push(step);
        rest = after.strip_prefix(']')?;
    }
    Some(steps)
}

/// A key, or a path of keys where the text begins with `$.` or `$[`.
pub fn parse_key(text: &str) -> Option<Vec<Step>> {
    if text.starts_with("$.") || text.starts_with("$[") { parse(text) } else { Some(vec![Step::key(text)]) }
}

/// The last path that was parsed, so that a constant one is parsed once.
#[derive(Debug, Default)]
pub struct Remembered {
    text: Option<String>,
    steps: Option<Vec<Step>>,
}

impl Remembered {
    /// What [`parse`] makes of a text.
    pub fn path(&mut self, text: &str) -> Option<&[Step]> {
        self.get(text, parse)
    }

    /// What [`parse_key`] makes of a text.
    pub fn key(&mut self, text: &str) -> Option<&[Step]> {
        self.get(text, parse_key)
    }

    fn get(&mut self, text: &str, parse: fn(&str) -> Option<Vec<Step>>) -> Option<&[Step]> {
        if self.text.as_deref() != Some(text) {
            self.text = Some(text.to_owned());
            self.steps = parse(text);
        }
        self.steps.as_deref()
    }
}

/// The value that a path leads to.
pub fn find<'a>(canonical: Option<&'a str>, path: &[Step]) -> Option<&'a str> {
    let mut value = canonical?;
    for step in path {
        value = match step {
            Step::Key(key) => {
                let mut bag = Vec::new();
                entries(Some(value), &mut bag);
                bag.iter().find(|(k, _)| k == key)?.1
            }
            Step::Index(index) => {
                let mut array = Vec::new();
                elements(Some(value), &mut array);
                array.get(usize::try_from(from_end(*index, array.len())).ok()?)?
            }
        };
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        let json = Some(r#"{"a":{"b c":[10,{"x":true}]},"k":null}"#);
        for (path, found) in [
            ("$.a['b c'][1].x", Some("true")),
            ("$.a[\"b c\"][0]", Some("10")),
            ("$['k']", Some("null")),
            ("$.a.missing", None),
            ("$.a['b c'][7]", None),
            ("$", json),
        ] {
            assert_eq!(parse(path).and_then(|steps| find(json, &steps)), found, "{path}");
        }
        for path in ["a", "$.", "$..a", "$[", "$[x]", "$['a'", "$x"] {
            assert_eq!(parse(path), None, "{path}");
        }
    }
}
