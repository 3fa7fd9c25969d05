//! The types that the arguments of a call may have when they reach the kernel: the binder has promoted and converted
//! them by then.

use std::collections::HashSet;

use lurcher_symbols::{
    FunctionSymbol, OutputArgument, Parameter, ParameterType, ResultType, ScalarType, Signature, Value,
};

use super::random::Random;

/// A call's parameters with the types of its arguments.
#[derive(Debug, Clone)]
pub struct Typing {
    /// What is called.
    pub signature: &'static Signature,
    /// The parameter of each argument.
    pub parameters: Vec<&'static Parameter>,
    /// The type of each argument.
    pub types: Vec<ScalarType>,
}

/// How many typings of one number of arguments are tried.
const MOST: usize = 12;

/// The ways to call a function.
pub fn typings(symbol: &FunctionSymbol, random: &mut Random) -> Vec<Typing> {
    let mut seen: HashSet<Vec<ScalarType>> = HashSet::new();
    let mut typings = Vec::new();
    for (place, signature) in symbol.signatures.iter().enumerate() {
        let least: usize = signature.parameters.iter().map(|p| usize::from(p.min)).sum();
        for count in least..=least + 3 {
            let Some(parameters) = signature.assign(count) else { continue };
            if parameters.iter().any(|p| p.ty == ParameterType::Type) {
                continue;
            }
            for turn in 0..MOST {
                let types = types_of(&parameters, turn, random);
                let earlier = symbol.signatures[..place].iter().any(|other| takes(other, &types));
                if !earlier && seen.insert(types.clone()) {
                    typings.push(Typing { signature, parameters: parameters.clone(), types });
                }
            }
        }
    }
    typings
}

/// Of the first argument each type has its turn.
fn types_of(parameters: &[&Parameter], turn: usize, random: &mut Random) -> Vec<ScalarType> {
    let mut choose = |ty: ParameterType, first: bool| {
        let choices = choices(ty);
        if first { choices[turn % choices.len()] } else { random.pick(&choices) }
    };
    let mut common = None;
    let mut types: Vec<ScalarType> = Vec::new();
    for parameter in parameters {
        let ty = match parameter.ty {
            ParameterType::SameAs(n) => types[n],
            ty if ty.is_common() => *common.get_or_insert_with(|| choose(ty, true)),
            ty => choose(ty, types.is_empty()),
        };
        types.push(ty);
    }
    types
}

/// Whether a call with these arguments means an earlier signature.
fn takes(signature: &Signature, types: &[ScalarType]) -> bool {
    signature.assign(types.len()).is_some_and(|parameters| {
        parameters.iter().zip(types).all(|(parameter, ty)| {
            choices(parameter.ty).contains(ty) || (parameter.ty == ParameterType::Integer && ty.is_integer())
        })
    })
}

/// The types that an argument of a parameter has after the binder's conversions.
fn choices(ty: ParameterType) -> Vec<ScalarType> {
    let all = |fits: fn(ScalarType) -> bool| ScalarType::ALL.into_iter().filter(|ty| fits(*ty)).collect();
    match ty {
        ParameterType::Exact(ty) => vec![ty],
        ParameterType::OneOf(types) => types.to_vec(),
        ParameterType::Integer => vec![ScalarType::Long],
        ParameterType::RealOrDecimal => vec![ScalarType::Real, ScalarType::Decimal],
        ParameterType::StringOrDynamic => vec![ScalarType::String, ScalarType::Dynamic],
        ParameterType::DynamicArray | ParameterType::DynamicBag => vec![ScalarType::Dynamic],
        ParameterType::Number | ParameterType::CommonNumber => all(ScalarType::is_numeric),
        ParameterType::NumberOrBool => all(|ty| ty.is_numeric() || ty == ScalarType::Bool),
        ParameterType::Summable | ParameterType::CommonSummable => all(ScalarType::is_summable),
        ParameterType::Orderable | ParameterType::CommonOrderable => all(ScalarType::is_orderable),
        ParameterType::NotDynamic => all(|ty| ty != ScalarType::Dynamic),
        ParameterType::NotBool => all(|ty| ty != ScalarType::Bool),
        ParameterType::NotRealOrBool => all(|ty| !matches!(ty, ScalarType::Real | ScalarType::Bool)),
        ParameterType::Scalar
        | ParameterType::SameAs(_)
        | ParameterType::CommonScalar
        | ParameterType::CommonScalarOrDynamic
        | ParameterType::Type => ScalarType::ALL.to_vec(),
    }
}

impl Typing {
    /// The type of the call, and the arguments' types after the promotion that it asks for.
    pub fn promoted(&self, constants: &[Option<&Value>]) -> (Vec<ScalarType>, ScalarType) {
        let at = |i: usize| self.types[i];
        let result = match self.signature.result {
            ResultType::Exact(ty) => ty,
            ResultType::Argument(i) | ResultType::TypeArgument(i) => at(i),
            ResultType::ArgumentPromoted(i) if at(i) == ScalarType::Int => ScalarType::Long,
            ResultType::ArgumentPromoted(i) => at(i),
            ResultType::Common | ResultType::CommonNonDynamic => {
                self.parameters.iter().position(|p| p.ty.is_common()).map_or(ScalarType::Dynamic, at)
            }
            ResultType::Widest => {
                let widest = self.types.iter().filter(|ty| ty.is_numeric());
                let widest = widest.fold(ScalarType::Long, |widest, ty| widest.common(*ty).unwrap_or(widest));
                let types = self.types.iter().map(|ty| if ty.is_numeric() { widest } else { *ty });
                return (types.collect(), widest);
            }
            ResultType::Custom(compute) => compute(&self.types, constants),
            ResultType::Columns(columns) => {
                let argument =
                    |(place, ty): (usize, &ScalarType)| OutputArgument { place, name: None, ty: *ty, constant: None };
                match columns(&self.types.iter().enumerate().map(argument).collect::<Vec<_>>()).as_slice() {
                    [(_, only)] => *only,
                    _ => ScalarType::Dynamic,
                }
            }
        };
        (self.types.clone(), result)
    }
}
