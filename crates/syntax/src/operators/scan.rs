//! The `scan` operator.

use lurcher_diagnostics::Span;
use nom::Parser;
use nom::combinator::{cut, map, opt};
use nom::multi::many0;
use nom::sequence::preceded;

use super::sort::sort_key;
use crate::ast::{Expr, Name, Param, Parameter, SortKey, same_but_span};
use crate::parser::{
    In, PResult, choice, clause, comma_list, declared_name, expr, parameters, params, parens, spanned, symbol, word,
};
use crate::printer::Printer;

/// `| scan … with (steps)`: matches sequences of rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Scan {
    /// `with_match_id=Name`, `with_step_name=Name`.
    pub params: Vec<Param>,
    /// `order by`, undocumented.
    pub order_by: Vec<SortKey>,
    /// `partition by`, undocumented.
    pub partition_by: Vec<Expr>,
    /// The state's columns.
    pub declare: Vec<Parameter>,
    /// The steps.
    pub steps: Vec<ScanStep>,
}

/// `step name [optional] [output=…] : condition [=> assignments];`
#[derive(Debug, Clone)]
pub struct ScanStep {
    /// The step's name, by which conditions refer to its state.
    pub name: Name,
    /// Whether a sequence may skip it.
    pub optional: bool,
    /// Which of its rows come out.
    pub output: Option<ScanOutput>,
    /// Which rows match.
    pub condition: Expr,
    /// The state that a match writes.
    pub assignments: Vec<ScanAssignment>,
    /// All of it.
    pub span: Span,
}

/// `name = value`
#[derive(Debug, Clone)]
pub struct ScanAssignment {
    /// The state's column.
    pub name: Name,
    /// Its new value.
    pub value: Expr,
    /// All of it.
    pub span: Span,
}

/// Which of a step's rows come out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScanOutput {
    /// `all`
    All,
    /// `last`
    Last,
    /// `none`
    None,
}

same_but_span! {
    ScanStep { name, optional, output, condition, assignments }
    ScanAssignment { name, value }
}

impl ScanOutput {
    const NAMES: &[(&str, Self)] = &[("all", Self::All), ("last", Self::Last), ("none", Self::None)];
}

impl Scan {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        let (i, params) = params(&[]).parse(i)?;
        let by = |keyword, i| preceded((word(keyword), cut(word("by"))), cut(comma_list(sort_key))).parse(i);
        let (i, order_by) = opt(|i| by("order", i)).parse(i)?;
        let partition = preceded((word("partition"), cut(word("by"))), cut(comma_list(expr)));
        let (i, partition_by) = opt(partition).parse(i)?;
        let (i, declare) = opt(clause("declare", parameters)).parse(i)?;
        let (i, steps) = cut(clause("with", parens(many0(step)))).parse(i)?;
        let (order_by, partition_by) = (order_by.unwrap_or_default(), partition_by.unwrap_or_default());
        Ok((i, Self { params, order_by, partition_by, declare: declare.unwrap_or_default(), steps }))
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("scan").params(&self.params);
        if !self.order_by.is_empty() {
            p.text(" order by ").list(&self.order_by, Printer::sort_key);
        }
        if !self.partition_by.is_empty() {
            p.text(" partition by ").list(&self.partition_by, Printer::expr);
        }
        if !self.declare.is_empty() {
            p.text(" declare ").parameters(&self.declare);
        }
        p.text(" with (");
        for (n, step) in self.steps.iter().enumerate() {
            if n > 0 {
                p.text(" ");
            }
            print_step(p, step);
        }
        p.text(")");
    }
}

fn step(i: In<'_>) -> PResult<'_, ScanStep> {
    let output =
        preceded((word("output"), cut(symbol("="))), cut(choice(ScanOutput::NAMES, "`all`, `last` or `none`")));
    let assignments = preceded(symbol("=>"), cut(comma_list(assignment)));
    let (after, _) = word("step")(i)?;
    let head = (declared_name, opt(word("optional")), opt(output), symbol(":"), expr);
    let (after, (name, optional, output, _, condition)) = cut(head).parse(after)?;
    let (after, (assignments, _)) = (opt(assignments), cut(symbol(";"))).parse(after)?;
    let (optional, assignments) = (optional.is_some(), assignments.unwrap_or_default());
    Ok((after, ScanStep { name, optional, output, condition, assignments, span: i.span_to(after) }))
}

fn assignment(i: In<'_>) -> PResult<'_, ScanAssignment> {
    let assignment = spanned((declared_name, cut(symbol("=")), cut(expr)));
    map(assignment, |((name, _, value), span)| ScanAssignment { name, value, span }).parse(i)
}

fn print_step(p: &mut Printer, step: &ScanStep) {
    p.text("step ").name(&step.name);
    if step.optional {
        p.text(" optional");
    }
    if let Some(output) = step.output {
        let name = ScanOutput::NAMES.iter().find(|(_, other)| *other == output).map_or("", |(name, _)| name);
        p.text(" output=").text(name);
    }
    p.text(": ").expr(&step.condition);
    if !step.assignments.is_empty() {
        p.text(" => ")
            .list(&step.assignments, |p, assignment| p.name(&assignment.name).text(" = ").expr(&assignment.value));
    }
    p.text(";");
}
