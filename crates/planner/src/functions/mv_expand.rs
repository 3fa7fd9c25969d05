//! What `mv-expand` makes of a dynamic: the list of its elements.
//! <https://learn.microsoft.com/kusto/query/mv-expand-operator>
//!
//! A null is one element, an array or a bag without elements none, any other scalar is its own element.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, Int64Array, ListArray, StringViewArray};
use arrow::buffer::OffsetBuffer;
use arrow::datatypes::{DataType, Field, FieldRef};
use datafusion::common::{Result, internal_err};
use datafusion::logical_expr::{
    ColumnarValue, Expr, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};
use lurcher_functions::allowance::check_column;
use lurcher_functions::kernel::convert::{self, Overflow};
use lurcher_functions::kernel::{Cell, Slices, place};
use lurcher_functions::types::arrow_type;
use lurcher_symbols::{ScalarType, Value};

use super::column::ColumnBuilder;
use super::json::{Piece, parts};

/// The elements of a dynamic as a list of the physical type of `ty`, at most `limit` of them. `bag_as_array` makes
/// `[key, value]` of an entry of a bag, not a bag of its own.
pub fn expand(source: Expr, ty: ScalarType, bag_as_array: bool, limit: Option<u64>) -> Expr {
    let limit = limit.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
    ScalarUDF::from(Expand::new(ty, bag_as_array, limit)).call(vec![source])
}

/// For lists that are expanded side by side the list of the places, from 0, of the longest one's elements.
pub fn expand_index(lists: Vec<Expr>) -> Expr {
    let signature = Signature::variadic_any(Volatility::Immutable);
    ScalarUDF::from(ExpandIndex { signature }).call(lists)
}

/// The bytes of an element, its text apart.
const VIEW: usize = 16;

fn item(ty: DataType) -> FieldRef {
    Arc::new(Field::new_list_field(ty, true))
}

#[derive(Debug)]
struct Expand {
    ty: ScalarType,
    bag_as_array: bool,
    limit: usize,
    name: String,
    signature: Signature,
}

impl Expand {
    fn new(ty: ScalarType, bag_as_array: bool, limit: usize) -> Self {
        let name = format!("mv_expand({ty},{},{limit})", if bag_as_array { "array" } else { "bag" });
        let signature = Signature::exact(vec![DataType::Utf8View], Volatility::Immutable);
        Self { ty, bag_as_array, limit, name, signature }
    }

    fn lists(&self, texts: &StringViewArray) -> Result<ListArray> {
        let mut elements = Elements::new(self.ty, texts);
        let mut offsets = Vec::with_capacity(texts.len() + 1);
        let mut end = 0_i32;
        offsets.push(end);
        let mut entry = String::new();
        for row in 0..texts.len() {
            let text = if texts.is_null(row) { "null" } else { texts.value(row) };
            let mut count = 0;
            let mut failed = Ok(());
            let is_collection = self.limit > 0
                && parts(text, |piece| {
                    failed = match piece {
                        Piece::Element(element) => elements.append(row, text, element),
                        Piece::Entry(key, value) => {
                            self.write_entry(key, value, &mut entry);
                            elements.append_other(&entry)
                        }
                    };
                    count += 1;
                    failed.is_ok() && count < self.limit
                });
            failed?;
            if !is_collection && self.limit > 0 {
                elements.append(row, text, text)?;
                count = 1;
            }
            // What is expanded is in no pool of memory; unnesting bounds its own batches.
            check_column((end as usize).saturating_add(count).saturating_mul(VIEW))?;
            end = match i32::try_from(count).ok().and_then(|count| end.checked_add(count)) {
                Some(end) => end,
                None => return lurcher_functions::refuse!("mv-expand: too many elements in one batch of rows"),
            };
            offsets.push(end);
        }
        Ok(ListArray::try_new(item(arrow_type(self.ty)), OffsetBuffer::new(offsets.into()), elements.finish(), None)?)
    }

    fn write_entry(&self, key: &str, value: &str, out: &mut String) {
        out.clear();
        let (open, between, close) = if self.bag_as_array { ("[", ",", "]") } else { ("{", ":", "}") };
        out.extend([open, key, between, value, close]);
    }
}

/// The elements of all lists.
enum Elements<'a> {
    Dynamics(Slices<'a>),
    Strings(Slices<'a>),
    Others(ScalarType, ColumnBuilder),
}

impl<'a> Elements<'a> {
    fn new(ty: ScalarType, source: &'a StringViewArray) -> Self {
        match ty {
            ScalarType::Dynamic => Elements::Dynamics(Slices::of(source)),
            ScalarType::String => Elements::Strings(Slices::of(source)),
            other => Elements::Others(other, ColumnBuilder::new(other, source.len())),
        }
    }

    /// Appends a piece of the text of `row`.
    fn append(&mut self, row: usize, text: &str, piece: &str) -> Result<()> {
        let (start, end) = place(text, piece);
        match self {
            Elements::Dynamics(slices) if piece == "null" => slices.append_null(),
            Elements::Dynamics(slices) => slices.append(row, start, end)?,
            Elements::Strings(slices) => match piece.as_bytes() {
                [b'"', inner @ .., b'"'] if !inner.contains(&b'\\') => slices.append(row, start + 1, end - 1)?,
                _ => slices.append_text(&text_of(piece)),
            },
            Elements::Others(ty, values) => values.append(cast(*ty, piece).as_ref())?,
        }
        Ok(())
    }

    /// Appends a text that is no piece of the source.
    fn append_other(&mut self, element: &str) -> Result<()> {
        match self {
            Elements::Dynamics(slices) => slices.append_text(element),
            Elements::Strings(slices) => slices.append_text(&text_of(element)),
            Elements::Others(ty, values) => values.append(cast(*ty, element).as_ref())?,
        }
        Ok(())
    }

    fn finish(self) -> ArrayRef {
        match self {
            Elements::Dynamics(slices) | Elements::Strings(slices) => slices.finish(),
            Elements::Others(_, values) => values.finish(),
        }
    }
}

fn text_of(element: &str) -> String {
    let mut text = String::new();
    Cell::of(Some(element)).write_text(&mut text);
    text
}

/// An element as a value of the type that `to typeof(…)` asks for: a number of a number, a bool of a bool or a whole
/// number, a guid and a time also of the text that spells it. What does not conform is null.
fn cast(ty: ScalarType, element: &str) -> Option<Value> {
    let cell = Cell::of(Some(element));
    let overflow = Overflow::Saturate;
    match (ty, &cell) {
        (ScalarType::Guid, Cell::Text(_)) => convert::to_guid(&cell).map(Value::Guid),
        (ScalarType::DateTime, Cell::Text(_)) => convert::to_datetime(&cell).map(Value::DateTime),
        (ScalarType::Bool, Cell::Bool(b)) => Some(Value::Bool(*b)),
        (ScalarType::Bool, Cell::Long(i)) => Some(Value::Bool(*i != 0)),
        (
            ScalarType::Int | ScalarType::Long | ScalarType::Real | ScalarType::Decimal,
            Cell::Text(_) | Cell::Bool(_) | Cell::DateTime(_) | Cell::TimeSpan(_),
        ) => None,
        (ScalarType::Int, _) => convert::to_int(&cell, overflow).map(Value::Int),
        (ScalarType::Long, _) => convert::to_long(&cell, overflow).map(Value::Long),
        (ScalarType::Real, _) => convert::to_real(&cell).map(Value::Real),
        (ScalarType::Decimal, _) => convert::to_decimal(&cell).map(Value::Decimal),
        (ScalarType::DateTime, Cell::DateTime(ticks)) => Some(Value::DateTime(*ticks)),
        (ScalarType::TimeSpan, Cell::TimeSpan(ticks)) => Some(Value::TimeSpan(*ticks)),
        (ScalarType::Guid, Cell::Guid(guid)) => Some(Value::Guid(*guid)),
        (
            ScalarType::Bool
            | ScalarType::DateTime
            | ScalarType::TimeSpan
            | ScalarType::Guid
            | ScalarType::String
            | ScalarType::Dynamic,
            _,
        ) => None,
    }
}

impl PartialEq for Expand {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Expand {}

impl Hash for Expand {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl ScalarUDFImpl for Expand {
    fn name(&self) -> &str {
        &self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::List(item(arrow_type(self.ty))))
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let [source] = args.args.as_slice() else {
            return internal_err!("{} takes one argument", self.name);
        };
        let source = source.to_array(args.number_rows)?;
        match source.as_any().downcast_ref() {
            Some(texts) => Ok(ColumnarValue::Array(Arc::new(self.lists(texts)?))),
            None => internal_err!("{} over {}", self.name, source.data_type()),
        }
    }
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct ExpandIndex {
    signature: Signature,
}

impl ScalarUDFImpl for ExpandIndex {
    fn name(&self) -> &str {
        "mv_expand_index"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::List(item(DataType::Int64)))
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let lists = args.args.iter().map(|list| list.to_array(args.number_rows)).collect::<Result<Vec<_>>>()?;
        let mut lengths = vec![0_usize; args.number_rows];
        for list in &lists {
            let offsets = list.as_list::<i32>().offsets();
            for (length, ends) in lengths.iter_mut().zip(offsets.windows(2)) {
                *length = (*length).max((ends[1] - ends[0]) as usize);
            }
        }
        let places: Int64Array = lengths.iter().flat_map(|length| 0..*length as i64).collect();
        let offsets = OffsetBuffer::from_lengths(lengths);
        let list = ListArray::try_new(item(DataType::Int64), offsets, Arc::new(places), None)?;
        Ok(ColumnarValue::Array(Arc::new(list)))
    }
}

#[cfg(test)]
mod tests {
    use datafusion::common::ScalarValue;

    use super::*;

    fn expanded(ty: ScalarType, bag_as_array: bool, limit: usize, text: Option<&str>) -> Vec<String> {
        let texts = StringViewArray::from(vec![text]);
        let lists = Expand::new(ty, bag_as_array, limit).lists(&texts).expect("lists");
        let values = lists.value(0);
        (0..values.len())
            .map(|i| ScalarValue::try_from_array(&values, i).map_or_else(|e| e.to_string(), |v| v.to_string()))
            .collect()
    }

    /// The documentation of `mv-expand`: a null gives one record, nothing to expand none, bags expand in two ways.
    #[test]
    fn documented_modes() {
        let all = usize::MAX;
        assert_eq!(expanded(ScalarType::Dynamic, false, all, None), ["NULL"]);
        assert_eq!(expanded(ScalarType::Dynamic, false, all, Some("[]")), Vec::<String>::new());
        assert_eq!(expanded(ScalarType::Dynamic, false, all, Some("{}")), Vec::<String>::new());
        assert_eq!(expanded(ScalarType::Dynamic, false, all, Some("[1,null,[2]]")), ["1", "NULL", "[2]"]);
        assert_eq!(expanded(ScalarType::Dynamic, false, all, Some("7")), ["7"]);
        let bag = r#"{"prop1":"a1","prop2":"b1"}"#;
        assert_eq!(expanded(ScalarType::Dynamic, true, all, Some(bag)), [r#"["prop1","a1"]"#, r#"["prop2","b1"]"#]);
        assert_eq!(expanded(ScalarType::Dynamic, false, 1, Some(bag)), [r#"{"prop1":"a1"}"#]);
    }

    /// "The operation of applying the type is cast-only and doesn't include parsing or type-conversion."
    #[test]
    fn types() {
        let all = usize::MAX;
        assert_eq!(expanded(ScalarType::Long, false, all, Some("[1,\"2\",null]")), ["1", "NULL", "NULL"]);
        assert_eq!(expanded(ScalarType::Real, false, all, Some("[1,2.5]")), ["1", "2.5"]);
        assert_eq!(expanded(ScalarType::String, false, all, Some(r#"["a","b\n",null,1]"#)), ["a", "b\n", "", "1"]);
        assert_eq!(expanded(ScalarType::Long, false, all, Some("[]")), Vec::<String>::new());
    }
}
