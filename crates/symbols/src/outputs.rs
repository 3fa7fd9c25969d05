//! The columns that one call of an aggregate makes: most make one, some several.

use crate::{ScalarType, Value};

/// The columns that a call of an aggregate makes. Where it is not [`Outputs::One`], the aggregate's value is a struct
/// with one field a column, even if there is only one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Outputs {
    /// One column, called as the symbol's `result_name` says.
    #[default]
    One,
    /// One column an argument, all taken from the same row (`arg_max`, `take_any`).
    Row(RowNames),
    /// One column for each argument from number `first` on, which must be constant: `prefix_EXPR_CONSTANT`, EXPR being
    /// the first argument (`percentiles`).
    PerConstant {
        /// The first part of the name.
        prefix: &'static str,
        /// The place of the first constant.
        first: usize,
    },
}

/// How the columns of [`Outputs::Row`] are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowNames {
    /// `arg_max`: each argument's own name; without one `max_` for the key and `max_KEY_arg1` for the others.
    Key(&'static str),
    /// `argmax`, the old name: `max_KEY` and `max_KEY_NAME`; without a name `max_` and `max_KEY_arg1`.
    Nested(&'static str),
    /// `take_any`: each argument's own name, `any_arg0` without one.
    Own(&'static str),
    /// `any`, the old name: `any_NAME`; without a name `any_` for the only argument and `any_arg0` for one of several.
    Prefixed(&'static str),
}

/// What the columns' names and types depend on.
#[derive(Debug, Clone, Copy)]
pub struct OutputArgument<'a> {
    /// Its place among the arguments as they are written: what `*` stands for has that of the star.
    pub place: usize,
    /// The name that the argument has or gives; none where it is an unnamed expression.
    pub name: Option<&'a str>,
    /// Its type.
    pub ty: ScalarType,
    /// Its value where it is a literal or the name of a constant.
    pub constant: Option<&'a Value>,
}

impl Outputs {
    /// Whether the first argument is the one whose largest or smallest value chooses the row.
    pub fn has_extreme(self) -> bool {
        matches!(self, Outputs::Row(RowNames::Key(_) | RowNames::Nested(_)))
    }

    /// Whether `*` may be argument number `place` of `count`.
    pub fn takes_star(self, place: usize, count: usize) -> bool {
        match self {
            Outputs::Row(RowNames::Key(_) | RowNames::Nested(_)) => place > 0,
            Outputs::Row(RowNames::Own(_)) => true,
            Outputs::Row(RowNames::Prefixed(_)) => count == 1,
            Outputs::One | Outputs::PerConstant { .. } => false,
        }
    }

    /// Names (before they are made unique) and types of the columns, in order; `result` is the type of the call. None
    /// for [`Outputs::One`], whose name is the symbol's.
    pub fn columns(self, arguments: &[OutputArgument<'_>], result: ScalarType) -> Vec<(String, ScalarType)> {
        match self {
            Outputs::One => Vec::new(),
            Outputs::Row(names) => {
                let key = arguments.first().and_then(|a| a.name).unwrap_or("");
                if let (RowNames::Prefixed(prefix), [only]) = (names, arguments) {
                    return vec![(format!("{prefix}_{key}"), only.ty)];
                }
                arguments.iter().map(|a| (names.of(a.place, a.name, key), a.ty)).collect()
            }
            Outputs::PerConstant { prefix, first } => {
                let expr = arguments.first().and_then(|a| a.name).unwrap_or("");
                let name = |a: &OutputArgument<'_>| {
                    format!("{prefix}_{expr}_{}", a.constant.map_or_else(String::new, fragment))
                };
                arguments.iter().skip(first).map(|a| (name(a), result)).collect()
            }
        }
    }
}

impl RowNames {
    fn of(self, place: usize, name: Option<&str>, key: &str) -> String {
        match (self, name) {
            (RowNames::Key(_) | RowNames::Own(_), Some(name)) => name.to_owned(),
            (RowNames::Key(prefix), None) if place == 0 => format!("{prefix}_"),
            (RowNames::Key(prefix) | RowNames::Nested(prefix), None) if place > 0 => {
                format!("{prefix}_{key}_arg{place}")
            }
            (RowNames::Nested(prefix), _) if place == 0 => format!("{prefix}_{key}"),
            (RowNames::Nested(prefix), Some(name)) => format!("{prefix}_{key}_{name}"),
            (RowNames::Prefixed(prefix), Some(name)) => format!("{prefix}_{name}"),
            (
                RowNames::Key(prefix) | RowNames::Nested(prefix) | RowNames::Own(prefix) | RowNames::Prefixed(prefix),
                None,
            ) => {
                format!("{prefix}_arg{place}")
            }
        }
    }
}

/// A constant as part of a name: whatever is no letter and no digit becomes an underscore.
fn fragment(value: &Value) -> String {
    let text = match value {
        Value::Int(i) => i.to_string(),
        Value::Long(i) => i.to_string(),
        Value::Real(r) => r.to_string(),
        Value::Decimal(d) => d.to_string(),
        _ => String::new(),
    };
    text.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(place: usize, name: Option<&'static str>) -> OutputArgument<'static> {
        OutputArgument { place, name, ty: ScalarType::Long, constant: None }
    }

    fn names(outputs: Outputs, arguments: &[OutputArgument<'_>]) -> Vec<String> {
        outputs.columns(arguments, ScalarType::Long).into_iter().map(|(name, _)| name).collect()
    }

    /// Names that Microsoft's binder gives.
    #[test]
    fn rows_are_named_after_their_arguments() {
        let arguments = [at(0, None), at(1, Some("s")), at(2, None)];
        assert_eq!(names(Outputs::Row(RowNames::Key("max")), &arguments), ["max_", "s", "max__arg2"]);
        assert_eq!(names(Outputs::Row(RowNames::Nested("min")), &arguments), ["min_", "min__s", "min__arg2"]);
        assert_eq!(
            names(Outputs::Row(RowNames::Nested("max")), &[at(0, Some("x")), at(1, Some("s"))]),
            ["max_x", "max_x_s"]
        );
        assert_eq!(names(Outputs::Row(RowNames::Own("any")), &arguments[..2]), ["any_arg0", "s"]);
        assert_eq!(
            names(Outputs::Row(RowNames::Prefixed("any")), &[at(0, Some("x")), at(1, Some("s"))]),
            ["any_x", "any_s"]
        );
    }

    /// <https://learn.microsoft.com/kusto/query/percentilesw-aggregation-function>
    #[test]
    fn percentiles_are_named_after_the_constant() {
        let (half, most) = (Value::Long(50), Value::Real(99.9));
        let constant = |place, value| OutputArgument { constant: Some(value), ..at(place, None) };
        let values = [at(0, Some("LatencyBucket")), at(1, Some("ReqCount"))];
        let arguments = [values[0], values[1], constant(2, &half), constant(3, &most)];
        let outputs = Outputs::PerConstant { prefix: "percentile", first: 2 };
        assert_eq!(names(outputs, &arguments), ["percentile_LatencyBucket_50", "percentile_LatencyBucket_99_9"]);
        let unnamed = [at(0, None), constant(1, &half)];
        assert_eq!(names(Outputs::PerConstant { prefix: "percentile", first: 1 }, &unnamed), ["percentile__50"]);
    }
}
