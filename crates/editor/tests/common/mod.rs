//! A small world to complete in: two tables, a function, and data that answers from a list.

use std::collections::HashMap;
use std::sync::Arc;

use lurcher_binder::{Environment, NoStages};
use lurcher_editor::{Completions, Probe, complete};
use lurcher_functions::{BuiltIns, KernelEvaluator};
use lurcher_symbols::{Catalog, Column, Further, ScalarType, StoredFunction, TableSymbol};

struct World;

fn table(name: &str, columns: &[(&str, ScalarType)]) -> Arc<TableSymbol> {
    let columns = columns.iter().map(|(name, ty)| Column::new(*name, *ty)).collect();
    Arc::new(TableSymbol { name: name.into(), columns, further: Further::default(), empty: false })
}

impl Catalog for World {
    fn table(&self, name: &str) -> Option<Result<Arc<TableSymbol>, String>> {
        use ScalarType::{DateTime, Dynamic, Long, String};
        let columns: &[(&str, ScalarType)] = match name {
            "Sessions" => &[
                ("TimeGenerated", DateTime),
                ("Host", String),
                ("Bytes", Long),
                ("Tags", Dynamic),
                ("Extra", Dynamic),
                ("odd name", String),
            ],
            "Hosts" => &[("Host", String), ("Owner", String)],
            _ => return None,
        };
        Some(Ok(table(name, columns)))
    }

    fn function(&self, _: &str) -> Option<Result<Arc<StoredFunction>, String>> {
        None
    }

    fn watchlist(&self, alias: &str) -> Result<Arc<TableSymbol>, String> {
        Ok(table(alias, &[]))
    }

    fn table_names(&self) -> Vec<Arc<str>> {
        vec!["Hosts".into(), "Sessions".into()]
    }

    fn stored_table_names(&self) -> Vec<Arc<str>> {
        vec!["Sessions".into()]
    }

    fn function_names(&self) -> Vec<Arc<str>> {
        vec!["ParseHosts".into()]
    }
}

impl Probe for World {
    fn watchlists(&self) -> Vec<String> {
        vec!["ports".to_owned()]
    }

    fn values(&self, query: &str, column: &str) -> Vec<String> {
        let known = (query.trim(), column) == ("Sessions", "Host");
        if known { vec!["'alpha'".to_owned(), "'beta'".to_owned()] } else { Vec::new() }
    }

    fn keys(&self, query: &str, expression: &str) -> Vec<String> {
        let known = (query.trim(), expression) == ("Sessions", "Extra");
        if known { vec!["user".to_owned()] } else { Vec::new() }
    }
}

/// What is offered where `▮` stands.
pub(crate) fn offered(marked: &str) -> Completions {
    let at = marked.find('▮').expect("a cursor");
    let environment = Environment {
        catalog: &World,
        functions: &BuiltIns,
        constants: &KernelEvaluator,
        stages: &NoStages,
        now: 0,
        any_file: None,
        time_range: None,
        prunes: true,
        parameters: HashMap::new(),
    };
    complete(&marked.replace('▮', ""), at, &environment, &World)
}

/// The labels of what is offered.
pub(crate) fn labels(marked: &str) -> Vec<String> {
    offered(marked).items.into_iter().map(|item| item.label).collect()
}
