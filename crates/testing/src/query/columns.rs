//! Which columns come out of a step.

use lurcher_symbols::{Column, ScalarType};

use super::{JoinKind, Named, Pipeline, Source, Step, Table};

impl Source {
    /// The columns of its rows.
    pub(super) fn columns(&self, tables: &[Table]) -> Vec<Column> {
        match self {
            Source::Table(name) => {
                tables.iter().find(|t| t.name == *name).map(|t| t.rows.columns.clone()).unwrap_or_default()
            }
            Source::Rows(rows) => rows.columns.clone(),
            Source::Range { name, .. } => vec![Column::new(name.as_str(), ScalarType::Long)],
            Source::Nested(inner) | Source::Materialized(inner) => inner.columns(tables),
        }
    }
}

impl Step {
    /// The columns that come out, of those that go in.
    pub fn columns(&self, mut input: Vec<Column>, tables: &[Table]) -> Vec<Column> {
        match self {
            Step::Where(_) | Step::Sort(_) | Step::Top(..) | Step::Take(_) => input,
            Step::Extend(columns) | Step::Serialize(columns) => {
                input.extend(made(columns));
                input
            }
            Step::Project(columns) => made(columns).collect(),
            Step::ProjectAway(names) => input.into_iter().filter(|c| !names.iter().any(|n| **n == *c.name)).collect(),
            Step::ProjectRename(names) => {
                let renamed = |c: Column| match names.iter().find(|(_, old)| **old == *c.name) {
                    Some((new, _)) => Column::new(new.as_str(), c.ty),
                    None => c,
                };
                input.into_iter().map(renamed).collect()
            }
            Step::Distinct(names) => {
                names.iter().filter_map(|n| input.iter().find(|c| *c.name == **n)).cloned().collect()
            }
            Step::Summarize { aggregates, by } => {
                made(by).chain(aggregates.iter().map(|(name, a)| Column::new(name.as_str(), a.ty))).collect()
            }
            Step::Count => vec![Column::new("Count", ScalarType::Long)],
            Step::Join { kind, right, .. } => joined(*kind, input, right.columns(tables)),
            Step::Lookup { right, on, .. } => {
                let added = right.columns(tables).into_iter().filter(|c| on.iter().all(|(_, r)| **r != *c.name));
                joined(JoinKind::Inner, input, added.collect())
            }
            Step::Union { legs, inner } => united(input, legs, *inner, tables),
            Step::MvExpand { name, ty, index, .. } => {
                input.push(Column::new(name.as_str(), ty.unwrap_or(ScalarType::Dynamic)));
                input.extend(index.iter().map(|name| Column::new(name.as_str(), ScalarType::Long)));
                input
            }
            Step::Verbatim(verbatim) => verbatim.columns.clone(),
        }
    }
}

fn made(columns: &[Named]) -> impl Iterator<Item = Column> {
    columns.iter().map(|(name, expr)| Column::new(name.as_str(), expr.ty()))
}

/// The columns of both sides; a right one whose name the left side has gets a number that makes it unlike all others.
fn joined(kind: JoinKind, left: Vec<Column>, right: Vec<Column>) -> Vec<Column> {
    let mut columns = if kind.has_left() { left } else { Vec::new() };
    let others = if kind.has_right() { right } else { Vec::new() };
    let clashing: Vec<bool> = others.iter().map(|c| columns.iter().any(|l| l.name == c.name)).collect();
    for (column, clashes) in others.iter().zip(clashing) {
        let is_taken = |name: &String| columns.iter().chain(&others).any(|c| *c.name == **name);
        let numbered = (1..).map(|i| format!("{}{i}", column.name)).find(|name| !is_taken(name));
        let name = numbered.filter(|_| clashes).unwrap_or_else(|| column.name.to_string());
        columns.push(Column::new(name, column.ty));
    }
    columns
}

/// The columns of a union: those of the first table, then those that the others add. The generator lets equal names
/// have equal types.
fn united(input: Vec<Column>, legs: &[Pipeline], inner: bool, tables: &[Table]) -> Vec<Column> {
    let legs: Vec<Vec<Column>> = legs.iter().map(|leg| leg.columns(tables)).collect();
    let mut columns = input;
    if inner {
        columns.retain(|c| legs.iter().all(|leg| leg.contains(c)));
        return columns;
    }
    for column in legs.into_iter().flatten() {
        if !columns.contains(&column) {
            columns.push(column);
        }
    }
    columns
}
