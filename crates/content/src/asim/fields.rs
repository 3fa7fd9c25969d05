//! The fields of each schema, from the documentation (`data/asim_fields.csv`: schema, field, type, class, the fields
//! that an alias stands for).

use lurcher_symbols::{Column, ScalarType};

const FIELDS: &str = include_str!("../../data/asim_fields.csv");

/// Columns that stand first in the order of a source without rows, as in Sentinel's own.
const FIRST: [(&str, ScalarType); 3] =
    [("TimeGenerated", ScalarType::DateTime), ("_ResourceId", ScalarType::String), ("Type", ScalarType::String)];

/// Rows that belong to every schema, and are repeated in each.
const COMMON: &str = "Common";

struct Field {
    name: &'static str,
    ty: &'static str,
    aliases: &'static str,
}

fn rows() -> impl Iterator<Item = (&'static str, Field)> {
    FIELDS.lines().skip(1).filter_map(|line| {
        let mut cells = line.split(',');
        let schema = cells.next()?;
        let (name, ty, _class) = (cells.next()?, cells.next()?, cells.next()?);
        Some((schema, Field { name, ty, aliases: cells.next().unwrap_or_default() }))
    })
}

/// The columns of a schema: none for an unknown one. An alias has the type of the first field that it stands for.
pub(super) fn columns(schema: &str) -> Vec<Column> {
    let fields: Vec<_> = rows().filter(|(s, _)| *s == schema && schema != COMMON).map(|(_, f)| f).collect();
    if fields.is_empty() {
        return Vec::new();
    }
    let declared = |name: &str| fields.iter().find(|f| f.name == name).and_then(|f| ScalarType::parse(f.ty));
    let ty = |field: &Field| {
        let own = ScalarType::parse(field.ty);
        own.or_else(|| field.aliases.split('|').find_map(declared)).unwrap_or(ScalarType::String)
    };
    let rest = fields.iter().filter(|f| FIRST.iter().all(|(name, _)| *name != f.name));
    FIRST.iter().map(|(name, ty)| Column::new(*name, *ty)).chain(rest.map(|f| Column::new(f.name, ty(f)))).collect()
}

/// A table of the schema's columns without rows, as KQL.
pub(super) fn empty(schema: &str) -> Option<String> {
    let columns: Vec<_> = columns(schema).iter().map(|c| format!("{}:{}", c.name, c.ty)).collect();
    (!columns.is_empty()).then(|| format!("datatable({})[]", columns.join(", ")))
}
