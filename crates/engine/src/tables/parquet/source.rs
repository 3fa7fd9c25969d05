//! Scans of Parquet files that together are a table.

use std::collections::HashMap;
use std::fs::File;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, Int64Array};
use arrow::compute::{cast, max};
use arrow::datatypes::{DataType, Field, Int64Type, Schema, SchemaRef, TimeUnit};
use datafusion::catalog::TableProvider;
use datafusion::config::TableParquetOptions;
use datafusion::datasource::file_format::parquet::ParquetFormat;
use datafusion::datasource::listing::{ListingOptions, ListingTable, ListingTableConfig};
use datafusion::error::DataFusionError;
use datafusion::logical_expr::{Expr, ident};
use lurcher_symbols::{Column, ScalarType, TableSymbol};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::statistics::StatisticsConverter;
use parquet::arrow::arrow_reader::{ArrowReaderOptions, ParquetRecordBatchReaderBuilder};

use super::columns::FileColumn;
use super::footer::Footer;
use crate::tables::counters::ConversionCounters;
use crate::tables::edge::{Convert, EdgeFunction, convert_array, is_convertible};
use crate::tables::{DataError, Newest, Source};

/// How a file's column becomes the table's.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Reading {
    /// What the scan reads it as.
    read_as: DataType,
    /// The function above the scan.
    function: Option<EdgeFunction>,
    /// The type that it then has, where that is not the table's.
    from: Option<ScalarType>,
}

impl Reading {
    /// `None` where the file's type does not become `ty`.
    fn of(column: &FileColumn, ty: ScalarType) -> Option<Reading> {
        use ScalarType::{Int, Long, Real};
        let nature = &column.nature;
        let function = nature.function;
        let widened = |read_as| Some(Reading { read_as, function: None, from: None });
        match (nature.ty, ty) {
            (from, to) if from == to => Some(Reading { read_as: nature.read_as.clone(), function, from: None }),
            // Casts that lose nothing belong to the scan: pruning sees through them.
            (Int, Long) => widened(DataType::Int64),
            (Int | Long, Real) => widened(DataType::Float64),
            (Long, Int) if column.fits_int => widened(DataType::Int32),
            (from, to) if is_convertible(from, to) => {
                Some(Reading { read_as: nature.read_as.clone(), function, from: Some(from) })
            }
            _ => None,
        }
    }
}

/// Files that one scan can read: where two of them have the same column, they read it the same way.
struct Group<'a> {
    int96: TimeUnit,
    footers: Vec<&'a Footer>,
    fields: Vec<Field>,
    readings: HashMap<String, Reading>,
}

/// One scan for each group of files that fit together; mostly there is one.
///
/// # Errors
/// A column has a type that does not become the table's.
pub(crate) fn sources(
    table: &TableSymbol,
    files: &[(Footer, Vec<FileColumn>)],
    counters: &Arc<ConversionCounters>,
) -> Result<Vec<Source>, DataError> {
    let types: HashMap<&str, ScalarType> = table.row_columns().map(|c| (&*c.name, c.ty)).collect();
    let mut groups: Vec<Group<'_>> = Vec::new();
    for (footer, file_columns) in files {
        let mut readings = Vec::with_capacity(file_columns.len());
        for column in file_columns {
            let Some(ty) = types.get(column.field.name().as_str()) else { continue };
            let Some(reading) = Reading::of(column, *ty) else {
                let message = format!("has type {}, which does not convert to {ty}", column.field.data_type());
                let error = DataError::new(&footer.path, message).in_column(column.field.name().as_str());
                return Err(error.with_help("declare another type in lurcher.toml under [tables.NAME.columns]"));
            };
            readings.push((column, reading));
        }
        let fits = |group: &&mut Group<'_>| {
            let mut shared = readings.iter().filter_map(|(c, own)| Some((own, group.readings.get(c.field.name())?)));
            group.int96 == footer.int96 && shared.all(|(own, other)| own == other)
        };
        match groups.iter_mut().find(fits) {
            Some(group) => group.add(footer, readings),
            None => {
                let mut group =
                    Group { int96: footer.int96, footers: Vec::new(), fields: Vec::new(), readings: HashMap::new() };
                group.add(footer, readings);
                groups.push(group);
            }
        }
    }
    groups.iter().map(|group| group.source(table, counters)).collect()
}

impl<'a> Group<'a> {
    fn add(&mut self, footer: &'a Footer, readings: Vec<(&FileColumn, Reading)>) {
        let is_first = self.footers.is_empty();
        for field in &mut self.fields {
            let nullable = readings
                .iter()
                .find(|(c, _)| c.field.name() == field.name())
                .is_none_or(|(c, _)| c.field.is_nullable());
            field.set_nullable(field.is_nullable() || nullable);
        }
        for (column, reading) in readings {
            if self.readings.contains_key(column.field.name()) {
                continue;
            }
            let nullable = column.field.is_nullable() || !is_first;
            let field = Field::new(column.field.name(), reading.read_as.clone(), nullable);
            self.fields.push(field);
            self.readings.insert(column.field.name().clone(), reading);
        }
        self.footers.push(footer);
    }

    fn source(&self, table: &TableSymbol, counters: &Arc<ConversionCounters>) -> Result<Source, DataError> {
        let schema = Arc::new(Schema::new(self.fields.clone()));
        let provider = self.listing(schema).map_err(|e| {
            let path = self.footers.first().map_or_else(Default::default, |f| f.path.to_path_buf());
            DataError::new(path, format!("cannot be scanned: {}", e.strip_backtrace()))
        })?;
        let of = |column: &Column| {
            let reading = self.readings.get(&*column.name)?;
            let mut expr: Expr = ident(&*column.name);
            if let Some(function) = reading.function {
                expr = function.udf().call(vec![expr]);
            }
            if let Some(from) = reading.from {
                expr = Convert::call(expr, (from, column.ty), (&table.name, &column.name), counters);
            }
            Some(expr)
        };
        let rows = self.footers.iter().map(|f| f.rows()).sum();
        Ok(Source::new(provider, table.row_columns().map(of).collect(), table, Some(rows)))
    }

    fn listing(&self, schema: SchemaRef) -> Result<Arc<dyn TableProvider>, DataFusionError> {
        let mut options = TableParquetOptions::default();
        options.global.pushdown_filters = true;
        options.global.reorder_filters = true;
        let unit = if self.int96 == TimeUnit::Nanosecond { "ns" } else { "us" };
        options.global.coerce_int96 = Some(unit.to_owned());
        let format = ParquetFormat::default().with_options(options);
        // The files are named one by one, whatever they end in.
        let options = ListingOptions::new(Arc::new(format)).with_file_extension("");
        let urls = self.footers.iter().map(|f| f.url.clone()).collect();
        let config = ListingTableConfig::new_with_multi_paths(urls).with_listing_options(options).with_schema(schema);
        Ok(Arc::new(ListingTable::try_new(config)?))
    }
}

/// The newest times of a file's column, from the statistics where each row group has them, otherwise from the data;
/// so also where a row group has times of the future, among which statistics do not tell the past.
///
/// # Errors
/// The data cannot be read.
pub(crate) fn newest_ticks(footer: &Footer, column: &FileColumn, newest: &mut Newest) -> Result<(), DataError> {
    let of_statistics = maximum_by_statistics(footer, column.field.name());
    let seen = of_statistics.map(|maxima| ticks(&maxima, column)).transpose().and_then(|maxima| match maxima {
        Some(maxima) if !max(&maxima).is_some_and(|latest| newest.is_future(latest)) => {
            newest.see(&maxima);
            Ok(())
        }
        _ => see_data(footer, column, newest),
    });
    seen.map_err(|e| DataError::new(&footer.path, format!("cannot be read: {}", e.strip_backtrace())))
}

fn maximum_by_statistics(footer: &Footer, column: &str) -> Option<ArrayRef> {
    let groups = footer.metadata.row_groups();
    let field = footer.schema.field_with_name(column).ok()?;
    // The greatest text is not the latest time. Whole numbers that are times are ticks.
    let is_ordered =
        matches!(field.data_type(), DataType::Timestamp(..) | DataType::Date32 | DataType::Date64 | DataType::Int64);
    let descriptor = footer.metadata.file_metadata().schema_descr();
    let statistics = StatisticsConverter::try_new(column, &footer.schema, descriptor).ok().filter(|_| is_ordered)?;
    let maxima = statistics.row_group_maxes(groups).ok()?;
    let nulls = statistics.row_group_null_counts(groups).ok()?;
    let is_complete = groups.iter().enumerate().all(|(i, group)| {
        let rows = u64::try_from(group.num_rows()).unwrap_or(0);
        maxima.is_valid(i) || rows == 0 || nulls.is_valid(i) && nulls.value(i) == rows
    });
    is_complete.then_some(maxima)
}

fn ticks(values: &ArrayRef, column: &FileColumn) -> Result<Int64Array, DataFusionError> {
    let mut values = cast(values, &column.nature.read_as)?;
    if let Some(function) = column.nature.function {
        values = function.run(&values)?;
    }
    let ticks = convert_array(&values, column.nature.ty, ScalarType::DateTime)?;
    Ok(ticks.as_primitive::<Int64Type>().clone())
}

fn see_data(footer: &Footer, column: &FileColumn, newest: &mut Newest) -> Result<(), DataFusionError> {
    // As the scan reads it, INT96 too.
    let options = ArrowReaderOptions::new().with_schema(footer.schema.clone());
    let builder = ParquetRecordBatchReaderBuilder::try_new_with_options(File::open(&footer.path)?, options)?;
    let root = footer.schema.index_of(column.field.name())?;
    let mask = ProjectionMask::roots(builder.parquet_schema(), [root]);
    for batch in builder.with_projection(mask).build()? {
        newest.see(&ticks(batch?.column(0), column)?);
    }
    Ok(())
}
