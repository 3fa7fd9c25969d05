//! `kql_dynamic(v)`: a struct, list or map as canonical JSON text.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, GenericListArray, OffsetSizeTrait, StringViewBuilder};
use arrow::buffer::NullBuffer;
use arrow::compute::cast;
use arrow::datatypes::DataType;
use datafusion::common::Result;
use lurcher_symbols::values::dynamic;
use lurcher_symbols::{ScalarType, Value};

use super::nature;
use super::unary::EdgeKernel;
use crate::tables::values::value_at;

/// `kql_dynamic`. A struct or map becomes a bag, a list an array; what is inside becomes KQL by its own nature first,
/// so that a timestamp stays a datetime.
pub(super) struct Dynamic;

impl EdgeKernel for Dynamic {
    const NAME: &'static str = "kql_dynamic";

    fn returns() -> DataType {
        DataType::Utf8View
    }

    fn run(array: &ArrayRef) -> Result<ArrayRef> {
        let writer = Writer::new(array)?;
        let mut json = StringViewBuilder::with_capacity(array.len());
        let mut text = String::new();
        for row in 0..array.len() {
            if array.is_null(row) {
                json.append_null();
            } else {
                text.clear();
                writer.write(row, &mut text);
                json.append_value(&text);
            }
        }
        Ok(Arc::new(json.finish()))
    }
}

/// Writes the values of one column; made once a batch.
enum Writer {
    Scalar(ScalarType, ArrayRef),
    Struct { keys: Vec<String>, values: Vec<Writer>, nulls: Option<NullBuffer> },
    List { ranges: Vec<(usize, usize)>, item: Box<Writer>, nulls: Option<NullBuffer> },
    Map { ranges: Vec<(usize, usize)>, keys: Vec<String>, value: Box<Writer>, nulls: Option<NullBuffer> },
}

impl Writer {
    fn new(array: &ArrayRef) -> Result<Writer> {
        let nulls = array.nulls().cloned();
        match array.data_type() {
            DataType::Struct(fields) => {
                let keys = fields.iter().map(|f| quoted(f.name())).collect();
                let values = array.as_struct().columns().iter().map(Writer::new).collect::<Result<_>>()?;
                Ok(Writer::Struct { keys, values, nulls })
            }
            DataType::List(_) => Self::list::<i32>(array.as_list(), nulls),
            DataType::LargeList(_) => Self::list::<i64>(array.as_list(), nulls),
            DataType::FixedSizeList(_, size) => {
                let list = array.as_fixed_size_list();
                let size = usize::try_from(*size).unwrap_or(0);
                let ranges = (0..list.len()).map(|row| (row * size, (row + 1) * size)).collect();
                Ok(Writer::List { ranges, item: Box::new(Writer::new(list.values())?), nulls })
            }
            DataType::Map(..) => {
                let map = array.as_map();
                let keys = cast(map.keys(), &DataType::Utf8View)?;
                let keys = keys.as_string_view().iter().map(|key| quoted(key.unwrap_or_default())).collect();
                Ok(Writer::Map {
                    ranges: ranges(map.offsets()),
                    keys,
                    value: Box::new(Writer::new(map.values())?),
                    nulls,
                })
            }
            other => {
                let Some(nature) = nature(other) else {
                    return super::refuse(other, ScalarType::Dynamic);
                };
                let mut values = cast(array, &nature.read_as)?;
                if let Some(function) = nature.function {
                    values = function.run(&values)?;
                }
                // A missing text inside of a bag is a null, not the empty string that a column would have.
                let hides_nulls = nature.ty == ScalarType::String && nulls.is_some();
                Ok(match hides_nulls {
                    true => {
                        Writer::Scalar(nature.ty, arrow::compute::nullif(&values, &arrow::compute::is_null(array)?)?)
                    }
                    false => Writer::Scalar(nature.ty, values),
                })
            }
        }
    }

    fn list<O: OffsetSizeTrait>(list: &GenericListArray<O>, nulls: Option<NullBuffer>) -> Result<Writer> {
        Ok(Writer::List { ranges: ranges(list.offsets()), item: Box::new(Writer::new(list.values())?), nulls })
    }

    fn write(&self, row: usize, out: &mut String) {
        let nulls = match self {
            Writer::Scalar(_, values) => values.nulls(),
            Writer::Struct { nulls, .. } | Writer::List { nulls, .. } | Writer::Map { nulls, .. } => nulls.as_ref(),
        };
        if nulls.is_some_and(|n| n.is_null(row)) {
            out.push_str("null");
            return;
        }
        match self {
            Writer::Scalar(ty, values) => {
                let value = value_at(values, *ty, row).unwrap_or(Value::Null(*ty));
                dynamic::Dynamic::from_value(&value).write_canonical(out);
            }
            Writer::Struct { keys, values, .. } => {
                let entries = keys.iter().zip(values);
                enclosed(out, '{', '}', entries, |(key, value), out| entry(key, value, row, out));
            }
            Writer::List { ranges, item, .. } => {
                let (start, end) = ranges[row];
                enclosed(out, '[', ']', start..end, |index, out| item.write(index, out));
            }
            Writer::Map { ranges, keys, value, .. } => {
                let (start, end) = ranges[row];
                enclosed(out, '{', '}', start..end, |index, out| entry(&keys[index], value, index, out));
            }
        }
    }
}

fn entry(key: &str, value: &Writer, row: usize, out: &mut String) {
    out.push_str(key);
    out.push(':');
    value.write(row, out);
}

fn ranges<O: OffsetSizeTrait>(offsets: &[O]) -> Vec<(usize, usize)> {
    offsets.windows(2).map(|w| (w[0].as_usize(), w[1].as_usize())).collect()
}

fn quoted(key: &str) -> String {
    let mut out = String::with_capacity(key.len() + 2);
    dynamic::write_string(&mut out, key);
    out
}

fn enclosed<T>(
    out: &mut String,
    open: char,
    close: char,
    items: impl IntoIterator<Item = T>,
    write: impl Fn(T, &mut String),
) {
    out.push(open);
    for (i, item) in items.into_iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        write(item, out);
    }
    out.push(close);
}

#[cfg(test)]
mod tests {
    use arrow::array::{
        Int32Builder, Int64Array, ListArray, MapBuilder, StringArray, StringBuilder, StructArray,
        TimestampMicrosecondArray,
    };
    use arrow::datatypes::{Field, Int64Type};

    use super::*;

    fn run(array: impl Array + 'static) -> Vec<Option<String>> {
        let json = Dynamic::run(&(Arc::new(array) as ArrayRef)).unwrap();
        json.as_string_view().iter().map(|s| s.map(str::to_owned)).collect()
    }

    #[test]
    fn lists() {
        let list = ListArray::from_iter_primitive::<Int64Type, _, _>([Some(vec![Some(1), None]), None, Some(vec![])]);
        assert_eq!(run(list.clone()), [Some("[1,null]".to_owned()), None, Some("[]".to_owned())]);
        assert_eq!(run(list.slice(2, 1)), [Some("[]".to_owned())]);
    }

    #[test]
    fn structs() {
        let field = |name: &str, array: &ArrayRef| Arc::new(Field::new(name, array.data_type().clone(), true));
        let number: ArrayRef = Arc::new(Int64Array::from(vec![Some(1), None]));
        let text: ArrayRef = Arc::new(StringArray::from(vec![Some("a\"b"), None]));
        let time: ArrayRef = Arc::new(TimestampMicrosecondArray::from(vec![Some(0), None]));
        let both = StructArray::from(vec![
            (field("n", &number), number.clone()),
            (field("s \"x\"", &text), text.clone()),
            (field("t", &time), time.clone()),
        ]);
        assert_eq!(
            run(both),
            [
                Some(r#"{"n":1,"s \"x\"":"a\"b","t":"\u0001d1970-01-01T00:00:00.0000000Z"}"#.to_owned()),
                Some(r#"{"n":null,"s \"x\"":null,"t":null}"#.to_owned()),
            ]
        );
    }

    #[test]
    fn maps() {
        let mut map = MapBuilder::new(None, StringBuilder::new(), Int32Builder::new());
        map.keys().append_value("k");
        map.values().append_value(7);
        map.append(true).unwrap();
        map.append(false).unwrap();
        assert_eq!(run(map.finish()), [Some(r#"{"k":7}"#.to_owned()), None]);
    }
}
