//! What the binder asks.

use lurcher_functions::{BuiltIns, aggregates, windows};
use lurcher_symbols::{FunctionKind, FunctionLibrary, Outputs, RowNames};

#[test]
fn outputs() {
    let of = |name| BuiltIns.find(FunctionKind::Aggregate, name).map(|symbol| BuiltIns.outputs(symbol));
    assert_eq!(of("sum"), Some(Outputs::One));
    assert_eq!(of("arg_max"), Some(Outputs::Row(RowNames::Key("max"))));
    assert_eq!(of("percentilesw"), Some(Outputs::PerConstant { prefix: "percentile", first: 2 }));
}

#[test]
fn kinds_fit_their_folders() {
    assert!(aggregates().iter().all(|f| f.symbol.kind == FunctionKind::Aggregate));
    assert!(windows().iter().all(|f| f.symbol.kind == FunctionKind::Window));
}
