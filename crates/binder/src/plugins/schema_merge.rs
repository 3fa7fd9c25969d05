//! `schema_merge`: the schema that several schemas have in common.
//! <https://learn.microsoft.com/kusto/query/schema-merge-plugin>

use std::rc::Rc;

use lurcher_diagnostics::Span;
use lurcher_symbols::{ScalarType, Value};
use lurcher_syntax::ast;
use lurcher_syntax::operators::Operator;

use crate::binder::Binder;
use crate::bound::{Plan, ResultColumn, Values};
use crate::codes;
use crate::operators::clr_name;
use crate::relation::Relation;
use crate::scope::Scope;

/// More columns than this are refused.
const MAX_COLUMNS: usize = 1_000_000;

const OUT_OF_ORDER: &str = "columns are out of order";
const NO_COMMON_TYPE: &str = "columns have no common type";

/// A column of the merged schema.
struct Merged {
    name: std::sync::Arc<str>,
    ordinal: i64,
    ty: Option<ScalarType>,
    problem: Option<&'static str>,
}

impl<'a> Binder<'a> {
    pub(crate) fn bind_schema_merge(
        &self,
        args: &'a [ast::Argument],
        input: &Relation,
        span: Span,
        (source, before): (&'a ast::Expr, &'a [Operator]),
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let Some(args) = self.plugin_arguments("schema_merge", (0, 1), &["PreserveOrder"], args, span) else {
            return Relation::broken();
        };
        let preserves = args.get(0).map_or(Some(true), |arg| self.plugin_flag(Some(arg), scope));
        let Some(preserves) = preserves else { return Relation::broken() };
        let needed = ["ColumnName", "ColumnOrdinal", "ColumnType"];
        if let Some(missing) = needed.iter().find(|name| input.column(name).is_none()) {
            let message = format!("schema_merge takes what getschema gives; there is no column '{missing}'.");
            self.error(codes::COLUMN_EXPECTED, span, message);
            return Relation::broken();
        }
        let mut rows = self.bind_pipe(source, before, scope);
        rows.columns = needed.iter().filter_map(|name| rows.column(name).cloned()).collect();
        let too_many = format!("schema_merge: the schemas have more than {MAX_COLUMNS} columns.");
        let Some(rows) = self.all_stage_rows(rows, MAX_COLUMNS, span, too_many) else { return Relation::broken() };
        self.schema_rows(merge(rows.unwrap_or_default(), preserves))
    }

    /// The rows of a schema, as getschema gives them.
    fn schema_rows(&self, merged: Vec<Merged>) -> Relation {
        let columns = [
            ("ColumnName", ScalarType::String),
            ("ColumnOrdinal", ScalarType::Long),
            ("DataType", ScalarType::String),
            ("ColumnType", ScalarType::String),
        ]
        .map(|(name, ty)| ResultColumn { id: self.new_column(), name: name.into(), ty });
        let text = |text: String| Value::String(text.into());
        let row = |column: Merged| {
            let (data, ty) = match (column.problem, column.ty) {
                (None, Some(ty)) => (clr_name(ty).to_owned(), ty.name().to_owned()),
                (problem, _) => {
                    let error = format!("ERROR({})", problem.unwrap_or(NO_COMMON_TYPE));
                    (format!("ERROR(unknown CSL type:{error})"), error)
                }
            };
            vec![Value::String(column.name), Value::Long(column.ordinal), text(data), text(ty)]
        };
        let values = Values {
            columns: columns.iter().map(|c| (c.id, c.ty)).collect(),
            rows: merged.into_iter().map(row).collect(),
        };
        Relation::new(Plan::Values(values), columns.into())
    }
}

/// The columns by name, in the order of their places; those with a problem stand at place -1, behind all others.
fn merge(rows: Vec<Vec<Value>>, preserves: bool) -> Vec<Merged> {
    let mut merged: Vec<Merged> = Vec::new();
    for row in rows {
        let [Value::String(name), ordinal, Value::String(ty)] = &row[..] else { continue };
        let Some(ordinal) = ordinal.as_i64() else { continue };
        let ty = ScalarType::parse(ty);
        let Some(known) = merged.iter_mut().find(|c| c.name == *name) else {
            merged.push(Merged { name: name.clone(), ordinal, ty, problem: None });
            continue;
        };
        known.ty = known.ty.zip(ty).and_then(|(a, b)| a.common(b));
        if known.ty.is_none() {
            known.problem = Some(NO_COMMON_TYPE);
        } else if preserves && known.ordinal != ordinal {
            known.problem = Some(OUT_OF_ORDER);
        }
        known.ordinal = known.ordinal.max(ordinal);
    }
    for column in merged.iter_mut().filter(|c| c.problem.is_some()) {
        column.ordinal = -1;
    }
    merged.sort_by_key(|c| u64::try_from(c.ordinal).unwrap_or(u64::MAX));
    merged
}
