//! Whether an answer depends on an order of rows that nobody promised.

use lurcher_symbols::{Column, ScalarType};

use super::{Heeds, JoinKind, Pipeline, Source, Step, Table};

/// Aggregates of which it matters in which order the rows come.
const OF_ORDER: [&str; 4] = ["make_list", "make_set", "make_bag", "make_list_with_nulls"];

/// Aggregates that pick a row, whichever it is.
const OF_CHOICE: [&str; 3] = ["take_any", "arg_max", "arg_min"];

impl Pipeline {
    /// Whether the answer may depend on an order of rows that nobody promised, as far as the form of the query tells.
    pub fn may_heed_order(&self, tables: &[Table]) -> bool {
        let below = match &self.source {
            Source::Nested(inner) | Source::Materialized(inner) => inner.may_heed_order(tables),
            Source::Table(_) | Source::Rows(_) | Source::Range { .. } => false,
        };
        // Whether rows are in an order in which only equal ones could change places.
        let mut is_sorted = false;
        let mut columns = self.source.columns(tables);
        let mut heeds = below;
        for step in &self.steps {
            heeds |= step.pipelines().into_iter().any(|inner| inner.may_heed_order(tables));
            heeds |= match step {
                Step::Take(_) | Step::Serialize(_) => !is_sorted,
                Step::Top(_, key) => !orders_all(std::slice::from_ref(&key.column), &columns),
                Step::Join { kind, .. } => *kind == JoinKind::InnerUnique,
                Step::Summarize { aggregates, .. } => aggregates.iter().any(|(_, a)| {
                    OF_CHOICE.contains(&a.name.as_str()) || !is_sorted && OF_ORDER.contains(&a.name.as_str())
                }),
                Step::Verbatim(verbatim) => match verbatim.heeds {
                    Heeds::Nothing => false,
                    Heeds::Order => !is_sorted,
                    Heeds::Choice => true,
                },
                _ => false,
            };
            is_sorted = match step {
                Step::Sort(keys) => {
                    let keys: Vec<String> = keys.iter().map(|key| key.column.clone()).collect();
                    orders_all(&keys, &columns)
                }
                Step::Top(_, key) => orders_all(std::slice::from_ref(&key.column), &columns),
                Step::Where(_) | Step::Extend(_) | Step::Project(_) | Step::ProjectAway(_) => is_sorted,
                Step::ProjectRename(_) | Step::Take(_) | Step::Serialize(_) | Step::MvExpand { .. } => is_sorted,
                _ => false,
            };
            columns = step.columns(columns, tables);
        }
        heeds
    }
}

/// Whether rows that are equal in these columns are equal in all.
fn orders_all(keys: &[String], columns: &[Column]) -> bool {
    columns.iter().all(|c| c.ty != ScalarType::Dynamic && keys.iter().any(|key| **key == *c.name))
}
