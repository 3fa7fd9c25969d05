//! XML as a dynamic. <https://learn.microsoft.com/kusto/query/parse-xml-function>

use lurcher_symbols::values::dynamic::Dynamic;
use memchr::memmem;

/// Kusto reads no longer text.
const LONGEST: usize = 1 << 20;
/// How deep elements may be nested.
const DEEPEST: usize = 256;

/// The bag of the root element; none where the text is not well-formed.
pub fn parse(text: &str) -> Option<Dynamic> {
    if text.len() > LONGEST {
        return None;
    }
    let mut reader = Reader { rest: text.strip_prefix('\u{feff}').unwrap_or(text) };
    reader.skip_outside()?;
    let root = reader.tree()?;
    reader.skip_outside()?;
    reader.rest.is_empty().then(|| Dynamic::Bag(vec![root]))
}

/// What an open element holds so far.
struct Open<'a> {
    name: &'a str,
    parts: Vec<(String, Dynamic)>,
}

impl Open<'_> {
    /// Adds a part; equal names make an array.
    fn add(&mut self, name: &str, value: Dynamic) {
        match self.parts.iter_mut().find(|(n, _)| n == name) {
            None => self.parts.push((name.to_owned(), value)),
            Some((_, Dynamic::Array(values))) => values.push(value),
            Some((_, single)) => *single = Dynamic::Array(vec![std::mem::replace(single, Dynamic::Null), value]),
        }
    }

    /// Nothing is null, text alone is a string, everything else a bag.
    fn close(mut self) -> Dynamic {
        match self.parts.len() {
            0 => Dynamic::Null,
            1 if self.parts[0].0 == "#text" => self.parts.swap_remove(0).1,
            _ => Dynamic::Bag(self.parts),
        }
    }
}

/// What is left of the text.
struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    /// What stands before and behind the root: space, declarations, comments, processing instructions.
    fn skip_outside(&mut self) -> Option<()> {
        loop {
            self.rest = self.rest.trim_start();
            if !(self.skip_other()? || self.skip_declaration()?) {
                return Some(());
            }
        }
    }

    /// Skips a comment, a processing instruction or a CDATA section.
    fn skip_other(&mut self) -> Option<bool> {
        for (start, end) in [("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>")] {
            if let Some(rest) = self.rest.strip_prefix(start) {
                self.rest = &rest[memmem::find(rest.as_bytes(), end.as_bytes())? + end.len()..];
                return Some(true);
            }
        }
        Some(false)
    }

    /// Skips `<!DOCTYPE …>` with its square brackets.
    fn skip_declaration(&mut self) -> Option<bool> {
        if !self.rest.starts_with("<!") {
            return Some(false);
        }
        let mut depth = 0_usize;
        let end = self.rest.bytes().position(|b| {
            match b {
                b'[' => depth += 1,
                b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            b == b'>' && depth == 0
        })?;
        self.rest = &self.rest[end + 1..];
        Some(true)
    }

    /// The root element with all that is in it.
    fn tree(&mut self) -> Option<(String, Dynamic)> {
        let mut open: Vec<Open<'a>> = Vec::new();
        loop {
            let closed = if let Some(rest) = self.rest.strip_prefix("</") {
                let (name, rest) = rest.split_once('>')?;
                self.rest = rest;
                Some(open.pop().filter(|element| element.name == name.trim_end())?)
            } else if self.skip_other()? {
                None
            } else if self.rest.starts_with('<') {
                let (element, is_empty) = self.start()?;
                if is_empty {
                    Some(element)
                } else {
                    open.push(element);
                    if open.len() > DEEPEST {
                        return None;
                    }
                    None
                }
            } else {
                let end = self.rest.find('<')?;
                let text = unescape(self.rest[..end].trim())?;
                self.rest = &self.rest[end..];
                if !text.is_empty() {
                    open.last_mut()?.add("#text", Dynamic::String(text));
                }
                None
            };
            if let Some(element) = closed {
                let (name, value) = (element.name, element.close());
                match open.last_mut() {
                    Some(parent) => parent.add(name, value),
                    None => return Some((name.to_owned(), value)),
                }
            }
        }
    }

    /// A start tag with its attributes, and whether it is an end tag too.
    fn start(&mut self) -> Option<(Open<'a>, bool)> {
        self.rest = self.rest.strip_prefix('<')?;
        let mut element = Open { name: self.name()?, parts: Vec::new() };
        loop {
            self.rest = self.rest.trim_start();
            if let Some(rest) = self.rest.strip_prefix("/>") {
                self.rest = rest;
                return Some((element, true));
            }
            if let Some(rest) = self.rest.strip_prefix('>') {
                self.rest = rest;
                return Some((element, false));
            }
            let name = self.name()?;
            let rest = self.rest.trim_start().strip_prefix('=')?.trim_start();
            let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            let (value, rest) = rest[1..].split_once(quote)?;
            self.rest = rest;
            element.add(&format!("@{name}"), Dynamic::String(unescape(value)?));
        }
    }

    fn name(&mut self) -> Option<&'a str> {
        let is_end = |c: char| c.is_whitespace() || matches!(c, '=' | '/' | '>' | '<' | '"' | '\'');
        let (name, rest) = self.rest.split_at(self.rest.find(is_end)?);
        self.rest = rest;
        (!name.is_empty()).then_some(name)
    }
}

/// The text that references like `&lt;` and `&#65;` stand for; none for an unknown one.
fn unescape(mut text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    while let Some((before, rest)) = text.split_once('&') {
        out.push_str(before);
        let (name, rest) = rest.split_once(';')?;
        out.push(match name {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "quot" => '"',
            "apos" => '\'',
            _ => {
                let number = name.strip_prefix('#')?;
                let code = match number.strip_prefix(['x', 'X']) {
                    Some(digits) => u32::from_str_radix(digits, 16),
                    None => number.parse(),
                };
                char::from_u32(code.ok()?)?
            }
        });
        text = rest;
    }
    out.push_str(text);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of the documentation.
    #[test]
    fn documented_forms() {
        for (xml, json) in [
            ("<e/>", r#"{"e":null}"#),
            ("<e>text</e>", r#"{"e":"text"}"#),
            (r#"<e name="value" />"#, r#"{"e":{"@name":"value"}}"#),
            (r#"<e name="value">text</e>"#, r##"{"e":{"@name":"value","#text":"text"}}"##),
            ("<e> <a>text</a> <b>text</b> </e>", r#"{"e":{"a":"text","b":"text"}}"#),
            ("<e> <a>text</a> <a>text</a> </e>", r#"{"e":{"a":["text","text"]}}"#),
            ("<e> text <a>text</a> </e>", r##"{"e":{"#text":"text","a":"text"}}"##),
        ] {
            assert_eq!(parse(xml).map(|d| d.canonical()).as_deref(), Some(json), "{xml}");
        }
    }

    #[test]
    fn the_rest_of_xml() {
        let xml = "<?xml version=\"1.0\"?>\n<!DOCTYPE e [<!ENTITY x \"y\">]><!-- c --><n:e a='&lt;&#x41;'>&amp;<!-- d --></n:e >\n";
        assert_eq!(parse(xml).map(|d| d.canonical()).as_deref(), Some(r##"{"n:e":{"@a":"<A","#text":"&"}}"##));
        for wrong in ["", "text", "<e>", "<e></f>", "<e a=b/>", "<e/><f/>", "<e>&unknown;</e>", "</e>", "<>", "<e"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
        assert_eq!(parse(&"<e>".repeat(100_000)), None);
    }
}
