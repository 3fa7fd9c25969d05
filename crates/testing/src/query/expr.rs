//! Expressions.

use lurcher_symbols::{ScalarType, Value};

/// An expression and its type.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// A column.
    Column(String, ScalarType),
    /// A literal.
    Literal(Value),
    /// A call of a function, or of an operator.
    Call(Call),
}

/// A call.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// The function's name, or the operator's sign.
    pub name: String,
    /// Its arguments; of an `in`, what is looked for and then the list.
    pub args: Vec<Expr>,
    /// The type of the result.
    pub ty: ScalarType,
}

/// A column that an expression makes.
pub type Named = (String, Expr);

/// The signs of operators that stand between their two operands.
const INFIX: [&str; 23] = [
    "==",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "+",
    "-",
    "*",
    "/",
    "%",
    "and",
    "or",
    "=~",
    "has",
    "!has",
    "contains",
    "startswith",
    "endswith",
    "has_cs",
    "contains_cs",
    "startswith_cs",
    "matches regex",
];

/// The signs of operators that take a list.
const OF_LISTS: [&str; 4] = ["in", "!in", "in~", "has_any"];

impl Expr {
    /// A call of a function or an operator.
    pub fn call(name: &str, args: Vec<Expr>, ty: ScalarType) -> Expr {
        Expr::Call(Call { name: name.to_owned(), args, ty })
    }

    /// A call that gives a bool.
    pub fn is(name: &str, args: Vec<Expr>) -> Expr {
        Expr::call(name, args, ScalarType::Bool)
    }

    /// A long literal.
    pub fn long(value: i64) -> Expr {
        Expr::Literal(Value::Long(value))
    }

    /// A string literal.
    pub fn text(value: &str) -> Expr {
        Expr::Literal(Value::String(value.into()))
    }

    /// The column.
    pub fn column(column: &lurcher_symbols::Column) -> Expr {
        Expr::Column(column.name.to_string(), column.ty)
    }

    /// Its type.
    pub fn ty(&self) -> ScalarType {
        match self {
            Expr::Column(_, ty) => *ty,
            Expr::Literal(value) => value.ty(),
            Expr::Call(call) => call.ty,
        }
    }

    /// Whether a literal is all that it is made of.
    pub fn is_constant(&self) -> bool {
        match self {
            Expr::Column(..) => false,
            Expr::Literal(_) => true,
            Expr::Call(call) => call.args.iter().all(Expr::is_constant),
        }
    }

    /// Whether it reads a column of that name.
    pub fn reads(&self, name: &str) -> bool {
        match self {
            Expr::Column(column, _) => column == name,
            Expr::Literal(_) => false,
            Expr::Call(call) => call.args.iter().any(|arg| arg.reads(name)),
        }
    }
}

impl Call {
    /// Whether it is an operator between two operands.
    pub fn is_infix(&self) -> bool {
        self.args.len() == 2 && INFIX.contains(&self.name.as_str())
    }

    /// Whether it is an operator in front of a list.
    pub fn is_of_list(&self) -> bool {
        OF_LISTS.contains(&self.name.as_str())
    }
}
