//! The codes of the binder's diagnostics. `KS…` and their wording are those of Kusto's own library; `LUR…` are ours.

use lurcher_diagnostics::Code;

/// Two columns of a pattern stand side by side.
pub const COLUMN_AFTER_TEXT: Code = Code("KS101");
/// The operator is not defined for these operand types.
pub const OPERATOR_NOT_DEFINED: Code = Code("KS106");
/// A value of one particular type is expected.
pub const TYPE_EXPECTED: Code = Code("KS107");
/// A column's name is expected.
pub const COLUMN_EXPECTED: Code = Code("KS109");
/// A value of this type is not allowed here.
pub const TYPE_NOT_ALLOWED: Code = Code("KS116");
/// The call has the wrong number of arguments.
pub const ARGUMENT_COUNT: Code = Code("KS119");
/// The call has too few or too many arguments.
pub const ARGUMENT_RANGE: Code = Code("KS120");
/// There is no parameter of that name.
pub const UNKNOWN_PARAMETER: Code = Code("KS121");
/// A named argument stands before an unnamed one, or a parameter is given twice.
pub const ARGUMENT_ORDER: Code = Code("KS122");
/// An integer constant is expected.
pub const INTEGER_EXPECTED: Code = Code("KS134");
/// The expression must have another type.
pub const WRONG_TYPE: Code = Code("KS141");
/// The name is not known.
pub const UNKNOWN_NAME: Code = Code("KS142");
/// An aggregate stands where there is none allowed.
pub const AGGREGATE_NOT_ALLOWED: Code = Code("KS144");
/// The expression must be a constant.
pub const CONSTANT_EXPECTED: Code = Code("KS147");
/// A scalar is expected.
pub const SCALAR_EXPECTED: Code = Code("KS145");
/// A table is expected.
pub const TABLE_EXPECTED: Code = Code("KS100");
/// A variable for an expression with several values.
pub const SEVERAL_VALUES: Code = Code("KS139");
/// Several names for an expression with one value.
pub const NOT_SEVERAL_VALUES: Code = Code("KS149");
/// More names than the expression has values.
pub const NAME_WITHOUT_VALUE: Code = Code("KS150");
/// A column of that name is declared already.
pub const DUPLICATE_COLUMN: Code = Code("KS171");
/// The number of values in a datatable is not a multiple of the number of columns.
pub const DATATABLE_VALUES: Code = Code("KS158");
/// No table of that name.
pub const UNKNOWN_TABLE: Code = Code("KS204");
/// No function of that name.
pub const UNKNOWN_FUNCTION: Code = Code("KS211");
/// A key of a join must be an equality of a left and a right column.
pub const JOIN_CONDITION: Code = Code("KS148");
/// A decimal inside of a dynamic literal.
pub const DECIMAL_IN_DYNAMIC: Code = Code("KS215");
/// A column that stands outside of an aggregate.
pub const NOT_AGGREGATED: Code = Code("KS236");

/// Known in Kusto, not here yet.
pub const NOT_IMPLEMENTED: Code = Code("LUR001");
/// A literal that cannot be read.
pub const BAD_LITERAL: Code = Code("LUR002");
/// A function that calls itself.
pub const RECURSION: Code = Code("LUR003");
/// A stage failed while it was run.
pub const STAGE_FAILED: Code = Code("LUR004");
/// A table or file cannot be read.
pub const UNREADABLE_TABLE: Code = Code("LUR005");
/// A leg of a fuzzy union was dropped.
pub const LEG_DROPPED: Code = Code("LUR006");
/// A query without a result.
pub const NO_QUERY: Code = Code("LUR007");
/// An expression that is nested too deep, or a query that grows too large.
pub const TOO_COMPLEX: Code = Code("LUR008");
/// Rows must be serialized before a window function.
pub const NOT_SERIALIZED: Code = Code("SEM0073");
/// A parameter that the operator or function cannot take.
pub const BAD_PARAMETER: Code = Code("LUR009");
/// The workspace names no database of IP addresses.
pub const NO_GEO_DATABASE: Code = Code("LUR011");
/// The file of a stored function cannot be used.
pub const UNREADABLE_FUNCTION: Code = Code("LUR010");
