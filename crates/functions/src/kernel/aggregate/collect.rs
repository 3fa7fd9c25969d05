//! `make_list`, `make_set` and `make_bag`: the values of a group as one dynamic, written as canonical JSON while the
//! rows come.

use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, BinaryViewArray, BinaryViewBuilder, BooleanArray, Int64Array, StringViewArray, StringViewBuilder,
};
use arrow::datatypes::DataType;
use datafusion::common::Result;
use datafusion::logical_expr::{ColumnarValue, EmitTo, Expr, GroupsAccumulator};
use lurcher_symbols::ScalarType;

use super::hash::text_key;
use super::key_set::KeySet;
use super::selection::{downcast, each_row};
use super::udaf::{Family, Groups, call};
use crate::kernel::{Call, Cell, Scalars, elements, write_element};
use crate::types::arrow_type;

/// The greatest number of elements of a list, a set or a bag, and the default.
pub const MAX_SIZE: usize = 1 << 20;

/// The greatest number of elements that a call asks for.
pub fn max_size(asked: i64) -> usize {
    usize::try_from(asked).map_or(0, |size| size.min(MAX_SIZE))
}

/// What becomes of the values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Collect {
    /// What a row adds.
    pub source: Source,
    /// Whether the same thing is added once only: a value, or a bag's key.
    pub distinct: bool,
    /// Whether a null adds a null.
    pub nulls: bool,
    /// The greatest number of elements; what comes later is left out.
    pub max: usize,
}

/// What a row adds to the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Its value to an array; of an array all elements.
    Values,
    /// The entries of a bag to a bag; what is no bag adds nothing.
    Entries,
}

/// The values of `arg` as one dynamic. With a `position` the elements are in the order of positions and of what is the
/// same the first counts; without one the order is that in which rows happen to come.
pub fn collect(
    function: &str,
    rule: Collect,
    arg: Expr,
    ty: ScalarType,
    position: Option<Expr>,
    filter: Option<Expr>,
) -> Expr {
    let ordered = position.is_some();
    let name = format!("{function}({ty};{}{})", rule.max, if ordered { ";ordered" } else { "" });
    let args = std::iter::once(arg).chain(position).collect();
    call(name, Collecting { rule, ty, ordered }, args, filter)
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Collecting {
    rule: Collect,
    ty: ScalarType,
    ordered: bool,
}

impl Family for Collecting {
    fn arguments(&self) -> Vec<DataType> {
        let position = self.ordered.then_some(DataType::Int64);
        std::iter::once(arrow_type(self.ty)).chain(position).collect()
    }

    fn state(&self) -> Vec<DataType> {
        let order = self.ordered.then_some(DataType::BinaryView);
        [DataType::Utf8View, DataType::Int64].into_iter().chain(order).collect()
    }

    fn result(&self) -> DataType {
        DataType::Utf8View
    }

    fn accumulator(&self) -> Box<dyn Groups> {
        Box::new(Collections { family: *self, cells: Vec::new(), heap: 0 })
    }
}

/// The elements of one group.
#[derive(Debug)]
struct Collected {
    /// The elements with commas between, without brackets.
    text: String,
    count: usize,
    /// The keys of what is there already, where each thing is added once.
    seen: KeySet<u128>,
    /// The greatest position so far.
    latest: i64,
    /// Position and length of each element, where rows have positions.
    order: Vec<(i64, u32)>,
}

impl Default for Collected {
    fn default() -> Self {
        Self { text: String::new(), count: 0, seen: KeySet::default(), latest: i64::MIN, order: Vec::new() }
    }
}

impl Collecting {
    /// Adds one element.
    fn push(&self, cell: &mut Collected, position: i64, write: impl FnOnce(&mut String)) {
        // A row that comes in order adds nothing to a full list, nor a second of the same. One that comes late may
        // displace another: that is settled at the end.
        let in_order = position >= cell.latest;
        if in_order && cell.count >= self.rule.max {
            return;
        }
        let before = cell.text.len();
        if cell.count > 0 {
            cell.text.push(',');
        }
        let start = cell.text.len();
        write(&mut cell.text);
        if self.rule.distinct && !cell.seen.insert(text_key(self.identity(&cell.text[start..]))) && in_order {
            cell.text.truncate(before);
            return;
        }
        if self.ordered {
            cell.order.push((position, (cell.text.len() - start) as u32));
        }
        cell.latest = cell.latest.max(position);
        cell.count += 1;
    }

    /// What makes an element the same as another.
    fn identity<'a>(&self, element: &'a str) -> &'a str {
        match self.rule.source {
            Source::Values => element,
            Source::Entries => elements::key(element),
        }
    }

    /// Appends the finished dynamic.
    fn write(&self, cell: &Collected, out: &mut String) {
        let (open, close) = match self.rule.source {
            Source::Values => ('[', ']'),
            Source::Entries => ('{', '}'),
        };
        out.push(open);
        if cell.order.is_sorted_by_key(|(position, _)| *position) {
            out.push_str(&cell.text);
        } else {
            self.write_in_order(cell, out);
        }
        out.push(close);
    }

    fn write_in_order(&self, cell: &Collected, out: &mut String) {
        let mut start = 0;
        let mut places: Vec<(i64, usize, usize)> = Vec::with_capacity(cell.order.len());
        for (position, length) in &cell.order {
            places.push((*position, start, start + *length as usize));
            start += *length as usize + 1;
        }
        places.sort_by_key(|(position, ..)| *position);
        let (mut seen, mut count) = (KeySet::default(), 0);
        for (_, start, end) in places {
            let element = &cell.text[start..end];
            if count == self.rule.max {
                return;
            }
            if self.rule.distinct && !seen.insert(text_key(self.identity(element))) {
                continue;
            }
            if count > 0 {
                out.push(',');
            }
            out.push_str(element);
            count += 1;
        }
    }
}

impl Collected {
    fn heap(&self) -> usize {
        self.text.capacity() + self.seen.heap() + self.order.capacity() * size_of::<(i64, u32)>()
    }
}

#[derive(Debug)]
struct Collections {
    family: Collecting,
    cells: Vec<Collected>,
    /// Bytes that the cells hold on the heap.
    heap: usize,
}

impl Collections {
    /// Changes the cell of a group and keeps account of its size.
    #[inline]
    fn change(&mut self, group: usize, f: impl FnOnce(&Collecting, &mut Collected)) {
        let cell = &mut self.cells[group];
        let before = cell.heap();
        f(&self.family, cell);
        self.heap = self.heap + cell.heap() - before;
    }

    fn emit(&mut self, emit_to: EmitTo) -> Vec<Collected> {
        let cells = emit_to.take_needed(&mut self.cells);
        self.heap -= cells.iter().map(Collected::heap).sum::<usize>();
        cells
    }
}

impl GroupsAccumulator for Collections {
    fn update_batch(
        &mut self,
        values: &[ArrayRef],
        groups: &[usize],
        filter: Option<&BooleanArray>,
        total: usize,
    ) -> Result<()> {
        self.cells.resize_with(total, Collected::default);
        let Collecting { rule, ty, ordered } = self.family;
        let args = [ColumnarValue::Array(Arc::clone(&values[0]))];
        let call = Call { args: &args, types: &[ty], result: ScalarType::Dynamic, rows: groups.len(), name: "collect" };
        let column = Scalars::of(&call, 0)?;
        let positions: Option<&Int64Array> = if ordered { Some(downcast(&values[1])?) } else { None };
        let position = |row| positions.map_or(0, |p| p.value(row));
        // A string is never null, and the null of a dynamic is an element like others.
        let skipped = match ty {
            ScalarType::String | ScalarType::Dynamic => None,
            _ if rule.nulls => None,
            _ => values[0].nulls(),
        };
        let mut parts = Vec::new();
        let mut entries = Vec::new();
        each_row(groups, skipped, filter, |row, group| {
            let at = position(row);
            self.change(group, |family, cell| match (&column, rule.source) {
                (Scalars::Dynamic(text), Source::Entries) => {
                    elements::entries(text.option(row), &mut entries);
                    for (key, value) in &entries {
                        family.push(cell, at, |out| out.extend([*key, ":", *value]));
                    }
                }
                (Scalars::Dynamic(text), Source::Values) if elements::elements(text.option(row), &mut parts) => {
                    parts.iter().for_each(|part| family.push(cell, at, |out| out.push_str(part)));
                }
                // The zeros are one value.
                (Scalars::Real(numbers), _) if rule.distinct => {
                    let value = numbers.get(row).map_or(Cell::Null, |value| Cell::Real(value + 0.0));
                    family.push(cell, at, |out| write_element(&value, out));
                }
                _ => family.push(cell, at, |out| column.write_element(row, out)),
            });
        });
        Ok(())
    }

    fn evaluate(&mut self, emit_to: EmitTo) -> Result<ArrayRef> {
        let cells = self.emit(emit_to);
        let mut builder = StringViewBuilder::with_capacity(cells.len());
        let mut text = String::new();
        for cell in cells {
            text.clear();
            self.family.write(&cell, &mut text);
            builder.append_value(&text);
        }
        Ok(Arc::new(builder.finish()))
    }

    fn state(&mut self, emit_to: EmitTo) -> Result<Vec<ArrayRef>> {
        let cells = self.emit(emit_to);
        let mut texts = StringViewBuilder::with_capacity(cells.len());
        let mut orders = BinaryViewBuilder::with_capacity(cells.len());
        let mut bytes = Vec::new();
        for cell in &cells {
            texts.append_value(&cell.text);
            bytes.clear();
            for (position, length) in &cell.order {
                bytes.extend_from_slice(&position.to_le_bytes());
                bytes.extend_from_slice(&length.to_le_bytes());
            }
            orders.append_value(&bytes);
        }
        let counts = Int64Array::from_iter_values(cells.iter().map(|cell| cell.count as i64));
        let mut columns: Vec<ArrayRef> = vec![Arc::new(texts.finish()), Arc::new(counts)];
        if self.family.ordered {
            columns.push(Arc::new(orders.finish()));
        }
        Ok(columns)
    }

    fn merge_batch(&mut self, values: &[ArrayRef], groups: &[usize], total: usize) -> Result<()> {
        self.cells.resize_with(total, Collected::default);
        let texts: &StringViewArray = downcast(&values[0])?;
        let counts: &Int64Array = downcast(&values[1])?;
        let orders: Option<&BinaryViewArray> = if self.family.ordered { Some(downcast(&values[2])?) } else { None };
        for (row, group) in groups.iter().enumerate() {
            let (text, count) = (texts.value(row), counts.value(row) as usize);
            self.change(*group, |family, cell| match orders {
                None if !family.rule.distinct && cell.count + count <= family.rule.max => append(cell, text, count),
                None => elements::split(text, |element| family.push(cell, 0, |out| out.push_str(element))),
                Some(orders) => {
                    let mut start = 0;
                    for entry in orders.value(row).as_chunks::<12>().0 {
                        let (position, length) = order_entry(entry);
                        family.push(cell, position, |out| out.push_str(&text[start..start + length]));
                        start += length + 1;
                    }
                }
            });
        }
        Ok(())
    }

    fn convert_to_state(&self, values: &[ArrayRef], filter: Option<&BooleanArray>) -> Result<Vec<ArrayRef>> {
        let rows: Vec<usize> = (0..values[0].len()).collect();
        let mut each = Self { family: self.family, cells: Vec::new(), heap: 0 };
        each.update_batch(values, &rows, filter, rows.len())?;
        each.state(EmitTo::All)
    }

    fn size(&self) -> usize {
        self.cells.capacity() * size_of::<Collected>() + self.heap
    }
}

/// Appends the elements of another list.
fn append(cell: &mut Collected, text: &str, count: usize) {
    if cell.count > 0 && count > 0 {
        cell.text.push(',');
    }
    cell.text.push_str(text);
    cell.count += count;
}

/// Position and length of an element, as a state has them.
fn order_entry(bytes: &[u8; 12]) -> (i64, usize) {
    let (position, length) = bytes.split_at(8);
    let position = position.try_into().map_or(0, i64::from_le_bytes);
    (position, length.try_into().map_or(0, u32::from_le_bytes) as usize)
}
