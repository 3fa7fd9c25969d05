//! The tree as KQL.

use std::fmt::{self, Display, Formatter, Write};

use super::{Aggregate, Call, Expr, Named, Pipeline, SortKey, Source, Step};
use crate::cases::{literal, rows_literal};

impl Display for Pipeline {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.source {
            Source::Table(name) => f.write_str(&quoted_name(name))?,
            Source::Rows(rows) => f.write_str(&rows_literal(rows))?,
            Source::Range { name, from, to, step } => {
                write!(f, "range {} from {from} to {to} step {step}", quoted_name(name))?;
            }
            Source::Nested(inner) => write!(f, "({inner})")?,
            Source::Materialized(inner) => write!(f, "materialize({inner})")?,
        }
        self.steps.iter().try_for_each(|step| write!(f, "\n| {step}"))
    }
}

impl Display for Step {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Step::Where(predicate) => write!(f, "where {predicate}"),
            Step::Extend(columns) => write!(f, "extend {}", named(columns)),
            Step::Project(columns) => write!(f, "project {}", named(columns)),
            Step::ProjectAway(names) => write!(f, "project-away {}", list(names, |name| quoted_name(name))),
            Step::ProjectRename(names) => {
                let renamed = |(new, old): &(String, String)| format!("{} = {}", quoted_name(new), quoted_name(old));
                write!(f, "project-rename {}", list(names, renamed))
            }
            Step::Distinct(names) => write!(f, "distinct {}", list(names, |name| quoted_name(name))),
            Step::Summarize { aggregates, by } => {
                f.write_str("summarize ")?;
                f.write_str(&list(aggregates, |(name, a)| format!("{} = {a}", quoted_name(name))))?;
                let gap = if aggregates.is_empty() { "" } else { " " };
                if by.is_empty() { Ok(()) } else { write!(f, "{gap}by {}", named(by)) }
            }
            Step::Count => f.write_str("count"),
            Step::Sort(keys) => write!(f, "sort by {}", list(keys, ToString::to_string)),
            Step::Top(count, key) => write!(f, "top {count} by {key}"),
            Step::Take(count) => write!(f, "take {count}"),
            Step::Serialize(columns) if columns.is_empty() => f.write_str("serialize"),
            Step::Serialize(columns) => write!(f, "serialize {}", named(columns)),
            Step::Join { kind, right, on } => write!(f, "join kind={} ({right}) on {}", kind.name(), keys(on)),
            Step::Lookup { inner, right, on } => {
                let kind = if *inner { "inner" } else { "leftouter" };
                write!(f, "lookup kind={kind} ({right}) on {}", keys(on))
            }
            Step::Union { legs, inner } => {
                let kind = if *inner { "inner" } else { "outer" };
                write!(f, "union kind={kind} {}", list(legs, |leg| format!("({leg})")))
            }
            Step::MvExpand { name, column, ty, index } => {
                f.write_str("mv-expand ")?;
                if let Some(index) = index {
                    write!(f, "with_itemindex={} ", quoted_name(index))?;
                }
                write!(f, "{} = {}", quoted_name(name), quoted_name(column))?;
                ty.iter().try_for_each(|ty| write!(f, " to typeof({ty})"))
            }
            Step::Verbatim(verbatim) => f.write_str(&verbatim.text),
        }
    }
}

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Expr::Column(name, _) => f.write_str(&quoted_name(name)),
            Expr::Literal(value) => f.write_str(&literal(value)),
            Expr::Call(call) => call.fmt(f),
        }
    }
}

impl Display for Call {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.args.as_slice() {
            [left, right] if self.is_infix() => write!(f, "({left} {} {right})", self.name),
            [operand, items @ ..] if self.is_of_list() => {
                write!(f, "({operand} {} ({}))", self.name, list(items, ToString::to_string))
            }
            args => write!(f, "{}({})", self.name, list(args, ToString::to_string)),
        }
    }
}

impl Display for Aggregate {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}({})", self.name, list(&self.args, ToString::to_string))
    }
}

impl Display for SortKey {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", quoted_name(&self.column), if self.descending { "desc" } else { "asc" })?;
        match self.nulls_first {
            Some(first) => write!(f, " nulls {}", if first { "first" } else { "last" }),
            None => Ok(()),
        }
    }
}

/// The items with commas between them.
fn list<T>(items: &[T], text: impl Fn(&T) -> String) -> String {
    items.iter().map(text).collect::<Vec<_>>().join(", ")
}

fn named(columns: &[Named]) -> String {
    list(columns, |(name, expr)| match expr {
        Expr::Column(column, _) if column == name => quoted_name(name),
        _ => format!("{} = {expr}", quoted_name(name)),
    })
}

fn keys(on: &[(String, String)]) -> String {
    list(on, |(left, right)| match left == right {
        true => quoted_name(left),
        false => format!("$left.{} == $right.{}", quoted_name(left), quoted_name(right)),
    })
}

/// The name as it can stand in a query.
pub fn quoted_name(name: &str) -> String {
    let is_plain = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if is_plain {
        return name.to_owned();
    }
    let mut out = String::from("['");
    for c in name.chars() {
        if matches!(c, '\\' | '\'') {
            out.push('\\');
        }
        let _ = out.write_char(c);
    }
    out + "']"
}
