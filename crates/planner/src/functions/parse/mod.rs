//! What `parse` cuts out of a text: a struct of its columns, and whether the text matches.
//! <https://learn.microsoft.com/kusto/query/parse-operator>

mod literal;
mod regular;
mod shapes;
mod typed;

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, BooleanBuilder, StringViewArray, StructArray};
use arrow::datatypes::{DataType, Field, Fields};
use datafusion::common::{Result, internal_err};
use datafusion::logical_expr::{
    ColumnarValue, Expr, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};
use lurcher_binder::bound::{Parse, ParseKind, ParsePart};
use lurcher_functions::types::arrow_type;
use lurcher_symbols::ScalarType;

use self::literal::LiteralPattern;
use self::regular::RegularPattern;
use self::typed::Captured;

/// The name of the field that says whether the text matches.
pub const MATCHED: &str = "matched";

/// The name of the field of the `i`th column of the pattern.
pub fn output_name(i: usize) -> String {
    format!("f{i}")
}

/// The struct of the columns of a `parse`, over its source. `wanted` says for each column of the pattern whether it is
/// read.
pub fn parse(source: Expr, node: &Parse, wanted: &[bool]) -> Result<Expr> {
    let relaxed = node.kind == ParseKind::Relaxed;
    let pattern = match node.kind {
        ParseKind::Simple | ParseKind::Relaxed => Pattern::Literal(LiteralPattern::new(&node.parts, relaxed)?),
        ParseKind::Regex => Pattern::Regular(RegularPattern::new(&node.parts, &node.flags)?),
    };
    let types = node.parts.iter().filter_map(|part| match part {
        ParsePart::Column(_, ty) => Some(*ty),
        ParsePart::Text(_) | ParsePart::Skip => None,
    });
    let outputs = types.zip(wanted).map(|(ty, wanted)| Output { ty, wanted: *wanted }).collect();
    let name = format!("parse({:?},{:?},{:?},{wanted:?})", node.kind, node.flags, node.parts);
    let signature = Signature::exact(vec![DataType::Utf8View], Volatility::Immutable);
    let function = ParseText { pattern, outputs, relaxed, name, signature };
    Ok(ScalarUDF::from(function).call(vec![source]))
}

/// Finds the columns of a pattern in a text: for each its place. `false` where the text does not match.
trait Matcher {
    fn find(&mut self, text: &str, places: &mut Vec<(usize, usize)>) -> bool;
}

#[derive(Debug)]
enum Pattern {
    Literal(LiteralPattern),
    Regular(RegularPattern),
}

#[derive(Debug)]
struct Output {
    ty: ScalarType,
    wanted: bool,
}

#[derive(Debug)]
struct ParseText {
    pattern: Pattern,
    outputs: Vec<Output>,
    /// Whether a column whose text is none of its type is null alone.
    relaxed: bool,
    name: String,
    signature: Signature,
}

impl ParseText {
    fn fields(&self) -> Fields {
        let outputs = self.outputs.iter().enumerate().filter(|(_, o)| o.wanted);
        let outputs = outputs.map(|(i, o)| Field::new(output_name(i), arrow_type(o.ty), true));
        outputs.chain([Field::new(MATCHED, DataType::Boolean, true)]).collect()
    }

    fn run(&self, texts: &StringViewArray) -> Result<StructArray> {
        match &self.pattern {
            Pattern::Literal(pattern) => self.cut(texts, &mut pattern.matcher()),
            Pattern::Regular(pattern) => self.cut(texts, &mut pattern.matcher()),
        }
    }

    fn cut(&self, texts: &StringViewArray, matcher: &mut impl Matcher) -> Result<StructArray> {
        let mut columns: Vec<Captured<'_>> =
            self.outputs.iter().map(|o| Captured::new(o.ty, o.wanted, texts)).collect();
        let mut matched = BooleanBuilder::with_capacity(texts.len());
        let mut places = Vec::with_capacity(self.outputs.len());
        for row in 0..texts.len() {
            let text = if texts.is_null(row) { "" } else { texts.value(row) };
            places.clear();
            let mut is_match = matcher.find(text, &mut places);
            if is_match {
                for (column, place) in columns.iter_mut().zip(&places) {
                    is_match &= column.read(text, *place) || self.relaxed;
                }
            }
            for (column, place) in columns.iter_mut().zip(&places) {
                column.append(row, is_match.then_some(*place))?;
            }
            for column in columns.iter_mut().skip(places.len()) {
                column.append(row, None)?;
            }
            matched.append_value(is_match);
        }
        let mut arrays: Vec<ArrayRef> = columns.into_iter().filter_map(Captured::finish).collect();
        arrays.push(Arc::new(matched.finish()));
        Ok(StructArray::try_new(self.fields(), arrays, None)?)
    }
}

impl PartialEq for ParseText {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for ParseText {}

impl Hash for ParseText {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl ScalarUDFImpl for ParseText {
    fn name(&self) -> &str {
        &self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Struct(self.fields()))
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let [source] = args.args.as_slice() else {
            return internal_err!("parse takes one argument");
        };
        let source = source.to_array(args.number_rows)?;
        match source.as_any().downcast_ref() {
            Some(texts) => Ok(ColumnarValue::Array(Arc::new(self.run(texts)?))),
            None => internal_err!("parse over {}", source.data_type()),
        }
    }
}

#[cfg(test)]
mod tests;
