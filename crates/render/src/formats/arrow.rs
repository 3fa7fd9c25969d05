//! An Arrow IPC stream with real timestamps and durations.

use std::io::Write;

use arrow::array::RecordBatch;
use arrow::ipc::writer::StreamWriter;
use lurcher_symbols::Column;

use super::unique_names;
use crate::export::Exporter;
use crate::{Heading, RenderError, Writer};

pub(crate) struct ArrowFileWriter<W: Write> {
    state: State<W>,
    exporter: Exporter,
}

enum State<W: Write> {
    Unopened(W),
    Open(Box<StreamWriter<W>>),
    Closed,
}

impl<W: Write> ArrowFileWriter<W> {
    pub(crate) fn new(out: W) -> Self {
        Self { state: State::Unopened(out), exporter: Exporter::default() }
    }
}

impl<W: Write> Writer for ArrowFileWriter<W> {
    fn begin(&mut self, _: Option<&Heading>, columns: &[Column]) -> Result<(), RenderError> {
        let State::Unopened(out) = std::mem::replace(&mut self.state, State::Closed) else {
            return Err(RenderError::Format("an Arrow stream holds one result, and the query has several".into()));
        };
        self.exporter = Exporter::new(columns, &unique_names(columns));
        self.state = State::Open(Box::new(StreamWriter::try_new(out, &self.exporter.schema())?));
        Ok(())
    }

    fn batch(&mut self, batch: &RecordBatch) -> Result<(), RenderError> {
        if let State::Open(writer) = &mut self.state {
            writer.write(&self.exporter.export(batch)?)?;
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), RenderError> {
        Ok(())
    }

    fn fail(&mut self, _: Option<&Heading>, message: &str) -> Result<(), RenderError> {
        Err(RenderError::Format(message.to_owned()))
    }

    fn finish(&mut self) -> Result<Vec<String>, RenderError> {
        if let State::Open(mut writer) = std::mem::replace(&mut self.state, State::Closed) {
            writer.finish()?;
            writer.get_mut().flush()?;
        }
        Ok(self.exporter.losses())
    }
}
