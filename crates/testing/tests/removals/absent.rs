//! A catalog and a library that lack one name.

use std::sync::Arc;

use lurcher_symbols::{Catalog, Column, FunctionKind, FunctionLibrary, FunctionSymbol, Layered, Outputs, TableSymbol};

/// What is taken out.
#[derive(Debug, Clone)]
pub(super) enum Absent {
    /// A table.
    Table(Arc<str>),
    /// The column of that name, of all tables.
    Column(Arc<str>),
    /// A function.
    Function(Arc<str>),
}

impl Absent {
    /// The name.
    pub(super) fn name(&self) -> &str {
        match self {
            Absent::Table(name) | Absent::Column(name) | Absent::Function(name) => name,
        }
    }
}

impl Absent {
    fn is_table(&self, name: &str) -> bool {
        matches!(self, Absent::Table(absent) if **absent == *name)
    }

    fn is_function(&self, name: &str) -> bool {
        matches!(self, Absent::Function(absent) if **absent == *name)
    }

    /// The catalog without it.
    pub(super) fn out_of<'a>(&'a self, catalog: &'a dyn Catalog) -> impl Catalog + 'a {
        let table = move |name: &str| {
            let found = catalog.table(name).filter(|_| !self.is_table(name))?;
            let Absent::Column(absent) = self else { return Some(found) };
            Some(found.map(|table| {
                let kept =
                    |columns: &[Column]| columns.iter().filter(|c| c.name != *absent).cloned().collect::<Vec<_>>();
                let mut table = TableSymbol::clone(&table);
                table.columns = kept(&table.columns);
                table.further.hidden = kept(&table.further.hidden).into();
                Arc::new(table)
            }))
        };
        let function = move |name: &str| catalog.function(name).filter(|_| !self.is_function(name));
        Layered { catalog, table, function }
    }
}

/// The built-in functions but one.
pub(super) struct Without<'a> {
    pub(super) absent: &'a Absent,
    pub(super) functions: &'a dyn FunctionLibrary,
}

impl FunctionLibrary for Without<'_> {
    fn find(&self, kind: FunctionKind, name: &str) -> Option<&'static FunctionSymbol> {
        self.functions.find(kind, name).filter(|_| !self.absent.is_function(name))
    }

    fn exists_in_kusto(&self, name: &str) -> bool {
        self.functions.exists_in_kusto(name)
    }

    fn names(&self, kind: FunctionKind) -> Vec<&'static str> {
        self.functions.names(kind)
    }

    fn outputs(&self, aggregate: &FunctionSymbol) -> Outputs {
        self.functions.outputs(aggregate)
    }
}
