//! A binder with a small world around it: two tables, a handful of functions, and constants that are folded without
//! kernels.

#![allow(dead_code)] // Each test binary uses its own part.

mod library;
mod show;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use lurcher_binder::{Bound, Environment, StageAnswer, StageRunner, bind};
use lurcher_diagnostics::{Source, Sources, Span};
use lurcher_symbols::{
    Catalog, Column, Further, FurtherNames, ScalarType, StoredFunction, StoredParameter, StoredParameterType,
    TableSymbol, Value,
};
use lurcher_syntax::parse;

/// Two tables with data, one without, one open; and the stored functions that a test brings.
#[derive(Default)]
pub struct World {
    /// Stored functions, see [`World::with_function`].
    pub functions: Vec<StoredFunction>,
    /// What every stage answers; nothing is known without one.
    pub stage: Option<Vec<Vec<Value>>>,
    /// Values of query parameters.
    pub parameters: HashMap<String, Value>,
    /// The time range of the query, in ticks.
    pub time_range: Option<Range<i64>>,
}

impl World {
    /// Adds a stored function. A parameter is `name: type` or `name: type = default`; the type `table` takes any table.
    pub fn with_function(mut self, name: &str, parameters: &[&str], body: &str) -> Self {
        let parameter = |text: &&str| {
            let (name, rest) = text.split_once(": ").expect("name: type");
            let (ty, default) = match rest.split_once(" = ") {
                Some((ty, default)) => (ty, Some(default.into())),
                None => (rest, None),
            };
            let ty = match ty {
                "table" => StoredParameterType::Table(Vec::new()),
                ty => StoredParameterType::Scalar(ScalarType::parse(ty).expect("a type")),
            };
            StoredParameter { name: name.into(), ty, default }
        };
        let parameters = parameters.iter().map(parameter).collect();
        let (body, file) = (body.into(), format!("{name}.yaml").into());
        self.functions.push(StoredFunction { name: name.into(), parameters, body, file, origin: None, lacks: None });
        self
    }

    /// Binds a query.
    pub fn bind(&self, text: &str) -> Bound {
        let mut sources = Sources::new();
        let parsed = parse(text, sources.add(Source::new("query", text)));
        assert!(!parsed.diagnostics.has_errors(), "{text}: {:?}", parsed.diagnostics);
        let environment = Environment {
            catalog: self,
            functions: &library::Library,
            constants: &library::Library,
            stages: self,
            now: 0,
            any_file: None,
            time_range: self.time_range.clone(),
            parameters: self.parameters.clone(),
            prunes: true,
        };
        bind(&parsed.query, &mut sources, &environment)
    }

    /// The plan of a query without mistakes, as text.
    #[track_caller]
    pub fn plan(&self, text: &str) -> String {
        show::plan(&self.bound(text))
    }

    /// The visible columns of a query without mistakes: `name:type, …`.
    #[track_caller]
    pub fn columns(&self, text: &str) -> String {
        let bound = self.bound(text);
        let columns = bound.query.results[0].columns.iter().map(|c| format!("{}:{}", c.name, c.ty));
        columns.collect::<Vec<_>>().join(", ")
    }

    /// The errors: code and message.
    pub fn errors(&self, text: &str) -> Vec<String> {
        let errors = self.bind(text).diagnostics;
        errors.iter().filter(|d| d.is_error()).map(|d| format!("{}: {}", d.code, d.message)).collect()
    }

    #[track_caller]
    fn bound(&self, text: &str) -> Bound {
        let bound = self.bind(text);
        assert!(!bound.diagnostics.has_errors(), "{text}: {:?}", bound.diagnostics);
        bound
    }
}

/// The plan of a query over the plain world.
#[track_caller]
pub fn plan(text: &str) -> String {
    World::default().plan(text)
}

/// The columns of a query over the plain world.
#[track_caller]
pub fn columns(text: &str) -> String {
    World::default().columns(text)
}

/// The errors of a query over the plain world.
pub fn errors(text: &str) -> Vec<String> {
    World::default().errors(text)
}

fn table(name: &str, columns: &[(&str, ScalarType)], further: FurtherNames, empty: bool) -> Arc<TableSymbol> {
    let columns = columns.iter().map(|(name, ty)| Column::new(*name, *ty)).collect();
    Arc::new(TableSymbol { name: name.into(), columns, further: Further::names(further), empty })
}

impl Catalog for World {
    fn table(&self, name: &str) -> Option<Result<Arc<TableSymbol>, String>> {
        use ScalarType::*;
        Some(Ok(match name {
            "Flows" => table(
                name,
                &[("Time", DateTime), ("Port", Int), ("Bytes", Long), ("Host", String)],
                FurtherNames::None,
                false,
            ),
            "Logs" => table(name, &[("TimeGenerated", DateTime), ("Port", Int)], FurtherNames::None, false),
            "Hosts" => table(name, &[("Host", String), ("Owner", String), ("Port", Int)], FurtherNames::None, false),
            "Empty" => table(name, &[("Port", Int), ("Extra", Real)], FurtherNames::None, true),
            "Open" => table(name, &[("Port", Int)], FurtherNames::Any, false),
            "Broken" => return Some(Err("Broken.csv:3: is damaged".to_owned())),
            _ => return None,
        }))
    }

    fn function(&self, name: &str) -> Option<Result<Arc<StoredFunction>, String>> {
        self.functions.iter().find(|f| *f.name == *name).map(|f| Ok(Arc::new(f.clone())))
    }

    fn watchlist(&self, alias: &str) -> Result<Arc<TableSymbol>, String> {
        Ok(table(alias, &[], FurtherNames::Strings, true))
    }

    fn table_names(&self) -> Vec<Arc<str>> {
        ["Flows", "Hosts", "Empty", "Open", "Broken"].map(Arc::from).to_vec()
    }

    fn stored_table_names(&self) -> Vec<Arc<str>> {
        ["Flows", "Hosts"].map(Arc::from).to_vec()
    }

    fn function_names(&self) -> Vec<Arc<str>> {
        self.functions.iter().map(|f| f.name.clone()).collect()
    }
}

impl StageRunner for World {
    fn run(&self, _: &lurcher_binder::bound::BoundResult, limit: usize, _: Span) -> Result<StageAnswer, String> {
        Ok(match &self.stage {
            Some(rows) => StageAnswer::Rows(rows.iter().take(limit).cloned().collect()),
            None => StageAnswer::Unknown,
        })
    }
}
