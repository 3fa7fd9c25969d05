//! The pipes around the cursor: which table goes through the operator that is being written.

use super::cursor::Cursor;

/// An open bracket, or the whole text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    /// The token that opened it.
    pub open: Option<usize>,
    /// The first token of the statement in it that the cursor is in.
    pub statement: usize,
    /// The last pipe of that statement.
    pub pipe: Option<usize>,
}

impl Frame {
    fn new(open: Option<usize>) -> Self {
        Self { open, statement: open.map_or(0, |i| i + 1), pipe: None }
    }

    /// The first token of the operator that the cursor is in.
    pub(super) fn stage(&self) -> usize {
        self.pipe.map_or(self.statement, |pipe| pipe + 1)
    }
}

/// The brackets that are open at the cursor, the whole text first.
pub(super) fn frames(cursor: &Cursor<'_>) -> Vec<Frame> {
    let mut frames = vec![Frame::new(None)];
    for i in 0..cursor.tokens.len() {
        let innermost = frames.len() - 1;
        match cursor.at(i) {
            "(" | "[" | "{" => frames.push(Frame::new(Some(i))),
            ")" | "]" | "}" if innermost > 0 => {
                frames.pop();
            }
            ";" => frames[innermost] = Frame { statement: i + 1, pipe: None, ..frames[innermost] },
            "|" => frames[innermost].pipe = Some(i),
            _ => {}
        }
    }
    frames
}

/// Operators whose subquery goes on with the rows of the pipe that they stand in.
const CONTINUING: &[&str] = &["mv-apply", "mvapply", "fork", "partition", "facet"];

/// Words before a bracket that holds a table.
const TABLE_TAKERS: &[&str] = &["join", "lookup", "union", "materialize", "toscalar", "view"];

/// What a frame holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// A query that begins with a table.
    Query,
    /// Operators over the rows of the pipe outside.
    Continuation,
    /// Part of an expression, or arguments.
    Expression,
}

/// What the frame at `depth` holds.
pub(super) fn holds(cursor: &Cursor<'_>, frames: &[Frame], depth: usize) -> Holds {
    let frame = &frames[depth];
    let Some(open) = frame.open else { return Holds::Query };
    let outer = &frames[depth - 1];
    let operator = cursor.at(outer.stage());
    let before = if open == 0 { "" } else { cursor.at(open - 1) };
    match cursor.at(open) {
        "[" => return Holds::Expression,
        // The body of a function; a bag's brace stands in `dynamic(…)`, which is one token.
        "{" => return Holds::Query,
        _ => {}
    }
    let is_call = is_word(before) && !TABLE_TAKERS.contains(&before);
    let continues = CONTINUING.contains(&operator) && (!is_call || matches!(before, "on" | "fork" | "with" | "by"));
    if continues && !(operator == "fork" && before == "=") {
        return Holds::Continuation;
    }
    let takes_table = TABLE_TAKERS.contains(&before)
        || (["join", "lookup", "union"].contains(&operator) && !is_call)
        || (open == outer.statement)
        || (before == "=" && cursor.at(outer.statement) == "let");
    if frame.pipe.is_some() || takes_table { Holds::Query } else { Holds::Expression }
}

/// Whether a text is a word, not a sign or a literal.
fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// The rows that reach the operator at the cursor: a query that can be bound.
#[derive(Debug, Clone)]
pub(super) struct Pipeline {
    /// The statements before, and the query up to the last pipe. `None` where no table stands before the cursor.
    pub query: Option<String>,
    /// The statements before it alone.
    pub preamble: String,
    /// The first token of the operator that is being written.
    pub stage: usize,
    /// Whether an operator must come at `stage`, rather than a table.
    pub after_pipe: bool,
    /// The depth of its frame.
    pub depth: usize,
}

/// The pipeline that the cursor is in.
pub(super) fn pipeline(cursor: &Cursor<'_>, frames: &[Frame]) -> Pipeline {
    let depth = (0..frames.len()).rev().find(|d| holds(cursor, frames, *d) != Holds::Expression).unwrap_or(0);
    let frame = &frames[depth];
    let preamble = preamble(cursor, &frames[..=depth]);
    let start = query_start(cursor, frame);
    let continuation = holds(cursor, frames, depth) == Holds::Continuation;
    let own = frame.pipe.map(|pipe| cursor.text[cursor.start(start)..cursor.start(pipe)].to_owned());
    let query = if continuation {
        let outer = pipeline(cursor, &frames[..depth]);
        let head = cursor.text[cursor.start(outer.stage)..cursor.end(frame.open.unwrap_or_default())].to_owned();
        let inner = own.unwrap_or_else(|| "where true".to_owned());
        outer.query.map(|query| format!("{query}\n| {head}{inner})"))
    } else {
        own.map(|own| format!("{preamble}{own}"))
    };
    let stage = if frame.pipe.is_some() { frame.stage() } else { start };
    Pipeline { query, preamble, stage, after_pipe: frame.pipe.is_some() || continuation, depth }
}

/// The statements that stand before the cursor's, in all frames that are bodies.
fn preamble(cursor: &Cursor<'_>, frames: &[Frame]) -> String {
    let body = |frame: &&Frame| frame.open.is_none_or(|open| cursor.at(open) == "{");
    let statements = |frame: &Frame| {
        let start = frame.open.map_or(0, |open| cursor.end(open));
        let last = frame.statement.checked_sub(1).filter(|last| frame.open.is_none_or(|open| *last > open));
        last.map(|last| format!("{}\n", &cursor.text[start..cursor.end(last)]))
    };
    frames.iter().filter(body).filter_map(statements).collect()
}

/// The first token of the query in a frame: behind `let name =` where there is one.
fn query_start(cursor: &Cursor<'_>, frame: &Frame) -> usize {
    let start = frame.statement;
    let is_let = cursor.at(start) == "let" && cursor.at(start + 2) == "=";
    if is_let { start + 3 } else { start }
}
