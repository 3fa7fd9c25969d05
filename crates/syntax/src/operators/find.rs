//! The `find` operator.

use lurcher_diagnostics::Span;
use nom::Parser;
use nom::combinator::{cut, map, opt};
use nom::sequence::preceded;

use crate::ast::{Expr, ExprKind, Name, Param, TypeName, same_but_span};
use crate::parser::{
    In, PResult, clause, comma_list, committed, expr, member, params, parens, pipe, plain_name, primary, symbol,
    take_name, type_name, wildcard, word,
};
use crate::printer::Printer;

/// `find [in (tables)] where predicate [project …]`: rows of several tables.
#[derive(Debug, Clone, PartialEq)]
pub struct Find {
    /// `withsource=Name`: the column that says where a row came from.
    pub with_source: Option<Name>,
    /// Hints.
    pub params: Vec<Param>,
    /// Where to look: names, wildcards, calls; all tables when empty.
    pub sources: Vec<Expr>,
    /// What to look for.
    pub predicate: Expr,
    /// Which columns come out.
    pub project: FindProject,
    /// `project-away` after the projection.
    pub project_away: Vec<FindColumn>,
}

/// Which columns `find` returns.
#[derive(Debug, Clone, PartialEq)]
pub enum FindProject {
    /// `project-smart`, or nothing written: the columns of the predicate, the rest in one `pack_`.
    Smart,
    /// `project a, b:long, pack(*)`
    Columns(Vec<FindColumn>),
}

/// A column of `find`'s projection and where it stands.
#[derive(Debug, Clone)]
pub struct FindColumn {
    /// What it is.
    pub kind: FindColumnKind,
    /// Where it stands.
    pub span: Span,
}

/// A column of `find`'s projection.
#[derive(Debug, Clone, PartialEq)]
pub enum FindColumnKind {
    /// `*`
    Star,
    /// `pack(*)` or `pack_all()`
    Pack,
    /// `name [: type]`
    Column {
        /// The column.
        name: Name,
        /// The type that it is converted to.
        ty: Option<TypeName>,
    },
}

same_but_span! {
    FindColumn { kind }
}

impl Find {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        let start = i;
        let (i, mut params) = params(&["datascope"]).parse(i)?;
        let (i, sources) = opt(sources).parse(i)?;
        let (i, sources) = match i.at_word("where") || !params.is_empty() || sources.is_some() {
            true => (cut(word("where")).parse(i)?.0, sources.unwrap_or_default()),
            false => (i, Vec::new()),
        };
        let (i, predicate) = cut(expr).parse(i)?;
        let (i, project) = project(i)?;
        let (i, away) = opt(clause("__projectAway", comma_list(find_column))).parse(i)?;
        let with_source =
            take_name(start, &mut params, "withsource").or_else(|| take_name(start, &mut params, "with_source"));
        Ok((i, Self { with_source, params, sources, predicate, project, project_away: away.unwrap_or_default() }))
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("find");
        if let Some(name) = &self.with_source {
            p.text(" withsource=").name(name);
        }
        p.params(&self.params);
        if !self.sources.is_empty() {
            p.text(" in (").list(&self.sources, Printer::table).text(")");
        }
        p.text(" where ").expr(&self.predicate);
        if let FindProject::Columns(columns) = &self.project {
            p.text(" project ").list(columns, print_column);
        }
        if !self.project_away.is_empty() {
            p.text(" __projectAway ").list(&self.project_away, print_column);
        }
    }
}

/// `in (tables)`, of `find` and `search`.
pub(super) fn sources(i: In<'_>) -> PResult<'_, Vec<Expr>> {
    clause("in", parens(comma_list(source))).parse(i)
}

/// A name, a wildcard or a call; `table | as name` is allowed.
fn source(i: In<'_>) -> PResult<'_, Expr> {
    match entity(i)? {
        (after, _) if after.at_symbol("|") => pipe(i),
        parsed => Ok(parsed),
    }
}

/// A table's name, a call, a wildcard, or a path to one of them.
pub(crate) fn entity(i: In<'_>) -> PResult<'_, Expr> {
    if let Ok(parsed) = wildcard(i) {
        return Ok(parsed);
    }
    let (mut after, mut entity) = primary(i)?;
    while after.at_symbol(".") {
        let (next, kind) = match wildcard(after.skip(1)) {
            Ok((next, member)) => (next, wildcard_member(i, entity, member)),
            Err(_) => member(after.skip(1), entity).map_err(committed)?,
        };
        after = next;
        entity = Expr::new(kind, i.span_to(after));
    }
    Ok((after, entity))
}

/// `database("d").T*`: the wildcard is the member's name.
fn wildcard_member(i: In<'_>, base: Expr, member: Expr) -> ExprKind {
    let text = &i.shared().text[member.span.range()];
    ExprKind::Path { base: Box::new(base), member: Name::new(text, member.span) }
}

fn project(i: In<'_>) -> PResult<'_, FindProject> {
    if i.at_word("project-smart") {
        return Ok((i.skip(1), FindProject::Smart));
    }
    let columns = opt(clause("project", comma_list(find_column)));
    map(columns, |columns| columns.map_or(FindProject::Smart, FindProject::Columns)).parse(i)
}

fn find_column(i: In<'_>) -> PResult<'_, FindColumn> {
    let (after, kind) = match i.first() {
        star if star.is_symbol("*") => (i.skip(1), FindColumnKind::Star),
        pack if pack.is_word("pack") && i.nth(1).is_symbol("(") => {
            (parens(symbol("*")).parse(i.skip(1))?.0, FindColumnKind::Pack)
        }
        pack if pack.is_word("pack_all") && i.nth(1).is_symbol("(") => {
            (symbol(")").parse(i.skip(2))?.0, FindColumnKind::Pack)
        }
        _ => {
            let column = (plain_name, opt(preceded(symbol(":"), cut(type_name))));
            map(column, |(name, ty)| FindColumnKind::Column { name, ty }).parse(i)?
        }
    };
    Ok((after, FindColumn { kind, span: i.span_to(after) }))
}

fn print_column<'p>(p: &'p mut Printer, column: &FindColumn) -> &'p mut Printer {
    match &column.kind {
        FindColumnKind::Star => p.text("*"),
        FindColumnKind::Pack => p.text("pack(*)"),
        FindColumnKind::Column { name, ty: None } => p.name(name),
        FindColumnKind::Column { name, ty: Some(ty) } => p.name(name).text(": ").text(ty.kind.name()),
    }
}
