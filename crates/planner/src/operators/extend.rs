//! Computed columns: names for expressions, until somebody needs them as fields.

use datafusion::common::Result;
use datafusion::functions::core::expr_fn::get_field;
use lurcher_binder::bound::{self, ColumnId, ExprKind, Extend, PathStep};
use lurcher_symbols::ScalarType;

use crate::expressions::parsed_text;
use crate::functions::{json_paths, path_field};
use crate::planner::Planner;
use crate::relation::{ColumnExpr, Relation};

pub fn extend(planner: &mut Planner<'_>, extend: &Extend, ordered: bool) -> Result<Relation> {
    let mut input = planner.plan(&extend.input, ordered)?;
    let read = extend.columns.iter().filter(|(id, _)| planner.uses.is_read(*id));
    let (walks, others) = split(read, |id| planner.uses.only_filters(id));
    let mut columns = Vec::with_capacity(extend.columns.len());
    for walk in &walks {
        input = walk.compute(planner, input, &mut columns)?;
    }
    for (id, expr) in others {
        columns.push((*id, ColumnExpr { expr: input.lower(expr)?, ty: expr.ty }));
    }
    input.extend(&planner.uses, columns)
}

/// Paths into the same JSON text, and the columns that they are.
struct Walk<'a> {
    text: &'a bound::Expr,
    paths: Vec<(ColumnId, &'a [PathStep])>,
}

type Column = (ColumnId, bound::Expr);

/// Takes out the columns that one walk through a JSON text can find together. What only filters read is found by
/// itself, so that the rows that they drop are not walked through for the others.
fn split<'a>(
    columns: impl Iterator<Item = &'a Column>,
    only_filters: impl Fn(ColumnId) -> bool,
) -> (Vec<Walk<'a>>, Vec<&'a Column>) {
    let mut walks: Vec<Walk<'a>> = Vec::new();
    let mut others = Vec::new();
    for column in columns {
        let path = match &column.1.kind {
            ExprKind::Path { base, steps } if !only_filters(column.0) => {
                parsed_text(base).map(|text| (text, steps.as_slice()))
            }
            _ => None,
        };
        let Some((text, steps)) = path else {
            others.push(column);
            continue;
        };
        match walks.iter_mut().find(|walk| walk.text == text) {
            Some(walk) => walk.paths.push((column.0, steps)),
            None => walks.push(Walk { text, paths: vec![(column.0, steps)] }),
        }
    }
    (walks, others)
}

impl Walk<'_> {
    /// Computes the struct of all paths, once, and hands its fields on.
    fn compute(
        &self,
        planner: &mut Planner<'_>,
        mut input: Relation,
        columns: &mut Vec<(ColumnId, ColumnExpr)>,
    ) -> Result<Relation> {
        let mut distinct: Vec<&[PathStep]> = Vec::with_capacity(self.paths.len());
        for (_, steps) in &self.paths {
            if !distinct.contains(steps) {
                distinct.push(steps);
            }
        }
        let mut found = json_paths(input.lower(self.text)?, &distinct);
        let reads: u32 = self.paths.iter().map(|(id, _)| planner.uses.reads(*id)).sum();
        if reads > 1 {
            let walked = planner.uses.hidden();
            planner.uses.keep(walked);
            input.define(walked, ScalarType::Dynamic, found);
            input = input.compute(&planner.uses, &[walked])?;
            found = input.column(walked)?;
            input.forget(walked);
        }
        for (id, steps) in &self.paths {
            let place = distinct.iter().position(|other| other == steps).unwrap_or_default();
            let expr = get_field(found.clone(), path_field(place));
            columns.push((*id, ColumnExpr { expr, ty: ScalarType::Dynamic }));
        }
        Ok(input)
    }
}
