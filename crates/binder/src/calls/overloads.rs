//! Which signature a call means, what its arguments become, and of what type the result is.
//!
//! The order of matches is that of Kusto's own library (microsoft/Kusto-Query-Language, `ParameterMatchKind`).

use lurcher_diagnostics::Span;
use lurcher_symbols::{
    FunctionSymbol, OutputArgument, Parameter, ParameterType, ResultType, ScalarType, Signature, Value,
};

use super::checks::{least_arguments, most_arguments};
use super::{Arg, Callee};
use crate::binder::Binder;
use crate::bound::{Expr, ExprKind};
use crate::expressions::is_null;

/// How well an argument fits; 0 is not at all.
type Fit = u8;

/// A signature, and the parameter that each argument goes to.
pub(crate) struct Overload {
    pub signature: &'static Signature,
    pub parameters: Vec<&'static Parameter>,
}

impl<'a> Binder<'a> {
    /// Binds a call of a scalar function or operator: picks the signature, converts the arguments, folds.
    pub(crate) fn call_with(
        &self,
        function: &'static FunctionSymbol,
        callee: &Callee<'_>,
        args: Vec<Arg>,
        span: Span,
    ) -> Expr {
        let Some(overload) = self.overload(function, callee, &args) else { return self.broken(span) };
        if self.leaves_open(function.signatures, &overload, &args) {
            return self.broken(span);
        }
        let common = common_type(&overload.parameters, &args, self.is_lenient());
        let result = result_type(overload.signature, &overload.parameters, &args, common);
        let widest = matches!(overload.signature.result, ResultType::Widest);
        let mut values = Vec::with_capacity(args.len());
        let mut type_argument = None;
        for (arg, parameter) in args.into_iter().zip(&overload.parameters) {
            match arg {
                Arg::Type(ty, _) => type_argument = Some(ty),
                Arg::Value(value) if widest && value.ty.is_numeric() => values.push(self.promote(value, result)),
                Arg::Value(value) => values.push(self.coerce(value, parameter, common, result)),
            }
        }
        match type_argument {
            // `extract(…, typeof(long))` is the conversion of what `extract(…)` gives.
            Some(ty) => {
                let inner = self.call_function(function, values, span);
                self.convert(inner, ty)
            }
            None => self.make_call(function, values, result, span),
        }
    }

    /// The signature that fits best, or a report of why none does.
    pub(super) fn overload(
        &self,
        function: &'static FunctionSymbol,
        callee: &Callee<'_>,
        args: &[Arg],
    ) -> Option<Overload> {
        self.choose(function.signatures, callee, args)
    }

    /// The signature of `signatures` that fits best, or a report of why none does. An operator wants all operands to
    /// fit; of a function the signature that fits most arguments says what is wrong with the others.
    pub(crate) fn choose(
        &self,
        signatures: &'static [Signature],
        callee: &Callee<'_>,
        args: &[Arg],
    ) -> Option<Overload> {
        let assigned = signatures
            .iter()
            .filter_map(|signature| Some(Overload { signature, parameters: signature.assign(args.len())? }));
        let assigned: Vec<Overload> = assigned.collect();
        if assigned.is_empty() {
            self.report_no_count(signatures, callee, args.len());
            return None;
        }
        let lenient = self.is_lenient();
        // How many arguments fit, then the worst fit of all, then the best.
        let score = |overload: &Overload| {
            let common = common_type(&overload.parameters, args, lenient);
            let fits = overload.parameters.iter().zip(args).map(|(parameter, arg)| {
                // What must be like another argument fits as well as that one would.
                let like = match parameter.ty {
                    ParameterType::SameAs(n) => overload.parameters.get(n),
                    _ => None,
                };
                fit(like.unwrap_or(parameter), arg, common, args, lenient)
            });
            let fits: Vec<Fit> = fits.collect();
            let count = fits.iter().filter(|fit| **fit > 0).count();
            (count, fits.iter().min().copied(), fits.iter().max().copied())
        };
        let scores: Vec<_> = assigned.iter().map(score).collect();
        // The first of the best: declaration order decides between equals.
        let best = (0..scores.len()).rev().max_by_key(|i| scores[*i])?;
        let ambiguous = scores.iter().filter(|other| **other == scores[best]).count() > 1;
        if scores[best].0 < args.len() && (callee.wants_all() || (signatures.len() > 1 && ambiguous)) {
            if !args.iter().any(|arg| matches!(arg, Arg::Value(value) if self.is_broken(value))) {
                self.report_mismatch(callee, &args.iter().map(Arg::ty).collect::<Vec<_>>());
            }
            return None;
        }
        let overload = assigned.into_iter().nth(best)?;
        self.check_arguments(callee, &overload.parameters, args).then_some(overload)
    }

    /// Whether a mistake in the arguments leaves it open of what type the result is.
    pub(super) fn leaves_open(&self, signatures: &'static [Signature], overload: &Overload, args: &[Arg]) -> bool {
        let is_unknown = |arg: &Arg| matches!(arg, Arg::Value(value) if self.is_broken(value));
        if !self.has_failed() || !args.iter().any(is_unknown) {
            return false;
        }
        let result = self.call_type(overload, args);
        match overload.signature.result {
            // What else could be meant gives something else: a datetime less a datetime is a timespan.
            ResultType::Exact(_) => signatures.iter().any(|other| {
                let parameters = other.assign(args.len()).unwrap_or_default();
                let common = common_type(&parameters, args, true);
                let mut pairs = parameters.iter().zip(args);
                let fits = !parameters.is_empty() && pairs.all(|(p, arg)| fit(p, arg, common, args, true) > 0);
                fits && result_type(other, &parameters, args, common) != result
            }),
            ResultType::Columns(_) => false,
            _ => result == ScalarType::Dynamic,
        }
    }

    /// The type of a call that is bound to `overload`.
    pub(super) fn call_type(&self, overload: &Overload, args: &[Arg]) -> ScalarType {
        let common = common_type(&overload.parameters, args, self.is_lenient());
        result_type(overload.signature, &overload.parameters, args, common)
    }

    fn report_no_count(&self, signatures: &'static [Signature], callee: &Callee<'_>, count: usize) {
        let least = signatures.iter().map(least_arguments).min().unwrap_or(0);
        let most = signatures.iter().map(most_arguments).max().unwrap_or(0);
        // Of several signatures the longest one is meant.
        let mut longest = signatures.iter().filter(|s| most_arguments(s) == most);
        match (longest.next(), longest.next()) {
            (Some(only), None) => self.report_count(callee, only, count),
            _ => self.report_range(callee, least, most),
        }
    }

    /// Whether a null of type dynamic may stand for an expression of unknown type: after a mistake that was reported,
    /// or where a name was read that an open table does not declare.
    pub(super) fn is_lenient(&self) -> bool {
        self.read_undeclared.get() || self.has_failed() || self.is_too_large()
    }

    /// Whether the expression may be of any type.
    pub(crate) fn is_broken(&self, expr: &Expr) -> bool {
        expr.ty == ScalarType::Dynamic && is_null(expr) && self.is_lenient()
    }

    /// A call with arguments of the right types, folded where that is possible.
    pub(super) fn make_call(
        &self,
        function: &'static FunctionSymbol,
        args: Vec<Expr>,
        result: ScalarType,
        span: Span,
    ) -> Expr {
        if let Some(folded) = self.fold(function, &args, result, span) {
            return folded;
        }
        Expr::new(ExprKind::Call { function, args }, result, span)
    }
}

/// The type that all arguments of `Common…` parameters meet at; types that do not meet make a dynamic where one is
/// allowed. What was not understood has no say.
pub(super) fn common_type(parameters: &[&Parameter], args: &[Arg], lenient: bool) -> Option<ScalarType> {
    let commons = || parameters.iter().zip(args).filter(|(p, _)| p.ty.is_common());
    let typed: Vec<ScalarType> =
        commons().filter(|(_, a)| !(lenient && is_dynamic_null(a))).map(|(_, a)| a.ty()).collect();
    let or_dynamic = commons().any(|(p, _)| p.ty == ParameterType::CommonScalarOrDynamic);
    let mut concrete = typed.iter().copied().filter(|ty| *ty != ScalarType::Dynamic);
    let Some(first) = concrete.next() else { return commons().next().map(|_| ScalarType::Dynamic) };
    let common = concrete.try_fold(first, ScalarType::common);
    match common {
        None if or_dynamic => Some(ScalarType::Dynamic),
        common => common,
    }
}

fn is_dynamic_null(arg: &Arg) -> bool {
    matches!(arg, Arg::Value(value) if value.ty == ScalarType::Dynamic && is_null(value))
}

/// How well an argument fits a parameter. `lenient`: a dynamic null fits everywhere.
pub(super) fn fit(parameter: &Parameter, arg: &Arg, common: Option<ScalarType>, args: &[Arg], lenient: bool) -> Fit {
    use ParameterType as P;
    let ty = arg.ty();
    match arg {
        Arg::Type(..) => return if parameter.ty == P::Type { 12 } else { 0 },
        Arg::Value(_) if parameter.ty == P::Type => return 0,
        Arg::Value(_) => {}
    }
    if lenient && is_dynamic_null(arg) {
        return 2;
    }
    let when = |fits: bool, fit: Fit| if fits { fit } else { 0 };
    match parameter.ty {
        P::Exact(wanted) if wanted == ty => 12,
        P::Exact(wanted) if ty.promotes_to(wanted) => 4,
        P::Exact(ScalarType::String) if ty == ScalarType::Dynamic => 2,
        P::Exact(_) => 0,
        P::OneOf(types) if types.contains(&ty) => 6,
        P::OneOf(types) => when(types.iter().any(|t| ty.promotes_to(*t)), 4),
        P::Scalar => 7,
        P::Integer => when(ty.is_integer(), 11),
        P::RealOrDecimal => when(matches!(ty, ScalarType::Real | ScalarType::Decimal), 6),
        P::StringOrDynamic => when(matches!(ty, ScalarType::String | ScalarType::Dynamic), 6),
        P::DynamicArray | P::DynamicBag => when(ty == ScalarType::Dynamic, 6),
        P::Number => when(ty.is_numeric(), 10),
        P::NumberOrBool => when(ty.is_numeric() || ty == ScalarType::Bool, 10),
        P::Summable => when(ty.is_summable(), 8),
        P::Orderable => when(ty.is_orderable(), 8),
        P::NotDynamic => when(ty != ScalarType::Dynamic, 5),
        P::NotBool => when(ty != ScalarType::Bool, 5),
        P::NotRealOrBool => when(!matches!(ty, ScalarType::Real | ScalarType::Bool), 5),
        P::SameAs(n) => when(args.get(n).is_some_and(|a| ty == a.ty() || ty.promotes_to(a.ty())), 10),
        P::CommonNumber if !ty.is_numeric() => 0,
        P::CommonSummable if !ty.is_summable() => 0,
        P::CommonOrderable if !ty.is_orderable() => 0,
        P::CommonScalarOrDynamic => 12,
        P::CommonScalar | P::CommonNumber | P::CommonSummable | P::CommonOrderable => match common {
            Some(common) if common == ty => 12,
            Some(common) if ty.promotes_to(common) || ty == ScalarType::Dynamic => 4,
            _ => 0,
        },
        P::Type => 0,
    }
}

fn result_type(
    signature: &Signature,
    parameters: &[&Parameter],
    args: &[Arg],
    common: Option<ScalarType>,
) -> ScalarType {
    let types: Vec<ScalarType> = args.iter().map(Arg::ty).collect();
    let at = |i: usize| types.get(i).copied().unwrap_or(ScalarType::Dynamic);
    match signature.result {
        ResultType::Exact(ty) => ty,
        ResultType::Argument(i) | ResultType::TypeArgument(i) => at(i),
        ResultType::ArgumentPromoted(i) if at(i) == ScalarType::Int => ScalarType::Long,
        ResultType::ArgumentPromoted(i) => at(i),
        ResultType::Common | ResultType::CommonNonDynamic => {
            common.or_else(|| parameters.iter().position(|p| p.ty.is_common()).map(at)).unwrap_or(ScalarType::Dynamic)
        }
        ResultType::Widest => types
            .iter()
            .copied()
            .filter(|t| t.is_numeric())
            .fold(ScalarType::Long, |widest, ty| widest.common(ty).unwrap_or(widest)),
        ResultType::Custom(compute) => {
            let values: Vec<Option<&Value>> = args
                .iter()
                .map(|a| match a {
                    Arg::Value(v) => v.as_literal(),
                    Arg::Type(..) => None,
                })
                .collect();
            compute(&types, &values)
        }
        ResultType::Columns(columns) => match columns(&described(args, &[])).as_slice() {
            [(_, only)] => *only,
            _ => ScalarType::Dynamic,
        },
    }
}

/// The arguments, with the names that they have, as a function sees them that names its own columns.
pub(super) fn described<'v>(args: &'v [Arg], names: &'v [Option<String>]) -> Vec<OutputArgument<'v>> {
    let describe = |(place, arg): (usize, &'v Arg)| {
        let constant = match arg {
            Arg::Value(value) => value.as_literal(),
            Arg::Type(..) => None,
        };
        OutputArgument { place, name: names.get(place).and_then(|name| name.as_deref()), ty: arg.ty(), constant }
    };
    args.iter().enumerate().map(describe).collect()
}
