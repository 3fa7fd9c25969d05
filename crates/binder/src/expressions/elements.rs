//! Elements of dynamics: `a.b`, `a["b"]`, `a[0]`, `a[expr]`, and `$left.a`.

use lurcher_diagnostics::Span;
use lurcher_symbols::{ScalarType, Value};
use lurcher_syntax::ast::{self, ExprKind as Syntax};

use super::{Context, is_null};
use crate::binder::Binder;
use crate::bound::{Expr, ExprKind, PathStep};
use crate::codes;
use crate::scope::Binding;

impl<'a> Binder<'a> {
    pub(super) fn bind_element(&self, expr: &'a ast::Expr, ctx: Context<'_, 'a>) -> Expr {
        let own = self.bind_side(expr, ctx).or_else(|| self.bind_step_column(expr, ctx));
        let own = own.or_else(|| self.bind_graph_property(expr, ctx));
        if let Some(column) = own.or_else(|| entity_property(expr, ctx)) {
            return column;
        }
        let base = match &expr.kind {
            Syntax::Path { base, .. } | Syntax::Index { base, .. } => base,
            _ => return self.broken(expr.span),
        };
        if self.makes_columns(base, ctx)
            && let Some(columns) = self.call_columns(base, ctx)
        {
            return self.column_of_call(columns, expr, ctx).1;
        }
        let base = self.bind_expr(base, ctx);
        self.bind_step(base, expr, ctx)
    }

    /// The last step of a path, from what the steps before it lead to.
    pub(crate) fn bind_step(&self, base: Expr, expr: &'a ast::Expr, ctx: Context<'_, 'a>) -> Expr {
        let step = match &expr.kind {
            Syntax::Path { member, .. } => Ok(PathStep::Key(member.as_str().into())),
            Syntax::Index { index, .. } => Err(index),
            _ => return self.broken(expr.span),
        };
        if base.ty != ScalarType::Dynamic {
            self.error(codes::WRONG_TYPE, base.span, "The expression must have the type dynamic.");
            return self.broken(expr.span);
        }
        let step = match step {
            Ok(step) => step,
            Err(index) => {
                let index = self.bind_expr(index, ctx);
                match index.as_literal() {
                    Some(Value::String(key)) => PathStep::Key(key.clone()),
                    Some(value @ (Value::Int(_) | Value::Long(_))) => PathStep::Index(value.as_i64().unwrap_or(0)),
                    _ => return self.bind_computed_element(base, index, expr),
                }
            }
        };
        self.path(base, step, expr.span)
    }

    fn bind_computed_element(&self, base: Expr, index: Expr, expr: &ast::Expr) -> Expr {
        if is_null(&index) {
            return self.broken(expr.span);
        }
        let index = match index.ty {
            ScalarType::String => index,
            ScalarType::Int | ScalarType::Long => self.promote(index, ScalarType::Long),
            ScalarType::Dynamic => self.convert(index, ScalarType::String),
            ty => {
                self.wrong_type(index.span, "string or long", ty);
                return self.broken(expr.span);
            }
        };
        let kind = ExprKind::Element { base: Box::new(base), index: Box::new(index) };
        Expr::new(kind, ScalarType::Dynamic, expr.span)
    }

    /// One more step into a dynamic; steps of one path stand in one node, and a constant is looked into at once.
    pub(crate) fn path(&self, base: Expr, step: PathStep, span: Span) -> Expr {
        if let Some(value) = base.as_literal() {
            return Expr::literal(step_into(value, &step), span);
        }
        let kind = match base.kind {
            ExprKind::Path { base, mut steps } => {
                steps.push(step);
                ExprKind::Path { base, steps }
            }
            _ => ExprKind::Path { base: Box::new(base), steps: vec![step] },
        };
        Expr::new(kind, ScalarType::Dynamic, span)
    }

    /// `$left.name` and `$right.name` of a join.
    fn bind_side(&self, expr: &'a ast::Expr, ctx: Context<'_, 'a>) -> Option<Expr> {
        let (base, name) = match &expr.kind {
            Syntax::Path { base, member } => (base, member),
            _ => return None,
        };
        let relation = match base.as_name()?.as_str() {
            "$left" => ctx.row?,
            "$right" => ctx.right?,
            _ => return None,
        };
        Some(self.column_of(relation, name, ctx))
    }
}

/// `X.$current_database` and `X.$current_cluster_endpoint` of an entity of `macro-expand`: the names by which the query
/// knows them. <https://learn.microsoft.com/kusto/query/macro-expand-operator>
fn entity_property(expr: &ast::Expr, ctx: Context<'_, '_>) -> Option<Expr> {
    let Syntax::Path { base, member } = &expr.kind else { return None };
    let Some(Binding::Entity(entity)) = ctx.scope.find(base.as_name()?.as_str()) else { return None };
    let function = match member.as_str() {
        "$current_database" => "database",
        "$current_cluster_endpoint" => "cluster",
        _ => return None,
    };
    let mut part = Some(entity);
    while let Some(at) = part {
        let (name, args, next) = match &at.kind {
            Syntax::Call { name, args } => (name, args, None),
            Syntax::ScopedCall { scope, name, args } => (name, args, Some(&**scope)),
            Syntax::Path { base, .. } => {
                part = Some(base);
                continue;
            }
            _ => break,
        };
        if name.as_str() == function {
            let text = args.first().and_then(|arg| match &arg.value.kind {
                Syntax::Literal(ast::Literal::String(text)) => Some(text.as_str()),
                _ => None,
            });
            return Some(Expr::literal(Value::String(text.unwrap_or_default().into()), expr.span));
        }
        part = next;
    }
    Some(Expr::literal(Value::String("".into()), expr.span))
}

fn step_into(value: &Value, step: &PathStep) -> Value {
    use lurcher_symbols::values::dynamic::Dynamic;
    let Value::Dynamic(text) = value else { return Value::Null(ScalarType::Dynamic) };
    let tree = Dynamic::from_canonical(text);
    let element = match step {
        PathStep::Key(key) => tree.get(key),
        PathStep::Index(index) => tree.at(*index),
    };
    element.map_or(Value::Null(ScalarType::Dynamic), Dynamic::to_value)
}
