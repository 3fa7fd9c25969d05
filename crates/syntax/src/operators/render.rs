//! The `render` operator.

use nom::Parser;
use nom::combinator::{cut, opt};
use nom::multi::many0;

use crate::ast::{Expr, ExprKind, Name, Param};
use crate::parser::{
    Fault, In, PResult, any_word, clause, declared_name, expr, fail, loose_list, name_expr, parens, symbol, to_name,
    value,
};
use crate::printer::Printer;

/// `| render chart [with (properties)]`: how the result should be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Render {
    /// The visualization, `timechart` …
    pub chart: Name,
    /// `title`, `xcolumn`, `ycolumns` …; lists of columns are [`ExprKind::List`](crate::ast::ExprKind::List).
    pub properties: Vec<Param>,
}

impl Render {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        let (i, chart) = cut(any_word).parse(i)?;
        let (i, mut properties) = many0(old_property).parse(i)?;
        let (i, with) = opt(clause("with", parens(loose_list(property)))).parse(i)?;
        properties.extend(with.into_iter().flatten());
        Ok((i, Self { chart, properties }))
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("render ").name(&self.chart).with_properties(&self.properties);
    }
}

/// The properties whose value is a list of columns.
const LISTS: &[&str] = &["ycolumns", "series", "anomalycolumns", "by"];

/// The properties of the list in parentheses.
const NAMES: &[&str] = &[
    "kind",
    "title",
    "accumulate",
    "xcolumn",
    "ycolumns",
    "anomalycolumns",
    "series",
    "xtitle",
    "ytitle",
    "xaxis",
    "yaxis",
    "legend",
    "ysplit",
    "ymin",
    "ymax",
    "xmin",
    "xmax",
];

/// `kind=…`, `title=…` or `accumulate=…` without parentheses, an old form.
fn old_property(i: In<'_>) -> PResult<'_, Param> {
    let name = i.first();
    if !(["kind", "title", "accumulate"].contains(&name.text) && i.nth(1).is_symbol("=")) {
        return fail(Fault::expected(i, "a property"));
    }
    let value = |i| if name.text == "title" { expr(i) } else { value(i) };
    let (after, value) = cut(value).parse(i.skip(2))?;
    Ok((after, Param { name: to_name(name), value, span: i.span_to(after) }))
}

fn property(i: In<'_>) -> PResult<'_, Param> {
    let (after, (name, _)) = (any_word, cut(symbol("="))).parse(i)?;
    let value = |i| match name.as_str() {
        list if LISTS.contains(&list) => column_list(i),
        "title" | "xtitle" | "ytitle" | "ymin" | "ymax" | "xmin" | "xmax" => expr(i),
        _ => value(i),
    };
    let (after, value) = cut(value).parse(after)?;
    Ok((after, Param { name, value, span: i.span_to(after) }))
}

/// Columns up to the next property.
fn column_list(i: In<'_>) -> PResult<'_, Expr> {
    let (mut after, first) = declared_name(i)?;
    let mut names = vec![name_expr(first)];
    let is_property = |i: In<'_>| NAMES.contains(&i.first().text) && i.nth(1).is_symbol("=");
    while after.at_symbol(",") && !after.skip(1).at_list_end() && !is_property(after.skip(1)) {
        let (next, name) = cut(declared_name).parse(after.skip(1))?;
        names.push(name_expr(name));
        after = next;
    }
    Ok((after, Expr::new(ExprKind::List(names), i.span_to(after))))
}
