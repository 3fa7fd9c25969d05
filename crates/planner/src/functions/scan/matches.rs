//! The matches of a `scan` on their way out.

use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, Int64Array, ListArray, StringViewBuilder, StructArray, UInt32Array, new_empty_array,
};
use arrow::buffer::OffsetBuffer;
use arrow::compute::{concat, take};
use arrow::datatypes::DataType;
use datafusion::common::{Result, internal_err};

use super::Program;
use super::expression::Matched;

/// So many values of one row each are made one array.
const CHUNK: usize = 4_096;

/// The matches so far, in the order in which they come out.
pub(super) struct Matches {
    rows: Vec<usize>,
    match_ids: Vec<i64>,
    /// The declared columns that are read, with their numbers.
    columns: Vec<(usize, Values)>,
}

/// A column, from arrays of one row.
enum Values {
    /// Texts are copied: put together, the arrays would share each other's buffers many times over.
    Texts(StringViewBuilder),
    Others {
        chunks: Vec<ArrayRef>,
        single: Vec<ArrayRef>,
    },
}

impl Matches {
    pub fn new(program: &Program) -> Self {
        let read = program.declared.iter().enumerate().filter(|(_, declared)| declared.is_read);
        let columns = read.map(|(place, declared)| {
            let values = match declared.ty {
                DataType::Utf8View => Values::Texts(StringViewBuilder::new()),
                _ => Values::Others { chunks: Vec::new(), single: Vec::new() },
            };
            (place, values)
        });
        Self { rows: Vec::new(), match_ids: Vec::new(), columns: columns.collect() }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn push(&mut self, matched: &Matched, match_id: i64) -> Result<()> {
        self.rows.push(matched.row);
        self.match_ids.push(match_id);
        self.columns.iter_mut().try_for_each(|(place, values)| values.push(&matched.declared[*place]))
    }

    /// For each of `total` rows the list of its matches.
    pub fn finish(self, program: &Program, total: usize) -> Result<ArrayRef> {
        let order = by_row(&self.rows)?;
        let in_order = |array: ArrayRef| -> Result<ArrayRef> {
            match &order {
                Some(order) => Ok(take(&array, order, None)?),
                None => Ok(array),
            }
        };
        let mut lengths = vec![0_usize; total];
        let mut places = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            // Matches of one row stay in their order, whatever comes between them.
            places.push(lengths[*row] as i64);
            lengths[*row] += 1;
        }
        let mut columns: Vec<ArrayRef> = vec![in_order(Arc::new(Int64Array::from(places)))?];
        if program.match_id.is_some() {
            columns.push(in_order(Arc::new(Int64Array::from(self.match_ids)))?);
        }
        for (place, values) in self.columns {
            columns.push(in_order(values.finish(&program.declared[place].ty)?)?);
        }
        let DataType::List(item) = &program.result else {
            return internal_err!("scan: the result is a {}", program.result);
        };
        let DataType::Struct(fields) = item.data_type() else {
            return internal_err!("scan: a match is a {}", item.data_type());
        };
        if i32::try_from(self.rows.len()).is_err() {
            return lurcher_functions::refuse!("scan: more than {} matches", i32::MAX);
        }
        let matches = StructArray::try_new(fields.clone(), columns, None)?;
        let offsets = OffsetBuffer::from_lengths(lengths);
        Ok(Arc::new(ListArray::try_new(Arc::clone(item), offsets, Arc::new(matches), None)?))
    }
}

/// The order that puts the matches of a row beside each other, unless they are so already.
fn by_row(rows: &[usize]) -> Result<Option<UInt32Array>> {
    if rows.is_sorted() {
        return Ok(None);
    }
    let Ok(count) = u32::try_from(rows.len()) else {
        return lurcher_functions::refuse!("scan: too many matches");
    };
    let mut order: Vec<u32> = (0..count).collect();
    order.sort_by_key(|place| rows[*place as usize]);
    Ok(Some(UInt32Array::from(order)))
}

impl Values {
    fn push(&mut self, value: &ArrayRef) -> Result<()> {
        match self {
            Values::Texts(texts) => {
                let Some(value) = value.as_string_view_opt() else {
                    return internal_err!("scan: a {} in a column of texts", value.data_type());
                };
                texts.append_option(value.is_valid(0).then(|| value.value(0)));
            }
            Values::Others { chunks, single } => {
                single.push(Arc::clone(value));
                if single.len() == CHUNK {
                    chunks.push(joined(single)?);
                    single.clear();
                }
            }
        }
        Ok(())
    }

    fn finish(self, ty: &DataType) -> Result<ArrayRef> {
        match self {
            Values::Texts(mut texts) => Ok(Arc::new(texts.finish())),
            Values::Others { mut chunks, single } => {
                chunks.extend(single);
                if chunks.is_empty() { Ok(new_empty_array(ty)) } else { joined(&chunks) }
            }
        }
    }
}

fn joined(arrays: &[ArrayRef]) -> Result<ArrayRef> {
    let arrays: Vec<&dyn Array> = arrays.iter().map(AsRef::as_ref).collect();
    Ok(concat(&arrays)?)
}
