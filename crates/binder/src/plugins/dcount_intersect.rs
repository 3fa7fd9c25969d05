//! `dcount_intersect`: how much sets have in common, by their sketches.
//! <https://learn.microsoft.com/kusto/query/dcount-intersect-plugin>

use std::rc::Rc;

use lurcher_diagnostics::Span;
use lurcher_symbols::{ScalarType, Value};
use lurcher_syntax::ast;

use crate::binder::Binder;
use crate::bound::{Expr, ResultColumn};
use crate::codes;
use crate::expressions::Context;
use crate::relation::Relation;
use crate::scope::Scope;

/// The most sets: the unions that are estimated double with each.
const MAX_SETS: usize = 8;

impl<'a> Binder<'a> {
    pub(crate) fn bind_dcount_intersect(
        &self,
        args: &'a [ast::Argument],
        mut input: Relation,
        span: Span,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let Some(args) = self.plugin_arguments("dcount_intersect", (0, 0), &[], args, span) else {
            return Relation::broken();
        };
        if !(2..=MAX_SETS).contains(&args.rest.len()) {
            let message = format!("dcount_intersect takes from 2 to {MAX_SETS} sketches of hll().");
            self.error(codes::ARGUMENT_COUNT, span, message);
            return Relation::broken();
        }
        let mark = self.mark();
        let sets = args.rest.iter().map(|set| {
            let set = self.bind_expr(set, Context::row(scope, &input));
            // No conversion: a number is no sketch.
            if set.ty != ScalarType::Dynamic {
                self.error(codes::ARRAY_EXPECTED, set.span, "The expression value must be a dynamic array.");
            }
            set
        });
        let sets: Vec<Expr> = sets.collect();
        if self.failed_since(mark) {
            return Relation::broken();
        }
        let counts: Vec<Expr> = (1..=sets.len()).map(|n| self.intersection(&sets[..n], span)).collect();
        let ids = self.compute(&mut input, counts);
        for (place, id) in ids.into_iter().enumerate() {
            let name = input.unique_name(&format!("s{place}"));
            input.columns.push(ResultColumn { id, name, ty: ScalarType::Long });
        }
        input
    }

    /// The number of elements that all sets have: by inclusion and exclusion over the unions, which are what sketches
    /// tell. Estimates may make it negative.
    fn intersection(&self, sets: &[Expr], span: Span) -> Expr {
        let unions = (1_usize..1 << sets.len()).map(|chosen| {
            let of = |(place, set): (usize, &Expr)| (chosen >> place & 1 == 1).then(|| set.clone());
            let union: Vec<Expr> = sets.iter().enumerate().filter_map(of).collect();
            let sign = if union.len() % 2 == 1 { "+" } else { "-" };
            let merged = match <[Expr; 1]>::try_from(union) {
                Ok([only]) => only,
                Err(several) => self.call_builtin("hll_merge", several, span),
            };
            (sign, self.call_builtin("dcount_hll", vec![merged], span))
        });
        let nothing = Expr::literal(Value::Long(0), span);
        let count = unions.fold(nothing.clone(), |sum, (sign, count)| self.call_operator(sign, vec![sum, count], span));
        self.call_builtin("max_of", vec![count, nothing], span)
    }
}
