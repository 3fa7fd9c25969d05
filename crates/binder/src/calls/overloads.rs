//! Which signature a call means, what its arguments become, and of what type the result is.
//!
//! The order of matches is that of Kusto's own library (microsoft/Kusto-Query-Language, `ParameterMatchKind`).

use lurcher_diagnostics::Span;
use lurcher_symbols::{
    ArgumentKind, FunctionKind, FunctionSymbol, OutputArgument, Parameter, ParameterType, ResultType, ScalarType,
    Signature, Value,
};

use super::Arg;
use crate::binder::Binder;
use crate::bound::{Expr, ExprKind};
use crate::codes;
use crate::expressions::is_null;

/// How well an argument fits; 0 is not at all.
type Fit = u8;

/// A signature, and the parameter that each argument goes to.
pub(super) struct Overload {
    pub signature: &'static Signature,
    pub parameters: Vec<&'static Parameter>,
}

impl<'a> Binder<'a> {
    /// Binds a call of a scalar function or operator: picks the signature, converts the arguments, folds.
    pub(crate) fn call_with(&self, function: &'static FunctionSymbol, args: Vec<Arg>, span: Span) -> Expr {
        let Some(overload) = self.overload(function, &args, span) else { return self.broken(span) };
        let common = common_type(&overload.parameters, &args);
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
    pub(super) fn overload(&self, function: &'static FunctionSymbol, args: &[Arg], span: Span) -> Option<Overload> {
        let assigned = function
            .signatures
            .iter()
            .filter_map(|signature| Some(Overload { signature, parameters: signature.assign(args.len())? }));
        let assigned: Vec<Overload> = assigned.collect();
        if assigned.is_empty() {
            self.report_count(function, span);
            return None;
        }
        let score = |overload: &Overload| {
            let common = common_type(&overload.parameters, args);
            let fits: Vec<Fit> = overload.parameters.iter().zip(args).map(|(p, a)| fit(p, a, common, args)).collect();
            (fits.iter().filter(|f| **f > 0).count(), fits.iter().map(|f| u32::from(*f)).sum::<u32>())
        };
        let scores: Vec<_> = assigned.iter().map(score).collect();
        // The first of the best: declaration order decides between equals.
        let best = (0..scores.len()).rev().max_by_key(|i| scores[*i])?;
        if scores[best].0 < args.len() {
            self.report_types(function, &assigned[best], args, span);
            return None;
        }
        assigned.into_iter().nth(best).inspect(|overload| self.check_constants(overload, args))
    }

    /// The type of a call that is bound to `overload`.
    pub(super) fn call_type(&self, overload: &Overload, args: &[Arg]) -> ScalarType {
        result_type(overload.signature, &overload.parameters, args, common_type(&overload.parameters, args))
    }

    fn check_constants(&self, overload: &Overload, args: &[Arg]) {
        for (parameter, arg) in overload.parameters.iter().zip(args) {
            let constant = matches!(parameter.kind, ArgumentKind::Constant | ArgumentKind::Literal);
            if let Arg::Value(value) = arg
                && constant
                && value.as_literal().is_none()
            {
                self.error(codes::CONSTANT_EXPECTED, value.span, "The expression must be a constant.");
            }
        }
    }

    fn report_count(&self, function: &FunctionSymbol, span: Span) {
        let least = function.signatures.iter().map(least_arguments).min().unwrap_or(0);
        let most = function.signatures.iter().map(most_arguments).max().unwrap_or(0);
        let (code, expected) = match least {
            _ if least != most => (codes::ARGUMENT_RANGE, format!("between {least} and {most} arguments")),
            0 => (codes::ARGUMENT_COUNT, "no arguments".to_owned()),
            1 => (codes::ARGUMENT_COUNT, "1 argument".to_owned()),
            n => (codes::ARGUMENT_COUNT, format!("{n} arguments")),
        };
        self.error(code, span, format!("The function '{}' expects {expected}.", function.name));
    }

    fn report_types(&self, function: &FunctionSymbol, overload: &Overload, args: &[Arg], span: Span) {
        // An argument that was broken is reported already.
        if args.iter().any(|a| matches!(a, Arg::Value(v) if is_null(v) && v.ty == ScalarType::Dynamic))
            && self.mark() > 0
        {
            return;
        }
        let types: Vec<&str> = args.iter().map(|a| a.ty().name()).collect();
        if function.kind == FunctionKind::Operator {
            let message = format!(
                "The operator '{}' is not defined for the operand types {}.",
                function.name,
                types.join(" and ")
            );
            return self.error(codes::OPERATOR_NOT_DEFINED, span, message);
        }
        if function.signatures.len() > 1 {
            let message =
                format!("The function '{}' is not compatible with arguments ({})", function.name, types.join(", "));
            return self.error(codes::TYPE_EXPECTED, span, message);
        }
        let common = common_type(&overload.parameters, args);
        for (parameter, arg) in overload.parameters.iter().zip(args) {
            if fit(parameter, arg, common, args) == 0 {
                self.wrong_type(arg.span(), &describe(parameter.ty), arg.ty());
            }
        }
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
        Expr { kind: ExprKind::Call { function, args }, ty: result, span }
    }
}

fn least_arguments(signature: &Signature) -> usize {
    signature.parameters.iter().map(|p| usize::from(p.min)).sum()
}

fn most_arguments(signature: &Signature) -> usize {
    signature.parameters.iter().map(|p| usize::from(p.max)).sum()
}

fn is_common(ty: ParameterType) -> bool {
    use ParameterType::*;
    matches!(ty, CommonScalar | CommonNumber | CommonSummable | CommonOrderable | CommonScalarOrDynamic)
}

/// The type that all arguments of `Common…` parameters meet at. Nulls have no say; types that do not meet make a dynamic where one is
/// allowed.
fn common_type(parameters: &[&Parameter], args: &[Arg]) -> Option<ScalarType> {
    let commons = || parameters.iter().zip(args).filter(|(p, _)| is_common(p.ty));
    let typed: Vec<ScalarType> = commons()
        .filter(|(_, a)| !matches!(a, Arg::Value(v) if is_null(v) && v.ty == ScalarType::Dynamic))
        .map(|(_, a)| a.ty())
        .collect();
    let or_dynamic = commons().any(|(p, _)| p.ty == ParameterType::CommonScalarOrDynamic);
    let mut concrete = typed.iter().copied().filter(|ty| *ty != ScalarType::Dynamic);
    let Some(first) = concrete.next() else { return commons().next().map(|_| ScalarType::Dynamic) };
    let common = concrete.try_fold(first, ScalarType::common);
    match common {
        None if or_dynamic => Some(ScalarType::Dynamic),
        common => common,
    }
}

/// How well an argument fits a parameter.
fn fit(parameter: &Parameter, arg: &Arg, common: Option<ScalarType>, args: &[Arg]) -> Fit {
    use ParameterType as P;
    let ty = arg.ty();
    let value = match arg {
        Arg::Type(..) => return if parameter.ty == P::Type { 12 } else { 0 },
        Arg::Value(_) if parameter.ty == P::Type => return 0,
        Arg::Value(value) => value,
    };
    if is_null(value) && ty == ScalarType::Dynamic {
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
        P::SameAsFirst => when(args.first().is_some_and(|a| ty == a.ty() || ty.promotes_to(a.ty())), 10),
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
            common.or_else(|| parameters.iter().position(|p| is_common(p.ty)).map(at)).unwrap_or(ScalarType::Dynamic)
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
    let describe = |(i, arg): (usize, &'v Arg)| {
        let constant = match arg {
            Arg::Value(value) => value.as_literal(),
            Arg::Type(..) => None,
        };
        OutputArgument { name: names.get(i).and_then(|name| name.as_deref()), ty: arg.ty(), constant }
    };
    args.iter().enumerate().map(describe).collect()
}

/// A parameter's type in the words of a message.
fn describe(ty: ParameterType) -> String {
    use ParameterType::*;
    match ty {
        Exact(ty) => ty.name().into(),
        OneOf(types) => types.iter().map(|t| t.name()).collect::<Vec<_>>().join(" or "),
        Integer => "int or long".into(),
        RealOrDecimal => "real or decimal".into(),
        StringOrDynamic => "string or dynamic".into(),
        DynamicArray => "dynamic array".into(),
        DynamicBag => "dynamic bag".into(),
        Number | CommonNumber => "number".into(),
        NumberOrBool => "number or bool".into(),
        Summable | CommonSummable => "number, datetime or timespan".into(),
        Orderable | CommonOrderable => "number, datetime, timespan, string or bool".into(),
        NotDynamic => "a scalar that is not dynamic".into(),
        NotBool => "a scalar that is not bool".into(),
        NotRealOrBool => "a scalar that is not real or bool".into(),
        Type => "typeof(...)".into(),
        Scalar | SameAsFirst | CommonScalar | CommonScalarOrDynamic => "of the other arguments".into(),
    }
}
