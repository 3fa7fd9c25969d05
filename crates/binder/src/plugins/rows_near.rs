//! `rows_near`: the rows around those that meet a condition. <https://learn.microsoft.com/kusto/query/rows-near-plugin>

use std::rc::Rc;

use lurcher_diagnostics::Span;
use lurcher_symbols::{FunctionKind, ScalarType, Value};
use lurcher_syntax::ast;

use crate::binder::Binder;
use crate::bound::{Expr, Plan, Window, WindowCall};
use crate::codes;
use crate::expressions::Context;
use crate::relation::Relation;
use crate::scope::Scope;

impl<'a> Binder<'a> {
    pub(crate) fn bind_rows_near(
        &self,
        args: &'a [ast::Argument],
        mut input: Relation,
        span: Span,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let parameters = ["Condition", "NumRows", "RowsAfter"];
        let Some(args) = self.plugin_arguments("rows_near", (2, 3), &parameters, args, span) else {
            return Relation::broken();
        };
        let (Some(condition), Some(before)) = (args.get(0), args.get(1)) else { return Relation::broken() };
        if !input.serialized {
            self.error(
                codes::NOT_SERIALIZED,
                span,
                "rows_near needs serialized rows: sort them, or put 'serialize' before.",
            );
            return Relation::broken();
        }
        let mark = self.mark();
        let condition = self.bind_predicate(condition, Context::row(scope, &input));
        let rows =
            |arg: &'a ast::Expr| Some(Expr::literal(Value::Long(self.bind_count(arg, scope)?.try_into().ok()?), span));
        let before = rows(before);
        let after = args.get(2).map_or(before.clone(), rows);
        let (Some(before), Some(after), Some(function)) =
            (before, after, self.env.functions.find(FunctionKind::Window, "rows-near"))
        else {
            return Relation::broken();
        };
        if self.failed_since(mark) {
            return Relation::broken();
        }
        let output = self.new_column();
        let call = WindowCall { output, function, args: vec![condition, before, after], ty: ScalarType::Bool, span };
        input.plan =
            Plan::Window(Window { input: Box::new(input.take_plan()), partition: Vec::new(), calls: vec![call] });
        self.filter(input, Expr::column(output, ScalarType::Bool, span))
    }
}
