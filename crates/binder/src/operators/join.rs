//! `join`. <https://learn.microsoft.com/kusto/query/join-operator>

use std::rc::Rc;

use lurcher_diagnostics::{Diagnostic, Span};
use lurcher_symbols::ScalarType;
use lurcher_symbols::mutants::{Mutant, is_planted};
use lurcher_syntax::ast::{self, BinaryOp, ExprKind as Syntax};
use lurcher_syntax::operators::{self, JoinCondition};

use crate::binder::Binder;
use crate::bound::{Expr, Join, JoinKind, Plan, ResultColumn};
use crate::codes;
use crate::expressions::{Calls, Context};
use crate::relation::{Openness, Relation, unique_name};
use crate::scope::Scope;
use crate::suggestions;

impl<'a> Binder<'a> {
    pub(super) fn bind_join(
        &self,
        op: &'a operators::Join,
        mut left: Relation,
        span: Span,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let kind = op.kind.map_or(JoinKind::InnerUnique, join_kind);
        let mut right = self.bind_rows(&op.right, scope);
        self.settle_nullable(kind, &mut left, &mut right);
        let mark = self.mark();
        let (on, condition) = match &op.condition {
            JoinCondition::On(conditions) => (self.bind_join_keys(conditions, &left, &right, scope), None),
            JoinCondition::Where(predicate) => {
                let ctx = Context { scope, row: Some(&left), right: Some(&right), calls: Calls::Scalar };
                (Vec::new(), Some(self.bind_predicate(predicate, ctx)))
            }
            JoinCondition::None => {
                self.error(codes::JOIN_CONDITION, span, "The join needs an 'on' with at least one condition.");
                return Relation::broken();
            }
        };
        // One left row of each key means nothing where there is no key.
        let kind = if on.is_empty() && kind == JoinKind::InnerUnique { JoinKind::Inner } else { kind };
        if left.groups.is_some() && !left_only(kind) {
            self.not_implemented(span, "This kind of join inside of mv-apply or partition");
            return Relation::broken();
        }
        let columns = joined_columns(kind, &left, &right);
        let joined = self.joined(kind, left, right, on, condition, columns);
        // Which columns the key would have renamed nobody knows.
        match self.failed_since(mark) {
            true => Relation { openness: Openness::Broken, ..joined },
            false => joined,
        }
    }

    /// The relation of a join whose visible columns are known.
    pub(crate) fn joined(
        &self,
        kind: JoinKind,
        mut left: Relation,
        mut right: Relation,
        on: Vec<(Expr, Expr)>,
        condition: Option<Expr>,
        columns: Vec<ResultColumn>,
    ) -> Relation {
        // Of a one-sided join the other side gives no columns, but a mistake there is one all the same.
        let openness = match (&left.openness, &right.openness) {
            (kept, other) if one_sided(kind) && *other != Openness::Broken => kept.clone(),
            (left, right) => left.and(right),
        };
        let mut constants = std::mem::take(&mut left.constants);
        constants.extend(std::mem::take(&mut right.constants));
        let left_groups = left.groups.take();
        let hidden = hidden_beside(kind, &mut left, &mut right);
        let (left, right) = (Box::new(left.take_plan()), Box::new(right.take_plan()));
        let plan = Plan::Join(Join { kind, left, right, on, condition });
        Relation { constants, openness, hidden, groups: left_groups, ..Relation::new(plan, columns) }
    }

    /// A constant column of a side whose rows may be missing must become a real column, which is null there.
    pub(crate) fn settle_nullable(&self, kind: JoinKind, left: &mut Relation, right: &mut Relation) {
        if is_planted(Mutant::MissingSideStaysConstant) {
            return;
        }
        if matches!(kind, JoinKind::LeftOuter | JoinKind::FullOuter) {
            self.settle(right);
        }
        if matches!(kind, JoinKind::RightOuter | JoinKind::FullOuter) {
            self.settle(left);
        }
    }

    /// The keys of `on a, $left.b == $right.c`.
    pub(super) fn bind_join_keys(
        &self,
        conditions: &'a [ast::Expr],
        left: &Relation,
        right: &Relation,
        scope: &Rc<Scope<'a>>,
    ) -> Vec<(Expr, Expr)> {
        conditions.iter().flat_map(|condition| self.bind_join_condition(condition, left, right, scope)).collect()
    }

    fn bind_join_condition(
        &self,
        condition: &'a ast::Expr,
        left: &Relation,
        right: &Relation,
        scope: &Rc<Scope<'a>>,
    ) -> Vec<(Expr, Expr)> {
        let keys = match &condition.kind {
            Syntax::Name(name) => self.bind_common_key(name, left, right, scope),
            Syntax::And(terms) => return self.bind_join_keys(terms, left, right, scope),
            Syntax::Binary { op: BinaryOp::Equal, left: a, right: b } => {
                let ctx = Context { scope, row: Some(left), right: Some(right), calls: Calls::Scalar };
                // Whichever stands first.
                let (a, b) = if side(a) == Some(Side::Right) && side(b) == Some(Side::Left) { (b, a) } else { (a, b) };
                self.bind_equal_keys(a, b, condition.span, ctx)
            }
            _ => {
                let message = "The join condition must be either the name of a column common to both tables or in the form $left.<column> == $right.<column>.";
                self.error(codes::JOIN_CONDITION, condition.span, message);
                None
            }
        };
        keys.into_iter().collect()
    }

    /// `on name`: a column that both sides have, with one type.
    fn bind_common_key(
        &self,
        name: &'a ast::Name,
        left: &Relation,
        right: &Relation,
        scope: &Rc<Scope<'a>>,
    ) -> Option<(Expr, Expr)> {
        let lacks = |side: &Relation| side.openness == Openness::Closed && side.column(name.as_str()).is_none();
        if lacks(left) || lacks(right) {
            if self.is_reported_unknown(name.as_str()) {
                return None;
            }
            let columns = left.columns.iter().filter(|c| right.column(&c.name).is_some()).map(|c| c.name.to_string());
            let suggestion = suggestions::nearest(name.as_str(), columns);
            let message = format!("The column '{}' must exist on both sides of the join.", name.as_str());
            let diagnostic = Diagnostic::error(codes::COLUMN_ON_BOTH_SIDES, name.span, message);
            self.report(diagnostic.with_suggestion(suggestion));
            return None;
        }
        let ctx = Context::row(scope, left);
        let (left, right) = (self.column_of(left, name, ctx), self.column_of(right, name, ctx));
        if !self.is_broken(&left) && !self.is_broken(&right) && left.ty != right.ty {
            let message =
                format!("The common column '{}' must have the same type on both sides of the join.", name.as_str());
            let diagnostic = Diagnostic::error(codes::COMMON_COLUMN_TYPES, name.span, message);
            self.report(diagnostic.with_label(format!("it is {} on the left and {} on the right", left.ty, right.ty)));
            return None;
        }
        self.one_type(left, right, name.span)
    }

    /// `on $left.a == $right.b`.
    fn bind_equal_keys(
        &self,
        left: &'a ast::Expr,
        right: &'a ast::Expr,
        span: Span,
        ctx: Context<'_, 'a>,
    ) -> Option<(Expr, Expr)> {
        let mut is_wrong = false;
        for (operand, expected, sign) in [(left, Side::Left, "$left"), (right, Side::Right, "$right")] {
            if side(operand) != Some(expected) {
                let message = format!("The join condition operand must be: {sign}.<column>");
                self.error(codes::JOIN_OPERAND, operand.span, message);
                is_wrong = true;
            }
        }
        if is_wrong {
            return None;
        }
        let mark = self.mark();
        let (left, right) = (self.bind_expr(left, ctx), self.bind_expr(right, ctx));
        if self.failed_since(mark) {
            return None;
        }
        self.one_type(left, right, span)
    }

    /// Both keys as one type: ints compare with longs, and a column that nobody has with every type.
    fn one_type(&self, left: Expr, right: Expr, span: Span) -> Option<(Expr, Expr)> {
        if self.is_broken(&left) || self.is_broken(&right) {
            let ty = if self.is_broken(&left) { right.ty } else { left.ty };
            return Some((self.convert(left, ty), self.convert(right, ty)));
        }
        if let Some(key) = [&left, &right].into_iter().find(|key| key.ty == ScalarType::Dynamic) {
            let help = "convert it, with tostring() for example";
            self.report(Diagnostic::error(codes::DYNAMIC_KEY, key.span, "Join keys cannot be dynamic").with_help(help));
            return None;
        }
        let widened = |ty| if ty == ScalarType::Int { ScalarType::Long } else { ty };
        let (l, r) = (left.ty, right.ty);
        if l == r {
            return Some((left, right));
        }
        if widened(l) == widened(r) {
            return Some((self.promote(left, ScalarType::Long), self.promote(right, ScalarType::Long)));
        }
        let message = format!("Inconsistent data types for join keys: ({l}, {r})");
        self.error(codes::KEYS_NOT_COMPARABLE, span, message);
        None
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// The side whose column an operand such as `$left.a` is.
fn side(expr: &ast::Expr) -> Option<Side> {
    let Syntax::Path { base, .. } = &expr.kind else { return None };
    match base.as_name()?.as_str() {
        "$left" => Some(Side::Left),
        "$right" => Some(Side::Right),
        _ => None,
    }
}

pub(super) fn join_kind(kind: operators::JoinKind) -> JoinKind {
    match kind {
        operators::JoinKind::InnerUnique => JoinKind::InnerUnique,
        operators::JoinKind::Inner => JoinKind::Inner,
        operators::JoinKind::LeftOuter => JoinKind::LeftOuter,
        operators::JoinKind::RightOuter => JoinKind::RightOuter,
        operators::JoinKind::FullOuter => JoinKind::FullOuter,
        operators::JoinKind::LeftSemi => JoinKind::LeftSemi,
        operators::JoinKind::RightSemi => JoinKind::RightSemi,
        operators::JoinKind::LeftAnti => JoinKind::LeftAnti,
        operators::JoinKind::RightAnti => JoinKind::RightAnti,
    }
}

/// Whether each row of the result comes from a left row by itself, so that it belongs to that row's group.
fn left_only(kind: JoinKind) -> bool {
    matches!(kind, JoinKind::Inner | JoinKind::LeftOuter | JoinKind::LeftSemi | JoinKind::LeftAnti)
}

/// Whether only one side's columns are visible.
fn one_sided(kind: JoinKind) -> bool {
    matches!(kind, JoinKind::LeftSemi | JoinKind::LeftAnti | JoinKind::RightSemi | JoinKind::RightAnti)
}

/// What is hidden of the sides whose rows there are; of both it is the left side's.
fn hidden_beside(kind: JoinKind, left: &mut Relation, right: &mut Relation) -> Vec<ResultColumn> {
    let [mut hidden, others] = [left, right].map(|side| std::mem::take(&mut side.hidden));
    match kind {
        JoinKind::LeftSemi | JoinKind::LeftAnti => hidden,
        JoinKind::RightSemi | JoinKind::RightAnti => others,
        _ => {
            let new = others.into_iter().filter(|other| hidden.iter().all(|c| c.name != other.name));
            let new: Vec<ResultColumn> = new.collect();
            hidden.extend(new);
            hidden
        }
    }
}

/// The visible columns: left, then right with new names where they collide; of a semi or anti join one side's.
fn joined_columns(kind: JoinKind, left: &Relation, right: &Relation) -> Vec<ResultColumn> {
    match kind {
        JoinKind::LeftSemi | JoinKind::LeftAnti => left.columns.clone(),
        JoinKind::RightSemi | JoinKind::RightAnti => right.columns.clone(),
        JoinKind::InnerUnique | JoinKind::Inner | JoinKind::LeftOuter | JoinKind::RightOuter | JoinKind::FullOuter => {
            beside(&left.columns, &right.columns)
        }
    }
}

/// Two lists of columns as one: a right name that is taken gets the first free number, and no name that the right side
/// has itself.
pub(crate) fn beside(left: &[ResultColumn], right: &[ResultColumn]) -> Vec<ResultColumn> {
    let mut columns = left.to_vec();
    for column in right {
        let own = |name: &str| name != &*column.name && right.iter().any(|c| *c.name == *name);
        let name = unique_name(&column.name, |n| columns.iter().any(|c| *c.name == *n) || own(n));
        columns.push(ResultColumn { name, ..column.clone() });
    }
    columns
}
