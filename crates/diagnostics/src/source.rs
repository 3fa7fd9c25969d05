//! The texts of a run, and how an offset becomes a file, a line and a column.

use std::sync::Arc;

use crate::{SourceId, Span};

/// A place that a person can go to. Lines and columns count from 1; a column is a Unicode scalar value, not a byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// The file, or a name such as `<query>`.
    pub file: Arc<str>,
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl std::fmt::Display for Position {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// Says where in a containing file (a YAML document) each byte of an extracted text came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The containing file's whole text, so that a snippet shows the file and not the extract.
    pub text: Arc<str>,
    /// Pairs (offset in the extract, offset in the file), ascending; between two pairs both advance byte by byte.
    pub map: Vec<(u32, u32)>,
}

impl Origin {
    fn resolve(&self, offset: usize) -> usize {
        let next = self.map.partition_point(|(from, _)| *from as usize <= offset);
        match next.checked_sub(1).map(|i| self.map[i]) {
            Some((from, to)) => (to as usize + offset - from as usize).min(self.text.len()),
            None => 0,
        }
    }
}

/// One text: the query, or a stored function's body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The file it came from, or a name such as `<query>`.
    pub name: Arc<str>,
    /// The text that spans are of.
    pub text: Arc<str>,
    /// Where the text stands in a containing file, when it was cut out of one.
    pub origin: Option<Origin>,
}

impl Source {
    /// A text of its own.
    pub fn new(name: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        Self { name: name.into(), text: text.into(), origin: None }
    }

    /// The text that a person sees (the containing file's where there is one) and the range of `span` in it.
    pub fn shown(&self, span: Span) -> (&str, std::ops::Range<usize>) {
        let (text, start, end) = match &self.origin {
            Some(o) => (&*o.text, o.resolve(span.start as usize), o.resolve(span.end as usize)),
            None => (&*self.text, (span.start as usize).min(self.text.len()), (span.end as usize).min(self.text.len())),
        };
        let floor = |mut i: usize| {
            while !text.is_char_boundary(i) {
                i -= 1;
            }
            i
        };
        let (start, end) = (floor(start), floor(end));
        (text, start..end.max(start))
    }

    /// The same text where the one that it was cut out of stands in a text itself: positions are those of the outermost.
    #[must_use]
    pub fn inside(self, outer: &Source) -> Source {
        let Some(own) = &self.origin else { return self };
        let resolve = |at: u32| outer.origin.as_ref().map_or(at, |o| o.resolve(at as usize) as u32);
        let mut map: Vec<(u32, u32)> = Vec::new();
        for (i, (from, to)) in own.map.iter().enumerate() {
            let length = own.map.get(i + 1).map_or(self.text.len() as u32, |next| next.0) - from;
            map.push((*from, resolve(*to)));
            // The outer text may break off where this one goes on.
            let breaks = outer.origin.iter().flat_map(|o| &o.map).filter(|(at, _)| (to + 1..to + length).contains(at));
            map.extend(breaks.map(|(at, place)| (from + at - to, *place)));
        }
        let text = outer.origin.as_ref().map_or(&outer.text, |o| &o.text).clone();
        Source { name: outer.name.clone(), text: self.text.clone(), origin: Some(Origin { text, map }) }
    }

    /// File, line and column of the span's first byte.
    pub fn position(&self, span: Span) -> Position {
        let (text, range) = self.shown(span);
        self.position_at(&text[..range.start])
    }

    /// File, line and column behind the span's last byte.
    pub fn end(&self, span: Span) -> Position {
        let (text, range) = self.shown(span);
        self.position_at(&text[..range.end])
    }

    /// Where the text is that stands behind `before`.
    fn position_at(&self, before: &str) -> Position {
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        Position {
            file: self.name.clone(),
            line: before.bytes().filter(|b| *b == b'\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

/// All texts of a run.
#[derive(Debug, Clone, Default)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// No text yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text and names it.
    pub fn add(&mut self, source: Source) -> SourceId {
        self.0.push(source);
        SourceId(self.0.len() as u32 - 1)
    }

    /// The text of that name. Panics on an id of another `Sources`.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.0[id.0 as usize]
    }

    /// File, line and column of the span's first byte.
    pub fn position(&self, span: Span) -> Position {
        self.get(span.source).position(span)
    }
}
