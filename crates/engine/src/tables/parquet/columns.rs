//! What the columns of a table's Parquet files are in KQL, and what their statistics prove.

use std::collections::HashMap;

use arrow::array::{Array, AsArray};
use arrow::compute::{cast, max, min};
use arrow::datatypes::{DataType, Decimal128Type, FieldRef, TimeUnit};
use lurcher_symbols::ScalarType;
use lurcher_symbols::values::datetime::{MAX, UNIX_EPOCH_TICKS};
use lurcher_symbols::values::timespan::{
    TICKS_PER_DAY, TICKS_PER_MICROSECOND, TICKS_PER_MILLISECOND, TICKS_PER_SECOND,
};
use parquet::arrow::arrow_reader::statistics::StatisticsConverter;

use super::footer::Footer;
use crate::store::{StoredForm, stored_form};
use crate::tables::DataError;
use crate::tables::edge::{EdgeFunction, Nature, nature};

/// A column of one file.
#[derive(Debug, Clone)]
pub(crate) struct FileColumn {
    /// The column as the file has it.
    pub(crate) field: FieldRef,
    /// What it is in KQL.
    pub(crate) nature: Nature,
    /// The type that the file says its text spells values of: JSON, decimals.
    pub(crate) told: Option<ScalarType>,
    /// Whether its values are known to fit an int.
    pub(crate) fits_int: bool,
}

impl FileColumn {
    /// The KQL type that the column has where nobody declares another one.
    pub(crate) fn ty(&self) -> ScalarType {
        self.told.unwrap_or(self.nature.ty)
    }
}

/// The columns of each of a table's files. What is proven of a column holds for all files of the table, so that they
/// can share a scan.
///
/// # Errors
/// A column has a type that we do not read.
pub(crate) fn file_columns(footers: &[Footer]) -> Result<Vec<Vec<FileColumn>>, DataError> {
    let mut files: Vec<Vec<FileColumn>> = footers.iter().map(of_file).collect::<Result<_, _>>()?;
    let mut proven: HashMap<Key, Proof> = HashMap::new();
    for (footer, columns) in footers.iter().zip(&files) {
        for column in columns {
            let proof = proof(footer, column);
            let of_all = proven.entry(column.key()).or_insert(proof);
            *of_all = proof.min(*of_all);
        }
    }
    for column in files.iter_mut().flatten() {
        let proof = proven.get(&column.key()).copied().unwrap_or(Proof::Nothing);
        column.fits_int = proof == Proof::FitsInt;
        match (column.field.data_type(), proof >= Proof::Fits) {
            (DataType::Timestamp(..) | DataType::Date32 | DataType::Date64, true) => {
                column.nature.function = Some(EdgeFunction::Ticks);
            }
            (DataType::UInt64, true) => {
                column.nature = Nature { ty: ScalarType::Long, read_as: DataType::Int64, function: None };
            }
            (DataType::Int64, true) if column.nature.ty == ScalarType::DateTime => column.nature.function = None,
            _ => {}
        }
    }
    Ok(files)
}

/// A column's name, the type that files have it in, and what it is in KQL.
type Key = (String, DataType, ScalarType);

impl FileColumn {
    fn key(&self) -> Key {
        (self.field.name().clone(), self.field.data_type().clone(), self.nature.ty)
    }
}

fn of_file(footer: &Footer) -> Result<Vec<FileColumn>, DataError> {
    // A column of Arrow's null type holds nothing: there is nothing to read of it.
    let fields = footer.schema.fields().iter().filter(|f| *f.data_type() != DataType::Null);
    fields
        .map(|field| {
            let form = stored_form(field);
            let Some(nature) = form.map(nature_of_form).or_else(|| nature(field.data_type())) else {
                let message = format!("the type {} is not supported", field.data_type());
                let error = DataError::new(&footer.path, message).in_column(field.name().as_str());
                return Err(error.with_help("write the column with another type, or leave it out"));
            };
            let told = match form {
                Some(StoredForm::DecimalText) => Some(ScalarType::Decimal),
                _ if nature.ty == ScalarType::String && footer.is_json(field.name()) => Some(ScalarType::Dynamic),
                _ => None,
            };
            Ok(FileColumn { field: field.clone(), nature, told, fits_int: false })
        })
        .collect()
}

/// What a column is that a table of ours holds in a form of its own.
fn nature_of_form(form: StoredForm) -> Nature {
    match form {
        // Ticks that no datetime has are null, unless the statistics prove that there are none.
        StoredForm::Ticks(ty) => {
            let function = (ty == ScalarType::DateTime).then_some(EdgeFunction::TicksChecked);
            Nature { ty, read_as: DataType::Int64, function }
        }
        StoredForm::DecimalText => {
            Nature { ty: ScalarType::String, read_as: DataType::Utf8View, function: Some(EdgeFunction::Text) }
        }
        StoredForm::CanonicalJson => {
            let function = Some(EdgeFunction::Canonical);
            Nature { ty: ScalarType::Dynamic, read_as: DataType::Utf8View, function }
        }
    }
}

/// What the statistics of a file prove of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Proof {
    Nothing,
    /// The values fit KQL's type: a datetime, a long.
    Fits,
    /// They even fit an int.
    FitsInt,
}

fn proof(footer: &Footer, column: &FileColumn) -> Proof {
    let (low, high) = match column.field.data_type() {
        DataType::Timestamp(TimeUnit::Nanosecond, _) => return Proof::Fits,
        DataType::Timestamp(TimeUnit::Microsecond, _) => datetime_range(TICKS_PER_MICROSECOND),
        DataType::Timestamp(TimeUnit::Millisecond, _) | DataType::Date64 => datetime_range(TICKS_PER_MILLISECOND),
        DataType::Timestamp(TimeUnit::Second, _) => datetime_range(TICKS_PER_SECOND),
        DataType::Date32 => datetime_range(TICKS_PER_DAY),
        DataType::Int64 if column.nature.ty == ScalarType::DateTime => (0, i128::from(MAX)),
        DataType::UInt64 | DataType::UInt32 | DataType::Int64 => (i128::from(i64::MIN), i128::from(i64::MAX)),
        _ => return Proof::Nothing,
    };
    match range(footer, column.field.name()) {
        Some(Range::Empty) => Proof::FitsInt,
        Some(Range::Of(least, greatest)) if low <= least && greatest <= high => {
            let is_int = i128::from(i32::MIN) <= least && greatest <= i128::from(i32::MAX);
            if is_int { Proof::FitsInt } else { Proof::Fits }
        }
        _ => Proof::Nothing,
    }
}

fn datetime_range(ticks_per_unit: i64) -> (i128, i128) {
    (i128::from(-UNIX_EPOCH_TICKS / ticks_per_unit), i128::from((MAX - UNIX_EPOCH_TICKS) / ticks_per_unit))
}

enum Range {
    /// There is no value.
    Empty,
    Of(i128, i128),
}

/// The least and the greatest value of a column by the statistics of its row groups; `None` where one of them lacks
/// them.
fn range(footer: &Footer, column: &str) -> Option<Range> {
    let groups = footer.metadata.row_groups();
    let parquet_schema = footer.metadata.file_metadata().schema_descr();
    let statistics = StatisticsConverter::try_new(column, &footer.schema, parquet_schema).ok()?;
    let nulls = statistics.row_group_null_counts(groups).ok()?;
    let least = as_whole_numbers(&statistics.row_group_mins(groups).ok()?)?;
    let greatest = as_whole_numbers(&statistics.row_group_maxes(groups).ok()?)?;
    for (i, group) in groups.iter().enumerate() {
        let rows = u64::try_from(group.num_rows()).ok()?;
        let is_known = least.is_valid(i) && greatest.is_valid(i);
        let is_empty = rows == 0 || nulls.is_valid(i) && nulls.value(i) == rows;
        if !is_known && !is_empty {
            return None;
        }
    }
    match (min(least.as_primitive::<Decimal128Type>()), max(greatest.as_primitive::<Decimal128Type>())) {
        (Some(least), Some(greatest)) => Some(Range::Of(least, greatest)),
        _ => Some(Range::Empty),
    }
}

/// Whole numbers of any width, dates and timestamps as wide decimals.
fn as_whole_numbers(array: &dyn Array) -> Option<arrow::array::ArrayRef> {
    let whole = match array.data_type() {
        DataType::UInt64 => cast(array, &DataType::Decimal128(20, 0)),
        DataType::Date32 => cast(array, &DataType::Int32).and_then(|a| cast(&a, &DataType::Decimal128(20, 0))),
        _ => cast(array, &DataType::Int64).and_then(|a| cast(&a, &DataType::Decimal128(20, 0))),
    };
    whole.ok()
}
