//! The formats for machines over one batch that holds every type, a null of each, and the values that are hard to
//! spell.

mod support;

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, Decimal128Array, Float64Array, Int64Array, RecordBatch, StringViewArray};
use arrow::datatypes::{DataType, TimestampNanosecondType};
use arrow::util::display::array_value_to_string;
use lurcher_render::{Format, Heading, Options, write_all, writer};
use lurcher_symbols::values::datetime;
use lurcher_symbols::values::decimal::Decimal;
use lurcher_symbols::{Column, ScalarType};
use support::{batch_of, every_type, written};

fn of_every_type(format: Format) -> String {
    let (columns, batch) = every_type();
    written(format, &Options::default(), &[(&columns, &[batch])])
}

fn of_reals(format: Format, values: Vec<f64>) -> String {
    let columns = [Column::new("x", ScalarType::Real)];
    written(format, &Options::default(), &[(&columns, &[batch_of(vec![Arc::new(Float64Array::from(values))])])])
}

#[test]
fn json() {
    let value: serde_json::Value = serde_json::from_str(&of_every_type(Format::Json)).unwrap();
    let types: Vec<_> = value["columns"].as_array().unwrap().iter().map(|c| c["type"].as_str().unwrap()).collect();
    assert_eq!(types, ScalarType::ALL.map(ScalarType::name));
    let expected = serde_json::json!([
        [
            true,
            -7,
            i64::MIN,
            1.0,
            "12345678901234567890.5",
            "say \"hi\", a|b\nnext",
            "2026-01-15T10:20:30.1234567Z",
            "1.02:03:04.0000000",
            "74be27de-1e4e-49d9-b579-fe0b331d3642",
            {"a": [1, "00:00:01"]}
        ],
        [null, null, null, null, null, "", null, null, null, null]
    ]);
    assert_eq!(value["rows"], expected);
    let text = of_reals(Format::Json, vec![f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300]);
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["rows"], serde_json::json!([["NaN"], ["Infinity"], ["-Infinity"], [1e300]]));
}

#[test]
fn json_of_several_results_has_the_others_in_the_first() {
    let (columns, batch) = every_type();
    let results: [(&[Column], &[RecordBatch]); 3] =
        [(&columns, &[batch.clone(), batch]), (&columns, &[]), (&columns, &[])];
    let value: serde_json::Value = serde_json::from_str(&written(Format::Json, &Options::default(), &results)).unwrap();
    assert_eq!(value["rows"].as_array().unwrap().len(), 4);
    assert_eq!(value["more"][0]["rows"], serde_json::json!([]));
    assert_eq!(value["more"].as_array().unwrap().len(), 2);
}

#[test]
fn json_with_headings_says_what_failed() {
    let (columns, batch) = every_type();
    let heading =
        Heading { file: "a.yaml".into(), name: "A".into(), tactics: vec!["Impact".into()], ..Heading::default() };
    let mut out = Vec::new();
    let options = Options { list: true, ..Options::default() };
    let mut json = writer(Format::Json, &options, &mut out);
    json.begin(Some(&heading), &columns).unwrap();
    json.batch(&batch).unwrap();
    json.fail(Some(&heading), "cut off").unwrap();
    json.fail(Some(&heading), "no such table").unwrap();
    json.finish().unwrap();
    drop(json);
    let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(value[0]["error"], "cut off");
    assert_eq!(value[0]["rows"].as_array().unwrap().len(), 2);
    assert_eq!(value[1]["file"], "a.yaml");
    assert_eq!(value[1]["tactics"][0], "Impact");
    assert_eq!(value[1]["id"], serde_json::Value::Null);
    assert_eq!(value[1]["error"], "no such table");
}

#[test]
fn json_lines() {
    let text = of_every_type(Format::JsonLines);
    let lines: Vec<serde_json::Value> = text.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["long"], i64::MIN);
    assert_eq!(lines[1]["string"], "");
}

#[test]
fn equal_names_stay_apart_in_json_lines() {
    let columns = [Column::new("a", ScalarType::Long), Column::new("a", ScalarType::Long)];
    let array: ArrayRef = Arc::new(Int64Array::from(vec![1]));
    let text = written(Format::JsonLines, &Options::default(), &[(&columns, &[batch_of(vec![array.clone(), array])])]);
    assert_eq!(text, "{\"a\":1,\"a_1\":1}\n");
}

#[test]
fn csv_and_tsv() {
    assert_eq!(
        of_every_type(Format::Csv),
        "bool,int,long,real,decimal,string,datetime,timespan,guid,dynamic\n\
         true,-7,-9223372036854775808,1.0,12345678901234567890.5,\"say \"\"hi\"\", a|b\nnext\",\
         2026-01-15T10:20:30.1234567Z,1.02:03:04,74be27de-1e4e-49d9-b579-fe0b331d3642,\"{\"\"a\"\":[1,\"\"00:00:01\"\"]}\"\n\
         ,,,,,,,,,\n"
    );
    assert!(of_every_type(Format::Tsv).starts_with("bool\tint\t"));
    let columns = [Column::new("s", ScalarType::String)];
    let batch = batch_of(vec![Arc::new(StringViewArray::from(vec!["", "a"]))]);
    assert_eq!(written(Format::Csv, &Options::default(), &[(&columns, &[batch])]), "s\n\"\"\na\n");
}

#[test]
fn a_string_in_a_dynamic_has_no_quotes_in_csv() {
    let columns = [Column::new("d", ScalarType::Dynamic)];
    let batch = batch_of(vec![Arc::new(StringViewArray::from(vec![r#""a\"b""#, r#""\u0001t00:00:01""#, "1"]))]);
    assert_eq!(written(Format::Csv, &Options::default(), &[(&columns, &[batch])]), "d\n\"a\"\"b\"\n00:00:01\n1\n");
}

#[test]
fn markdown() {
    let text = of_every_type(Format::Markdown);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[1], "|---|---:|---:|---:|---:|---|---|---|---|---|");
    assert!(lines[2].contains("a\\|b<br>next"), "{text}");
    assert_eq!(lines.len(), 4);
}

#[test]
fn no_columns_and_no_rows() {
    for format in Format::ALL {
        let mut out = Vec::new();
        write_all(format, &Options::default(), &mut out, &[(&[], &[])]).unwrap();
        let columns = [Column::new("a", ScalarType::Dynamic)];
        write_all(format, &Options::default(), &mut out, &[(&columns, &[])]).unwrap();
    }
}

#[test]
fn parquet_has_real_types() {
    let (columns, batch) = every_type();
    let mut out = Vec::new();
    write_all(Format::Parquet, &Options::default(), &mut out, &[(&columns, &[batch])]).unwrap();
    let reader =
        parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(out)).unwrap();
    let descriptor = reader.parquet_schema();
    let logical: Vec<String> = (0..10).map(|i| format!("{:?}", descriptor.column(i).logical_type_ref())).collect();
    assert!(logical[6].contains("NANOS") && logical[6].contains("is_adjusted_to_u_t_c: true"), "{logical:?}");
    assert!(logical[8].contains("Uuid") && logical[9].contains("Json"), "{logical:?}");
    let batch = reader.build().unwrap().next().unwrap().unwrap();
    let time = batch.column(6).as_primitive::<TimestampNanosecondType>();
    assert_eq!(time.value(0), 1_768_472_430_123_456_700);
    assert!(matches!(batch.column(7).data_type(), DataType::Duration(_)));
    assert_eq!(batch.column(9).null_count(), 1);
}

/// The column's scale is that of its numbers, also where they come after others.
#[test]
fn decimals_are_numbers_of_one_scale() {
    let columns = [Column::new("d", ScalarType::Decimal)];
    let keys = |texts: &[&str]| -> ArrayRef {
        let keys: Decimal128Array = texts.iter().map(|text| Decimal::parse(text).map(Decimal::key)).collect();
        Arc::new(keys.with_precision_and_scale(38, 0).unwrap())
    };
    let stored = |batches: &[RecordBatch]| {
        let mut out = Vec::new();
        let notes = write_all(Format::Arrow, &Options::default(), &mut out, &[(&columns, batches)]).unwrap();
        let mut reader = arrow::ipc::reader::StreamReader::try_new(&out[..], None).unwrap();
        let ty = reader.schema().field(0).data_type().clone();
        let last = reader.by_ref().last().map(|batch| batch.unwrap().column(0).clone());
        (ty, last.map(|column| array_value_to_string(&column, 0).unwrap()), notes)
    };
    let usual = [batch_of(vec![keys(&["1.5"])])];
    assert_eq!(stored(&usual), (DataType::Decimal128(38, 18), Some("1.500000000000000000".to_owned()), vec![]));
    let small = [batch_of(vec![keys(&["1.5"])]), batch_of(vec![keys(&["1e-20"])])];
    assert_eq!(stored(&small), (DataType::Decimal128(38, 20), Some("0.00000000000000000001".to_owned()), vec![]));
    assert_eq!(stored(&[]), (DataType::Decimal128(38, 18), None, vec![]));
    // More rows than are held back.
    let many = [batch_of(vec![keys(&vec!["0.1"; 200_000])]), batch_of(vec![keys(&["-1e-38"])])];
    let (ty, last, notes) = stored(&many);
    assert_eq!((ty, notes), (DataType::Decimal256(76, 38), vec![]));
    assert_eq!(last, Some(format!("-0.{}1", "0".repeat(37))));
    let (_, _, notes) = stored(&[batch_of(vec![keys(&["1e80", "1"])])]);
    assert_eq!(
        notes,
        ["1 values of the column 'd' do not fit into the digits of the column's type and were written as null"]
    );
}

#[test]
fn arrow_counts_what_nanoseconds_do_not_hold() {
    let columns = [Column::new("t", ScalarType::DateTime)];
    let batch = batch_of(vec![Arc::new(Int64Array::from(vec![Some(0), None, datetime::parse("1970-01-01")]))]);
    let mut out = Vec::new();
    let notes = write_all(Format::Arrow, &Options::default(), &mut out, &[(&columns, &[batch])]).unwrap();
    assert_eq!(notes.len(), 1);
    assert!(notes[0].starts_with("1 values of the column 't'"));
    let batch = arrow::ipc::reader::StreamReader::try_new(&out[..], None).unwrap().next().unwrap().unwrap();
    assert_eq!(batch.column(0).null_count(), 2);
    assert_eq!(batch.column(0).as_primitive::<TimestampNanosecondType>().value(2), 0);
}

#[test]
fn a_wrong_array_is_an_error_and_not_a_wrong_cell() {
    let columns = [Column::new("t", ScalarType::DateTime)];
    let batch = batch_of(vec![Arc::new(StringViewArray::from(vec!["2026"]))]);
    let error = write_all(Format::Csv, &Options::default(), Vec::new(), &[(&columns, &[batch])]).unwrap_err();
    assert!(error.to_string().contains("'t'"));
}

#[test]
fn names_of_formats() {
    for format in Format::ALL {
        assert_eq!(format.name().parse(), Ok(format));
    }
    assert!("xml".parse::<Format>().unwrap_err().contains("markdown"));
}
