//! An Apache Parquet file with real timestamps, UUIDs and JSON.

use std::io::Write;
use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use lurcher_symbols::{Column, ScalarType};
use parquet::arrow::ArrowSchemaConverter;
use parquet::arrow::arrow_writer::{ArrowWriter, ArrowWriterOptions};
use parquet::basic::{Compression, LogicalType, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::schema::types::{SchemaDescriptor, Type};

use super::unique_names;
use crate::export::Exporter;
use crate::{Heading, RenderError, Writer};

/// A row group holds at most that many rows, and is written when its encoded columns reach so many bytes: the two bound
/// the memory.
const ROW_GROUP_ROWS: usize = 128 * 1024;
const ROW_GROUP_BYTES: usize = 64 * 1024 * 1024;

pub(crate) struct ParquetFileWriter<W: Write + Send> {
    state: State<W>,
    exporter: Option<Exporter>,
    columns: Vec<Column>,
}

enum State<W: Write + Send> {
    Unopened(W),
    Open(Box<ArrowWriter<W>>),
    Closed,
}

impl<W: Write + Send> ParquetFileWriter<W> {
    pub(crate) fn new(out: W) -> Self {
        Self { state: State::Unopened(out), exporter: None, columns: Vec::new() }
    }

    /// Writes what the exporter has ready, into a file that the first of it opens.
    fn write(&mut self, batches: &[RecordBatch], schema: SchemaRef) -> Result<(), RenderError> {
        if let State::Unopened(_) = self.state
            && let State::Unopened(out) = std::mem::replace(&mut self.state, State::Closed)
        {
            self.state = State::Open(Box::new(opened(out, schema, &self.columns)?));
        }
        if let State::Open(writer) = &mut self.state {
            for batch in batches {
                writer.write(batch)?;
                if writer.in_progress_size() > ROW_GROUP_BYTES {
                    writer.flush()?;
                }
            }
        }
        Ok(())
    }
}

impl<W: Write + Send> Writer for ParquetFileWriter<W> {
    fn begin(&mut self, _: Option<&Heading>, columns: &[Column]) -> Result<(), RenderError> {
        if self.exporter.is_some() {
            return Err(RenderError::Format("a Parquet file holds one result, and the query has several".into()));
        }
        self.exporter = Some(Exporter::new(columns, unique_names(columns)));
        self.columns = columns.to_vec();
        Ok(())
    }

    fn batch(&mut self, batch: &RecordBatch) -> Result<(), RenderError> {
        let Some(exporter) = &mut self.exporter else { return Ok(()) };
        let (ready, schema) = (exporter.take(batch)?, exporter.schema());
        if ready.is_empty() { Ok(()) } else { self.write(&ready, schema) }
    }

    fn end(&mut self) -> Result<(), RenderError> {
        Ok(())
    }

    fn fail(&mut self, _: Option<&Heading>, message: &str) -> Result<(), RenderError> {
        Err(RenderError::Format(message.to_owned()))
    }

    fn finish(&mut self) -> Result<Vec<String>, RenderError> {
        let Some(exporter) = &mut self.exporter else { return Ok(Vec::new()) };
        let (rest, schema, losses) = (exporter.finish()?, exporter.schema(), exporter.losses());
        self.write(&rest, schema)?;
        if let State::Open(writer) = std::mem::replace(&mut self.state, State::Closed) {
            writer.into_inner()?.flush()?;
        }
        Ok(losses)
    }
}

fn opened<W: Write + Send>(out: W, schema: SchemaRef, columns: &[Column]) -> Result<ArrowWriter<W>, RenderError> {
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_max_row_group_row_count(Some(ROW_GROUP_ROWS))
        .build();
    let options = ArrowWriterOptions::new()
        .with_properties(properties)
        .with_parquet_schema(parquet_schema(&ArrowSchemaConverter::new().convert(&schema)?, columns)?);
    Ok(ArrowWriter::try_new_with_options(out, schema, options)?)
}

/// The schema with Parquet's own words for JSON and UUIDs, which Arrow's types do not tell.
fn parquet_schema(plain: &SchemaDescriptor, columns: &[Column]) -> Result<SchemaDescriptor, ParquetError> {
    let root = plain.root_schema();
    let fields = root.get_fields().iter().zip(columns).map(|(field, column)| {
        let logical = match column.ty {
            ScalarType::Dynamic => LogicalType::Json,
            ScalarType::Guid => LogicalType::Uuid,
            _ => return Ok(field.clone()),
        };
        let Type::PrimitiveType { basic_info, physical_type, type_length, .. } = &**field else {
            return Ok(field.clone());
        };
        let ty = Type::primitive_type_builder(basic_info.name(), *physical_type)
            .with_repetition(basic_info.repetition())
            .with_length(*type_length)
            .with_logical_type(Some(logical));
        Ok(Arc::new(ty.build()?))
    });
    let fields = fields.collect::<Result<Vec<_>, ParquetError>>()?;
    let root = Type::group_type_builder(root.name()).with_fields(fields).build()?;
    Ok(SchemaDescriptor::new(Arc::new(root)))
}
