//! Names, types and the small parts that many nodes are made of.

use lurcher_diagnostics::Span;
use smol_str::SmolStr;

use super::{Expr, same_but_span};

/// An identifier as it is written. KQL names are case-sensitive.
#[derive(Debug, Clone)]
pub struct Name {
    /// The name itself, without brackets and quotes.
    pub text: SmolStr,
    /// Whether it was written `['name']` or `["name"]`: such a name is never a keyword or a wildcard.
    pub quoted: bool,
    /// Where it stands.
    pub span: Span,
}

impl Name {
    /// A name that was written without brackets.
    pub fn new(text: impl Into<SmolStr>, span: Span) -> Self {
        Self { text: text.into(), quoted: false, span }
    }

    /// The name itself.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// A scalar type's name, as in `x:long` or `typeof(long)`.
#[derive(Debug, Clone)]
pub struct TypeName {
    /// The type.
    pub kind: TypeKind,
    /// Where it stands.
    pub span: Span,
}

/// The scalar types. Kusto's other spellings (`boolean`, `double`, `date`, `time`, `uuid` …) are read as these.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TypeKind {
    /// `bool`
    Bool,
    /// `int`, 32 bits
    Int,
    /// `long`, 64 bits
    Long,
    /// `real`, 64 bits
    Real,
    /// `decimal`
    Decimal,
    /// `string`
    String,
    /// `datetime`
    DateTime,
    /// `timespan`
    TimeSpan,
    /// `guid`
    Guid,
    /// `dynamic`
    Dynamic,
    /// Not a type; the parser has reported it.
    Unknown(SmolStr),
}

/// `[name =] value` or `(a, b) = value`, as in `extend`, `summarize` or `print`.
#[derive(Debug, Clone)]
pub struct NamedExpr {
    /// None, one, or for the `(a, b) =` form any number of names.
    pub names: Vec<Name>,
    /// Whether the names stand in parentheses: `(a) = f()` spreads, `a = f()` does not.
    pub list: bool,
    /// The value.
    pub value: Expr,
    /// From the first name to the end of the value.
    pub span: Span,
}

impl NamedExpr {
    /// The name of the `name = value` form.
    pub fn name(&self) -> Option<&Name> {
        if self.list { None } else { self.names.first() }
    }
}

/// `name = value` after an operator's keyword or in a `with (…)` list: hints, kinds, properties.
#[derive(Debug, Clone)]
pub struct Param {
    /// The name; `hint.strategy` is one name.
    pub name: Name,
    /// A literal, a name (`kind=inner`), or where the operator takes it a list of names.
    pub value: Expr,
    /// All of it.
    pub span: Span,
}

/// `name: type`
#[derive(Debug, Clone)]
pub struct ColumnDecl {
    /// The column's name.
    pub name: Name,
    /// Its type.
    pub ty: TypeName,
    /// All of it.
    pub span: Span,
}

/// `(name: type, …)`, where the grammar allows it with a `*`.
#[derive(Debug, Clone)]
pub struct Schema {
    /// The declared columns.
    pub columns: Vec<ColumnDecl>,
    /// Whether a `*` stands among them: further columns are allowed or kept.
    pub open: bool,
    /// With the parentheses.
    pub span: Span,
}

/// `asc` or `desc`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SortOrder {
    /// Smallest first.
    Asc,
    /// Largest first: what Kusto does when nothing is written.
    Desc,
}

/// `nulls first` or `nulls last`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NullsOrder {
    /// `nulls first`
    First,
    /// `nulls last`
    Last,
}

/// One key of `sort`, `top` …: `expr [asc|desc] [nulls first|last]`.
#[derive(Debug, Clone)]
pub struct SortKey {
    /// What is sorted by.
    pub expr: NamedExpr,
    /// The direction, when written.
    pub order: Option<SortOrder>,
    /// The place of nulls, when written.
    pub nulls: Option<NullsOrder>,
    /// All of it.
    pub span: Span,
}

same_but_span! {
    Name { text, quoted }
    TypeName { kind }
    NamedExpr { names, list, value }
    Param { name, value }
    ColumnDecl { name, ty }
    Schema { columns, open }
    SortKey { expr, order, nulls }
}

impl TypeKind {
    /// The type of that name, other spellings included.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "bool" | "boolean" => Self::Bool,
            "int" | "int32" | "uint" | "uint32" | "int16" | "uint16" | "int8" | "uint8" | "char" | "byte" => Self::Int,
            "long" | "int64" | "ulong" | "uint64" => Self::Long,
            "real" | "double" | "float" => Self::Real,
            "decimal" => Self::Decimal,
            "string" => Self::String,
            "datetime" | "date" => Self::DateTime,
            "timespan" | "time" => Self::TimeSpan,
            "guid" | "uuid" | "uniqueid" => Self::Guid,
            "dynamic" => Self::Dynamic,
            _ => return None,
        })
    }

    /// Kusto's canonical name.
    pub fn name(&self) -> &str {
        match self {
            Self::Bool => "bool",
            Self::Int => "int",
            Self::Long => "long",
            Self::Real => "real",
            Self::Decimal => "decimal",
            Self::String => "string",
            Self::DateTime => "datetime",
            Self::TimeSpan => "timespan",
            Self::Guid => "guid",
            Self::Dynamic => "dynamic",
            Self::Unknown(name) => name,
        }
    }
}
