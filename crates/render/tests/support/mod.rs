//! Batches, and what the formats make of them.

#![allow(dead_code)] // Each test binary uses its own part.

use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanArray, Decimal128Array, FixedSizeBinaryArray, Float64Array, Int32Array, Int64Array, RecordBatch,
    RecordBatchOptions, StringViewArray,
};
use arrow::datatypes::{Field, Schema};
use lurcher_render::{Format, Options, write_all};
use lurcher_symbols::values::decimal::Decimal;
use lurcher_symbols::values::{datetime, timespan};
use lurcher_symbols::{Column, ScalarType};

pub fn batch_of(arrays: Vec<ArrayRef>) -> RecordBatch {
    let fields: Vec<Field> =
        arrays.iter().enumerate().map(|(i, a)| Field::new(format!("#{i}"), a.data_type().clone(), true)).collect();
    let rows = arrays.first().map_or(0, |a| a.len());
    let options = RecordBatchOptions::new().with_row_count(Some(rows));
    RecordBatch::try_new_with_options(Arc::new(Schema::new(fields)), arrays, &options).unwrap()
}

pub fn every_type() -> (Vec<Column>, RecordBatch) {
    let columns = ScalarType::ALL.map(|ty| Column::new(ty.name(), ty)).to_vec();
    let time = datetime::parse("2026-01-15T10:20:30.1234567Z");
    let span = timespan::parse("1.02:03:04");
    let guid = [0x74, 0xbe, 0x27, 0xde, 0x1e, 0x4e, 0x49, 0xd9, 0xb5, 0x79, 0xfe, 0x0b, 0x33, 0x1d, 0x36, 0x42];
    let guids = [Some(&guid[..]), None].into_iter();
    let half = Decimal::parse("12345678901234567890.5").map(Decimal::key);
    let decimals = Decimal128Array::from(vec![half, None]);
    let arrays: Vec<ArrayRef> = vec![
        Arc::new(BooleanArray::from(vec![Some(true), None])),
        Arc::new(Int32Array::from(vec![Some(-7), None])),
        Arc::new(Int64Array::from(vec![Some(i64::MIN), None])),
        Arc::new(Float64Array::from(vec![Some(1.0), None])),
        Arc::new(decimals.with_precision_and_scale(38, 0).unwrap()),
        Arc::new(StringViewArray::from(vec![Some("say \"hi\", a|b\nnext"), Some("")])),
        Arc::new(Int64Array::from(vec![time, None])),
        Arc::new(Int64Array::from(vec![span, None])),
        Arc::new(FixedSizeBinaryArray::try_from_sparse_iter_with_size(guids, 16).unwrap()),
        Arc::new(StringViewArray::from(vec![Some(r#"{"a":[1,"\u0001t00:00:01"]}"#), None])),
    ];
    (columns, batch_of(arrays))
}

pub fn written(format: Format, options: &Options, results: &[(&[Column], &[RecordBatch])]) -> String {
    let mut out = Vec::new();
    write_all(format, options, &mut out, results).unwrap();
    String::from_utf8(out).unwrap()
}

/// A column of texts.
pub fn texts(values: &[&str]) -> ArrayRef {
    Arc::new(StringViewArray::from(values.to_vec()))
}

/// A column of numbers.
pub fn numbers(values: impl IntoIterator<Item = i64>) -> ArrayRef {
    Arc::new(Int64Array::from_iter_values(values))
}
