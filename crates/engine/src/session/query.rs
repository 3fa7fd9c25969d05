//! From a query's text to plans that can be run.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Instant;

use lurcher_binder::bound::{BoundQuery, BoundResult};
use lurcher_binder::{Bound, Environment, NoStages, StageRunner, bind};
use lurcher_diagnostics::{Diagnostic, Sources};
use lurcher_functions::{BuiltIns, KernelEvaluator};
use lurcher_planner::{PlanContext, materialized_columns, plan};
use lurcher_symbols::Catalog;
use lurcher_syntax::parse;

use super::{Answer, Checked, QueryResult, Request, Session};
use crate::clock::Clock;
use crate::error::{EngineError, QueryError};
use crate::execution::{Control, Materializations, Stages, Waiting};
use crate::explain::StageRuns;
use crate::reach::{ReachedByStages, tables_of};
use crate::store;
use crate::tables::Newest;
use crate::timing::{Phase, Timing};

impl Session {
    pub(super) fn look(&self, request: &Request<'_>, catalog: &dyn Catalog) -> Checked {
        let mut sources = Sources::new();
        let now = self.fixed_now().unwrap_or_else(Clock::system_ticks);
        let bound = self.bind(request, &mut sources, catalog, &NoStages, now, &Timing::default());
        Checked { query: bound.query, diagnostics: bound.diagnostics, sources }
    }

    pub(super) fn answer(&self, request: &Request<'_>) -> Result<Answer, EngineError> {
        let newest = self.newest(request)?;
        let now = newest.now().or_else(|| self.fixed_now()).unwrap_or_else(Clock::system_ticks);
        let bounds = self.executor.bounds(&Waiting::of(&request.cancellation));
        let materialized = Arc::new(Materializations::new(self.catalog.clone(), bounds));
        let timing = Timing::default();
        let (cancellation, progress) = (request.cancellation.clone(), request.progress.clone());
        let control = Control { cancellation, timing: timing.clone(), progress };
        let stages = Stages {
            executor: Arc::clone(&self.executor),
            tables: self.catalog.clone(),
            materialized: Arc::clone(&materialized),
            control: control.clone(),
            runs: StageRuns::default(),
        };
        let mut sources = Sources::new();
        let bound = self.bind(request, &mut sources, &*self.catalog, &stages, now, &timing);
        if let Some(reason) = request.cancellation.reason() {
            return Err(reason);
        }
        let diagnostics: Vec<Diagnostic> = bound.diagnostics.iter().cloned().collect();
        if bound.diagnostics.has_errors() {
            return Err(EngineError::Query(Box::new(QueryError { diagnostics, sources })));
        }
        let start = Instant::now();
        materialized.want(materialized_columns(&bound.query.results));
        let result = |bound: BoundResult| {
            let waiting = Waiting::of(&request.cancellation);
            let bounds = self.executor.bounds(&waiting);
            let context = PlanContext { tables: &*self.catalog, materialized: &*materialized, bounds: &bounds };
            let plan = plan(&bound, &context).map_err(|e| EngineError::of(&e))?;
            let BoundResult { columns, visualization, plan: bound, .. } = bound;
            let (executor, control) = (Arc::clone(&self.executor), control.clone());
            Ok(QueryResult { columns, visualization, bound, plan, executor, control, waiting })
        };
        let results = bound.query.results.into_iter().map(result).collect::<Result<_, EngineError>>()?;
        timing.add(Phase::Plan, start);
        Ok(Answer {
            results,
            stages: stages.runs.all(),
            warnings: diagnostics,
            sources,
            now,
            now_is_newest: newest.now().is_some(),
            later: newest.later(),
            timing,
        })
    }

    /// Reads and binds. A text that cannot be read is not bound: what its broken parts mean nobody knows.
    fn bind(
        &self,
        request: &Request<'_>,
        sources: &mut Sources,
        catalog: &dyn Catalog,
        stages: &dyn StageRunner,
        now: i64,
        timing: &Timing,
    ) -> Bound {
        let start = Instant::now();
        let source = sources.add(request.source());
        let parsed = parse(request.text, source);
        timing.add(Phase::Parse, start);
        if parsed.diagnostics.has_errors() {
            return Bound { query: BoundQuery::default(), diagnostics: parsed.diagnostics };
        }
        let start = Instant::now();
        let parameters = request.parameters.clone();
        let time_range = request.time_range.clone();
        let (prunes, any_file) = (self.prunes, request.any_file.then_some(source));
        let environment = Environment { parameters, time_range, any_file, prunes, ..environment(catalog, stages, now) };
        let mut bound = bind(&parsed.query, sources, &environment);
        let mut diagnostics = parsed.diagnostics;
        diagnostics.extend(std::mem::take(&mut bound.diagnostics));
        timing.add(Phase::Bind, start);
        Bound { diagnostics, ..bound }
    }

    /// What the clock says, where it does not depend on the query.
    pub(super) fn fixed_now(&self) -> Option<i64> {
        match self.clock() {
            Clock::Wall => Some(Clock::system_ticks()),
            Clock::Fixed(ticks) => Some(ticks),
            Clock::Data => None,
        }
    }

    /// The newest `TimeGenerated` of the tables that a query reaches, where the clock follows the data.
    pub(super) fn newest(&self, request: &Request<'_>) -> Result<Newest, EngineError> {
        let mut newest = Newest::none();
        if self.fixed_now().is_some() {
            return Ok(newest);
        }
        let system = Clock::system_ticks();
        let stages = ReachedByStages::default();
        let bound = self.bind(request, &mut Sources::new(), &*self.catalog, &stages, system, &Timing::default());
        let reached = tables_of(&bound.query);
        for table in reached.union(&stages.into_names()).filter(|table| ***table != *store::UNPARSED) {
            let Some(found) = self.catalog.data(table) else { continue };
            let found = found.and_then(|table| table.newest_time_generated());
            newest = newest.or(found.map_err(|e| EngineError::Failed(e.to_string()))?);
        }
        Ok(newest)
    }
}

/// What a query without parameters may name.
pub(super) fn environment<'a>(catalog: &'a dyn Catalog, stages: &'a dyn StageRunner, now: i64) -> Environment<'a> {
    let parameters = HashMap::new();
    Environment {
        catalog,
        functions: &BuiltIns,
        constants: &KernelEvaluator,
        stages,
        now,
        time_range: None,
        any_file: None,
        parameters,
        prunes: true,
    }
}
