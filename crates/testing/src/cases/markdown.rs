//! The parts of Markdown that a case file is made of.

use std::ops::Range;

/// A part of a file that means something to a case; prose is left out.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// `## name`.
    Heading { level: usize, text: &'a str },
    /// `Word: value` on a line of its own, for the words that cases know.
    Property { name: &'a str, value: &'a str },
    /// A fenced block.
    Block { info: &'a str, text: &'a str },
}

/// A part, and where it stands.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Placed<'a> {
    pub(super) part: Part<'a>,
    /// Counts from 1.
    pub(super) line: usize,
    /// The bytes of the whole part, fences and last line break included.
    pub(super) range: Range<usize>,
}

/// The words of the properties.
const PROPERTIES: [&str; 5] = ["Source", "Now", "Workspace", "Rule", "Content"];

/// The parts of `text` in order. A block that is never closed is an error: its line.
pub(super) fn parts(text: &str) -> Result<Vec<Placed<'_>>, usize> {
    let mut found = Vec::new();
    let mut lines = lines(text).enumerate();
    while let Some((i, range)) = lines.next() {
        let line = text[range.clone()].trim_end();
        let number = i + 1;
        if let Some(fence) = fence(line) {
            let info = line[fence.len()..].trim();
            let body = range.end;
            let end = lines.by_ref().find(|(_, r)| text[r.clone()].trim() == fence).ok_or(number)?.1;
            let part = Part::Block { info, text: &text[body..end.start] };
            found.push(Placed { part, line: number, range: range.start..end.end });
        } else if let Some(part) = heading(line).or_else(|| property(line)) {
            found.push(Placed { part, line: number, range });
        }
    }
    Ok(found)
}

/// The ranges of the lines, their line breaks included.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    text.split_inclusive('\n').scan(0, |start, line| {
        let range = *start..*start + line.len();
        *start = range.end;
        Some(range)
    })
}

/// The backticks that open a block.
fn fence(line: &str) -> Option<&str> {
    let count = line.bytes().take_while(|b| *b == b'`').count();
    (count >= 3 && !line[count..].contains('`')).then(|| &line[..count])
}

fn heading(line: &str) -> Option<Part<'_>> {
    let level = line.bytes().take_while(|b| *b == b'#').count();
    let text = line[level..].strip_prefix(' ')?.trim();
    (1..=6).contains(&level).then_some(Part::Heading { level, text })
}

fn property(line: &str) -> Option<Part<'_>> {
    let (name, value) = line.split_once(':')?;
    PROPERTIES.contains(&name).then(|| Part::Property { name, value: value.trim() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_properties_and_blocks() {
        let text = "# T\n\nprose: no\n\n## a case\nSource: ours\n\n````kql x\n```\n# no heading\n````\nend\n";
        let parts = parts(text).unwrap();
        let expected = [
            Part::Heading { level: 1, text: "T" },
            Part::Heading { level: 2, text: "a case" },
            Part::Property { name: "Source", value: "ours" },
            Part::Block { info: "kql x", text: "```\n# no heading\n" },
        ];
        assert_eq!(parts.iter().map(|p| &p.part).collect::<Vec<_>>(), expected.iter().collect::<Vec<_>>());
        assert_eq!(parts[3].line, 8);
        assert_eq!(&text[parts[3].range.end..], "end\n");
    }

    #[test]
    fn an_open_block_is_an_error() {
        assert_eq!(parts("a\n```kql\nprint 1\n"), Err(2));
    }
}
