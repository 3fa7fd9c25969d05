//! What is wrong with the arguments of a call, in the words of Kusto's own library (microsoft/Kusto-Query-Language,
//! `CheckSignature`).

use lurcher_diagnostics::{Code, Diagnostic, Span};
use lurcher_symbols::{ArgumentKind, Parameter, ParameterType, RegexMistake, RegexUse, ScalarType, Signature, Value};

use super::overloads::{common_type, fit};
use super::{Arg, Callee};
use crate::binder::Binder;
use crate::codes;

impl Binder<'_> {
    /// Reports that the call has too few or too many arguments for `signature`.
    pub(super) fn report_count(&self, callee: &Callee<'_>, signature: &Signature, count: usize) {
        let (least, most) = (least_arguments(signature), most_arguments(signature));
        let repeated = signature.parameters.iter().any(|p| p.max > 1);
        if repeated && (least..=most).contains(&count) {
            let message = "The function call has an incorrect number of arguments.";
            return self.error(codes::INCORRECT_ARGUMENTS, callee.place, message);
        }
        self.report_range(callee, least, most);
    }

    /// Reports that the call expects `least` to `most` arguments.
    pub(super) fn report_range(&self, callee: &Callee<'_>, least: usize, most: usize) {
        let (code, expected) = match least {
            _ if least != most => (codes::ARGUMENT_RANGE, format!("between {least} and {most} arguments")),
            0 => (codes::ARGUMENT_COUNT, "no arguments".to_owned()),
            1 => (codes::ARGUMENT_COUNT, "1 argument".to_owned()),
            n => (codes::ARGUMENT_COUNT, format!("{n} arguments")),
        };
        self.error(code, callee.place, format!("The function '{}' expects {expected}.", callee.name));
    }

    /// Reports that no signature takes arguments of these types.
    pub(super) fn report_mismatch(&self, callee: &Callee<'_>, types: &[ScalarType]) {
        if callee.is_operator() {
            return self.undefined_operator(callee, types);
        }
        let names: Vec<&str> = types.iter().map(|ty| ty.name()).collect();
        let message = format!("The function '{}' is not compatible with arguments ({})", callee.name, names.join(", "));
        self.error(codes::INCOMPATIBLE_ARGUMENTS, callee.place, message);
    }

    /// Reports an operator that is not defined for operands of these types.
    pub(crate) fn undefined_operator(&self, callee: &Callee<'_>, types: &[ScalarType]) {
        let sign = self.sign(callee);
        let name = sign.as_ref().map_or(callee.name, |(text, _)| text);
        let place = sign.as_ref().map_or(callee.place, |(_, place)| *place);
        let plural = if types.len() == 1 { "" } else { "s" };
        let names: Vec<&str> = types.iter().map(|ty| ty.name()).collect();
        let types = listed(&names, "and");
        let message = format!("The operator '{name}' is not defined for the operand type{plural} {types}.");
        self.error(codes::OPERATOR_NOT_DEFINED, place, message);
    }

    /// Reports what is wrong with each argument; `true` when nothing is.
    pub(super) fn check_arguments(&self, callee: &Callee<'_>, parameters: &[&Parameter], args: &[Arg]) -> bool {
        let mark = self.mark();
        let common = common_type(parameters, args, self.is_lenient());
        if (common.is_none() && parameters.iter().any(|p| p.ty.is_common())) || mixes_numbers(parameters, args) {
            let message = "No common type can be determined from the arguments.";
            self.error(codes::NO_COMMON_TYPE, callee.place, message);
            return false;
        }
        let is_dynamic = |(p, arg): (&&Parameter, &Arg)| {
            p.ty == ParameterType::CommonScalar && arg.ty() == ScalarType::Dynamic && !self.is_broken_argument(arg)
        };
        let dynamic = parameters.iter().zip(args).any(is_dynamic);
        let common = if dynamic { Some(ScalarType::Dynamic) } else { common };
        for (parameter, arg) in parameters.iter().zip(args) {
            if !self.is_broken_argument(arg) {
                let typed = self.check_type(parameter, arg, common, args);
                // That it is not constant is news only of an argument that could be one.
                if typed {
                    self.check_form(parameter, arg);
                }
            }
        }
        if !self.failed_since(mark) {
            self.check_regexes(parameters, args);
        }
        !self.failed_since(mark)
    }

    /// Reports constant patterns that are no regular expressions.
    fn check_regexes(&self, parameters: &[&Parameter], args: &[Arg]) {
        let text = |arg: &Arg| match arg {
            Arg::Value(value) => value.as_literal().and_then(Value::as_str).map(str::to_owned),
            Arg::Type(..) => None,
        };
        let kind = parameters.iter().zip(args).find(|(p, _)| p.name == "kind").and_then(|(_, arg)| text(arg));
        for (parameter, arg) in parameters.iter().zip(args) {
            let is_regex = match parameter.regex {
                RegexUse::Never => false,
                RegexUse::Always => true,
                RegexUse::OfKind => kind.as_deref() == Some("regex"),
            };
            if let Some(pattern) = text(arg).filter(|_| is_regex) {
                self.check_regex(&pattern, "", arg.span());
            }
        }
    }

    /// Reports a pattern that is no regular expression with these flags. The mistake is shown inside of a literal where
    /// the query spells the pattern as it is.
    pub(crate) fn check_regex(&self, pattern: &str, flags: &str, span: Span) {
        let prefix = if flags.is_empty() { String::new() } else { format!("(?{flags})") };
        let Some(RegexMistake { message, place }) = self.env.constants.regex_mistake(&format!("{prefix}{pattern}"))
        else {
            return;
        };
        let literal = self.text(span).unwrap_or_default();
        let start = literal.find(pattern).filter(|_| !pattern.is_empty());
        let inside = |start: usize| {
            let at = |byte: usize| span.start + (start + byte.saturating_sub(prefix.len()).min(pattern.len())) as u32;
            Span { start: at(place.start), end: at(place.end), ..span }
        };
        let shown = start.map(inside).filter(|inside| inside.start < inside.end).unwrap_or(span);
        let text = format!("Regex pattern is ill-formed: '{pattern}': {message}");
        self.report(Diagnostic::error(codes::BAD_REGEX, shown, text).with_label(message));
    }

    fn is_broken_argument(&self, arg: &Arg) -> bool {
        matches!(arg, Arg::Value(value) if self.is_broken(value))
    }

    fn check_type(&self, parameter: &Parameter, arg: &Arg, common: Option<ScalarType>, args: &[Arg]) -> bool {
        let fits = match parameter.ty {
            ParameterType::SameAs(n) => args.get(n).is_none_or(|other| other.ty() == arg.ty()),
            _ => fit(parameter, arg, common, args, false) > 0,
        };
        if !fits {
            let (code, message) = expectation(parameter.ty, arg.ty(), common, args);
            self.report(Diagnostic::error(code, arg.span(), message).with_label(format!("this is {}", arg.ty())));
        }
        fits
    }

    /// Reports an argument that is not constant where it must be, or is another text than those that are taken.
    fn check_form(&self, parameter: &Parameter, arg: &Arg) {
        if let Arg::Value(value) = arg
            && let Some(text) = value.as_literal().and_then(Value::as_str)
            && !parameter.choices.takes(text)
        {
            let words = listed(parameter.choices.words(), "or");
            let message = format!("The expression must be one of the values: {words}");
            self.error(codes::VALUE_EXPECTED, value.span, message);
        }
        let constant = matches!(parameter.kind, ArgumentKind::Constant | ArgumentKind::Literal);
        if let Arg::Value(value) = arg
            && constant
            && value.as_literal().is_none()
        {
            match parameter.kind {
                ArgumentKind::Literal => {
                    self.error(codes::LITERAL_EXPECTED, value.span, "The expression must be a literal.");
                }
                _ => self.constant_expected(value.span),
            }
        }
    }

    /// Reports an expression that is not known before the query runs.
    pub(crate) fn constant_expected(&self, span: Span) {
        self.error(codes::CONSTANT_EXPECTED, span, "The expression must be a constant.");
    }
}

/// Whether a function that chooses among its arguments (`iff`, `case`, `coalesce`) is given whole numbers and others:
/// the engine refuses what the library accepts.
fn mixes_numbers(parameters: &[&Parameter], args: &[Arg]) -> bool {
    use ParameterType::{CommonScalar, CommonScalarOrDynamic};
    let chosen = parameters.iter().zip(args).filter(|(p, _)| matches!(p.ty, CommonScalar | CommonScalarOrDynamic));
    let mut numbers = chosen.map(|(_, arg)| arg.ty()).filter(|ty| ty.is_numeric());
    let Some(first) = numbers.next() else { return false };
    numbers.any(|ty| ty != first && !(ty.is_integer() && first.is_integer()))
}

pub(super) fn least_arguments(signature: &Signature) -> usize {
    signature.parameters.iter().map(|p| usize::from(p.min)).sum()
}

pub(super) fn most_arguments(signature: &Signature) -> usize {
    signature.parameters.iter().map(|p| usize::from(p.max)).sum()
}

/// Names as a sentence lists them: `a, b or c`.
fn listed(names: &[&str], last: &str) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

/// What is said to an argument of type `found` that does not fit a parameter.
fn expectation(ty: ParameterType, found: ScalarType, common: Option<ScalarType>, args: &[Arg]) -> (Code, String) {
    use ParameterType as P;
    let value = |names: &str| (codes::TYPE_EXPECTED, format!("A value of type {names} expected."));
    let typed = |ty: ScalarType| (codes::WRONG_TYPE, format!("The expression must have the type {ty}."));
    let not_allowed =
        |ty: ScalarType| (codes::TYPE_NOT_ALLOWED, format!("The value of type '{ty}' is not allowed in this context."));
    let said = |code: Code, text: &str| (code, text.to_owned());
    let number = || said(codes::NUMBER_EXPECTED, "The expression value must be a number.");
    let summable =
        || said(codes::SUMMABLE_EXPECTED, "The argument value must be summable: a number, timespan or datetime.");
    let orderable = || {
        let text = "The argument value must be orderable: a number, timespan, datetime, string or boolean.";
        said(codes::ORDERABLE_EXPECTED, text)
    };
    let common_type = || typed(common.unwrap_or(ScalarType::Dynamic));
    match ty {
        P::Exact(ty) => value(ty.name()),
        P::OneOf(types) => value(&listed(&types.iter().map(|t| t.name()).collect::<Vec<_>>(), "or")),
        P::Type => value("type"),
        P::Scalar => said(codes::SCALAR_EXPECTED, "Scalar value expected."),
        P::Integer => said(codes::INTEGER_EXPECTED, "The expression value must be an integer."),
        P::RealOrDecimal => said(codes::REAL_EXPECTED, "The expression value must be an real or decimal number."),
        P::StringOrDynamic => said(codes::WRONG_TYPE, "The expression must have one of the types: string or dynamic."),
        P::DynamicArray => said(codes::ARRAY_EXPECTED, "The expression value must be a dynamic array."),
        P::DynamicBag => said(codes::BAG_EXPECTED, "The expression must be a dynamic bag."),
        P::Number => number(),
        P::NumberOrBool => said(codes::NUMBER_EXPECTED, "The expression value must be a number or boolean true/false."),
        P::Summable => summable(),
        P::Orderable => orderable(),
        P::NotDynamic | P::NotBool | P::NotRealOrBool => not_allowed(found),
        P::SameAs(n) => typed(args.get(n).map_or(found, Arg::ty)),
        P::CommonNumber if !found.is_numeric() => number(),
        P::CommonSummable if !found.is_summable() => summable(),
        P::CommonOrderable if !found.is_orderable() => orderable(),
        P::CommonScalarOrDynamic if common != Some(ScalarType::Dynamic) => {
            let name = common.map_or("dynamic", ScalarType::name);
            (codes::WRONG_TYPE, format!("The expression must have one of the types: {name} or dynamic."))
        }
        P::CommonScalar | P::CommonNumber | P::CommonSummable | P::CommonOrderable | P::CommonScalarOrDynamic => {
            common_type()
        }
    }
}
