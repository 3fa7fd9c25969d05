//! INT96, the old type of times: a day and the nanoseconds of that day.
//!
//! Arrow has no type for it. Nanoseconds in 64 bits do not reach beyond the years 1677 to 2262, microseconds lose the
//! last digit of a tick: which of them loses nothing the file's own values say.

use std::ops::RangeInclusive;
use std::path::Path;

use arrow::datatypes::TimeUnit;
use parquet::basic::Type;
use parquet::column::reader::ColumnReader;
use parquet::data_type::Int96;
use parquet::errors::Result;
use parquet::file::metadata::ParquetMetaData;
use parquet::file::reader::{FileReader, SerializedFileReader};

use crate::execution::stop_point;
use crate::tables::{DataError, open_file};

/// The days that lie in the reach of nanoseconds as a whole, as Julian day numbers: 1677-09-22 to 2262-04-10.
const NANOSECONDS_REACH: RangeInclusive<i64> = 2_333_837..=2_547_338;
/// Spark writes INT96, and keeps its own times in microseconds. It says who it is.
const SPARK: &str = "org.apache.spark.version";
const NANOSECONDS_PER_MICROSECOND: u64 = 1_000;
const NANOSECONDS_PER_TICK: u64 = 100;
/// So many values are looked at together.
const BATCH: usize = 8192;

/// What the values of a file ask for.
#[derive(Debug, Default, Clone, Copy)]
struct Wants {
    /// Ticks: a digit behind the microseconds.
    ticks: bool,
    /// Years that nanoseconds do not reach.
    years: bool,
}

/// The unit in which a file's INT96 columns lose nothing.
///
/// # Errors
/// There is none, or the file cannot be read.
pub(super) fn unit(path: &Path, metadata: &ParquetMetaData) -> std::result::Result<TimeUnit, DataError> {
    let file = metadata.file_metadata();
    let columns = file.schema_descr().columns().iter().enumerate();
    let columns: Vec<usize> = columns.filter(|(_, c)| c.physical_type() == Type::INT96).map(|(i, _)| i).collect();
    let is_spark = file.key_value_metadata().is_some_and(|pairs| pairs.iter().any(|pair| pair.key == SPARK));
    if columns.is_empty() || is_spark {
        return Ok(TimeUnit::Microsecond);
    }
    let unreadable = |e| DataError::new(path, format!("cannot be read: {e}"));
    let reader = SerializedFileReader::new(open_file(path)?).map_err(unreadable)?;
    match wants(&reader, &columns).map_err(unreadable)? {
        Wants { ticks: true, years: true } => {
            let message = "has times of type INT96 that are finer than microseconds, and some outside of the years \
                           1677 to 2262";
            Err(DataError::new(path, message).with_help("write them as timestamps in microseconds"))
        }
        Wants { ticks: true, .. } => Ok(TimeUnit::Nanosecond),
        Wants { ticks: false, .. } => Ok(TimeUnit::Microsecond),
    }
}

fn wants(reader: &SerializedFileReader<std::fs::File>, columns: &[usize]) -> Result<Wants> {
    let mut wants = Wants::default();
    let (mut definitions, mut repetitions, mut values) = (Vec::new(), Vec::new(), Vec::<Int96>::new());
    for group in 0..reader.num_row_groups() {
        let group = reader.get_row_group(group)?;
        for column in columns {
            let ColumnReader::Int96ColumnReader(mut column) = group.get_column_reader(*column)? else { continue };
            loop {
                stop_point();
                definitions.clear();
                repetitions.clear();
                values.clear();
                let read = column.read_records(BATCH, Some(&mut definitions), Some(&mut repetitions), &mut values)?;
                if read.0 == 0 {
                    break;
                }
                for value in &values {
                    let [low, high, day] = *value.data() else { continue };
                    let nanoseconds = u64::from(high) << 32 | u64::from(low);
                    wants.ticks |= nanoseconds % NANOSECONDS_PER_MICROSECOND >= NANOSECONDS_PER_TICK;
                    wants.years |= !NANOSECONDS_REACH.contains(&i64::from(day.cast_signed()));
                }
            }
        }
    }
    Ok(wants)
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};
    use std::sync::Arc;

    use arrow::array::AsArray;
    use parquet::data_type::Int96Type;
    use parquet::file::metadata::KeyValue;
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    use super::*;
    use crate::{Request, Session, SessionOptions};

    /// 2026-01-15 and 9999-12-31.
    const TODAY: u32 = 2_461_056;
    const LAST_DAY: u32 = 5_373_484;

    fn time(day: u32, nanoseconds: u64) -> Int96 {
        vec![nanoseconds as u32, (nanoseconds >> 32) as u32, day].into()
    }

    /// What a query reads of a file with these times and a null.
    fn read(times: &[Int96], writer: Option<&str>) -> std::result::Result<Vec<String>, String> {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("tables")).unwrap();
        let file = File::create(folder.path().join("tables/Times.parquet")).unwrap();
        let schema = Arc::new(parse_message_type("message m { optional int96 t; }").unwrap());
        let pair = writer.map(|key| vec![KeyValue::new(key.to_owned(), "4.0.0".to_owned())]);
        let properties = WriterProperties::builder().set_key_value_metadata(pair).build();
        let mut writer = SerializedFileWriter::new(file, schema, Arc::new(properties)).unwrap();
        let mut group = writer.next_row_group().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        let definitions: Vec<i16> = times.iter().map(|_| 1).chain([0]).collect();
        column.typed::<Int96Type>().write_batch(times, Some(&definitions), None).unwrap();
        column.close().unwrap();
        group.close().unwrap();
        writer.close().unwrap();
        let workspace = Some(folder.path().to_owned());
        let session = Session::open(SessionOptions { workspace, ..SessionOptions::default() }).unwrap();
        let answer = session.run(Request::new("Times | where isnotnull(t) | project tostring(t)"));
        let batches = answer.and_then(|answer| {
            answer.results.into_iter().flat_map(|result| result.start()).collect::<std::result::Result<Vec<_>, _>>()
        });
        let batches = batches.map_err(|error| error.to_string())?;
        let texts = |batch: &arrow::array::RecordBatch| -> Vec<String> {
            batch.column(0).as_string_view().iter().flatten().map(str::to_owned).collect()
        };
        Ok(batches.iter().flat_map(texts).collect())
    }

    #[test]
    fn ticks_are_read_to_the_last_digit() {
        let times = [time(TODAY, 36_610_123_456_700), time(TODAY, 0)];
        assert_eq!(read(&times, None).unwrap(), ["2026-01-15T10:10:10.1234567Z", "2026-01-15T00:00:00.0000000Z"]);
    }

    #[test]
    fn years_beyond_nanoseconds_are_read() {
        let times = [time(TODAY, 36_610_123_456_000), time(LAST_DAY, 0)];
        let expected = ["2026-01-15T10:10:10.1234560Z", "9999-12-31T00:00:00.0000000Z"];
        assert_eq!(read(&times, None).unwrap(), expected);
        assert_eq!(read(&times, Some(SPARK)).unwrap(), expected);
    }

    #[test]
    fn what_no_unit_holds_is_refused() {
        let error = read(&[time(TODAY, 100), time(LAST_DAY, 0)], None).unwrap_err();
        assert!(error.contains("outside of the years 1677 to 2262"), "{error}");
    }
}
