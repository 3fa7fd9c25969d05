//! The codes of the binder's diagnostics. `KS…` and their wording are those of Kusto's own library, `SEM…` those of the engine
//! where the library lets a query pass; `LUR…` are ours.

use lurcher_diagnostics::Code;

/// Two columns of a pattern stand side by side.
pub const COLUMN_AFTER_TEXT: Code = Code("KS101");
/// A star of a pattern stands before what is no text.
pub const TEXT_AFTER_STAR: Code = Code("KS102");
/// A star of a pattern stands behind a column of text.
pub const STAR_AFTER_STRING: Code = Code("KS103");
/// The operator is not defined for these operand types.
pub const OPERATOR_NOT_DEFINED: Code = Code("KS106");
/// A value of one particular type is expected.
pub const TYPE_EXPECTED: Code = Code("KS107");
/// A scalar is expected.
pub const SCALAR_EXPECTED: Code = Code("KS108");
/// A column's name is expected.
pub const COLUMN_EXPECTED: Code = Code("KS109");
/// A rename is expected.
pub const RENAME_EXPECTED: Code = Code("KS110");
/// A table is expected.
pub const TABLE_EXPECTED: Code = Code("KS111");
/// A value of this type is not allowed here.
pub const TYPE_NOT_ALLOWED: Code = Code("KS116");
/// A pattern has another number of arguments.
pub const PATTERN_ARGUMENTS: Code = Code("KS118");
/// The call has the wrong number of arguments.
pub const ARGUMENT_COUNT: Code = Code("KS119");
/// The call has too few or too many arguments.
pub const ARGUMENT_RANGE: Code = Code("KS120");
/// The arguments of the call do not make whole rounds.
pub const INCORRECT_ARGUMENTS: Code = Code("KS121");
/// There is no plugin of that name.
pub const UNKNOWN_PLUGIN: Code = Code("KS124");
/// No signature of the function takes these arguments.
pub const INCOMPATIBLE_ARGUMENTS: Code = Code("KS127");
/// The expression must be a constant.
pub const CONSTANT_EXPECTED: Code = Code("KS129");
/// The expression must be a literal.
pub const LITERAL_EXPECTED: Code = Code("KS131");
/// An integer is expected.
pub const INTEGER_EXPECTED: Code = Code("KS134");
/// A real or decimal is expected.
pub const REAL_EXPECTED: Code = Code("KS135");
/// A number is expected.
pub const NUMBER_EXPECTED: Code = Code("KS137");
/// A number, datetime or timespan is expected.
pub const SUMMABLE_EXPECTED: Code = Code("KS138");
/// One of some values is expected.
pub const VALUE_EXPECTED: Code = Code("KS140");
/// The expression must have another type.
pub const WRONG_TYPE: Code = Code("KS141");
/// The name is not known.
pub const UNKNOWN_NAME: Code = Code("KS142");
/// An aggregate stands where there is none allowed.
pub const AGGREGATE_NOT_ALLOWED: Code = Code("KS144");
/// A key of a join that is not a column of both sides.
pub const COLUMN_ON_BOTH_SIDES: Code = Code("KS145");
/// A name means more than one column.
pub const AMBIGUOUS_NAME: Code = Code("KS146");
/// The value has no elements.
pub const ELEMENT_NOT_ALLOWED: Code = Code("KS147");
/// A variable for an expression with several values.
pub const SEVERAL_VALUES: Code = Code("KS139");
/// Several names for an expression with one value.
pub const NOT_SEVERAL_VALUES: Code = Code("KS149");
/// More names than the expression has values.
pub const NAME_WITHOUT_VALUE: Code = Code("KS150");
/// A column of that name is declared already.
pub const DUPLICATE_COLUMN: Code = Code("KS171");
/// The number of values in a datatable is not a multiple of the number of columns.
pub const DATATABLE_VALUES: Code = Code("KS173");
/// The operator needs rows to work on.
pub const NOT_FIRST: Code = Code("KS174");
/// The operator can only begin a query.
pub const FIRST_OPERATOR: Code = Code("KS175");
/// The type of a step does not fit the type of what it steps along.
pub const INTERVAL_EXPECTED: Code = Code("KS178");
/// A key of a join must be an equality of a left and a right column.
pub const JOIN_CONDITION: Code = Code("KS182");
/// A key's operand must be a column of its side.
pub const JOIN_OPERAND: Code = Code("KS183");
/// `pack(*)` is the last item of a projection.
pub const PACK_LAST: Code = Code("KS185");
/// `*` as an argument that cannot be it.
pub const STAR_NOT_ALLOWED: Code = Code("KS191");
/// An unnamed argument stands after one that is out of its place.
pub const ARGUMENT_ORDER: Code = Code("KS195");
/// There is no parameter of that name.
pub const UNKNOWN_PARAMETER: Code = Code("KS196");
/// A parameter has no argument.
pub const MISSING_ARGUMENT: Code = Code("KS197");
/// A variable of that name is declared already.
pub const DUPLICATE_VARIABLE: Code = Code("KS201");
/// No table of that name.
pub const UNKNOWN_TABLE: Code = Code("KS204");
/// A value that has an order is expected.
pub const ORDERABLE_EXPECTED: Code = Code("KS206");
/// No function of that name.
pub const UNKNOWN_FUNCTION: Code = Code("KS211");
/// A decimal inside of a dynamic literal.
pub const DECIMAL_IN_DYNAMIC: Code = Code("KS215");
/// A key of a join has another type on the other side.
pub const COMMON_COLUMN_TYPES: Code = Code("KS227");
/// The arguments have no type in common.
pub const NO_COMMON_TYPE: Code = Code("KS232");
/// A dynamic array is expected.
pub const ARRAY_EXPECTED: Code = Code("KS234");
/// A dynamic bag is expected.
pub const BAG_EXPECTED: Code = Code("KS235");
/// A column that stands outside of an aggregate.
pub const NOT_AGGREGATED: Code = Code("KS236");
/// The name is no plugin.
pub const UNKNOWN_PLUGIN_NAME: Code = Code("KS237");
/// A key of a join is dynamic.
pub const DYNAMIC_KEY: Code = Code("KS241");
/// The keys of a join do not compare.
pub const KEYS_NOT_COMPARABLE: Code = Code("KS242");
/// An argument has not the columns that its parameter declares.
pub const REQUIRED_COLUMNS: Code = Code("KS249");
/// Two dynamics do not compare.
pub const DYNAMIC_COMPARISON: Code = Code("SEM0001");
/// A pattern maps its arguments to nothing.
pub const UNDECLARED_PATTERN: Code = Code("SEM0036");
/// Values of these types do not compare.
pub const INCOMPARABLE: Code = Code("SEM0064");
/// Rows must be serialized before a window function.
pub const NOT_SERIALIZED: Code = Code("SEM0073");
/// Flags of `parse` where it does not read regular expressions.
pub const PARSE_FLAGS_MODE: Code = Code("SEM0472");
/// A flag of `parse` that there is none.
pub const PARSE_FLAGS: Code = Code("SEM0473");
/// A pattern of `parse` that is not well-formed.
pub const PARSE_PATTERN: Code = Code("SEM0476");
/// A kind of `parse` that `parse-where` does not have.
pub const PARSE_WHERE_MODE: Code = Code("SEM0477");
/// An entity stands twice in its group.
pub const DUPLICATE_ENTITY: Code = Code("SEM0614");

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
/// A parameter that the operator or function cannot take.
pub const BAD_PARAMETER: Code = Code("LUR009");
/// The workspace names no database of IP addresses.
pub const NO_GEO_DATABASE: Code = Code("LUR011");
/// The rows do not have the columns that `assert-schema` names.
pub const SCHEMA_MISMATCH: Code = Code("LUR012");
/// The file of a stored function cannot be used.
pub const UNREADABLE_FUNCTION: Code = Code("LUR010");
