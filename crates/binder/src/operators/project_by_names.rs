//! `project-by-names`: columns by names that are computed.
//! <https://learn.microsoft.com/kusto/query/project-by-names-operator>

use std::rc::Rc;

use lurcher_symbols::Value;
use lurcher_symbols::values::dynamic::Dynamic;
use lurcher_syntax::operators::ProjectByNames;

use super::selections::matches_wildcard;
use crate::binder::Binder;
use crate::bound::ResultColumn;
use crate::codes;
use crate::relation::Relation;
use crate::scope::Scope;

impl<'a> Binder<'a> {
    pub(super) fn bind_project_by_names(
        &self,
        op: &'a ProjectByNames,
        mut input: Relation,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let mut selected: Vec<ResultColumn> = Vec::new();
        for expr in &op.columns {
            let Some(value) = self.bind_constant(expr, scope) else { continue };
            for pattern in names(&value) {
                let found = input.columns.iter().filter(|c| matches_wildcard(&pattern, &c.name));
                let found: Vec<ResultColumn> =
                    found.filter(|c| selected.iter().all(|s| s.name != c.name)).cloned().collect();
                selected.extend(found);
            }
            if names(&value).is_empty() {
                self.error(codes::COLUMN_EXPECTED, expr.span, "A string or an array of strings is expected.");
            }
        }
        input.columns = selected;
        input
    }
}

fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(name) => vec![name.to_string()],
        Value::Dynamic(text) => match Dynamic::from_canonical(text) {
            Dynamic::String(name) => vec![name],
            Dynamic::Array(items) => {
                let text = |item| match item {
                    Dynamic::String(name) => Some(name),
                    _ => None,
                };
                items.into_iter().filter_map(text).collect()
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}
