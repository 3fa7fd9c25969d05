//! A stored function that is checked: the call that nobody has written yet, and a catalog in which it resolves.

use std::sync::Arc;

use lurcher_symbols::{
    Catalog, Further, FurtherNames, Reach, ScalarType, StoredFunction, StoredParameter, StoredParameterType,
    TableSymbol,
};

/// The name of the table that stands for an argument `(*)`: no query can spell it.
const ANY_TABLE: &str = "any table";

/// A catalog, and in front of it one function.
pub(crate) struct Called<'a> {
    pub function: Arc<StoredFunction>,
    pub catalog: &'a (dyn Catalog + Sync),
}

impl Called<'_> {
    /// A call where a table is expected, with an argument for each parameter that has no default.
    pub fn text(&self) -> String {
        let required = self.function.parameters.iter().filter(|p| p.default.is_none());
        let arguments: Vec<String> = required.map(|p| format!("{}={}", p.name, argument(p))).collect();
        format!("['{}']({})", self.function.name, arguments.join(", "))
    }

    /// The call where a scalar is expected.
    pub fn scalar_text(&self) -> String {
        format!("print {}", self.text())
    }
}

fn argument(parameter: &StoredParameter) -> String {
    match &parameter.ty {
        StoredParameterType::Scalar(ScalarType::String) | StoredParameterType::Column => "''".to_owned(),
        // A value that nobody knows: a null would be refused where it bounds a range or counts rows.
        StoredParameterType::Scalar(ty) => format!("toscalar(datatable(value:{ty})[])"),
        StoredParameterType::Table(columns) if columns.is_empty() => format!("['{ANY_TABLE}']"),
        StoredParameterType::Table(columns) => {
            let columns: Vec<String> = columns.iter().map(|c| format!("['{}']:{}", c.name, c.ty)).collect();
            format!("(datatable({})[])", columns.join(", "))
        }
    }
}

impl Catalog for Called<'_> {
    fn table(&self, name: &str) -> Option<Result<Arc<TableSymbol>, String>> {
        let any = || TableSymbol {
            name: ANY_TABLE.into(),
            columns: Vec::new(),
            further: Further::names(FurtherNames::Any),
            empty: true,
        };
        if name == ANY_TABLE { Some(Ok(Arc::new(any()))) } else { self.catalog.table(name) }
    }

    fn function(&self, name: &str) -> Option<Result<Arc<StoredFunction>, String>> {
        if *name == *self.function.name { Some(Ok(Arc::clone(&self.function))) } else { self.catalog.function(name) }
    }

    fn file(&self, path: &str, reach: Reach) -> Result<Arc<TableSymbol>, String> {
        self.catalog.file(path, reach)
    }

    fn watchlist(&self, alias: &str) -> Result<Arc<TableSymbol>, String> {
        self.catalog.watchlist(alias)
    }

    fn has_watchlist(&self, alias: &str) -> bool {
        self.catalog.has_watchlist(alias)
    }

    fn watchlist_names(&self) -> Vec<Arc<str>> {
        self.catalog.watchlist_names()
    }

    fn database_name(&self) -> Arc<str> {
        self.catalog.database_name()
    }

    fn geo_database(&self) -> Option<Arc<str>> {
        self.catalog.geo_database()
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
