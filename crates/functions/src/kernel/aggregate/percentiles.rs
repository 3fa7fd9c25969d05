//! `percentile`, `percentiles`, `percentilew` and their relatives.

use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, BinaryViewArray, BinaryViewBuilder, BooleanArray, Float64Array, Int64Array,
    StringViewBuilder, StructArray,
};
use arrow::buffer::NullBuffer;
use arrow::datatypes::{DataType, Field, Fields, Float64Type, Int64Type};
use datafusion::common::Result;
use datafusion::logical_expr::{ColumnarValue, EmitTo, Expr, GroupsAccumulator, cast};
use lurcher_symbols::{ScalarType, Value};

use super::digest::Digest;
use super::quantiles::{Quantiles, real_key, real_of};
use super::selection::{downcast, each_row};
use super::udaf::{Family, Groups, call};
use crate::kernel::{Call, Scalars};
use crate::promotion::promote;
use crate::types::arrow_type;

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Percentiles {
    /// The percentages, 0 to 100.
    pub percents: Vec<f64>,
    /// What the result is.
    pub shape: Shape,
}

/// What a call gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A struct `c0`, `c1` …, one field a percentage.
    Columns,
    /// One array.
    Array,
    /// Of no percentages, the values themselves with their weights: a [`Digest`].
    Digest,
}

/// The values of `arg` at percentages, by nearest rank. Each value counts `weight` times, if there is a weight. An int
/// answers as long and a decimal as real. Nulls do not count.
pub fn percentiles(
    function: &str,
    asked: Percentiles,
    arg: Expr,
    ty: ScalarType,
    weight: Option<(Expr, ScalarType)>,
) -> Result<Expr> {
    let result = percentile_type(&[ty], &[]);
    let arg = match ty {
        ScalarType::Int | ScalarType::Decimal => promote(arg, ty, result)?,
        ScalarType::Long | ScalarType::Real | ScalarType::DateTime | ScalarType::TimeSpan => arg,
        other => return refuse!("{function}() of a {other}: it must be a number, a datetime or a timespan"),
    };
    let weight = match weight {
        Some((weight, ScalarType::Int)) => Some(cast(weight, DataType::Int64)),
        Some((weight, ScalarType::Long)) => Some(weight),
        Some((_, other)) => return refuse!("{function}() with a {other} as weight: it must be an int or a long"),
        None => None,
    };
    let list: Vec<String> = asked.percents.iter().map(f64::to_string).collect();
    let name = format!("{function}({ty};{})", list.join(","));
    let args = std::iter::once(arg).chain(weight.clone()).collect();
    Ok(call(name, Ranking { asked, ty: result, weighted: weight.is_some() }, args, None))
}

/// The type of a percentile of values of the first argument's type.
pub fn percentile_type(types: &[ScalarType], _: &[Option<&Value>]) -> ScalarType {
    match types.first() {
        Some(ScalarType::Int) | None => ScalarType::Long,
        Some(ScalarType::Decimal) => ScalarType::Real,
        Some(other) => *other,
    }
}

#[derive(Debug, Clone, PartialEq)]
struct Ranking {
    asked: Percentiles,
    /// Long, real, datetime or timespan.
    ty: ScalarType,
    weighted: bool,
}

impl Ranking {
    fn fields(&self) -> Fields {
        let ty = arrow_type(self.ty);
        (0..self.asked.percents.len()).map(|i| Field::new(format!("c{i}"), ty.clone(), true)).collect()
    }
}

impl Family for Ranking {
    fn arguments(&self) -> Vec<DataType> {
        std::iter::once(arrow_type(self.ty)).chain(self.weighted.then_some(DataType::Int64)).collect()
    }

    fn state(&self) -> Vec<DataType> {
        vec![DataType::BinaryView]
    }

    fn result(&self) -> DataType {
        match self.asked.shape {
            Shape::Columns => DataType::Struct(self.fields()),
            Shape::Array | Shape::Digest => DataType::Utf8View,
        }
    }

    fn accumulator(&self) -> Box<dyn Groups> {
        Box::new(Sketches { family: self.clone(), sketches: Vec::new(), heap: 0 })
    }
}

#[derive(Debug)]
struct Sketches {
    family: Ranking,
    sketches: Vec<Quantiles>,
    /// Bytes that the sketches hold on the heap.
    heap: usize,
}

impl Sketches {
    #[inline]
    fn change(&mut self, group: usize, f: impl FnOnce(&mut Quantiles)) {
        let sketch = &mut self.sketches[group];
        let before = sketch.heap();
        f(sketch);
        self.heap = self.heap + sketch.heap() - before;
    }

    fn emit(&mut self, emit_to: EmitTo) -> Vec<Quantiles> {
        let sketches = emit_to.take_needed(&mut self.sketches);
        self.heap -= sketches.iter().map(Quantiles::heap).sum::<usize>();
        sketches
    }

    /// A column for each percentage.
    fn columns(&self, sketches: &mut [Quantiles]) -> Vec<ArrayRef> {
        let percents = &self.family.asked.percents;
        let mut columns = vec![Vec::with_capacity(sketches.len()); percents.len()];
        for sketch in sketches {
            for (column, value) in columns.iter_mut().zip(sketch.at(percents)) {
                column.push(value);
            }
        }
        let array = |column: Vec<Option<i64>>| -> ArrayRef {
            match self.family.ty {
                ScalarType::Real => Arc::new(Float64Array::from_iter(column.into_iter().map(|v| v.map(real_of)))),
                _ => Arc::new(Int64Array::from(column)),
            }
        };
        columns.into_iter().map(array).collect()
    }

    /// Digests; null where there are no values.
    fn digests(&self, sketches: &[Quantiles]) -> ArrayRef {
        let mut builder = StringViewBuilder::with_capacity(sketches.len());
        let mut text = String::new();
        for sketch in sketches {
            let weighted = sketch.weighted();
            if weighted.is_empty() {
                builder.append_null();
                continue;
            }
            text.clear();
            Digest::new(self.family.ty, weighted).write(&mut text);
            builder.append_value(&text);
        }
        Arc::new(builder.finish())
    }

    /// Each row as an array; null where there are no values.
    fn arrays(&self, columns: Vec<ArrayRef>, rows: usize) -> Result<ArrayRef> {
        let args: Vec<ColumnarValue> = columns.into_iter().map(ColumnarValue::Array).collect();
        let types = vec![self.family.ty; args.len()];
        let values = Scalars::all(
            &Call { args: &args, types: &types, result: ScalarType::Dynamic, rows, name: "percentiles_array" },
            0,
        )?;
        let mut builder = StringViewBuilder::with_capacity(rows);
        let mut text = String::new();
        for row in 0..rows {
            if matches!(args.first(), Some(ColumnarValue::Array(first)) if first.is_null(row)) {
                builder.append_null();
                continue;
            }
            text.clear();
            for (i, value) in values.iter().enumerate() {
                text.push(if i == 0 { '[' } else { ',' });
                value.write_element(row, &mut text);
            }
            text.push(']');
            builder.append_value(&text);
        }
        Ok(Arc::new(builder.finish()))
    }
}

impl GroupsAccumulator for Sketches {
    fn update_batch(
        &mut self,
        values: &[ArrayRef],
        groups: &[usize],
        filter: Option<&BooleanArray>,
        total: usize,
    ) -> Result<()> {
        self.sketches.resize_with(total, Quantiles::default);
        let keys: Vec<i64>;
        let data: &[i64] = match self.family.ty {
            ScalarType::Real => {
                keys = values[0].as_primitive::<Float64Type>().values().iter().map(|r| real_key(*r)).collect();
                &keys
            }
            _ => values[0].as_primitive::<Int64Type>().values(),
        };
        if !self.family.weighted {
            each_row(groups, values[0].nulls(), filter, |row, group| {
                // To keep account of the heap for each row would cost more than to add it.
                if !self.sketches[group].add_in_place(data[row]) {
                    self.change(group, |sketch| sketch.add(data[row]));
                }
            });
            return Ok(());
        }
        let weights: &Int64Array = downcast(&values[1])?;
        let nulls = NullBuffer::union(values[0].nulls(), weights.nulls());
        each_row(groups, nulls.as_ref(), filter, |row, group| {
            let weight = weights.value(row).max(0) as u64;
            self.change(group, |sketch| sketch.add_weighted(data[row], weight));
        });
        Ok(())
    }

    fn evaluate(&mut self, emit_to: EmitTo) -> Result<ArrayRef> {
        let mut sketches = self.emit(emit_to);
        match self.family.asked.shape {
            Shape::Columns => {
                Ok(Arc::new(StructArray::try_new(self.family.fields(), self.columns(&mut sketches), None)?))
            }
            Shape::Array => self.arrays(self.columns(&mut sketches), sketches.len()),
            Shape::Digest => Ok(self.digests(&sketches)),
        }
    }

    fn state(&mut self, emit_to: EmitTo) -> Result<Vec<ArrayRef>> {
        let sketches = self.emit(emit_to);
        let mut builder = BinaryViewBuilder::with_capacity(sketches.len());
        let mut bytes = Vec::new();
        for sketch in sketches {
            bytes.clear();
            sketch.save(&mut bytes);
            builder.append_value(&bytes);
        }
        Ok(vec![Arc::new(builder.finish())])
    }

    fn merge_batch(&mut self, values: &[ArrayRef], groups: &[usize], total: usize) -> Result<()> {
        self.sketches.resize_with(total, Quantiles::default);
        let states: &BinaryViewArray = downcast(&values[0])?;
        for (row, group) in groups.iter().enumerate() {
            self.change(*group, |sketch| sketch.merge(states.value(row)));
        }
        Ok(())
    }

    fn convert_to_state(&self, values: &[ArrayRef], filter: Option<&BooleanArray>) -> Result<Vec<ArrayRef>> {
        let rows: Vec<usize> = (0..values[0].len()).collect();
        let mut each = Self { family: self.family.clone(), sketches: Vec::new(), heap: 0 };
        each.update_batch(values, &rows, filter, rows.len())?;
        each.state(EmitTo::All)
    }

    fn size(&self) -> usize {
        self.sketches.capacity() * size_of::<Quantiles>() + self.heap
    }
}
