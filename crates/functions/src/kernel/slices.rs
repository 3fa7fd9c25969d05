//! Columns of pieces of another column's texts. The pieces share the texts' memory.

use arrow::array::{Array, ArrayRef, StringViewArray, StringViewBuilder};
use datafusion::common::Result;
use std::sync::Arc;

/// Views are self-contained up to this length.
const INLINE: usize = 12;

/// Builds a column of pieces of `source`'s texts.
pub struct Slices<'a> {
    source: &'a StringViewArray,
    builder: StringViewBuilder,
    /// For each buffer of the source its number in the builder.
    blocks: Vec<Option<u32>>,
}

impl<'a> Slices<'a> {
    /// An empty column that will have as many rows as the source.
    pub fn of(source: &'a StringViewArray) -> Self {
        let blocks = vec![None; source.data_buffers().len()];
        Self { source, builder: StringViewBuilder::with_capacity(source.len()), blocks }
    }

    /// Appends bytes `start..end` of the text of `row`.
    pub fn append(&mut self, row: usize, start: usize, end: usize) -> Result<()> {
        let length = end.saturating_sub(start);
        if length <= INLINE {
            self.builder.append_value(self.source.value(row).get(start..end).unwrap_or_default());
            return Ok(());
        }
        let view = arrow::array::ByteView::from(self.source.views()[row]);
        let buffer = view.buffer_index as usize;
        let block = match self.blocks[buffer] {
            Some(block) => block,
            None => {
                let block = self.builder.append_block(self.source.data_buffers()[buffer].clone());
                self.blocks[buffer] = Some(block);
                block
            }
        };
        self.builder.try_append_view(block, view.offset + start as u32, length as u32)?;
        Ok(())
    }

    /// Appends a text that is no piece of the source.
    pub fn append_text(&mut self, text: &str) {
        self.builder.append_value(text);
    }

    /// Appends a null.
    pub fn append_null(&mut self) {
        self.builder.append_null();
    }

    /// The column.
    pub fn finish(mut self) -> ArrayRef {
        Arc::new(self.builder.finish())
    }
}

/// The place of a piece in the text that it was cut from.
pub fn place(text: &str, piece: &str) -> (usize, usize) {
    let start = (piece.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    (start, start + piece.len())
}
