//! Makes tables and well-typed queries over them, the same for the same seed.
//!
//! A column's name tells its type (`l0` is a long), so that tables have columns in common, and equal names equal types. An operator is a file in `operators/`, which
//! the build script lists.
//!
//! | module | what it makes |
//! |---|---|
//! | `values` | values, with nulls, empty strings, extremes and few enough others that rows meet |
//! | `tables` | tables of such values, with rows that occur twice |
//! | `expressions` | expressions that the interpreter knows |
//! | `calls` | calls of any function, by its signature |
//! | `operators` | operators |
//! | `idioms` | several operators in a row, as hunters write them |

mod calls;
mod expressions;
mod idioms;
mod operators;
mod tables;
mod values;

use fastrand::Rng;
use lurcher_symbols::{Column, ScalarType, Value};

use crate::query::{Expr, Named, Pipeline, Source, Step, Table};

pub(crate) use calls::{may_give, types, words};
pub use tables::tables;

/// An operator of the generator.
pub struct Operator {
    /// How often it comes.
    pub weight: u32,
    /// Whether the interpreter knows it.
    pub is_plain: bool,
    /// Makes one over these columns, if they have what it needs.
    pub make: fn(&mut Generator<'_>, &[Column]) -> Option<Step>,
}

/// Steps in a row.
pub struct Idiom {
    /// Makes one over these columns, if they have what it needs. The interpreter knows all of its operators.
    pub make: fn(&mut Generator<'_>, &[Column]) -> Option<Vec<Step>>,
}

/// A generator of queries over some tables.
pub struct Generator<'a> {
    /// Where chance comes from.
    pub rng: &'a mut Rng,
    /// The tables.
    pub tables: &'a [Table],
    /// Whether functions and operators may come that the interpreter does not know.
    pub is_wild: bool,
    /// How many pipelines are around the one that is made.
    depth: usize,
}

/// How many of a hundred steps are the first one of an idiom.
const IDIOMS: u32 = 8;

/// How often an operator is tried that the columns may not allow.
const TRIES: usize = 60;

/// After how many of these tries any step will do.
const MANY: usize = 50;

/// How many of a hundred steps are such that together with the one before they tell more than alone.
const TOLD: u32 = 60;

/// How deep pipelines are nested.
const DEPTH: usize = 2;

/// How long the longest pipelines are, without what is nested in them.
const STEPS: std::ops::RangeInclusive<usize> = 2..=8;

impl<'a> Generator<'a> {
    /// A generator that draws from `rng`.
    pub fn new(rng: &'a mut Rng, tables: &'a [Table], is_wild: bool) -> Self {
        Self { rng, tables, is_wild, depth: 0 }
    }

    /// A query of two to eight operators: most faults need three to five in a row.
    pub fn query(&mut self) -> Pipeline {
        let steps = self.rng.usize(STEPS);
        let source = self.source();
        self.pipeline(source, steps)
    }

    /// A pipeline inside of a step: a table with at most two operators.
    fn inner(&mut self) -> Pipeline {
        let steps = self.rng.usize(0..=2);
        self.inner_of(steps)
    }

    fn inner_of(&mut self, steps: usize) -> Pipeline {
        self.depth += 1;
        let source = self.source();
        let pipeline = self.pipeline(source, steps);
        self.depth -= 1;
        pipeline
    }

    fn source(&mut self) -> Source {
        match self.rng.u32(0..20) {
            0 => Source::Range {
                name: "l0".to_owned(),
                from: self.rng.i64(-3..3),
                to: self.rng.i64(0..12),
                step: self.rng.i64(1..4),
            },
            1 if self.depth < DEPTH => Source::Nested(Box::new(self.inner_of(2))),
            2 if self.depth < DEPTH => Source::Materialized(Box::new(self.inner_of(2))),
            3 => Source::Rows(self.rows()),
            _ => {
                let table = self.rng.usize(0..self.tables.len());
                Source::Table(self.tables[table].name.clone())
            }
        }
    }

    fn pipeline(&mut self, source: Source, steps: usize) -> Pipeline {
        let mut pipeline = Pipeline { source, steps: Vec::with_capacity(steps) };
        while pipeline.steps.len() < steps {
            let columns = pipeline.columns(self.tables);
            if let Some(idiom) = self.idiom(&columns) {
                pipeline.steps.extend(idiom);
                continue;
            }
            let Some(step) = self.step(&columns, &pipeline.steps) else { break };
            pipeline.steps.push(step);
        }
        pipeline
    }

    fn idiom(&mut self, columns: &[Column]) -> Option<Vec<Step>> {
        if !self.chance(IDIOMS) {
            return None;
        }
        let idiom = self.rng.choice(idioms::ALL)?;
        (idiom.make)(self, columns)
    }

    fn step(&mut self, columns: &[Column], before: &[Step]) -> Option<Step> {
        let all = operators::ALL;
        let total: u32 = all.iter().map(|o| self.weight(o)).sum();
        let is_free = !self.chance(TOLD);
        let goes_well = |step: &Step| match last_maker(before) {
            Some(last) => goes_well(last, step, columns),
            None => !before.is_empty() || is_first(step),
        };
        for i in 0..TRIES {
            let mut chance = self.rng.u32(0..total);
            let chosen = all.iter().find(|o| {
                let weight = self.weight(o);
                let is_chosen = chance < weight;
                chance = chance.saturating_sub(weight);
                is_chosen
            })?;
            let Some(step) = (chosen.make)(self, columns) else { continue };
            if is_free || i >= MANY || goes_well(&step) {
                return Some(step);
            }
        }
        None
    }

    fn weight(&self, operator: &Operator) -> u32 {
        if operator.is_plain || self.is_wild { operator.weight } else { 0 }
    }

    /// One of the columns that a condition picks.
    fn column(&mut self, columns: &[Column], fits: impl Fn(&Column) -> bool) -> Option<Column> {
        let fitting: Vec<&Column> = columns.iter().filter(|c| fits(c)).collect();
        self.rng.choice(fitting).cloned()
    }

    /// A value that a table has in a column of that name, so that rows meet it; any value where none has.
    fn met(&mut self, column: &Column) -> Value {
        let tables = self.tables.iter().map(|table| &table.rows);
        let having = tables.filter_map(|rows| Some((rows, rows.columns.iter().position(|c| c == column)?)));
        let values: Vec<&Value> = having.flat_map(|(t, place)| t.rows.iter().map(move |row| &row[place])).collect();
        match self.rng.choice(values) {
            Some(value) => value.clone(),
            None => values::value(self.rng, column.ty),
        }
    }

    /// One to `most` of the columns that a condition picks, in any order.
    fn some_columns(&mut self, columns: &[Column], most: usize, fits: impl Fn(&Column) -> bool) -> Vec<Column> {
        let mut fitting: Vec<Column> = columns.iter().filter(|c| fits(c)).cloned().collect();
        self.rng.shuffle(&mut fitting);
        let kept = self.rng.usize(1..=most.max(1));
        fitting.truncate(kept);
        fitting
    }

    /// A name for a column of that type, which none of these has.
    fn free_name(&mut self, ty: ScalarType, taken: &[Column]) -> String {
        let first = self.rng.u32(0..3);
        let names = (first..).map(|i| format!("{}{i}", letter(ty)));
        names.into_iter().find(|name| taken.iter().all(|c| *c.name != **name)).unwrap_or_default()
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.rng.u32(0..100) < percent
    }
}

/// Whether a table is often asked this first: what readers of files answer without reading all of them.
fn is_first(step: &Step) -> bool {
    match step {
        Step::Where(_) => true,
        Step::Summarize { by, .. } => by.is_empty(),
        _ => false,
    }
}

/// The step whose rows the next one sees: the last one that does more than choose among rows and columns.
fn last_maker(steps: &[Step]) -> Option<&Step> {
    let chooses = |step: &&Step| match step {
        Step::Where(predicate) => !equates(predicate),
        Step::Project(_) | Step::ProjectAway(_) | Step::ProjectRename(_) => true,
        _ => false,
    };
    steps.iter().rev().find(|step| !chooses(step))
}

/// Whether a condition says that two columns, or what is made of them, are equal.
fn equates(predicate: &Expr) -> bool {
    match predicate {
        Expr::Call(call) if call.name == "and" => call.args.iter().any(equates),
        Expr::Call(call) => call.name == "==" && !call.args.iter().any(Expr::is_constant),
        _ => false,
    }
}

/// Whether a step looks at what the one before it may have left behind: at keys, constants, orders, rows that are one
/// or many.
fn goes_well(last: &Step, step: &Step, columns: &[Column]) -> bool {
    let makes_list = |made: &[Named]| made.iter().any(|(_, expr)| expr.ty() == ScalarType::Dynamic);
    let has_list = columns.iter().any(|c| c.ty == ScalarType::Dynamic);
    let groups = matches!(step, Step::Distinct(_) | Step::Summarize { .. });
    let numbers = matches!(step, Step::Sort(_) | Step::Top(..));
    match last {
        Step::Count => matches!(step, Step::Union { .. } | Step::Summarize { .. }),
        Step::Summarize { by, .. } if by.is_empty() => {
            matches!(step, Step::Union { .. } | Step::Where(_) | Step::Summarize { .. })
        }
        Step::Distinct(_) | Step::Summarize { .. } if has_list => matches!(step, Step::MvExpand { .. }),
        Step::Distinct(_) | Step::Summarize { .. } => match step {
            Step::Extend(made) => makes_list(made),
            Step::Count | Step::Project(_) | Step::ProjectAway(_) | Step::Join { .. } | Step::Take(_) => true,
            _ => groups,
        },
        Step::Extend(made) if makes_list(made) => matches!(step, Step::MvExpand { .. }),
        Step::MvExpand { .. } => groups || matches!(step, Step::Join { .. } | Step::Project(_)),
        Step::Join { .. } | Step::Lookup { .. } => groups || numbers || matches!(step, Step::Count),
        Step::Union { .. } => groups || numbers || matches!(step, Step::Where(_)),
        Step::Where(_) => numbers,
        Step::Sort(_) => matches!(step, Step::Serialize(_) | Step::Summarize { .. }),
        Step::Serialize(_) => groups || matches!(step, Step::Join { .. }),
        _ => true,
    }
}

/// What the names of a type's columns begin with.
fn letter(ty: ScalarType) -> char {
    match ty {
        ScalarType::Bool => 'b',
        ScalarType::Int => 'i',
        ScalarType::Long => 'l',
        ScalarType::Real => 'r',
        ScalarType::Decimal => 'm',
        ScalarType::String => 's',
        ScalarType::DateTime => 'd',
        ScalarType::TimeSpan => 't',
        ScalarType::Guid => 'g',
        ScalarType::Dynamic => 'j',
    }
}

/// Whether rows can be grouped, sorted and joined by it.
fn is_key(column: &Column) -> bool {
    column.ty != ScalarType::Dynamic
}
