use lurcher_symbols::Column;
use lurcher_symbols::ScalarType::{self, Long};

use super::{Oracle, Trial, Verdict, unasked};
use crate::hunt::Reply;
use crate::query::{Step, Verbatim, quoted_name};

pub(super) static ORACLE: Oracle = Oracle {
    name: "partitioned",
    summary: "A `partition` asks once for each key: about the key's rows, or about another table.",
    is_outside: false,
    judge,
};

const STRATEGIES: [&str; 3] = ["native", "shuffle", "legacy"];

/// So many keys every strategy takes.
const KEYS: usize = 64;

fn judge(trial: &mut Trial<'_>) -> Verdict {
    match trial.plain() {
        Reply::Rows(all) if all.rows.len() <= KEYS => {}
        Reply::Rows(_) => return Verdict::Unjudged("too many keys"),
        other => return unasked(other),
    }
    let Some(key) = trial.columns(1, |c| matches!(c.ty, Long | ScalarType::String)).pop() else {
        return Verdict::Unjudged("no key");
    };
    let strategy = STRATEGIES[trial.rng.usize(0..STRATEGIES.len())];
    let table = &trial.tables[trial.rng.usize(0..trial.tables.len())].name;
    let key = quoted_name(&key.name);
    let (body, grouped) = match trial.rng.bool() {
        true => ("(summarize rows_ = count())".to_owned(), format!("summarize rows_ = count() by {key}")),
        false => {
            let all = format!("distinct {key} | extend rows_ = toscalar({table} | count)");
            (format!("{{ {table} | summarize rows_ = count() }}"), all)
        }
    };
    let with = |text: String| {
        let columns = vec![Column::new("rows_", Long)];
        trial.query.clone().then(Step::Verbatim(Verbatim { text, columns, ..Verbatim::default() }))
    };
    let parts = with(format!("partition hint.strategy={strategy} by {key} {body}"));
    let groups = with(format!("{grouped} | project rows_"));
    trial.compare("with groups as a `partition`", &groups, &parts)
}
