//! Where the binder asks for tables and stored functions. The engine answers; a test may answer from a list.

use std::sync::Arc;

use crate::{Column, ScalarType, TableSymbol};

/// Pairs of an offset in an extracted text and the offset in its file.
pub type OffsetMap = Vec<(u32, u32)>;

/// A function that a workspace or its content defines by a body of KQL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFunction {
    /// The name that queries call.
    pub name: Arc<str>,
    /// The parameters in order.
    pub parameters: Vec<StoredParameter>,
    /// The body: statements and a result expression, without braces.
    pub body: Arc<str>,
    /// The file that defines it.
    pub file: Arc<str>,
    /// Where the body stands in that file: the file's text and a map of offsets, as `lurcher_diagnostics::Origin` takes
    /// them.
    pub origin: Option<(Arc<str>, OffsetMap)>,
    /// What its answer lacks here, to be told wherever it is called.
    pub lacks: Option<Arc<str>>,
}

/// A parameter of a stored function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredParameter {
    /// The parameter's name.
    pub name: Arc<str>,
    /// What it takes.
    pub ty: StoredParameterType,
    /// KQL text of the default value; `None` where the argument must be given.
    pub default: Option<Arc<str>>,
}

/// What a stored function's parameter takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoredParameterType {
    /// A scalar.
    Scalar(ScalarType),
    /// A table with at least these columns; no columns stands for `(*)`.
    Table(Vec<Column>),
    /// The name of a column of the rows that the function is invoked for, in quotes or without: of functions that every
    /// workspace has.
    Column,
}

/// How far a path may lead that a query names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reach {
    /// To the files of the workspace and those that its settings name.
    Workspace,
    /// To any file: whoever asks wrote the path.
    Anywhere,
}

/// Everything that a query can name beside its own `let`s.
pub trait Catalog {
    /// The table of that exact name, or why it cannot be read (a broken file, say).
    fn table(&self, name: &str) -> Found<TableSymbol>;

    /// The stored function of that exact name, or why its file cannot be used.
    fn function(&self, name: &str) -> Found<StoredFunction>;

    /// The table in the files that a path names, where a query may begin with one: `'logs/*.csv' | count`.
    fn file(&self, path: &str, _: Reach) -> Result<Arc<TableSymbol>, String> {
        Err(format!("the file '{path}' cannot be read here"))
    }

    /// The watchlist of that alias, as a table; an absent one is open and empty.
    fn watchlist(&self, alias: &str) -> Result<Arc<TableSymbol>, String>;

    /// Whether there is a watchlist of that alias.
    fn has_watchlist(&self, _alias: &str) -> bool {
        true
    }

    /// The aliases of all watchlists, for suggestions.
    fn watchlist_names(&self) -> Vec<Arc<str>> {
        Vec::new()
    }

    /// What the workspace is called: `current_database()`.
    fn database_name(&self) -> Arc<str> {
        "Lurcher".into()
    }

    /// The path of the workspace's database of IP addresses, in MaxMind's format.
    fn geo_database(&self) -> Option<Arc<str>> {
        None
    }

    /// The names of all tables, for wildcards (`union Net*`) and suggestions. May be long.
    fn table_names(&self) -> Vec<Arc<str>>;

    /// The names of the tables that every workspace has: what a query over all tables means where none has rows.
    fn common_table_names(&self) -> Vec<Arc<str>> {
        self.table_names()
    }

    /// The names of tables that have rows or files, for wildcards such as `union *` that must not touch a catalog's
    /// empty tables.
    fn stored_table_names(&self) -> Vec<Arc<str>>;

    /// The names of all stored functions, for suggestions.
    fn function_names(&self) -> Vec<Arc<str>>;
}

/// A catalog with another one in front of it: tables and functions are asked of the one in front, everything else is
/// what the other one says.
#[derive(Debug, Clone, Copy)]
pub struct Layered<'a, C: ?Sized, T, F> {
    /// The catalog behind.
    pub catalog: &'a C,
    /// Looks a table up, by [`Catalog::table`].
    pub table: T,
    /// Looks a function up, by [`Catalog::function`].
    pub function: F,
}

/// What a catalog says of a name.
pub type Found<T> = Option<Result<Arc<T>, String>>;

impl<C, T, F> Catalog for Layered<'_, C, T, F>
where
    C: Catalog + ?Sized,
    T: Fn(&str) -> Found<TableSymbol>,
    F: Fn(&str) -> Found<StoredFunction>,
{
    fn table(&self, name: &str) -> Found<TableSymbol> {
        (self.table)(name)
    }

    fn function(&self, name: &str) -> Found<StoredFunction> {
        (self.function)(name)
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
