//! What a YAML text has beside its values.

use std::ops::Range;

use saphyr_parser::{Event, Parser};

/// Something that is no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Beside {
    /// Comments in lines that follow each other.
    Comment(Range<usize>),
    /// A name that a value is given, and with which it is repeated.
    Anchor(usize),
    /// The type that somebody says a value has.
    Tag(usize),
}

/// What stands in a text that is YAML, kind by kind.
pub(crate) fn beside(text: &str) -> Vec<Beside> {
    let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let offset = |index: usize| offsets.get(index).copied().unwrap_or(text.len());
    let (mut found, mut scalars) = (Vec::new(), Vec::new());
    let mut events = Parser::new_from_str(text);
    while let Some(Ok((event, span))) = events.next_event() {
        let start = offset(span.start.index());
        let (anchor, tag) = match &event {
            Event::Scalar(_, _, anchor, tag) => {
                scalars.push(start..offset(span.end.index()));
                (*anchor, tag.is_some())
            }
            Event::SequenceStart(anchor, tag) | Event::MappingStart(anchor, tag) => (*anchor, tag.is_some()),
            _ => (0, false),
        };
        found.extend((anchor != 0).then_some(Beside::Anchor(start)));
        found.extend(tag.then_some(Beside::Tag(start)));
    }
    found.extend(comments(text, &scalars).into_iter().map(Beside::Comment));
    found
}

/// The comments: what stands behind a `#` outside of scalars, which ascend.
fn comments(text: &str, scalars: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut comments: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    while let Some(at) = memchr::memchr(b'#', &text.as_bytes()[from..]).map(|at| from + at) {
        from = at + 1;
        let before = scalars.partition_point(|scalar| scalar.start <= at).checked_sub(1).map(|i| &scalars[i]);
        let in_scalar = before.is_some_and(|scalar| scalar.contains(&at));
        if in_scalar || !text[..at].chars().next_back().is_none_or(char::is_whitespace) {
            continue;
        }
        let end = text[at..].find(['\n', '\r']).map_or(text.len(), |length| at + length);
        match comments.last_mut() {
            Some(last) if text[last.end..at].trim().is_empty() && text[last.end..at].matches('\n').count() == 1 => {
                last.end = end;
            }
            _ => comments.push(at..end),
        }
        from = end;
    }
    comments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_told_from_values() {
        let text = "# one\n# two\nname: a#b # three\nquery: | # four\n  T # no\n  # no\n\n# five\nx: '# no'\ny: \"ä # no\"\nz: [a, # six\n  b]\n";
        let told: Vec<_> = beside(text)
            .into_iter()
            .map(|found| match found {
                Beside::Comment(range) => &text[range],
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(told, ["# one\n# two", "# three", "# four", "# five", "# six"]);
    }

    #[test]
    fn anchors_and_tags() {
        let text = "a: &x 1\nb: *x\nc: !!str 5\nd: &y [1]\n";
        let found = beside(text);
        assert_eq!(found.iter().filter(|one| matches!(one, Beside::Anchor(_))).count(), 2, "{found:?}");
        assert_eq!(found.iter().filter(|one| matches!(one, Beside::Tag(_))).count(), 1, "{found:?}");
    }
}
