//! A stored function that is checked: the call that nobody has written yet, and a catalog in which it resolves.

use std::sync::Arc;

use lurcher_symbols::{
    Catalog, Further, FurtherNames, Layered, ScalarType, StoredFunction, StoredParameter, StoredParameterType,
    TableSymbol,
};

/// The name of the table that stands for an argument `(*)`: no query can spell it.
const ANY_TABLE: &str = "any table";

/// A call where a table is expected, with an argument for each parameter that has no default.
pub(crate) fn call_of(function: &StoredFunction) -> String {
    let required = function.parameters.iter().filter(|p| p.default.is_none());
    let arguments: Vec<String> = required.map(|p| format!("{}={}", p.name, argument(p))).collect();
    format!("['{}']({})", function.name, arguments.join(", "))
}

/// The catalog in which such a call resolves: in front of it the function, and the table of its argument.
pub(crate) fn with_called<C: Catalog + Sync + ?Sized>(
    function: &Arc<StoredFunction>,
    catalog: &C,
) -> impl Catalog + Sync {
    let any = || TableSymbol {
        name: ANY_TABLE.into(),
        columns: Vec::new(),
        further: Further::names(FurtherNames::Any),
        empty: true,
    };
    Layered {
        catalog,
        table: move |name: &str| if name == ANY_TABLE { Some(Ok(Arc::new(any()))) } else { catalog.table(name) },
        function: move |name: &str| match *name == *function.name {
            true => Some(Ok(Arc::clone(function))),
            false => catalog.function(name),
        },
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
