use lurcher_symbols::ScalarType::{Long, String};

use super::{Oracle, Trial, Verdict};
use crate::query::{Expr, JoinKind, Pipeline, Source, Step, quoted_name};

pub(super) static ORACLE: Oracle = Oracle {
    name: "graph",
    summary: "The edges of a graph are its rows, and two in a row are a join.",
    is_outside: false, judge,
};

/// The columns of the ends of an edge, and of the edge behind it.
const ENDS: [&str; 3] = ["from_", "by_", "to_"];

fn judge(trial: &mut Trial<'_>) -> Verdict {
    let ends = trial.columns(9, |c| matches!(c.ty, Long | String));
    let pair = ends.iter().enumerate().find_map(|(i, from)| Some((from, ends[i + 1..].iter().find(|c| c.ty == from.ty)?)));
    let Some((from, to)) = pair else { return Verdict::Unjudged("no two ends") };
    let is_there = |c| Expr::is("isnotempty", vec![Expr::column(c)]);
    let edges = trial.query.clone().then(Step::Where(is_there(from))).then(Step::Where(is_there(to)));
    let named = |names: [&str; 2]| {
        let columns = vec![(names[0].to_owned(), Expr::column(from)), (names[1].to_owned(), Expr::column(to))];
        edges.clone().then(Step::Project(columns))
    };
    let (from_name, to_name) = (quoted_name(&from.name), quoted_name(&to.name));
    let graph = format!("{edges}\n| make-graph {from_name} --> {to_name}\n| graph-match");
    let (from_, by_, to_) = (ENDS[0], ENDS[1], ENDS[2]);
    let (one, text) = if trial.rng.bool() {
        let text = format!("{graph} (x)-[e]->(y) project {from_} = e.{from_name}, {to_} = e.{to_name}");
        (named([from_, to_]), text)
    } else {
        let text = format!("{graph} cycles=all (x)-[e]->(y)-[f]->(z) project {from_} = e.{from_name}, {to_} = f.{to_name}");
        let first = Pipeline { source: Source::Nested(Box::new(named([from_, by_]))), steps: Vec::new() };
        let on = vec![(by_.to_owned(), by_.to_owned())];
        let ends = [from_, to_].map(|name| (name.to_owned(), Expr::Column(name.to_owned(), from.ty))).to_vec();
        let joined = first.then(Step::Join { kind: JoinKind::Inner, right: named([by_, to_]), on });
        (joined.then(Step::Project(ends)), text)
    };
    trial.compare_text("with rows as a graph", &one, text)
}
