//! All built-in functions by name.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use lurcher_symbols::{FunctionKind, FunctionLibrary, FunctionSymbol, Outputs};

use crate::aggregate::AggregateFunction;
use crate::scalar::ScalarFunction;
use crate::window::WindowFunction;

/// All scalar functions.
pub fn scalars() -> &'static [&'static ScalarFunction] {
    crate::scalar::ALL
}

/// All infix operators.
pub fn operators() -> &'static [&'static ScalarFunction] {
    crate::operators::ALL
}

/// All aggregates.
pub fn aggregates() -> &'static [&'static AggregateFunction] {
    crate::aggregate::ALL
}

/// All window functions.
pub fn windows() -> &'static [&'static WindowFunction] {
    crate::window::ALL
}

type Index<T> = LazyLock<HashMap<&'static str, &'static T>>;

fn index<T>(all: &'static [&'static T], symbol: fn(&T) -> &FunctionSymbol) -> HashMap<&'static str, &'static T> {
    let names = |f: &'static T| std::iter::once(symbol(f).name).chain(symbol(f).aliases.iter().copied());
    all.iter().flat_map(|f| names(f).map(move |name| (name, *f))).collect()
}

static SCALARS: Index<ScalarFunction> = LazyLock::new(|| index(scalars(), |f| &f.symbol));
static OPERATORS: Index<ScalarFunction> = LazyLock::new(|| index(operators(), |f| &f.symbol));
static AGGREGATES: Index<AggregateFunction> = LazyLock::new(|| index(aggregates(), |f| &f.symbol));
static WINDOWS: Index<WindowFunction> = LazyLock::new(|| index(windows(), |f| &f.symbol));

/// The names of all functions, aggregates and plugins of Kusto's own library (microsoft/Kusto-Query-Language), a line
/// each.
static KUSTO_NAMES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| kusto_names().collect());

/// The names of all functions, aggregates and plugins that Kusto knows, implemented or not, sorted.
pub fn kusto_names() -> impl Iterator<Item = &'static str> {
    include_str!("../data/kusto_names.txt").lines()
}

/// The built-in functions, for the binder.
#[derive(Debug, Clone, Copy, Default)]
pub struct BuiltIns;

impl FunctionLibrary for BuiltIns {
    fn find(&self, kind: FunctionKind, name: &str) -> Option<&'static FunctionSymbol> {
        match kind {
            FunctionKind::Scalar => SCALARS.get(name).map(|f| &f.symbol),
            FunctionKind::Operator => OPERATORS.get(name).map(|f| &f.symbol),
            FunctionKind::Aggregate => AGGREGATES.get(name).map(|f| &f.symbol),
            FunctionKind::Window => WINDOWS.get(name).map(|f| &f.symbol),
            FunctionKind::Plugin => None,
        }
    }

    fn exists_in_kusto(&self, name: &str) -> bool {
        KUSTO_NAMES.contains(name)
    }

    fn names(&self, kind: FunctionKind) -> Vec<&'static str> {
        match kind {
            FunctionKind::Scalar => SCALARS.keys().copied().collect(),
            FunctionKind::Operator => OPERATORS.keys().copied().collect(),
            FunctionKind::Aggregate => AGGREGATES.keys().copied().collect(),
            FunctionKind::Window => WINDOWS.keys().copied().collect(),
            FunctionKind::Plugin => Vec::new(),
        }
    }

    fn outputs(&self, aggregate: &FunctionSymbol) -> Outputs {
        aggregate_of(aggregate).map_or(Outputs::One, |f| f.outputs)
    }
}

/// The scalar function or operator behind a symbol.
pub fn scalar_of(symbol: &FunctionSymbol) -> Option<&'static ScalarFunction> {
    let index = if symbol.kind == FunctionKind::Operator { &OPERATORS } else { &SCALARS };
    index.get(symbol.name).copied()
}

/// The aggregate behind a symbol.
pub fn aggregate_of(symbol: &FunctionSymbol) -> Option<&'static AggregateFunction> {
    AGGREGATES.get(symbol.name).copied()
}

/// The window function behind a symbol.
pub fn window_of(symbol: &FunctionSymbol) -> Option<&'static WindowFunction> {
    WINDOWS.get(symbol.name).copied()
}
