use lurcher_symbols::{Column, ScalarType};

use super::{Oracle, Trial, Verdict};
use crate::query::{Expr, JoinKind, Pipeline, Source, Step};

pub(super) static ORACLE: Oracle =
    Oracle { name: "swapped_join", summary: "A join with its sides exchanged has the same rows.", is_outside: false, judge };

const KINDS: [(JoinKind, JoinKind); 8] = [
    (JoinKind::Inner, JoinKind::Inner),
    (JoinKind::LeftOuter, JoinKind::RightOuter),
    (JoinKind::RightOuter, JoinKind::LeftOuter),
    (JoinKind::FullOuter, JoinKind::FullOuter),
    (JoinKind::LeftSemi, JoinKind::RightSemi),
    (JoinKind::LeftAnti, JoinKind::RightAnti),
    (JoinKind::RightSemi, JoinKind::LeftSemi),
    (JoinKind::RightAnti, JoinKind::LeftAnti),
];

fn judge(trial: &mut Trial<'_>) -> Verdict {
    let table = &trial.tables[trial.rng.usize(0..trial.tables.len())];
    let left = trial.query.columns(trial.tables);
    let pairs = left.iter().flat_map(|l| table.rows.columns.iter().map(move |r| (l, r)));
    let pairs: Vec<_> = pairs.filter(|(l, r)| l.ty == r.ty && l.ty != ScalarType::Dynamic).collect();
    let Some((l, r)) = trial.rng.choice(pairs) else { return Verdict::Unjudged("no key in common") };
    // With names that the left side lacks no column is renamed.
    let other = |c: &Column| format!("other_{}", c.name);
    let renamed = table.rows.columns.iter().map(|c| (other(c), Expr::column(c))).collect();
    let right = Pipeline::table(&table.name).then(Step::Project(renamed));
    let (kind, swapped) = KINDS[trial.rng.usize(0..KINDS.len())];
    let (l, r) = (l.name.to_string(), other(r));
    let nested = |inner: &Pipeline| Pipeline { source: Source::Nested(Box::new(inner.clone())), steps: Vec::new() };
    let join = |kind, right: &Pipeline, on| Step::Join { kind, right: right.clone(), on: vec![on] };
    let one = nested(trial.query).then(join(kind, &right, (l.clone(), r.clone())));
    let names = one.columns(trial.tables).iter().map(|c| (c.name.to_string(), Expr::column(c))).collect();
    let query = trial.query.clone();
    let exchanged = nested(&right).then(join(swapped, &query, (r, l))).then(Step::Project(names));
    trial.compare("with the sides of a join exchanged", &one, &exchanged)
}
