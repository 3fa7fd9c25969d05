//! A function on single values, and what it is asked with.

use lurcher_symbols::values::dynamic::Dynamic;
use lurcher_symbols::{ScalarType, Value};

use crate::driver::Pool;

/// A function of Kusto's as the documentation tells it, one row at a time.
#[derive(Debug)]
pub struct Naive {
    /// The function's name.
    pub name: &'static str,
    /// What is interesting for each argument; the last pool holds for all that follow.
    pub pools: &'static [Pool],
    /// Whether a call with arguments of these types is compared: the binder makes fewer of them than the signatures
    /// allow.
    pub takes: fn(&[ScalarType]) -> bool,
    /// Its values (mostly one) for a row; none where the query has to fail.
    pub answer: fn(&Row<'_>) -> Option<Vec<Value>>,
}

/// An aggregate of Kusto's as the documentation tells it, over a list of rows.
#[derive(Debug)]
pub struct NaiveAggregate {
    /// The aggregate's name.
    pub name: &'static str,
    /// As [`Naive::pools`].
    pub pools: &'static [Pool],
    /// As [`Naive::takes`].
    pub takes: fn(&[ScalarType]) -> bool,
    /// Its values (mostly one) for a group.
    pub answer: fn(&Group<'_>) -> Vec<Value>,
}

/// The rows of one group.
#[derive(Debug)]
pub struct Group<'a> {
    /// The arguments of each row, in order.
    pub rows: &'a [Vec<Value>],
    /// The arguments' types.
    pub types: &'a [ScalarType],
    /// The type of the result.
    pub result: ScalarType,
    /// The values of those arguments that are constants.
    pub constants: &'a [Value],
}

impl Group<'_> {
    /// The values of an argument that are not null, of the rows for which the last argument is true.
    pub fn given_if(&self, i: usize, condition: Option<usize>) -> Vec<Value> {
        let counts = |row: &&Vec<Value>| condition.is_none_or(|i| row[i].as_bool() == Some(true));
        self.rows.iter().filter(counts).map(|row| row[i].clone()).filter(|value| !value.is_null()).collect()
    }

    /// The whole number that constant argument `i` is; none where it is not given.
    pub fn constant(&self, i: usize) -> Option<i64> {
        self.constants.get(i).and_then(Value::as_i64)
    }
}

/// A window function of Kusto's as the documentation tells it, over the rows of a partition.
#[derive(Debug)]
pub struct NaiveWindow {
    /// The function's name.
    pub name: &'static str,
    /// As [`Naive::pools`].
    pub pools: &'static [Pool],
    /// As [`Naive::takes`].
    pub takes: fn(&[ScalarType]) -> bool,
    /// The value of each row.
    pub answer: fn(&Partition<'_>) -> Vec<Value>,
}

/// The rows of a partition in their order.
#[derive(Debug)]
pub struct Partition<'a> {
    /// The arguments of each row.
    pub rows: &'a [Vec<Value>],
    /// The values of those arguments that are constants.
    pub constants: &'a [Value],
    /// The arguments' types.
    pub types: &'a [ScalarType],
}

impl Partition<'_> {
    /// Whether a condition, argument `i`, is given and true in a row.
    pub fn is_true(&self, row: usize, i: usize) -> bool {
        self.rows[row].get(i).and_then(Value::as_bool) == Some(true)
    }
}

/// The arguments of one row.
#[derive(Debug)]
pub struct Row<'a> {
    /// The arguments.
    pub values: &'a [Value],
    /// Their types, which nulls have too.
    pub types: &'a [ScalarType],
    /// The type of the result.
    pub result: ScalarType,
    /// Whether all arguments are constants: the engine computes those by another path.
    pub constant: bool,
}

impl Row<'_> {
    /// How many arguments there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether argument `i` is given.
    pub fn has(&self, i: usize) -> bool {
        i < self.values.len()
    }

    /// Whether argument `i` is null.
    pub fn is_null(&self, i: usize) -> bool {
        self.values[i].is_null()
    }

    /// The string that argument `i` is.
    pub fn text(&self, i: usize) -> &str {
        self.values[i].as_str().unwrap_or_else(|| panic!("argument {i} is no string: {:?}", self.values[i]))
    }

    /// What `tostring()` gives for argument `i`.
    pub fn spelled(&self, i: usize) -> String {
        crate::spelling::spell(&self.values[i])
    }

    /// The bool that argument `i` is.
    pub fn bool(&self, i: usize) -> Option<bool> {
        self.values[i].as_bool()
    }

    /// The whole number, or the ticks, that argument `i` is.
    pub fn long(&self, i: usize) -> Option<i64> {
        match self.values[i] {
            Value::Int(v) => Some(i64::from(v)),
            Value::Long(v) | Value::DateTime(v) | Value::TimeSpan(v) => Some(v),
            _ => None,
        }
    }

    /// As [`Self::long`], `default` where it is not given.
    pub fn long_or(&self, i: usize, default: i64) -> Option<i64> {
        if self.has(i) { self.long(i) } else { Some(default) }
    }

    /// The number that argument `i` is, as a real.
    pub fn real(&self, i: usize) -> Option<f64> {
        match self.values[i] {
            Value::Int(v) => Some(f64::from(v)),
            Value::Long(v) => Some(v as f64),
            Value::Real(v) => Some(v),
            Value::Decimal(v) => Some(v.to_real()),
            _ => None,
        }
    }

    /// The dynamic that argument `i` is; of another type the dynamic that holds it.
    pub fn dynamic(&self, i: usize) -> Dynamic {
        Dynamic::from_value(&self.values[i])
    }

    /// The elements of the array that argument `i` is.
    pub fn array(&self, i: usize) -> Option<Vec<Dynamic>> {
        match self.dynamic(i) {
            Dynamic::Array(elements) => Some(elements),
            _ => None,
        }
    }

    /// The entries of the bag that argument `i` is.
    pub fn bag(&self, i: usize) -> Option<Vec<(String, Dynamic)>> {
        match self.dynamic(i) {
            Dynamic::Bag(entries) => Some(entries),
            _ => None,
        }
    }
}

/// What a naive function returns, as the values of a call.
pub trait Answer {
    /// The values, the first of which is of a type; none where the query fails.
    fn values(self, ty: ScalarType) -> Option<Vec<Value>>;
}

impl Answer for Value {
    fn values(self, _: ScalarType) -> Option<Vec<Value>> {
        Some(vec![self])
    }
}

impl Answer for Vec<Value> {
    fn values(self, _: ScalarType) -> Option<Vec<Value>> {
        Some(self)
    }
}

impl Answer for &str {
    fn values(self, _: ScalarType) -> Option<Vec<Value>> {
        Some(vec![Value::String(self.into())])
    }
}

impl Answer for String {
    fn values(self, ty: ScalarType) -> Option<Vec<Value>> {
        self.as_str().values(ty)
    }
}

impl Answer for bool {
    fn values(self, _: ScalarType) -> Option<Vec<Value>> {
        Some(vec![Value::Bool(self)])
    }
}

impl Answer for i64 {
    fn values(self, ty: ScalarType) -> Option<Vec<Value>> {
        Some(vec![match ty {
            ScalarType::Int => Value::Int(self as i32),
            ScalarType::DateTime => Value::DateTime(self),
            ScalarType::TimeSpan => Value::TimeSpan(self),
            _ => Value::Long(self),
        }])
    }
}

impl Answer for f64 {
    fn values(self, _: ScalarType) -> Option<Vec<Value>> {
        Some(vec![Value::Real(self)])
    }
}

impl Answer for [u8; 16] {
    fn values(self, _: ScalarType) -> Option<Vec<Value>> {
        Some(vec![Value::Guid(self)])
    }
}

impl Answer for Dynamic {
    fn values(self, _: ScalarType) -> Option<Vec<Value>> {
        Some(vec![self.to_value()])
    }
}

impl Answer for Vec<Dynamic> {
    fn values(self, ty: ScalarType) -> Option<Vec<Value>> {
        Dynamic::Array(self).values(ty)
    }
}

impl<T: Answer> Answer for Option<T> {
    fn values(self, ty: ScalarType) -> Option<Vec<Value>> {
        match self {
            Some(answer) => answer.values(ty),
            None => Some(vec![Value::missing(ty)]),
        }
    }
}

/// A call that has to fail.
#[derive(Debug)]
pub struct Fails;

impl<T: Answer> Answer for Result<T, Fails> {
    fn values(self, ty: ScalarType) -> Option<Vec<Value>> {
        self.ok()?.values(ty)
    }
}

/// Lists the naive functions of a file: `function;` or `function => [POOL, …];`, with `"name" =` in front where the
/// function is called otherwise, and `if TAKES` behind where not all types are compared.
macro_rules! naive {
    ($($($name:literal =)? $function:ident $(=> [$($pool:expr),*])? $(if $takes:ident)?;)*) => {
        pub const ALL: &[$crate::naive::Naive] = &[$($crate::naive::Naive {
            name: $crate::naive::naive!(@name $($name)?, $function),
            pools: &[$($($pool),*)?],
            takes: $crate::naive::naive!(@takes $($takes)?),
            answer: |row| $crate::naive::Answer::values($function(row), row.result),
        }),*];
    };
    (@name , $function:ident) => { stringify!($function) };
    (@name $name:literal, $function:ident) => { $name };
    (@takes) => { |_| true };
    (@takes $takes:ident) => { $takes };
}
pub(crate) use naive;

/// As [`naive!`], for aggregates.
macro_rules! naive_aggregates {
    ($($function:ident $(=> [$($pool:expr),*])? $(if $takes:ident)?;)*) => {
        pub const AGGREGATES: &[$crate::naive::NaiveAggregate] = &[$($crate::naive::NaiveAggregate {
            name: stringify!($function),
            pools: &[$($($pool),*)?],
            takes: $crate::naive::naive!(@takes $($takes)?),
            answer: |group| $crate::naive::Answer::values($function(group), group.result).expect("aggregates never fail"),
        }),*];
    };
}
pub(crate) use naive_aggregates;

/// Lists the naive functions of a category's files.
macro_rules! category {
    ($($file:ident),* $(,)?) => {
        pub const ALL: &[&[$crate::naive::Naive]] = &[$($file::ALL),*];
    };
}
pub(crate) use category;
