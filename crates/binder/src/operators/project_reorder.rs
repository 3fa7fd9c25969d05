//! `project-reorder`. <https://learn.microsoft.com/kusto/query/project-reorder-operator>

use std::cmp::Ordering;
use std::collections::HashSet;
use std::rc::Rc;

use lurcher_syntax::operators::{ProjectReorder, ReorderOrder};

use crate::binder::Binder;
use crate::bound::ResultColumn;
use crate::relation::Relation;
use crate::scope::Scope;

impl<'a> Binder<'a> {
    pub(super) fn bind_project_reorder(
        &self,
        op: &'a ProjectReorder,
        input: Relation,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let mut input = self.listing(op.columns.iter().map(|item| &item.column), input, scope);
        let mut front: Vec<ResultColumn> = Vec::new();
        let mut named = HashSet::new();
        for item in &op.columns {
            if let Some(name) = item.column.as_name() {
                self.declare(&mut named, &name.as_str().into(), name.span);
            }
            let mut found = self.matching_columns(&item.column, &input, scope);
            match item.order {
                Some(ReorderOrder::Asc) => found.sort_by(|a, b| alphabetical(&a.name, &b.name)),
                Some(ReorderOrder::Desc) => found.sort_by(|a, b| alphabetical(&b.name, &a.name)),
                Some(ReorderOrder::GrannyAsc) => found.sort_by(|a, b| natural(&a.name, &b.name)),
                Some(ReorderOrder::GrannyDesc) => found.sort_by(|a, b| natural(&b.name, &a.name)),
                None => {}
            }
            front.extend(found.into_iter().filter(|c| !front.iter().any(|f| f.name == c.name)).collect::<Vec<_>>());
        }
        let rest: Vec<_> = input.columns.drain(..).filter(|c| !front.iter().any(|f| f.name == c.name)).collect();
        input.columns = front.into_iter().chain(rest).collect();
        input
    }
}

/// Compares names without regard to the case of letters.
fn alphabetical(a: &str, b: &str) -> Ordering {
    a.chars().flat_map(char::to_uppercase).cmp(b.chars().flat_map(char::to_uppercase))
}

/// Compares names with numbers in them by the numbers: `a2` before `a10`. More digits are a larger number, zeros too.
fn natural(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a, b);
    loop {
        let (digits_a, digits_b) = (leading_digits(a), leading_digits(b));
        let order = if digits_a > 0 && digits_b > 0 {
            let order = digits_a.cmp(&digits_b).then_with(|| a[..digits_a].cmp(&b[..digits_b]));
            (a, b) = (&a[digits_a..], &b[digits_b..]);
            order
        } else {
            match (a.chars().next(), b.chars().next()) {
                (Some(x), Some(y)) => {
                    (a, b) = (&a[x.len_utf8()..], &b[y.len_utf8()..]);
                    x.to_uppercase().cmp(y.to_uppercase())
                }
                (x, y) => return x.cmp(&y),
            }
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

fn leading_digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}
