//! `parse` and `parse-where`.

use datafusion::common::Result;
use datafusion::functions::core::expr_fn::get_field;
use lurcher_binder::bound::{ColumnId, Parse, ParsePart};
use lurcher_symbols::ScalarType;

use crate::functions::{MATCHED, output_name, parse as parse_text};
use crate::planner::Planner;
use crate::relation::Relation;

pub fn parse(planner: &mut Planner<'_>, node: &Parse, ordered: bool) -> Result<Relation> {
    let mut input = planner.plan(&node.input, ordered)?;
    let outputs: Vec<(ColumnId, ScalarType)> = node
        .parts
        .iter()
        .filter_map(|part| match part {
            ParsePart::Column(id, ty) => Some((*id, *ty)),
            ParsePart::Text(_) | ParsePart::Skip => None,
        })
        .collect();
    if input.is_empty() {
        outputs.iter().for_each(|(id, ty)| input.define_missing(*id, *ty));
        return Ok(input);
    }
    let wanted: Vec<bool> = outputs.iter().map(|(id, _)| planner.uses.is_read(*id)).collect();
    let reads = usize::from(node.drop_unmatched) + wanted.iter().filter(|wanted| **wanted).count();
    if reads == 0 {
        return Ok(input);
    }
    let text = parse_text(input.lower(&node.source)?, node, &wanted)?;
    // The struct is computed once, whatever is read of it.
    let parsed = planner.uses.hidden();
    planner.uses.keep(parsed);
    input.define(parsed, ScalarType::Dynamic, text);
    let mut relation = input.compute(&planner.uses, &[parsed])?;
    let field = relation.column(parsed)?;
    for (i, (id, ty)) in outputs.into_iter().enumerate() {
        if wanted[i] {
            relation.define(id, ty, get_field(field.clone(), output_name(i)));
        }
    }
    relation.forget(parsed);
    if node.drop_unmatched { relation.filter(get_field(field, MATCHED)) } else { Ok(relation) }
}
