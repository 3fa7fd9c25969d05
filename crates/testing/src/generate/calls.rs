//! Calls of any function, by its signature.

use std::sync::LazyLock;

use lurcher_functions::{Kernel, scalars};
use lurcher_symbols::ScalarType::{Bool, DateTime, Decimal, Dynamic, Guid, Int, Long, Real, TimeSpan};
use lurcher_symbols::{
    ArgumentKind, Column, FunctionSymbol, Parameter, ParameterType, ResultType, ScalarType, Signature, Value,
};

use super::Generator;
use super::values::value;
use crate::query::Expr;

/// A function with one of the ways to call it.
type Way = (&'static FunctionSymbol, &'static Signature);

/// Functions that no data and no clock change, and that say of which type they are.
static WAYS: LazyLock<Vec<Way>> = LazyLock::new(|| {
    let asked =
        scalars().iter().filter(|f| f.symbol.deterministic && !matches!(f.kernel, Kernel::Binder | Kernel::Several(_)));
    let asked = asked.filter(|f| !LEFT_OUT.contains(&f.symbol.name));
    asked.flat_map(|f| f.symbol.signatures.iter().map(move |s| (&f.symbol, s))).collect()
});

/// Functions that give several values.
static SEVERAL: LazyLock<Vec<Way>> = LazyLock::new(|| {
    let asked = scalars().iter().filter(|f| f.symbol.deterministic && matches!(f.kernel, Kernel::Several(_)));
    asked.flat_map(|f| f.symbol.signatures.iter().map(move |s| (&f.symbol, s))).collect()
});

/// Functions that stop a query on purpose, tell of the machine, or make more than a test should.
const LEFT_OUT: [&str; 4] = ["assert", "estimate_data_size", "repeat", "strrep"];

/// How many arguments a repeated parameter gets at most.
const REPEATED: usize = 3;

impl Generator<'_> {
    /// A call that gives a value of that type.
    pub(super) fn call(&mut self, ty: ScalarType, columns: &[Column], depth: usize) -> Option<Expr> {
        let ways = &*WAYS;
        for _ in 0..40 {
            let (symbol, signature) = ways[self.rng.usize(0..ways.len())];
            if !may_give(signature, ty) {
                continue;
            }
            let Some(args) = self.arguments(signature, columns, depth) else { continue };
            // Where another signature takes them too, that one may be meant.
            let is_meant = |other: &Signature| !takes(other, &args) || result(other, &args) == Some(ty);
            if result(signature, &args) == Some(ty) && symbol.signatures.iter().all(is_meant) {
                return Some(Expr::call(symbol.name, args, ty));
            }
        }
        None
    }

    /// A call that gives several values, and their types.
    pub(super) fn call_of_several(&mut self, columns: &[Column]) -> Option<(Expr, Vec<ScalarType>)> {
        let (symbol, signature) = SEVERAL[self.rng.usize(0..SEVERAL.len())];
        let args = self.arguments(signature, columns, 1)?;
        let types = symbol.value_types(&args.iter().map(Expr::ty).collect::<Vec<_>>());
        Some((Expr::call(symbol.name, args, Dynamic), types))
    }

    fn arguments(&mut self, signature: &Signature, columns: &[Column], depth: usize) -> Option<Vec<Expr>> {
        let optional = signature.parameters.iter().filter(|p| p.min == 0).count();
        let repeated = signature.parameters.iter().filter(|p| p.max > 1).count();
        let fixed = signature.parameters.len() - repeated;
        let count = match repeated {
            0 => fixed - self.rng.usize(0..=optional),
            group => fixed + group * self.rng.usize(1..=REPEATED),
        };
        let parameters = signature.assign(count)?;
        let common = self.type_of(ParameterType::CommonScalar)?;
        let mut args: Vec<Expr> = Vec::with_capacity(parameters.len());
        for parameter in parameters {
            let arg = self.argument(parameter, &args, common, columns, depth)?;
            args.push(arg);
        }
        Some(args)
    }

    fn argument(
        &mut self,
        parameter: &Parameter,
        before: &[Expr],
        common: ScalarType,
        columns: &[Column],
        depth: usize,
    ) -> Option<Expr> {
        let ty = match parameter.ty {
            ParameterType::SameAs(n) => before.get(n)?.ty(),
            ParameterType::CommonScalar | ParameterType::CommonScalarOrDynamic => common,
            ParameterType::CommonNumber if !common.is_numeric() => Long,
            ParameterType::CommonSummable if !common.is_summable() => Long,
            ParameterType::CommonOrderable if !common.is_orderable() => Long,
            other if other.is_common() => common,
            other => self.type_of(other)?,
        };
        match parameter.kind {
            ArgumentKind::Expression | ArgumentKind::StarAllowed => {
                if let Some(word) = self.word(parameter).filter(|_| ty == ScalarType::String) {
                    return Some(Expr::text(word));
                }
                Some(if self.chance(60) { self.leaf(ty, columns) } else { self.expr(ty, columns, depth) })
            }
            ArgumentKind::Constant | ArgumentKind::Literal => {
                let word = self.word(parameter).filter(|_| ty == ScalarType::String);
                let literal = word.map_or_else(|| value(self.rng, ty), |word| Value::String(word.into()));
                Some(Expr::Literal(literal)).filter(|_| !matches!(parameter.ty, ParameterType::Type))
            }
            ArgumentKind::Column | ArgumentKind::ColumnOrStar => {
                self.column(columns, |c| c.ty == ty).map(|c| Expr::column(&c))
            }
        }
    }

    /// A type that the parameter takes.
    fn type_of(&mut self, parameter: ParameterType) -> Option<ScalarType> {
        self.rng.choice(types(parameter)).copied()
    }

    /// What a parameter takes where it is a text with a meaning.
    fn word(&mut self, parameter: &Parameter) -> Option<&'static str> {
        let choices = parameter.choices.words();
        self.rng.choice(if choices.is_empty() { words(parameter.name) } else { choices }).copied()
    }
}

/// The types that a parameter takes, whatever the other arguments are.
pub(crate) fn types(parameter: ParameterType) -> &'static [ScalarType] {
    match parameter {
        ParameterType::Exact(ty) => one_type(ty),
        ParameterType::OneOf(types) => types,
        ParameterType::Scalar | ParameterType::CommonScalar | ParameterType::CommonScalarOrDynamic => &ScalarType::ALL,
        ParameterType::Integer => &[Int, Long],
        ParameterType::RealOrDecimal => &[Real, Decimal],
        ParameterType::StringOrDynamic => &[ScalarType::String, Dynamic],
        ParameterType::DynamicArray | ParameterType::DynamicBag => &[Dynamic],
        ParameterType::Number | ParameterType::CommonNumber => &[Int, Long, Real, Decimal],
        ParameterType::NumberOrBool => &[Int, Long, Real, Decimal, Bool],
        ParameterType::Summable | ParameterType::CommonSummable => &[Int, Long, Real, Decimal, DateTime, TimeSpan],
        ParameterType::Orderable | ParameterType::CommonOrderable => {
            &[Int, Long, Real, Decimal, DateTime, TimeSpan, ScalarType::String]
        }
        ParameterType::NotDynamic => &[Bool, Int, Long, Real, Decimal, ScalarType::String, DateTime, TimeSpan, Guid],
        ParameterType::NotBool => &[Int, Long, Real, Decimal, ScalarType::String, DateTime, TimeSpan, Guid, Dynamic],
        ParameterType::NotRealOrBool => &[Int, Long, Decimal, ScalarType::String, DateTime, TimeSpan, Guid, Dynamic],
        ParameterType::SameAs(_) | ParameterType::Type => &[],
    }
}

/// A list of the type alone.
fn one_type(ty: ScalarType) -> &'static [ScalarType] {
    let place = ScalarType::ALL.iter().position(|other| *other == ty);
    place.map_or(&[], |place| &ScalarType::ALL[place..=place])
}

/// Whether a signature takes arguments of these types.
fn takes(signature: &Signature, args: &[Expr]) -> bool {
    let Some(parameters) = signature.assign(args.len()) else { return false };
    let fits = |(parameter, arg): (&&Parameter, &Expr)| match parameter.ty {
        ParameterType::SameAs(n) => args.get(n).is_some_and(|other| other.ty() == arg.ty()),
        other => types(other).contains(&arg.ty()),
    };
    parameters.iter().zip(args).all(fits)
}

/// What a parameter of that name takes where it is a text with a meaning; nothing where any text will do.
pub(crate) fn words(parameter: &str) -> &'static [&'static str] {
    match parameter {
        "period" | "part" | "unit" => &["year", "month", "day", "hour", "minute", "second"],
        "regex" | "pattern" | "lookup_regex" => &["[a-z]+", "o(o)", "^f", "(a|b)", "\\w"],
        "format" => &["yyyy-MM-dd", "HH:mm:ss", "yy-M-d [h:m]"],
        "timezone" | "time_zone" => &["Europe/Berlin", "US/Pacific", "UTC", "Asia/Kolkata"],
        "from_unit" | "to_unit" | "from" | "to" => &["Meter", "Kilometer", "Joule", "Celsius"],
        "delimiter" => &[",", " ", "o", "--"],
        _ => &[],
    }
}

/// Whether a call by that signature may give a value of that type.
pub(crate) fn may_give(signature: &Signature, ty: ScalarType) -> bool {
    match signature.result {
        ResultType::Exact(result) => result == ty,
        ResultType::Columns(_) | ResultType::TypeArgument(_) => false,
        _ => true,
    }
}

/// The type of a call with these arguments, where it can be told.
fn result(signature: &Signature, args: &[Expr]) -> Option<ScalarType> {
    let common = |args: &[Expr]| {
        let parameters = signature.assign(args.len())?;
        widest(parameters.iter().zip(args).filter(|(p, _)| p.ty.is_common()).map(|(_, a)| a.ty()))
    };
    match signature.result {
        ResultType::Exact(ty) => Some(ty),
        ResultType::Argument(i) => args.get(i).map(Expr::ty),
        ResultType::ArgumentPromoted(i) => args.get(i).map(|a| if a.ty() == Int { Long } else { a.ty() }),
        ResultType::Common | ResultType::CommonNonDynamic => common(args),
        ResultType::Widest => widest(args.iter().map(Expr::ty).chain([Long])),
        ResultType::Custom(f) => {
            let types: Vec<ScalarType> = args.iter().map(Expr::ty).collect();
            let constant = |arg: &Expr| match arg {
                Expr::Literal(value) => Some(value.clone()),
                _ => None,
            };
            let constants: Vec<Option<Value>> = args.iter().map(constant).collect();
            Some(f(&types, &constants.iter().map(Option::as_ref).collect::<Vec<_>>()))
        }
        ResultType::TypeArgument(_) | ResultType::Columns(_) => None,
    }
}

/// The type that all meet at.
fn widest(mut types: impl Iterator<Item = ScalarType>) -> Option<ScalarType> {
    let first = types.next()?;
    types.try_fold(first, ScalarType::common)
}
