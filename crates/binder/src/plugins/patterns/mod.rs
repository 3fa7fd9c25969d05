//! Plugins that look for patterns: values that many rows have in common. The rows are read first, once for each
//! combination of their values.
//!
//! `basket` gives every closed pattern that is frequent enough. Which of them `autocluster` and `diffpatterns` choose is
//! a heuristic of Kusto's, which is ours here: those that score higher than all that say more or less of the same.
//! <https://learn.microsoft.com/kusto/query/basket-plugin>, <https://learn.microsoft.com/kusto/query/autocluster-plugin>,
//! <https://learn.microsoft.com/kusto/query/diffpatterns-plugin>

mod miner;
mod rows;

use std::rc::Rc;

use lurcher_diagnostics::Span;
use lurcher_symbols::{FunctionKind, ScalarType, Value};
use lurcher_syntax::ast::{self, BinaryOp};

use crate::binder::Binder;
use crate::bound::{AggregateCall, Expr, Plan, ResultColumn, Values};
use crate::codes;
use crate::relation::{Relation, unique_name};
use crate::scope::Scope;
use miner::{Pattern, Search, peaks};
use rows::{Rows, Weights};

/// More combinations of values than this are refused.
const MAX_ROWS: usize = 1_000_000;

/// So many patterns tell nobody anything.
const MAX_PATTERNS: usize = 10_000;

/// The least share of the rows that makes a pattern.
const THRESHOLD: f64 = 0.05;

/// How many values tell a pattern of `basket` from others.
const BASKET_DIMENSIONS: usize = 5;

/// What `autocluster` weighs the size of a pattern with.
const SIZE_WEIGHT: f64 = 0.5;

/// How many patterns `autocluster` gives at most.
const SEEDS: usize = 25;

/// The plugins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PatternPlugin {
    AutoCluster,
    Basket,
    DiffPatterns,
}

use PatternPlugin::{AutoCluster, Basket, DiffPatterns};

/// What a call says.
struct PatternCall {
    /// The column that parts the rows, and its two values.
    split: Option<(usize, [Value; 2])>,
    /// The column with what a row weighs.
    weight: Option<usize>,
    /// The share of the rows, or of `autocluster` the weight of the size.
    ratio: f64,
    /// How many dimensions, or of `autocluster` how many patterns.
    count: Option<usize>,
    /// What stands for any value, of some types.
    wildcards: Vec<Value>,
}

impl PatternPlugin {
    /// The plugin of that name.
    pub fn of(name: &str) -> Option<Self> {
        [AutoCluster, Basket, DiffPatterns].into_iter().find(|plugin| plugin.name() == name)
    }

    fn name(self) -> &'static str {
        match self {
            AutoCluster => "autocluster",
            Basket => "basket",
            DiffPatterns => "diffpatterns",
        }
    }

    /// The columns before those of the input.
    fn measures(self) -> &'static [(&'static str, ScalarType)] {
        use ScalarType::{Long, Real};
        match self {
            AutoCluster | Basket => &[("SegmentId", Long), ("Count", Long), ("Percent", Real)],
            DiffPatterns => &[
                ("SegmentId", Long),
                ("CountA", Long),
                ("CountB", Long),
                ("PercentA", Real),
                ("PercentB", Real),
                ("PercentDiffAB", Real),
            ],
        }
    }
}

impl<'a> Binder<'a> {
    pub(crate) fn bind_patterns(
        &self,
        plugin: PatternPlugin,
        args: &'a [ast::Argument],
        input: Relation,
        span: Span,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let Some(call) = self.pattern_call_of(plugin, args, &input, span, scope) else { return Relation::broken() };
        let split = call.split.as_ref().map(|(place, _)| *place);
        let shown: Vec<ResultColumn> =
            input.columns.iter().enumerate().filter(|(i, _)| Some(*i) != split).map(|(_, c)| c.clone()).collect();
        // A dynamic is no key, and what a row weighs is no value of it.
        let weight = call.weight.map(|place| input.columns[place].id);
        let keys: Vec<usize> =
            (0..shown.len()).filter(|i| shown[*i].ty != ScalarType::Dynamic && Some(shown[*i].id) != weight).collect();
        let Some(mut rows) = self.pattern_rows(plugin, &call, input, &shown, &keys, span) else {
            return Relation::broken();
        };
        let Some(patterns) = choose(plugin, &call, &mut rows, &|| self.env.stages.pause()) else {
            let message = format!(
                "{}: there are more than {MAX_PATTERNS} patterns; a higher threshold or fewer columns make fewer.",
                plugin.name()
            );
            self.error(codes::TOO_COMPLEX, span, message);
            return Relation::broken();
        };
        let mut columns: Vec<ResultColumn> = Vec::with_capacity(plugin.measures().len() + shown.len());
        let named = plugin.measures().iter().map(|(name, ty)| (*name, *ty));
        for (name, ty) in named.chain(shown.iter().map(|c| (&*c.name, c.ty))) {
            let name = unique_name(name, |n| columns.iter().any(|c| *c.name == *n));
            columns.push(ResultColumn { id: self.new_column(), name, ty });
        }
        let ids = columns.iter().map(|c| (c.id, c.ty)).collect();
        let total = rows.total();
        let row = |(segment, pattern): (usize, &Pattern)| {
            let mut row = vec![Value::Long(segment as i64)];
            row.extend(measures(plugin, pattern, total));
            row.extend(shown.iter().enumerate().map(|(place, column)| {
                let code = keys.iter().position(|key| *key == place).and_then(|key| Some((key, pattern.codes[key]?)));
                match code {
                    Some((key, code)) => rows.value(key, code),
                    None => call.wildcard(column.ty),
                }
            }));
            row
        };
        let rows = patterns.iter().enumerate().map(row).collect();
        Relation::new(Plan::Values(Values { columns: ids, rows }), columns)
    }

    /// The combinations of values, and what each weighs in each set; no rows where nothing runs.
    fn pattern_rows(
        &self,
        plugin: PatternPlugin,
        call: &PatternCall,
        mut input: Relation,
        shown: &[ResultColumn],
        keys: &[usize],
        span: Span,
    ) -> Option<Rows> {
        let sum = self.env.functions.find(FunctionKind::Aggregate, "sum")?;
        let weight = match call.weight {
            Some(place) => self.read(&input, &input.columns[place].clone(), span),
            None => Expr::literal(Value::Real(1.0), span),
        };
        let weight = self.convert(weight, ScalarType::Real);
        let parted = call.split.as_ref().map(|(place, values)| {
            let column = self.read(&input, &input.columns[*place].clone(), span);
            let text = self.convert(column, ScalarType::String);
            let none = Expr::literal(Value::Real(0.0), span);
            values.clone().map(|value| {
                let own = self.binary(BinaryOp::Equal, text.clone(), Expr::literal(value, span), span);
                self.call_builtin("iff", vec![own, weight.clone(), none.clone()], span)
            })
        });
        let weights = parted.unwrap_or_else(|| [weight, Expr::literal(Value::Real(0.0), span)]);
        let outputs = [self.new_column(), self.new_column()];
        let aggregates = weights.into_iter().zip(outputs).map(|(weight, output)| AggregateCall {
            function: sum,
            args: vec![weight],
            outputs: vec![output],
            types: vec![ScalarType::Real],
            span,
        });
        self.settle(&mut input);
        let kept: Vec<ResultColumn> = keys.iter().map(|key| shown[*key].clone()).collect();
        self.group(&mut input, kept.iter().map(|c| (c.id, c.ty)).collect(), aggregates.collect());
        let made = outputs.map(|id| ResultColumn { id, name: "".into(), ty: ScalarType::Real });
        input.columns = kept.into_iter().chain(made).collect();
        let mut rows = Rows::new(keys.iter().map(|key| shown[*key].ty));
        let too_many = format!(
            "{}: the rows have more than {MAX_ROWS} combinations of values; bin() and project-away make fewer.",
            plugin.name()
        );
        let number = |value: Option<Value>| match value {
            Some(Value::Real(number)) => number,
            _ => 0.0,
        };
        self.each_stage_row(input, MAX_ROWS, span, too_many, |mut row| {
            let second = number(row.pop());
            let first = number(row.pop());
            rows.add(row, [first, second])
        })?;
        Some(rows)
    }

    /// The arguments by their places; `~` stands for the default.
    fn pattern_call_of(
        &self,
        plugin: PatternPlugin,
        args: &'a [ast::Argument],
        input: &Relation,
        span: Span,
        scope: &Rc<Scope<'a>>,
    ) -> Option<PatternCall> {
        let mut args = args.iter().map(|arg| &arg.value);
        let mut call = PatternCall { split: None, weight: None, ratio: THRESHOLD, count: None, wildcards: Vec::new() };
        if plugin == DiffPatterns {
            let (Some(column), Some(a), Some(b)) = (args.next(), args.next(), args.next()) else {
                let message = "The plugin 'diffpatterns' needs a column and the two values that part the rows.";
                self.error(codes::ARGUMENT_RANGE, span, message);
                return None;
            };
            let place = self.place_of(column, input, scope)?;
            call.split = Some((place, [self.text_of(a, scope)?, self.text_of(b, scope)?]));
        }
        let given = |arg: Option<&'a ast::Expr>| arg.filter(|arg| !is_default(arg));
        let (first, second, third) = (args.next(), args.next(), args.next());
        let (ratio, weight) = if plugin == DiffPatterns { (second, first) } else { (first, second) };
        if plugin == AutoCluster {
            call.ratio = SIZE_WEIGHT;
        }
        if let Some(ratio) = given(ratio) {
            let value = self.convert(Expr::literal(self.bind_constant(ratio, scope)?, ratio.span), ScalarType::Real);
            match value.as_literal() {
                Some(Value::Real(number)) if (0.0..=1.0).contains(number) => call.ratio = *number,
                _ => {
                    self.error(codes::BAD_PARAMETER, ratio.span, "A number from 0 to 1 is expected here.");
                    return None;
                }
            }
        }
        if let Some(weight) = given(weight) {
            let place = self.place_of(weight, input, scope)?;
            if !input.columns[place].ty.is_numeric() {
                self.wrong_type(weight.span, "a number", input.columns[place].ty);
                return None;
            }
            call.weight = Some(place);
        }
        if let Some(count) = given(third) {
            call.count = Some(usize::try_from(self.bind_count(count, scope)?).unwrap_or(usize::MAX));
        }
        for wildcard in args.filter(|arg| !is_default(arg)) {
            call.wildcards.push(self.bind_constant(wildcard, scope)?);
        }
        Some(call)
    }

    fn place_of(&self, column: &'a ast::Expr, input: &Relation, scope: &Rc<Scope<'a>>) -> Option<usize> {
        let mark = self.mark();
        self.plugin_column(input, column, scope);
        let name = column.as_name()?;
        let place = input.columns.iter().position(|c| *c.name == *name.as_str())?;
        (!self.failed_since(mark)).then_some(place)
    }

    fn text_of(&self, value: &'a ast::Expr, scope: &Rc<Scope<'a>>) -> Option<Value> {
        let value = Expr::literal(self.bind_constant(value, scope)?, value.span);
        self.convert(value, ScalarType::String).as_literal().cloned()
    }
}

impl PatternCall {
    /// What stands for any value of a type.
    fn wildcard(&self, ty: ScalarType) -> Value {
        self.wildcards.iter().rev().find(|value| value.ty() == ty).cloned().unwrap_or_else(|| Value::missing(ty))
    }
}

/// Whether an argument says that the default is wanted.
fn is_default(arg: &ast::Expr) -> bool {
    matches!(arg.as_literal(), Some(ast::Literal::String(text)) if &**text == "~")
}

/// The patterns that a plugin gives, in their order; none where there are too many. `pause` is a place to stop.
fn choose(plugin: PatternPlugin, call: &PatternCall, rows: &mut Rows, pause: &dyn Fn()) -> Option<Vec<Pattern>> {
    let total = rows.total();
    let share = |weights: Weights, set: usize| if total[set] > 0.0 { weights[set] / total[set] } else { 0.0 };
    let threshold = if plugin == AutoCluster { THRESHOLD } else { call.ratio };
    let is_frequent = |weights: Weights| share(weights, 0).max(share(weights, 1)) >= threshold;
    let dimensions = match plugin {
        AutoCluster => usize::MAX,
        Basket => call.count.unwrap_or(BASKET_DIMENSIONS),
        DiffPatterns => call.count.unwrap_or(usize::MAX),
    };
    rows.keep_frequent(is_frequent);
    let search = Search { is_frequent: &is_frequent, dimensions, most: MAX_PATTERNS, pause };
    let mut found = rows.closed_patterns(&search)?;
    Some(match plugin {
        Basket => {
            found.sort_by(|a, b| b.weights[0].total_cmp(&a.weights[0]));
            found
        }
        AutoCluster => {
            // A value tells the more the rarer it is.
            let told = |pattern: &Pattern| {
                let of =
                    |(column, code): (usize, &Option<u32>)| Some(-share(rows.weights_of(column, (*code)?), 0).ln());
                pattern.codes.iter().enumerate().filter_map(of).sum::<f64>()
            };
            let score = |p: &Pattern| share(p.weights, 0).powf(call.ratio) * told(p).powf(1.0 - call.ratio);
            let mut found = peaks(found, score, pause);
            found.truncate(call.count.unwrap_or(SEEDS));
            found
        }
        DiffPatterns => {
            let difference = |p: &Pattern| (share(p.weights, 0) - share(p.weights, 1)).abs();
            found.retain(|pattern| difference(pattern) >= threshold);
            peaks(found, difference, pause)
        }
    })
}

/// How many rows a pattern has.
fn measures(plugin: PatternPlugin, pattern: &Pattern, total: Weights) -> Vec<Value> {
    let count = |set: usize| Value::Long(pattern.weights[set].round() as i64);
    let percent = |set: usize| if total[set] > 0.0 { 100.0 * pattern.weights[set] / total[set] } else { 0.0 };
    match plugin {
        AutoCluster | Basket => vec![count(0), Value::Real(percent(0))],
        DiffPatterns => {
            let (a, b) = (percent(0), percent(1));
            vec![count(0), count(1), Value::Real(a), Value::Real(b), Value::Real((a - b).abs())]
        }
    }
}
