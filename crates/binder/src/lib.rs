//! Gives a syntax tree its meaning: names, types, coercions, result names, `let`, functions, constants.
//!
//! [`bind`] returns a bound tree *and* diagnostics. It knows neither Arrow nor kernels: constants are folded through a
//! [`lurcher_symbols::ConstantEvaluator`], and what must be run first through a [`StageRunner`].

mod binder;
pub mod bound;
mod calls;
pub mod codes;
mod expressions;
mod operators;
mod paths;
mod plugins;
mod prune;
mod relation;
mod result_names;
mod scope;
mod sources;
mod stage_runs;
mod stages;
mod statements;
mod suggestions;

use std::collections::HashMap;
use std::ops::Range;

use lurcher_diagnostics::{Diagnostics, SourceId, Sources};
use lurcher_symbols::{Catalog, ConstantEvaluator, FunctionLibrary, Value};
use lurcher_syntax::ast;

pub use stages::{NoStages, StageAnswer, StageRunner};

use crate::bound::BoundQuery;

/// What a query may name, and who helps to bind it.
pub struct Environment<'a> {
    /// Tables, stored functions and watchlists.
    pub catalog: &'a dyn Catalog,
    /// Built-in functions.
    pub functions: &'a dyn FunctionLibrary,
    /// Runs functions over constants.
    pub constants: &'a dyn ConstantEvaluator,
    /// Runs what must be run first.
    pub stages: &'a dyn StageRunner,
    /// What `now()` says, in ticks.
    pub now: i64,
    /// The rows of stored tables that the query sees, by their `TimeGenerated` in ticks: from a time on, and before
    /// another one.
    pub time_range: Option<Range<i64>>,
    /// Values of `declare query_parameters`.
    pub parameters: HashMap<String, Value>,
    /// The text that may name any file by its path, because whoever asks wrote it. Others, functions say, name what the
    /// workspace has.
    pub any_file: Option<SourceId>,
    /// Whether what nobody reads is taken out of the bound tree. Nothing but the time depends on it.
    pub prunes: bool,
}

/// A bound query and what there is to say about it.
#[derive(Debug)]
pub struct Bound {
    /// The query. It can be run when no diagnostic is an error.
    pub query: BoundQuery,
    /// Errors and warnings, in the order of the text mostly.
    pub diagnostics: Diagnostics,
}

/// Binds `query`. Texts of stored functions that it calls are added to `sources`, so that diagnostics can point into
/// them.
pub fn bind(query: &ast::Query, sources: &mut Sources, environment: &Environment<'_>) -> Bound {
    let arena = binder::Arena::default();
    let binder = binder::Binder::new(environment, &arena, sources);
    let bound = binder.bind_query(query);
    let query = BoundQuery { results: bound.results.into_iter().map(|result| binder.lean(result)).collect() };
    Bound { query, diagnostics: binder.finish() }
}
