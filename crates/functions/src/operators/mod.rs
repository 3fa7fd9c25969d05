//! The infix operators: functions that are called by a sign (`+`, `has`) and never by a name. A negated operator
//! (`!has`) has no file of its own: the binder writes it as `not` of the positive one, except `!=`, whose null rule
//! differs.

use lurcher_symbols::ParameterType::{Exact, NotBool, Number, NumberOrBool, OneOf, Scalar, StringOrDynamic};
use lurcher_symbols::ScalarType::{Bool, DateTime, Decimal, Dynamic, Int, Long, Real, TimeSpan};
use lurcher_symbols::*;

include!(concat!(env!("OUT_DIR"), "/operators.rs"));

/// What all operators have in common.
const fn operator(
    name: &'static str,
    signatures: &'static [Signature],
    summary: &'static str,
    url: &'static str,
    examples: &'static [Example],
) -> FunctionSymbol {
    FunctionSymbol {
        name,
        aliases: &[],
        kind: FunctionKind::Operator,
        category: Category::Operator,
        signatures,
        result_name: ResultName::None,
        deterministic: true,
        summary,
        url,
        examples,
    }
}

/// Signatures of two operands: `left, right => result;`.
macro_rules! binary {
    ($($left:expr, $right:expr => $result:expr;)*) => {
        &[$(Signature {
            parameters: &[Parameter::new("left", $left), Parameter::new("right", $right)],
            result: $result,
        }),*]
    };
}
use binary;

const TRUTH: ResultType = ResultType::Exact(Bool);

/// Numbers, datetimes and timespans: what a dynamic can be added to.
const SUMMABLE: ParameterType = OneOf(&[Int, Long, Real, Decimal, TimeSpan, DateTime]);

/// `==` and `!=`.
const EQUALITY: &[Signature] = binary! {
    Exact(Bool), Scalar => TRUTH;
    NotBool, Scalar => TRUTH;
};

/// `<` and its relatives.
const ORDER: &[Signature] = binary! {
    Exact(Bool), NumberOrBool => TRUTH;
    Number, NumberOrBool => TRUTH;
    Exact(TimeSpan), Exact(TimeSpan) => TRUTH;
    Exact(DateTime), Exact(DateTime) => TRUTH;
    Exact(Dynamic), Exact(Dynamic) => TRUTH;
    Exact(Dynamic), Number => TRUTH;
    Number, Exact(Dynamic) => TRUTH;
};

/// `and` and `or`.
const LOGIC: &[Signature] = binary! {
    Exact(Bool), Exact(Bool) => TRUTH;
    Exact(Dynamic), Exact(Bool) => TRUTH;
    Exact(Bool), Exact(Dynamic) => TRUTH;
    Exact(Dynamic), Exact(Dynamic) => TRUTH;
};

/// Operators over text, of which a dynamic may stand on either side.
const TEXT: &[Signature] = binary! {
    StringOrDynamic, StringOrDynamic => TRUTH;
};

/// Operators over terms.
const TERM: &[Signature] = binary! {
    StringOrDynamic, Exact(ScalarType::String) => TRUTH;
};

/// Operators whose right operand is a list of terms, which the binder makes a dynamic array.
const TERM_LIST: &[Signature] = binary! {
    StringOrDynamic, Exact(Dynamic) => TRUTH;
};

/// Operators whose right operand is a list of values, which the binder makes a dynamic array.
const VALUE_LIST: &[Signature] = binary! {
    Scalar, Exact(Dynamic) => TRUTH;
};
