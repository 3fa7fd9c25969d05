//! A few functions with Kusto's signatures. Those over longs are folded, the others never are.

use lurcher_symbols::ParameterType::{CommonScalar, Exact, Number, Orderable, Scalar, Summable};
use lurcher_symbols::{
    ArgumentKind, Category, ConstantEvaluator, FunctionKind, FunctionLibrary, FunctionSymbol, Outputs, Parameter,
    ResultName, ResultType, RowNames, ScalarType, Signature, Value,
};

pub struct Library;

const fn symbol(
    name: &'static str,
    kind: FunctionKind,
    signatures: &'static [Signature],
    result_name: ResultName,
) -> FunctionSymbol {
    let category = Category::Operator;
    let (summary, url) = ("", "");
    FunctionSymbol {
        name,
        aliases: &[],
        kind,
        category,
        signatures,
        result_name,
        deterministic: true,
        summary,
        url,
        examples: &[],
    }
}

macro_rules! functions {
    ($($kind:ident $name:literal ($($parameters:expr),*) -> $result:expr, $result_name:expr;)*) => {
        &[$(symbol(
            $name,
            FunctionKind::$kind,
            &[Signature { parameters: &[$($parameters),*], result: $result }],
            $result_name,
        )),*]
    };
}

const A: Parameter = Parameter::new("a", CommonScalar);
const STRING: Parameter = Parameter::new("text", Exact(ScalarType::String));
const BOOL: ResultType = ResultType::Exact(ScalarType::Bool);
const LONG: ResultType = ResultType::Exact(ScalarType::Long);

static FUNCTIONS: &[FunctionSymbol] = functions! {
    Operator "+" (Parameter::new("a", Number), Parameter::new("b", Number)) -> ResultType::Widest, ResultName::None;
    Operator "==" (A, A) -> BOOL, ResultName::None;
    Operator "!=" (A, A) -> BOOL, ResultName::None;
    Operator ">" (A, A) -> BOOL, ResultName::None;
    Operator "<" (A, A) -> BOOL, ResultName::None;
    Operator ">=" (A, A) -> BOOL, ResultName::None;
    Operator "<=" (A, A) -> BOOL, ResultName::None;
    Operator "has" (STRING, STRING) -> BOOL, ResultName::None;
    Scalar "not" (Parameter::new("a", Exact(ScalarType::Bool))) -> BOOL, ResultName::None;
    Scalar "strlen" (STRING) -> LONG, ResultName::Prefixed("strlen");
    Scalar "tolower" (STRING) -> ResultType::Exact(ScalarType::String), ResultName::None;
    Scalar "bin" (Parameter::new("value", Summable), Parameter::new("to", Summable)) -> ResultType::Argument(0), ResultName::FirstArgument;
    Scalar "iff" (Parameter::new("if", Exact(ScalarType::Bool)), A, A) -> ResultType::Common, ResultName::None;
    Scalar "case" (Parameter::repeated("if", Exact(ScalarType::Bool), 1, 99), Parameter::repeated("then", CommonScalar, 1, 99), A) -> ResultType::Common, ResultName::None;
    Scalar "coalesce" (Parameter::repeated("a", CommonScalar, 2, 64)) -> ResultType::Common, ResultName::None;
    Scalar "isempty" (Parameter::new("a", Scalar)) -> BOOL, ResultName::None;
    Aggregate "count" () -> LONG, ResultName::Prefixed("count");
    Aggregate "sum" (Parameter::new("a", Summable)) -> ResultType::ArgumentPromoted(0), ResultName::Prefixed("sum");
    Aggregate "max" (Parameter::new("a", Orderable)) -> ResultType::Argument(0), ResultName::Prefixed("max");
    Aggregate "arg_max" (Parameter::new("a", Orderable), Parameter::repeated("b", Scalar, 0, 99).of_kind(ArgumentKind::StarAllowed)) -> ResultType::Argument(0), ResultName::None;
    Window "row_number" () -> LONG, ResultName::None;
};

impl FunctionLibrary for Library {
    fn find(&self, kind: FunctionKind, name: &str) -> Option<&'static FunctionSymbol> {
        FUNCTIONS.iter().find(|f| f.kind == kind && f.name == name)
    }

    fn exists_in_kusto(&self, name: &str) -> bool {
        name == "geo_distance_2points" || FUNCTIONS.iter().any(|f| f.name == name)
    }

    fn names(&self, kind: FunctionKind) -> Vec<&'static str> {
        FUNCTIONS.iter().filter(|f| f.kind == kind).map(|f| f.name).collect()
    }

    fn outputs(&self, aggregate: &FunctionSymbol) -> Outputs {
        if aggregate.name == "arg_max" { Outputs::Row(RowNames::Key("max")) } else { Outputs::One }
    }
}

impl ConstantEvaluator for Library {
    fn evaluate(&self, function: &FunctionSymbol, arguments: &[Value], _: ScalarType) -> Option<Value> {
        Some(match (function.name, arguments) {
            ("+", [Value::Long(a), Value::Long(b)]) => Value::Long(a.wrapping_add(*b)),
            ("==", [a, b]) if !a.is_null() && !b.is_null() => Value::Bool(a == b),
            ("!=", [a, b]) if !a.is_null() && !b.is_null() => Value::Bool(a != b),
            (">", [Value::Long(a), Value::Long(b)]) => Value::Bool(a > b),
            ("not", [Value::Bool(a)]) => Value::Bool(!a),
            ("isempty", [a]) => Value::Bool(a.is_null() || a.as_str() == Some("")),
            ("strlen", [Value::String(text)]) => Value::Long(text.chars().count() as i64),
            _ => return None,
        })
    }
}
