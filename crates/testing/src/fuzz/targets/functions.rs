//! Every scalar function and operator, by the signatures that it declares.

use std::cell::OnceCell;

use lurcher_functions::scalars;
use lurcher_symbols::{ArgumentKind, Parameter, ParameterType, ScalarType};

use super::ground::{compute, is_valid};
use super::{Target, texts};

/// How many expressions are computed for one batch.
const TOGETHER: usize = 40;

/// See the module.
pub(super) const TARGET: Target = Target {
    name: "functions",
    about: "a text, and values of every type made of it, for every scalar function in all its signatures",
    batch: 128,
    words: &[
        "0", "1", "-1", "1e308", "nan", "inf", "-inf", "true", "null", "2026-01-01", "1d", "-1.00:00:00", "74be27de-1e4e-49d9-b579-fe0b331d3642", "[1,2,3]", "{\"a\":1}", "a", " ", ",", "é", "[]", "{}", "\"x\"",
        "9223372036854775807", "-9223372036854775808", "79228162514264337593543950335", "0.0000000001", "[1.5,null,\"x\"]",
    ],
    seeds: || {
        texts(&[
            "1", "-1", "2147483648", "9223372036854775807", "-9223372036854775808", "1.5", "-1e300", "nan", "inf", "2026-01-15T10:20:30Z", "-1.02:03:04", "74be27de-1e4e-49d9-b579-fe0b331d3642", "[1,2,3]",
            "{\"a\":{\"b\":[1]}}", "true", "", "text with words", "99999999999999999999.999999", "0.000000000000000001", "[0.5,1e300,-7]",
        ])
    },
    run: |inputs| {
        CALLS.with(|calls| {
            let calls = calls.get_or_init(calls_of_all);
            let expressions: Vec<&str> = calls.iter().map(String::as_str).collect();
            match inputs {
                // One input by itself is asked everything, so that what was found is found again.
                [_] => expressions.chunks(TOGETHER).for_each(|some| compute(some, inputs)),
                _ => {
                    let sum: usize = inputs.iter().flat_map(|input| input.iter()).map(|b| usize::from(*b)).sum();
                    let chunk = sum % expressions.len().div_ceil(TOGETHER).max(1);
                    expressions.chunks(TOGETHER).nth(chunk).into_iter().for_each(|some| compute(some, inputs));
                }
            }
        });
    },
};

thread_local! {
    static CALLS: OnceCell<Vec<String>> = const { OnceCell::new() };
}

/// A call for each signature of each function, with all its parameters and with those only that it needs.
fn calls_of_all() -> Vec<String> {
    let mut calls = Vec::new();
    for function in scalars().iter().filter(|f| f.symbol.name != "assert") {
        for signature in function.symbol.signatures {
            for all in [false, true] {
                let given = signature.parameters.iter().filter(|p| all || p.min > 0);
                let arguments: Vec<&str> =
                    given.flat_map(|p| std::iter::repeat_n(argument(p), usize::from(p.min.max(1)))).collect();
                let call = format!("{}({})", function.symbol.name, arguments.join(", "));
                if !calls.contains(&call) && is_valid(&call) {
                    calls.push(call);
                }
            }
        }
    }
    calls
}

/// A column of a type that the parameter takes, or a constant where it must be one.
fn argument(parameter: &Parameter) -> &'static str {
    use ParameterType::{
        Exact, Integer, Number, NumberOrBool, OneOf, Orderable, RealOrDecimal, StringOrDynamic, Summable,
    };
    let ty = match parameter.ty {
        Exact(ty) => ty,
        OneOf(types) => types.first().copied().unwrap_or(ScalarType::String),
        Integer | Number | NumberOrBool | Orderable | Summable => ScalarType::Long,
        RealOrDecimal => ScalarType::Real,
        ParameterType::DynamicArray | ParameterType::DynamicBag => ScalarType::Dynamic,
        ParameterType::CommonNumber | ParameterType::CommonSummable => ScalarType::Real,
        StringOrDynamic => ScalarType::String,
        _ => ScalarType::String,
    };
    let constant = parameter.kind != ArgumentKind::Expression;
    match (ty, constant) {
        (ScalarType::Bool, false) => "b",
        (ScalarType::Bool, true) => "true",
        (ScalarType::Int, false) => "i",
        (ScalarType::Int, true) => "int(2)",
        (ScalarType::Long, false) => "n",
        (ScalarType::Long, true) => "3",
        (ScalarType::Real, false) => "r",
        (ScalarType::Real, true) => "1.5",
        (ScalarType::Decimal, false) => "m",
        (ScalarType::Decimal, true) => "decimal(1.5)",
        (ScalarType::String, false) => "s",
        (ScalarType::String, true) => "'a'",
        (ScalarType::DateTime, false) => "t",
        (ScalarType::DateTime, true) => "datetime(2026-01-15)",
        (ScalarType::TimeSpan, false) => "p",
        (ScalarType::TimeSpan, true) => "1h",
        (ScalarType::Guid, false) => "g",
        (ScalarType::Guid, true) => "guid(74be27de-1e4e-49d9-b579-fe0b331d3642)",
        (ScalarType::Dynamic, false) => "d",
        (ScalarType::Dynamic, true) => "dynamic([1,2])",
    }
}
