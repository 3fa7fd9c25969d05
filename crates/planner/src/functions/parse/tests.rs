use arrow::array::{AsArray, BooleanArray};
use datafusion::common::ScalarValue;
use lurcher_binder::bound::ColumnId;

use super::*;

fn text(text: &str) -> ParsePart {
    ParsePart::Text(text.into())
}

fn column(ty: ScalarType) -> ParsePart {
    ParsePart::Column(ColumnId(0), ty)
}

/// The cells of each column, `-` for none, for one text.
fn cut(kind: ParseKind, flags: &str, parts: &[ParsePart], source: &str) -> Vec<String> {
    let types: Vec<ScalarType> = parts
        .iter()
        .filter_map(|part| match part {
            ParsePart::Column(_, ty) => Some(*ty),
            _ => None,
        })
        .collect();
    let pattern = match kind {
        ParseKind::Regex => Pattern::Regular(RegularPattern::new(parts, flags).expect("pattern")),
        ParseKind::Simple | ParseKind::Relaxed => {
            Pattern::Literal(LiteralPattern::new(parts, kind == ParseKind::Relaxed).expect("pattern"))
        }
    };
    let function = ParseText {
        pattern,
        outputs: types.iter().map(|ty| Output { ty: *ty, wanted: true }).collect(),
        relaxed: kind == ParseKind::Relaxed,
        name: String::new(),
        signature: Signature::any(1, Volatility::Immutable),
    };
    let result = function.run(&StringViewArray::from(vec![source])).expect("runs");
    let cell =
        |array: &ArrayRef| ScalarValue::try_from_array(array, 0).map_or_else(|e| e.to_string(), |v| v.to_string());
    result.columns()[..types.len()].iter().map(cell).collect()
}

fn simple(parts: &[ParsePart], source: &str) -> Vec<String> {
    cut(ParseKind::Simple, "", parts, source)
}

const STRING: ScalarType = ScalarType::String;

/// Answers of the engine.
#[test]
fn simple_patterns() {
    let two = [column(STRING), text("###"), column(STRING)];
    assert_eq!(simple(&two, "a###b###c"), ["a", "b###c"]);
    let quoted = [text("<<"), column(STRING), text(">>=<<"), column(STRING), text(">>")];
    assert_eq!(simple(&quoted, "<<key>>=<<value>>"), ["key", "value"]);
    let numbers = [text("negative="), column(ScalarType::Int), text(" positive="), column(STRING)];
    assert_eq!(simple(&numbers, "negative=-42 positive=+17"), ["-42", "+17"]);
    let spaces = [text("  "), column(STRING), text(" and "), column(STRING), text("  "), column(STRING)];
    let expected = ["leading", "trailing", "spaces  here  "];
    assert_eq!(simple(&spaces, "  leading and trailing  spaces  here  "), expected);
    let name_age = [text("name="), column(STRING), text(" age="), column(ScalarType::Int)];
    assert_eq!(simple(&name_age, "garbage"), ["", "NULL"]);
}

/// The documentation's example with an invalid number: nothing is taken from that row, unless the kind is relaxed.
#[test]
fn a_column_of_another_type() {
    let parts = [
        ParsePart::Skip,
        text("totalSlices="),
        column(ScalarType::Long),
        ParsePart::Skip,
        text("lockTime="),
        column(STRING),
        text(", releaseTime="),
        column(ScalarType::DateTime),
        text(","),
        ParsePart::Skip,
    ];
    let line =
        "Event (totalSlices=27, sliceNumber=23, lockTime=02/17/2016 08:40:01, releaseTime=02/17/2016 08:40:01, x)";
    let release = "635912952010000000";
    assert_eq!(simple(&parts, line), ["27", "02/17/2016 08:40:01", release]);
    let invalid = line.replace("=27", "=invalid_number");
    assert_eq!(simple(&parts, &invalid), ["NULL", "", "NULL"]);
    assert_eq!(cut(ParseKind::Relaxed, "", &parts, &invalid), ["NULL", "02/17/2016 08:40:01", release]);
}

/// Answers of the engine.
#[test]
fn regular_expressions() {
    let digits = [column(STRING), text("[0-9]+"), column(STRING)];
    assert_eq!(cut(ParseKind::Regex, "", &digits, "MixedCASE123end"), ["MixedCASE12", "end"]);
    let capitals = [text("[A-Z]+"), column(STRING), text("[a-z]*")];
    assert_eq!(cut(ParseKind::Regex, "", &capitals, "ABCdef"), ["def"]);
    let letters = [text("[a-z]"), column(ScalarType::Int), text("[a-z]"), column(ScalarType::Int)];
    assert_eq!(cut(ParseKind::Regex, "", &letters, "a1b2"), ["1", "2"]);
    let line = "Event: (resourceName=PipelineScheduler, totalSlices=27, sliceNumber=23, lockTime=1)";
    let greedy = [ParsePart::Skip, text("resourceName="), column(STRING), text(","), ParsePart::Skip];
    assert_eq!(cut(ParseKind::Regex, "", &greedy, line), ["PipelineScheduler, totalSlices=27, sliceNumber=23"]);
    let lazy = [ParsePart::Skip, text("RESOURCENAME="), column(STRING), text(","), ParsePart::Skip];
    assert_eq!(cut(ParseKind::Regex, "Ui", &lazy, line), ["PipelineScheduler"]);
    assert!(RegularPattern::new(&[text("(")], "").is_err());
}

/// Measured on the engine by the authors of duckdb-kql.
#[test]
fn literal_patterns_reach_the_end() {
    let up_to = |end: &[ParsePart]| [&[text("a"), column(STRING), text("c")], end].concat();
    for (source, to_end, with_star, regular) in
        [("aXcYc", "XcY", "X", "XcY"), ("aXc", "X", "X", "X"), ("aXcY", "", "X", "X"), ("aXc\n", "", "X", "X")]
    {
        assert_eq!(simple(&up_to(&[]), source), [to_end], "{source:?}");
        assert_eq!(cut(ParseKind::Relaxed, "", &up_to(&[]), source), [to_end], "{source:?}");
        assert_eq!(simple(&up_to(&[ParsePart::Skip]), source), [with_star], "{source:?}");
        assert_eq!(cut(ParseKind::Regex, "", &up_to(&[]), source), [regular], "{source:?}");
    }
}

/// Measured on the engine by the authors of duckdb-kql.
#[test]
fn typed_columns_have_shapes_in_front_of_a_star() {
    let long = ScalarType::Long;
    let two = [text("n="), column(long), ParsePart::Skip, text("m="), column(long)];
    assert_eq!(simple(&two, "n=27 junk m=23"), ["27", "23"]);
    assert_eq!(simple(&two, "n=xx junk m=23"), ["NULL", "NULL"]);
    let last = [text("p|"), column(STRING), text("-q|"), column(long), ParsePart::Skip];
    assert_eq!(cut(ParseKind::Relaxed, "", &last, "p|1-q|xx"), ["1", "NULL"]);
    let at_end = [text("n="), column(long)];
    assert_eq!(simple(&at_end, "n=27x"), ["NULL"]);
    assert_eq!(cut(ParseKind::Regex, "", &at_end, "n=27x"), ["27"]);
    assert_eq!(cut(ParseKind::Regex, "U", &at_end, "n=27x"), ["2"]);
}

/// Measured on the engine by the authors of duckdb-kql.
#[test]
fn shapes_of_regular_patterns() {
    let parts = |ty| [text("v="), column(ty), text(r"\|Q")];
    for (ty, value, expected) in [
        (ScalarType::Bool, "true", "true"),
        (ScalarType::Bool, "12", "NULL"),
        (ScalarType::Real, "1.5", "1.5"),
        (ScalarType::Real, ".5", "NULL"),
        (ScalarType::Real, "1.", "NULL"),
        (ScalarType::Long, "1.5", "NULL"),
    ] {
        let source = format!("v={value}|Q");
        assert_eq!(cut(ParseKind::Regex, "", &parts(ty), &source), [expected], "{source}");
    }
    let anywhere = [text("^a="), column(STRING)];
    assert_eq!(cut(ParseKind::Regex, "m", &anywhere, "x\na=1"), ["1"]);
    assert_eq!(cut(ParseKind::Regex, "", &anywhere, "x\na=1"), [""]);
}

#[test]
fn unmatched_rows_are_told() {
    let parts = [text("a"), column(STRING)];
    let function = ParseText {
        pattern: Pattern::Literal(LiteralPattern::new(&parts, false).expect("pattern")),
        outputs: vec![Output { ty: STRING, wanted: false }],
        relaxed: false,
        name: String::new(),
        signature: Signature::any(1, Volatility::Immutable),
    };
    let result = function.run(&StringViewArray::from(vec![Some("ab"), Some("b"), None])).expect("runs");
    assert_eq!(result.num_columns(), 1);
    assert_eq!(result.column(0).as_boolean(), &BooleanArray::from(vec![true, false, false]));
}
