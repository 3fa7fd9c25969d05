//! How a signature reads: `strlen(source: string) -> long`.

use crate::{Parameter, ParameterType, ResultType, ScalarType, Signature};

impl Signature {
    /// The call of a function of that name, with its parameters and what it returns.
    pub fn to_text(&self, name: &str) -> String {
        let parameters: Vec<String> = self.parameters.iter().map(parameter).collect();
        format!("{name}({}) -> {}", parameters.join(", "), result(&self.result))
    }
}

fn parameter(parameter: &Parameter) -> String {
    let text = format!("{}: {}", parameter.name, parameter_type(parameter.ty));
    match (parameter.min, parameter.max) {
        (_, 2..) => format!("{text}, …"),
        (0, _) => format!("[{text}]"),
        _ => text,
    }
}

fn parameter_type(ty: ParameterType) -> String {
    let words = match ty {
        ParameterType::Exact(ty) => ty.name(),
        ParameterType::OneOf(types) => return names(types),
        ParameterType::Scalar => "any",
        ParameterType::Integer => "int or long",
        ParameterType::RealOrDecimal => "real or decimal",
        ParameterType::StringOrDynamic => "string or dynamic",
        ParameterType::DynamicArray => "dynamic array",
        ParameterType::DynamicBag => "dynamic bag",
        ParameterType::Number => "number",
        ParameterType::NumberOrBool => "number or bool",
        ParameterType::Summable => "number, datetime or timespan",
        ParameterType::Orderable => "number, datetime, timespan, string or bool",
        ParameterType::NotDynamic => "any but dynamic",
        ParameterType::NotBool => "any but bool",
        ParameterType::NotRealOrBool => "any but real and bool",
        ParameterType::SameAs(n) => return format!("as argument {}", n + 1),
        ParameterType::CommonScalar | ParameterType::CommonScalarOrDynamic => "any, of one type",
        ParameterType::CommonNumber => "number",
        ParameterType::CommonSummable => "number, datetime or timespan, of one type",
        ParameterType::CommonOrderable => "number, datetime, timespan, string or bool, of one type",
        ParameterType::Type => "typeof(…)",
    };
    words.to_owned()
}

fn result(ty: &ResultType) -> String {
    match ty {
        ResultType::Exact(ty) => ty.name().to_owned(),
        ResultType::Argument(n) | ResultType::ArgumentPromoted(n) => format!("the type of argument {}", n + 1),
        ResultType::Common | ResultType::CommonNonDynamic => "the common type".to_owned(),
        ResultType::Widest => "the widest number".to_owned(),
        ResultType::TypeArgument(n) => format!("the type that argument {} names", n + 1),
        ResultType::Custom(_) => "depends on the arguments".to_owned(),
        ResultType::Columns(_) => "a column for each value".to_owned(),
    }
}

fn names(types: &[ScalarType]) -> String {
    types.iter().map(|t| t.name()).collect::<Vec<_>>().join(" or ")
}
