//! A catalog and a library that lack one name.

use std::sync::Arc;

use lurcher_symbols::{
    Catalog, Column, FunctionKind, FunctionLibrary, FunctionSymbol, Outputs, StoredFunction, TableSymbol,
};

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

/// Everything but one name.
pub(super) struct Without<'a> {
    pub(super) absent: Absent,
    pub(super) catalog: &'a dyn Catalog,
    pub(super) functions: &'a dyn FunctionLibrary,
}

impl Without<'_> {
    fn lacks_table(&self, name: &str) -> bool {
        matches!(&self.absent, Absent::Table(absent) if **absent == *name)
    }

    fn lacks_function(&self, name: &str) -> bool {
        matches!(&self.absent, Absent::Function(absent) if **absent == *name)
    }
}

impl Catalog for Without<'_> {
    fn table(&self, name: &str) -> Option<Result<Arc<TableSymbol>, String>> {
        let found = self.catalog.table(name).filter(|_| !self.lacks_table(name))?;
        let Absent::Column(absent) = &self.absent else { return Some(found) };
        Some(found.map(|table| {
            let kept = |columns: &[Column]| columns.iter().filter(|c| c.name != *absent).cloned().collect::<Vec<_>>();
            let mut table = TableSymbol::clone(&table);
            table.columns = kept(&table.columns);
            table.further.hidden = kept(&table.further.hidden).into();
            Arc::new(table)
        }))
    }

    fn function(&self, name: &str) -> Option<Result<Arc<StoredFunction>, String>> {
        self.catalog.function(name).filter(|_| !self.lacks_function(name))
    }

    fn watchlist(&self, alias: &str) -> Result<Arc<TableSymbol>, String> {
        self.catalog.watchlist(alias)
    }

    fn table_names(&self) -> Vec<Arc<str>> {
        self.catalog.table_names()
    }

    fn common_table_names(&self) -> Vec<Arc<str>> {
        self.catalog.common_table_names()
    }

    fn stored_table_names(&self) -> Vec<Arc<str>> {
        self.catalog.stored_table_names()
    }

    fn function_names(&self) -> Vec<Arc<str>> {
        self.catalog.function_names()
    }
}

impl FunctionLibrary for Without<'_> {
    fn find(&self, kind: FunctionKind, name: &str) -> Option<&'static FunctionSymbol> {
        self.functions.find(kind, name).filter(|_| !self.lacks_function(name))
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
