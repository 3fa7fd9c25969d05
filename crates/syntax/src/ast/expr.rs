//! Expressions, scalar and tabular alike: KQL's grammar does not tell them apart, the binder does.

use lurcher_diagnostics::Span;
use smol_str::SmolStr;

use super::{ColumnDecl, Literal, Name, Param, Schema, TypeName, same_but_span};
use crate::operators::Operator;

/// An expression and where it stands. There is no node for parentheses, the tree's shape says where they were needed.
///
/// Chains that lean to the left (`a + a + …`, `a.b.c…`) may be tens of thousands of levels deep: dropping, cloning,
/// comparing and printing them takes no stack. Whoever walks the tree should descend `left`/`base` in a loop as well.
/// All other nesting is limited by the parser.
#[derive(Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Its text, with the parentheses around it.
    pub span: Span,
}

/// What an expression is.
#[derive(Debug, Clone, PartialEq)]
pub enum ExprKind {
    /// A constant.
    Literal(Literal),
    /// A column, variable, table or function without arguments; `$left` and `$right` are names too.
    Name(Name),
    /// A name with stars, as in `union Device*` or `project-away *_s`: the text as written.
    Wildcard(SmolStr),
    /// `*`
    Star,
    /// `base.member`; where a table is named, the member may be a wildcard: `database("d").T*`.
    Path {
        /// What stands before the dot.
        base: Box<Expr>,
        /// The member.
        member: Name,
    },
    /// `base[index]`; the old `base.[index]` is the same.
    Index {
        /// What stands before the bracket.
        base: Box<Expr>,
        /// What stands in the brackets.
        index: Box<Expr>,
    },
    /// `name(args)`; `toscalar`, `materialize`, `table` … are calls too, with pipes as arguments.
    Call {
        /// The function.
        name: Name,
        /// The arguments.
        args: Vec<Argument>,
    },
    /// `scope.name(args)`, as in `database("d").table("t")` or `workspace("w").F(1)`.
    ScopedCall {
        /// What stands before the dot.
        scope: Box<Expr>,
        /// The function.
        name: Name,
        /// The arguments.
        args: Vec<Argument>,
    },
    /// `-x`, `+x`
    Unary {
        /// The sign.
        op: UnaryOp,
        /// What it stands before.
        operand: Box<Expr>,
    },
    /// `left op right`. `* has "x"` has [`ExprKind::Star`] on the left.
    Binary {
        /// The operator.
        op: BinaryOp,
        /// The left operand.
        left: Box<Expr>,
        /// The right operand.
        right: Box<Expr>,
    },
    /// `a and b and …`: two or more.
    And(Vec<Expr>),
    /// `a or b or …`: two or more.
    Or(Vec<Expr>),
    /// `operand in (list)` and its kin.
    In {
        /// The operator.
        op: InOp,
        /// What is looked for, [`ExprKind::Star`] possibly.
        operand: Box<Expr>,
        /// Where it is looked for; a single element may be tabular.
        list: Vec<Expr>,
    },
    /// `operand [!]between (low .. high)`
    Between {
        /// Whether it is `!between`.
        negated: bool,
        /// What is compared.
        operand: Box<Expr>,
        /// The lower bound, inclusive.
        low: Box<Expr>,
        /// The upper bound, inclusive; a timespan is added to `low`.
        high: Box<Expr>,
    },
    /// A list of names or expressions where an operator's grammar has one (`ycolumns = a, b`).
    List(Vec<Expr>),
    /// `source | operator | …`: one operator at least.
    Pipe {
        /// What flows in.
        source: Box<Expr>,
        /// The operators in order.
        operators: Vec<Operator>,
    },
    /// An operator that starts a pipe: `print`, `range`, `union`, `search`, `find`, `evaluate`.
    Operator(Box<Operator>),
    /// `datatable(…)[…]`
    Datatable(Box<Datatable>),
    /// `externaldata(…)[…]`
    ExternalData(Box<ExternalData>),
    /// `typeof(…)`
    TypeOf(TypeOf),
    /// Something was expected here and the parser has reported what; nothing more should be said of it.
    Missing,
}

/// An argument of a call.
#[derive(Debug, Clone)]
pub struct Argument {
    /// The name of the `name = value` form. An aggregate's argument or a plugin's may have it, and a call of a user's
    /// function.
    pub name: Option<Name>,
    /// The value: a scalar, a pipe or `*`.
    pub value: Expr,
    /// All of it.
    pub span: Span,
}

/// A sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnaryOp {
    /// `+`
    Plus,
    /// `-`
    Minus,
}

/// `datatable (schema) [values]`
#[derive(Debug, Clone, PartialEq)]
pub struct Datatable {
    /// Parameters before the schema.
    pub params: Vec<Param>,
    /// The columns.
    pub columns: Vec<ColumnDecl>,
    /// The values row by row: literals, signed ones as [`ExprKind::Unary`].
    pub values: Vec<Expr>,
}

/// `externaldata (schema) [uris] with (properties)`
#[derive(Debug, Clone, PartialEq)]
pub struct ExternalData {
    /// Parameters before the schema.
    pub params: Vec<Param>,
    /// The columns.
    pub columns: Vec<ColumnDecl>,
    /// Where the data is: strings.
    pub uris: Vec<Expr>,
    /// `format="csv"`, `ignoreFirstRecord=true` …
    pub properties: Vec<Param>,
}

/// What stands in `typeof(…)`.
#[derive(Debug, Clone, PartialEq)]
pub enum TypeOf {
    /// `typeof(long)`
    Scalar(TypeName),
    /// `typeof(a:long, *)`
    Tabular(Schema),
}

same_but_span! {
    Argument { name, value }
}

macro_rules! operators {
    ($(#[$outer:meta])* $kind:ident { $($(#[$doc:meta])* $variant:ident = $text:literal $(| $other:literal)*),* $(,)? }) => {
        $(#[$outer])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $kind {
            $(#[doc = concat!("`", $text, "`")] $(#[$doc])* $variant,)*
        }

        impl $kind {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The spelling that the documentation uses.
            pub fn text(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }

            /// The operator of that spelling, old ones included.
            pub fn from_text(text: &str) -> Option<Self> {
                match text {
                    $($text $(| $other)* => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

operators! {
    /// The binary operators but `and`, `or`, `in` and `between`, which have nodes of their own.
    BinaryOp {
        Add = "+",
        Subtract = "-",
        Multiply = "*",
        Divide = "/",
        Modulo = "%",
        Equal = "==",
        NotEqual = "!=" | "<>",
        Less = "<",
        LessOrEqual = "<=",
        Greater = ">",
        GreaterOrEqual = ">=",
        EqualTilde = "=~",
        NotEqualTilde = "!~",
        Has = "has",
        NotHas = "!has",
        HasCs = "has_cs",
        NotHasCs = "!has_cs",
        HasPrefix = "hasprefix",
        NotHasPrefix = "!hasprefix",
        HasPrefixCs = "hasprefix_cs",
        NotHasPrefixCs = "!hasprefix_cs",
        HasSuffix = "hassuffix",
        NotHasSuffix = "!hassuffix",
        HasSuffixCs = "hassuffix_cs",
        NotHasSuffixCs = "!hassuffix_cs",
        Contains = "contains",
        NotContains = "!contains" | "notcontains",
        ContainsCs = "contains_cs" | "containscs",
        NotContainsCs = "!contains_cs" | "notcontainscs",
        StartsWith = "startswith",
        NotStartsWith = "!startswith",
        StartsWithCs = "startswith_cs",
        NotStartsWithCs = "!startswith_cs",
        EndsWith = "endswith",
        NotEndsWith = "!endswith",
        EndsWithCs = "endswith_cs",
        NotEndsWithCs = "!endswith_cs",
        Like = "like",
        NotLike = "notlike",
        LikeCs = "likecs",
        NotLikeCs = "notlikecs",
        MatchesRegex = "matches regex",
        /// As in `search col:"term"`: `has`, or a wildcard match.
        Colon = ":",
    }
}

operators! {
    /// The operators with a list on the right.
    InOp {
        In = "in",
        NotIn = "!in",
        InTilde = "in~",
        NotInTilde = "!in~",
        HasAny = "has_any",
        HasAll = "has_all",
    }
}

impl UnaryOp {
    /// The sign itself.
    pub fn text(self) -> &'static str {
        match self {
            Self::Plus => "+",
            Self::Minus => "-",
        }
    }
}

impl Expr {
    /// An expression with its place.
    pub fn new(kind: ExprKind, span: Span) -> Self {
        Self { kind, span }
    }

    /// The error node at a place.
    pub fn missing(span: Span) -> Self {
        Self { kind: ExprKind::Missing, span }
    }

    /// The name, when the expression is nothing but a name.
    pub fn as_name(&self) -> Option<&Name> {
        match &self.kind {
            ExprKind::Name(name) => Some(name),
            _ => None,
        }
    }

    /// The constant, when the expression is nothing but a constant.
    pub fn as_literal(&self) -> Option<&Literal> {
        match &self.kind {
            ExprKind::Literal(literal) => Some(literal),
            _ => None,
        }
    }
}
