//! How a function may be called. The kinds are those of Kusto's own library (microsoft/Kusto-Query-Language,
//! `ParameterTypeKind`, `ReturnTypeKind`).

use crate::{OutputArgument, ScalarType, Value};

/// What a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterType {
    /// Exactly this type; narrower numbers are promoted, a dynamic is converted.
    Exact(ScalarType),
    /// One of these types.
    OneOf(&'static [ScalarType]),
    /// Any scalar.
    Scalar,
    /// int or long.
    Integer,
    /// real or decimal.
    RealOrDecimal,
    /// string or dynamic.
    StringOrDynamic,
    /// A dynamic that holds an array.
    DynamicArray,
    /// A dynamic that holds a property bag.
    DynamicBag,
    /// int, long, real, decimal.
    Number,
    /// A number or a bool.
    NumberOrBool,
    /// A number, a timespan or a datetime.
    Summable,
    /// A summable, a string or a bool.
    Orderable,
    /// Anything but a dynamic.
    NotDynamic,
    /// Anything but a bool.
    NotBool,
    /// Anything but a real or a bool.
    NotRealOrBool,
    /// The type that argument `n` has.
    SameAs(usize),
    /// The common type of all parameters marked so.
    CommonScalar,
    /// As `CommonScalar`, of numbers.
    CommonNumber,
    /// As `CommonScalar`, of summables.
    CommonSummable,
    /// As `CommonScalar`, of orderables.
    CommonOrderable,
    /// As `CommonScalar`; a dynamic beside other types is fine too.
    CommonScalarOrDynamic,
    /// `typeof(…)`.
    Type,
}

impl ParameterType {
    /// Whether all parameters of the kind meet at one type.
    pub const fn is_common(self) -> bool {
        use ParameterType::*;
        matches!(self, CommonScalar | CommonNumber | CommonSummable | CommonOrderable | CommonScalarOrDynamic)
    }
}

/// What form an argument must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArgumentKind {
    /// Any expression.
    Expression,
    /// Something that folds to a constant.
    Constant,
    /// A literal.
    Literal,
    /// A column's name.
    Column,
    /// A column's name, or `*` for all columns.
    ColumnOrStar,
    /// Any expression, or `*` for all columns.
    StarAllowed,
}

/// A parameter of a built-in function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameter {
    /// The documented name.
    pub name: &'static str,
    /// The types that it takes.
    pub ty: ParameterType,
    /// The form that it takes.
    pub kind: ArgumentKind,
    /// 0 for an optional parameter, else the least number of arguments.
    pub min: u16,
    /// More than 1 for a repeated parameter.
    pub max: u16,
    /// Whether a text is a regular expression.
    pub regex: RegexUse,
    /// Which texts it takes.
    pub choices: Choices,
}

/// Which texts a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choices {
    /// Any.
    Any,
    /// One of these.
    Exactly(&'static [&'static str]),
    /// One of these, in upper or lower case.
    AnyCase(&'static [&'static str]),
}

impl Choices {
    /// Whether a text is one that is taken.
    pub fn takes(self, text: &str) -> bool {
        match self {
            Choices::Any => true,
            Choices::Exactly(words) => words.contains(&text),
            Choices::AnyCase(words) => words.iter().any(|word| word.eq_ignore_ascii_case(text)),
        }
    }

    /// The texts that are taken; none where any is.
    pub fn words(self) -> &'static [&'static str] {
        match self {
            Choices::Any => &[],
            Choices::Exactly(words) | Choices::AnyCase(words) => words,
        }
    }
}

/// Whether a text is a regular expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegexUse {
    /// It is any text.
    Never,
    /// It always is one.
    Always,
    /// It is one where the parameter `kind` says `regex`.
    OfKind,
}

impl Parameter {
    /// A parameter that is given exactly once.
    pub const fn new(name: &'static str, ty: ParameterType) -> Self {
        Self { name, ty, kind: ArgumentKind::Expression, min: 1, max: 1, regex: RegexUse::Never, choices: Choices::Any }
    }

    /// A parameter that may be left out.
    pub const fn optional(name: &'static str, ty: ParameterType) -> Self {
        Self { min: 0, ..Self::new(name, ty) }
    }

    /// A parameter that takes `min` to `max` arguments.
    pub const fn repeated(name: &'static str, ty: ParameterType, min: u16, max: u16) -> Self {
        Self { min, max, ..Self::new(name, ty) }
    }

    /// The same parameter, for constants only.
    pub const fn constant(self) -> Self {
        Self { kind: ArgumentKind::Constant, ..self }
    }

    /// The same parameter, whose texts are regular expressions.
    pub const fn regex(self) -> Self {
        Self { regex: RegexUse::Always, ..self }
    }

    /// The same parameter, whose texts are regular expressions where the parameter `kind` says `regex`.
    pub const fn regex_of_kind(self) -> Self {
        Self { regex: RegexUse::OfKind, ..self }
    }

    /// The same parameter, for literals of these texts only.
    pub const fn one_of(self, choices: Choices) -> Self {
        Self { kind: ArgumentKind::Literal, choices, ..self }
    }

    /// The same parameter in another form.
    pub const fn of_kind(self, kind: ArgumentKind) -> Self {
        Self { kind, ..self }
    }
}

/// The type of a call.
#[derive(Debug, Clone, Copy)]
pub enum ResultType {
    /// Always this.
    Exact(ScalarType),
    /// The type of argument `n`.
    Argument(usize),
    /// The type of argument `n`, an int promoted to long.
    ArgumentPromoted(usize),
    /// The common type of the parameters that are marked `Common…`.
    Common,
    /// As `Common`; dynamics do not count unless there is nothing else.
    CommonNonDynamic,
    /// The widest number of all arguments, at least long.
    Widest,
    /// The type that argument `n` names (`typeof(long)`).
    TypeArgument(usize),
    /// Computed from the arguments' types, and their values where they are constant.
    Custom(fn(&[ScalarType], &[Option<&Value>]) -> ScalarType),
    /// One value or several, each a column of its own (`array_sort_asc`). The call itself has no type, its values have.
    Columns(ColumnsOf),
}

/// Names (before they are made unique) and types of the values that a call with these arguments has; at least one.
pub type ColumnsOf = fn(&[OutputArgument<'_>]) -> Vec<(String, ScalarType)>;

/// One way to call a function.
#[derive(Debug, Clone, Copy)]
pub struct Signature {
    /// The parameters in order. At most one group is repeated; repeated neighbours (`case`'s predicate and value)
    /// alternate.
    pub parameters: &'static [Parameter],
    /// The type of the result.
    pub result: ResultType,
}

impl Signature {
    /// The parameter that each of `count` arguments goes to, or `None` where that number of arguments does not fit.
    pub fn assign(&self, count: usize) -> Option<Vec<&'static Parameter>> {
        let p = self.parameters;
        let first = p.iter().position(|p| p.max > 1);
        let Some(first) = first else {
            let least = p.iter().filter(|p| p.min > 0).count();
            return (least..=p.len()).contains(&count).then(|| p[..count].iter().collect());
        };
        let last = p.iter().rposition(|p| p.max > 1).unwrap_or(first);
        let (head, group, tail) = (&p[..first], &p[first..=last], &p[last + 1..]);
        let middle = count.checked_sub(head.len() + tail.len())?;
        let rounds = middle / group.len();
        if middle % group.len() != 0 || rounds < group[0].min as usize || rounds > group[0].max as usize {
            return None;
        }
        let repeated = std::iter::repeat_n(group.iter(), rounds).flatten();
        Some(head.iter().chain(repeated).chain(tail.iter()).collect())
    }
}
