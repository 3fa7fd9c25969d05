//! `join`. <https://learn.microsoft.com/kusto/query/join-operator>

use std::rc::Rc;

use lurcher_diagnostics::{Diagnostic, Span};
use lurcher_symbols::ScalarType;
use lurcher_syntax::ast::{self, BinaryOp, ExprKind as Syntax};
use lurcher_syntax::operators::{self, JoinCondition};

use crate::binder::Binder;
use crate::bound::{Expr, Join, JoinKind, Plan, ResultColumn};
use crate::codes;
use crate::expressions::{Calls, Context, is_null};
use crate::relation::{Openness, Relation, unique_name};
use crate::scope::Scope;

impl<'a> Binder<'a> {
    pub(super) fn bind_join(
        &self,
        op: &'a operators::Join,
        mut left: Relation,
        span: Span,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let kind = op.kind.map_or(JoinKind::InnerUnique, join_kind);
        let mut right = self.bind_tabular(&op.right, scope);
        self.settle_nullable(kind, &mut left, &mut right);
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
        self.joined(kind, left, right, on, condition, columns)
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
        let broken = left.openness == Openness::Broken || right.openness == Openness::Broken;
        let openness = match (left.openness, right.openness) {
            _ if broken => Openness::Broken,
            (Openness::Closed, right) if !one_sided(kind) => right,
            (left, _) => left,
        };
        let mut constants = std::mem::take(&mut left.constants);
        constants.extend(std::mem::take(&mut right.constants));
        let left_groups = left.groups.take();
        let (left, right) = (Box::new(left.take_plan()), Box::new(right.take_plan()));
        let plan = Plan::Join(Join { kind, left, right, on, condition });
        Relation { constants, openness, groups: left_groups, ..Relation::new(plan, columns) }
    }

    /// A constant column of a side whose rows may be missing must become a real column, which is null there.
    pub(crate) fn settle_nullable(&self, kind: JoinKind, left: &mut Relation, right: &mut Relation) {
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
        let pair = match &condition.kind {
            Syntax::Name(name) => {
                let ctx = Context::row(scope, left);
                let mark = self.mark();
                let key = self.column_of(left, name, ctx);
                if self.failed_since(mark) {
                    return Vec::new();
                }
                Some((key, self.column_of(right, name, ctx)))
            }
            Syntax::And(terms) => return self.bind_join_keys(terms, left, right, scope),
            Syntax::Binary { op: BinaryOp::Equal, left: a, right: b } => {
                let ctx = Context { scope, row: Some(left), right: Some(right), calls: Calls::Scalar };
                match (side(a), side(b)) {
                    (Some(Side::Left), Some(Side::Right)) => Some((self.bind_expr(a, ctx), self.bind_expr(b, ctx))),
                    (Some(Side::Right), Some(Side::Left)) => Some((self.bind_expr(b, ctx), self.bind_expr(a, ctx))),
                    _ => None,
                }
            }
            _ => None,
        };
        let Some((left_key, right_key)) = pair else {
            let message = "The join condition must be either the name of a column common to both tables or in the form $left.<column> == $right.<column>.";
            self.error(codes::JOIN_CONDITION, condition.span, message);
            return Vec::new();
        };
        let name = condition.as_name().map(ast::Name::as_str);
        self.same_type_keys(left_key, right_key, name, condition.span).into_iter().collect()
    }

    /// Both keys as one type: they must have the same one, an int being a long, and none is dynamic. `name` is that of a key by its name alone.
    fn same_type_keys(&self, left: Expr, right: Expr, name: Option<&str>, span: Span) -> Option<(Expr, Expr)> {
        if is_null(&left) || is_null(&right) {
            let ty = if is_null(&left) { right.ty } else { left.ty };
            return Some((self.convert(left, ty), self.convert(right, ty)));
        }
        if let Some(key) = [&left, &right].into_iter().find(|key| key.ty == ScalarType::Dynamic) {
            let help = "convert it, with tostring() for example";
            self.report(Diagnostic::error(codes::DYNAMIC_KEY, key.span, "Join keys cannot be dynamic").with_help(help));
            return None;
        }
        let is_one = left.ty == right.ty || (left.ty.is_integer() && right.ty.is_integer());
        match (left.ty.common(right.ty).filter(|_| is_one), name) {
            (Some(ty), _) => return Some((self.promote(left, ty), self.promote(right, ty))),
            (None, Some(name)) => {
                let message = format!("The common column '{name}' must have the same type on both sides of the join.");
                self.error(codes::COMMON_COLUMN_TYPES, span, message);
            }
            (None, None) => {
                let message = format!("Inconsistent data types for join keys: ({}, {})", left.ty, right.ty);
                self.error(codes::KEYS_NOT_COMPARABLE, span, message);
            }
        }
        None
    }
}

enum Side {
    Left,
    Right,
}

/// Which side an expression such as `$left.a` names.
fn side(expr: &ast::Expr) -> Option<Side> {
    match &expr.kind {
        Syntax::Path { base, .. } => match base.as_name().map(ast::Name::as_str) {
            Some("$left") => Some(Side::Left),
            Some("$right") => Some(Side::Right),
            _ => side(base),
        },
        Syntax::Call { args, .. } => args.iter().find_map(|arg| side(&arg.value)),
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

/// Two lists of columns as one: a right name that is taken gets the first free number, and no name that the right side has itself.
pub(crate) fn beside(left: &[ResultColumn], right: &[ResultColumn]) -> Vec<ResultColumn> {
    let mut columns = left.to_vec();
    for column in right {
        let own = |name: &str| name != &*column.name && right.iter().any(|c| *c.name == *name);
        let name = unique_name(&column.name, |n| columns.iter().any(|c| *c.name == *n) || own(n));
        columns.push(ResultColumn { name, ..column.clone() });
    }
    columns
}
