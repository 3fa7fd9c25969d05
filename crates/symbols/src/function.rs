//! What the binder, the documentation and completion know of a built-in function.

use crate::{OutputArgument, Outputs, ResultType, ScalarType, Signature};

/// Where a function may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FunctionKind {
    /// In any expression.
    Scalar,
    /// An infix operator: called by its sign (`+`, `has`), never by a name.
    Operator,
    /// In `summarize` and its relatives.
    Aggregate,
    /// Over serialized rows (`prev`, `row_number`).
    Window,
    /// After `evaluate`.
    Plugin,
}

/// The chapter of the manual that a function belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Category {
    /// Aggregates.
    Aggregation,
    /// Arrays, bags and other dynamic values.
    Dynamic,
    /// Binary and bitwise arithmetic.
    Binary,
    /// Conditions.
    Conditional,
    /// Conversions between types.
    Conversion,
    /// Points in time and spans of time.
    DateTime,
    /// Places, lines and polygons on Earth.
    Geospatial,
    /// Hashes.
    Hash,
    /// IP addresses.
    Ip,
    /// Numbers.
    Mathematical,
    /// Metadata about rows and columns.
    Metadata,
    /// The infix operators, which are functions without a callable name.
    Operator,
    /// Plugins.
    Plugin,
    /// Number series.
    Series,
    /// Text.
    String,
    /// Rows in order.
    Window,
}

/// How the column of an unnamed call is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ResultName {
    /// `Column1`, `print_0` ….
    None,
    /// `prefix_arg`, or `prefix_` where the first argument has no name.
    Prefixed(&'static str),
    /// As [`Self::Prefixed`]; what is computed of the call has no name from it (`percentiles_array`).
    PrefixedAlone(&'static str),
    /// `prefix_arg` when there is exactly one argument, otherwise none.
    PrefixedOnly(&'static str),
    /// `prefix_arg1_arg2`, after the first two arguments (`covariance`).
    PrefixedPair(&'static str),
    /// Exactly this name.
    Fixed(&'static str),
    /// The first argument's name.
    FirstArgument,
    /// The only argument's name; none when there are several arguments.
    OnlyArgument,
    /// The text of the first argument, where it names a column (`column_ifexists`).
    FirstArgumentValue,
}

/// A runnable example with the result that the real engine or the documentation gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// A query of one row and one column, mostly `print …`.
    pub kql: &'static str,
    /// The cell as KQL text: what `lurcher query --format csv` would print, `null` for null.
    pub result: &'static str,
}

/// A built-in function.
#[derive(Debug, Clone, Copy)]
pub struct FunctionSymbol {
    /// The documented name.
    pub name: &'static str,
    /// Older names that still run.
    pub aliases: &'static [&'static str],
    /// Where it may stand.
    pub kind: FunctionKind,
    /// Its chapter.
    pub category: Category,
    /// The ways to call it; the first that fits best wins.
    pub signatures: &'static [Signature],
    /// How its column is called when nobody names it.
    pub result_name: ResultName,
    /// Whether the same arguments always give the same result within a query (`rand` and `new_guid` do not).
    pub deterministic: bool,
    /// One line: what it does.
    pub summary: &'static str,
    /// The Kusto page.
    pub url: &'static str,
    /// Runnable examples.
    pub examples: &'static [Example],
}

impl PartialEq for FunctionSymbol {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.kind == other.kind
    }
}

impl FunctionSymbol {
    /// Names and types of the values of a call with these arguments, where the function has [`ResultType::Columns`].
    pub fn columns(&self, arguments: &[OutputArgument<'_>]) -> Option<Vec<(String, ScalarType)>> {
        self.signatures.iter().find_map(|signature| match signature.result {
            ResultType::Columns(columns) if signature.assign(arguments.len()).is_some() => Some(columns(arguments)),
            _ => None,
        })
    }

    /// The types of the values of a call with arguments of these types; none where the function has but one.
    pub fn value_types(&self, arguments: &[ScalarType]) -> Vec<ScalarType> {
        let unnamed = |(place, ty): (usize, &ScalarType)| OutputArgument { place, name: None, ty: *ty, constant: None };
        let columns = self.columns(&arguments.iter().enumerate().map(unnamed).collect::<Vec<_>>());
        columns.into_iter().flatten().map(|(_, ty)| ty).collect()
    }
}

/// All built-in functions by name. `functions` implements it, the binder asks.
pub trait FunctionLibrary {
    /// The function of that name or alias that may stand where `kind` says. Names are case-sensitive.
    fn find(&self, kind: FunctionKind, name: &str) -> Option<&'static FunctionSymbol>;

    /// Whether Kusto has a function, aggregate or plugin of that name, be it implemented or not.
    fn exists_in_kusto(&self, name: &str) -> bool;

    /// All names of a kind, for suggestions.
    fn names(&self, kind: FunctionKind) -> Vec<&'static str>;

    /// The columns that a call of an aggregate makes.
    fn outputs(&self, _aggregate: &FunctionSymbol) -> Outputs {
        Outputs::One
    }
}
