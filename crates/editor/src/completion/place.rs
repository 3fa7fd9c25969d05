//! What kind of thing can stand where the cursor is.

use lurcher_syntax::TokenKind;

use super::cursor::Cursor;
use super::pipeline::{Frame, Holds, Pipeline, frames, holds, pipeline};

/// What kind of thing can come next.
#[derive(Debug, Clone)]
pub(super) enum Place {
    /// A statement or a table.
    Source(Pipeline),
    /// A table only: an argument of `union`, the right side of a join.
    Table(Pipeline),
    /// An operator, after a pipe.
    Operator,
    /// A column by its name alone.
    Column(Pipeline),
    /// An operand of an expression; in `summarize` an aggregate as well.
    Operand { pipeline: Pipeline, aggregates: bool, grouping: bool },
    /// What follows an operand: an infix operator, or one of these words.
    AfterOperand(&'static [&'static str]),
    /// Columns of both sides of a join.
    JoinKeys { pipeline: Pipeline, right: String },
    /// Columns of one side: after `$left.` or `$right.`.
    Side(String),
    /// A value of a column, after a comparison.
    Value { pipeline: Pipeline, column: String },
    /// A key of a dynamic, after its dot.
    Key { pipeline: Pipeline, expression: String },
    /// One of these words, whatever the data.
    Words(&'static [&'static str]),
    /// A plugin of `evaluate`.
    Plugin,
    /// A stored function, for `invoke`.
    Stored,
    /// A watchlist's alias, in quotes.
    Watchlist,
    /// Nothing that we know.
    Nothing,
}

/// Signs and words after which a column's value comes.
const COMPARISONS: &[&str] = &["==", "!=", "=~", "!~", "has", "contains", "startswith", "endswith", "<>"];

/// Words after which an operand comes.
const BEFORE_OPERAND: &[&str] = &[
    "and",
    "or",
    "by",
    "on",
    "where",
    "extend",
    "project",
    "summarize",
    "print",
    "filter",
    "top",
    "sort",
    "order",
    "distinct",
    "mv-expand",
    "mv-apply",
    "make-series",
    "parse",
    "parse-where",
    "parse-kv",
    "has",
    "!has",
    "contains",
    "!contains",
    "startswith",
    "!startswith",
    "endswith",
    "!endswith",
    "has_any",
    "has_all",
    "in",
    "in~",
    "!in",
    "!in~",
    "between",
    "!between",
    "matches regex",
    "from",
    "to",
    "step",
    "search",
    "hasprefix",
    "hassuffix",
    "has_cs",
    "contains_cs",
    "serialize",
    "of",
    "with",
    "partition",
];

/// What can come at the cursor.
pub(super) fn find(cursor: &Cursor<'_>) -> Place {
    let frames = frames(cursor);
    if cursor.back(1) == "(" && matches!(cursor.back(2), "_GetWatchlist" | "_GetWatchlistAlias") {
        return Place::Watchlist;
    }
    if cursor.back(1) == ":" || cursor.back(1) == "(" && cursor.back(2) == "typeof" {
        return Place::Words(super::words::TYPES);
    }
    let pipeline = pipeline(cursor, &frames);
    if pipeline.stage >= cursor.tokens.len() {
        return match (cursor.in_string, pipeline.after_pipe) {
            (true, _) => Place::Nothing,
            (false, true) => Place::Operator,
            (false, false) => Place::Source(pipeline),
        };
    }
    if let Some(place) = value_or_key(cursor, &frames, &pipeline) {
        return place;
    }
    if cursor.in_string {
        return Place::Nothing;
    }
    by_operator(cursor, &frames, pipeline)
}

/// A value after a comparison or in a list, a key after a dot.
fn value_or_key(cursor: &Cursor<'_>, frames: &[Frame], pipeline: &Pipeline) -> Option<Place> {
    let last = cursor.tokens.len();
    if cursor.back(1) == "." {
        let expression = operand_before(cursor, last - 1)?;
        return Some(match expression.as_str() {
            "$left" => Place::Side(pipeline.query.clone()?),
            "$right" => Place::Side(right_side(cursor, pipeline)?),
            _ => Place::Key { pipeline: pipeline.clone(), expression },
        });
    }
    let innermost = frames.last()?;
    let in_list = innermost
        .open
        .filter(|open| *open > 0 && ["in", "in~", "!in", "!in~", "has_any", "has_all"].contains(&cursor.at(open - 1)));
    let sign = match in_list {
        Some(open) if matches!(cursor.back(1), "(" | ",") => open - 1,
        None if COMPARISONS.contains(&cursor.back(1)) => last - 1,
        _ => return None,
    };
    let column = operand_before(cursor, sign)?;
    Some(Place::Value { pipeline: pipeline.clone(), column })
}

/// The path (`a.b.c`) that ends before token `end`.
fn operand_before(cursor: &Cursor<'_>, end: usize) -> Option<String> {
    let mut start = end;
    while start > 0 && cursor.tokens[start - 1].kind == TokenKind::Word {
        start -= 1;
        if start > 0 && cursor.at(start - 1) == "." {
            start -= 1;
        } else {
            break;
        }
    }
    (start < end).then(|| cursor.text[cursor.start(start)..cursor.end(end - 1)].to_owned())
}

fn by_operator(cursor: &Cursor<'_>, frames: &[Frame], pipeline: Pipeline) -> Place {
    let operator = cursor.at(pipeline.stage);
    let just_after = cursor.tokens.len() == pipeline.stage + 1;
    let nested = frames.len() - 1 > pipeline.depth;
    match operator {
        "join" | "lookup" if !nested => join(cursor, pipeline),
        "union" if !nested || is_list(cursor, frames) => Place::Table(pipeline),
        "render" if just_after => Place::Words(super::words::CHARTS),
        "render" if nested => Place::Words(super::words::CHART_PROPERTIES),
        "render" => Place::Words(&["with"]),
        "evaluate" if just_after => Place::Plugin,
        "invoke" if just_after => Place::Stored,
        "take" | "limit" | "count" | "getschema" | "consume" | "as" => Place::Nothing,
        "project-away" | "project-keep" | "project-reorder" | "project-rename" | "distinct" => Place::Column(pipeline),
        "let" | "set" | "declare" => Place::Nothing,
        _ if !pipeline.after_pipe && !starts_with_operator(operator) => Place::Words(&["|"]),
        _ => expression(cursor, operator, nested, pipeline),
    }
}

/// Operators that may begin a query, without rows before them.
fn starts_with_operator(word: &str) -> bool {
    ["print", "range", "search", "find", "evaluate"].contains(&word)
}

/// Whether the cursor is in the bracket of a list, not of a query.
fn is_list(cursor: &Cursor<'_>, frames: &[Frame]) -> bool {
    holds(cursor, frames, frames.len() - 1) == Holds::Expression
}

fn join(cursor: &Cursor<'_>, pipeline: Pipeline) -> Place {
    let stage = &cursor.tokens[pipeline.stage..];
    let has = |word: &str| stage.iter().any(|t| &cursor.text[t.span.range()] == word);
    match cursor.back(1) {
        "=" if cursor.back(2) == "kind" => Place::Words(super::words::JOIN_KINDS),
        "on" | "," | "==" => match right_side(cursor, &pipeline) {
            Some(right) => Place::JoinKeys { pipeline, right },
            None => Place::Column(pipeline),
        },
        "where" => Place::Operand { pipeline, aggregates: false, grouping: false },
        ")" if !has("on") => Place::Words(&["on"]),
        word if !has("on") && (word == "join" || word == "lookup" || super::words::JOIN_KINDS.contains(&word)) => {
            Place::Table(pipeline)
        }
        _ if !has("on") => Place::Words(&["on"]),
        _ => Place::AfterOperand(&[]),
    }
}

/// The query on the right side of the join that is being written.
fn right_side(cursor: &Cursor<'_>, pipeline: &Pipeline) -> Option<String> {
    let tokens = pipeline.stage..cursor.tokens.len();
    let on = tokens.clone().find(|i| cursor.at(*i) == "on")?;
    let mut depth = 0;
    let mut start = on.checked_sub(1)?;
    // Backwards over a table's name, a call or a bracket.
    for i in (tokens.start..on).rev() {
        match cursor.at(i) {
            ")" => depth += 1,
            "(" => depth -= 1,
            _ => {}
        }
        start = i;
        if depth == 0 {
            break;
        }
    }
    Some(format!("{}{}", pipeline.preamble, &cursor.text[cursor.start(start)..cursor.end(on - 1)]))
}

fn expression(cursor: &Cursor<'_>, operator: &str, nested: bool, pipeline: Pipeline) -> Place {
    let last = cursor.back(1);
    let operand_ended = match cursor.last_kind() {
        Some(TokenKind::Symbol) => matches!(last, ")" | "]" | "*"),
        Some(TokenKind::Word) => !BEFORE_OPERAND.contains(&last),
        _ => true,
    };
    let by = cursor.tokens[pipeline.stage..].iter().any(|t| &cursor.text[t.span.range()] == "by");
    if operand_ended {
        return Place::AfterOperand(match operator {
            _ if nested => &[],
            "summarize" | "make-series" | "top" | "sort" | "order" | "partition" if !by => &["by"],
            "sort" | "order" | "top" => &["asc", "desc", "nulls first", "nulls last"],
            "mv-apply" => &["on", "to typeof"],
            "mv-expand" => &["to typeof", "limit"],
            _ => &[],
        });
    }
    let aggregates = matches!(operator, "summarize" | "make-series" | "top-nested") && !by;
    Place::Operand { pipeline, aggregates, grouping: operator == "summarize" && by }
}
