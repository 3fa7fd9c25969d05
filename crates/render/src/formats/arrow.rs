//! An Arrow IPC stream with real timestamps and durations.

use std::io::Write;

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use arrow::ipc::writer::StreamWriter;
use lurcher_symbols::Column;

use super::unique_names;
use crate::export::Exporter;
use crate::{Heading, RenderError, Writer};

pub(crate) struct ArrowFileWriter<W: Write> {
    state: State<W>,
    exporter: Option<Exporter>,
}

enum State<W: Write> {
    Unopened(W),
    Open(Box<StreamWriter<W>>),
    Closed,
}

impl<W: Write> ArrowFileWriter<W> {
    pub(crate) fn new(out: W) -> Self {
        Self { state: State::Unopened(out), exporter: None }
    }

    /// Writes what the exporter has ready, into a stream that the first of it opens.
    fn write(&mut self, batches: &[RecordBatch], schema: &SchemaRef) -> Result<(), RenderError> {
        if let State::Unopened(_) = self.state
            && let State::Unopened(out) = std::mem::replace(&mut self.state, State::Closed)
        {
            self.state = State::Open(Box::new(StreamWriter::try_new(out, schema)?));
        }
        if let State::Open(writer) = &mut self.state {
            for batch in batches {
                writer.write(batch)?;
            }
        }
        Ok(())
    }
}

impl<W: Write> Writer for ArrowFileWriter<W> {
    fn begin(&mut self, _: Option<&Heading>, columns: &[Column]) -> Result<(), RenderError> {
        if self.exporter.is_some() {
            return Err(RenderError::Format("an Arrow stream holds one result, and the query has several".into()));
        }
        self.exporter = Some(Exporter::new(columns, unique_names(columns)));
        Ok(())
    }

    fn batch(&mut self, batch: &RecordBatch) -> Result<(), RenderError> {
        let Some(exporter) = &mut self.exporter else { return Ok(()) };
        let (ready, schema) = (exporter.take(batch)?, exporter.schema());
        if ready.is_empty() { Ok(()) } else { self.write(&ready, &schema) }
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
        self.write(&rest, &schema)?;
        if let State::Open(mut writer) = std::mem::replace(&mut self.state, State::Closed) {
            writer.finish()?;
            writer.get_mut().flush()?;
        }
        Ok(losses)
    }
}
