//! A needle looked for in a whole column. Texts that stand one behind the other in memory, as a Parquet page has them,
//! are searched in one go: a row without the needle then costs next to nothing.

use arrow::array::{Array, BooleanBufferBuilder, ByteView, StringViewArray};
use arrow::buffer::BooleanBuffer;

use super::terms::Needle;

/// Texts up to this length stand in their views.
const INLINE: u32 = 12;

/// Rows whose texts stand in one buffer in their order; short ones, which stand in no buffer, may be among them.
struct Run {
    first: usize,
    /// Behind the last row.
    last: usize,
    buffer: usize,
    start: usize,
    end: usize,
    /// How many bytes from `start` to `end` are texts of these rows.
    bytes: usize,
}

/// Which texts of a column hold the needle.
pub fn occurrences(needle: &Needle, column: &StringViewArray) -> BooleanBuffer {
    let mut found = BooleanBufferBuilder::new(column.len());
    found.append_n(column.len(), false);
    let mut scratch = String::new();
    let mut test = |row: usize, found: &mut BooleanBufferBuilder| {
        let text = if column.is_null(row) { "" } else { column.value(row) };
        found.set_bit(row, needle.is_in(text, &mut scratch));
    };
    if column.null_count() > 0 || !needle.is_searchable() {
        (0..column.len()).for_each(|row| test(row, &mut found));
        return found.finish();
    }
    let mut row = 0;
    while row < column.len() {
        let view = ByteView::from(column.views()[row]);
        if view.length <= INLINE {
            test(row, &mut found);
            row += 1;
            continue;
        }
        let run = run_from(column, row, view);
        // Where a filter has left a few rows of a page, most of the bytes are those of others.
        let is_dense = run.bytes * 2 >= run.end - run.start;
        for row in run.first..run.last {
            if !is_dense || is_inline(column, row) {
                test(row, &mut found);
            }
        }
        if is_dense {
            search(needle, column, &run, &mut found);
        }
        row = run.last;
    }
    found.finish()
}

fn is_inline(column: &StringViewArray, row: usize) -> bool {
    // The length stands in the low bytes.
    column.views()[row] as u32 <= INLINE
}

fn run_from(column: &StringViewArray, first: usize, view: ByteView) -> Run {
    let place = |view: ByteView| (view.offset as usize, view.offset as usize + view.length as usize);
    let (start, end) = place(view);
    let mut run = Run { first, last: first + 1, buffer: view.buffer_index as usize, start, end, bytes: end - start };
    for view in &column.views()[first + 1..] {
        let view = ByteView::from(*view);
        if view.length > INLINE {
            let (start, end) = place(view);
            if view.buffer_index as usize != run.buffer || start < run.end {
                break;
            }
            run.end = end;
            run.bytes += end - start;
        }
        run.last += 1;
    }
    run
}

fn search(needle: &Needle, column: &StringViewArray, run: &Run, found: &mut BooleanBufferBuilder) {
    let buffer = &column.data_buffers()[run.buffer][..run.end];
    let (mut row, mut from) = (run.first, run.start);
    while let Some(place) = needle.next_in(buffer, from) {
        let (start, end) = loop {
            if row == run.last {
                return;
            }
            let view = ByteView::from(column.views()[row]);
            let end = view.offset as usize + view.length as usize;
            if view.length > INLINE && end > place {
                break (view.offset as usize, end);
            }
            row += 1;
        };
        let is_inside = place >= start && place + needle.width() <= end;
        if is_inside && needle.stands(column.value(row), place - start) {
            found.set_bit(row, true);
            row += 1;
            from = end;
        } else {
            from = place + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use arrow::array::BooleanArray;
    use arrow::array::{ArrayRef, AsArray, UInt32Array};
    use arrow::compute::{concat, filter, take};
    use std::sync::Arc;

    use super::super::terms::{Boundary, Case};
    use super::*;

    fn texts(count: usize) -> StringViewArray {
        let text = |i: usize| match i % 7 {
            0 => format!("session {i} user=u{} evil.example.com", i % 13),
            1 => "evil".to_owned(),
            2 => String::new(),
            3 => format!("this-is-EVIL-{i} and devilish"),
            4 => "ends in a long text with evi".to_owned(),
            5 => "l begins so, and é is no letter of evilé".to_owned(),
            _ => format!("nothing of the kind in row {i}"),
        };
        StringViewArray::from_iter_values((0..count).map(text))
    }

    /// A column in whatever shape must give what its texts give one by one.
    #[test]
    fn as_row_by_row() {
        let column = texts(500);
        let kept = BooleanArray::from((0..500).map(|i| i % 11 == 0 || i % 5 == 1).collect::<Vec<_>>());
        let backwards = UInt32Array::from_iter_values((0..500).rev());
        let some_null = StringViewArray::from_iter(column.iter().enumerate().map(|(i, t)| t.filter(|_| i % 3 != 0)));
        let shapes: Vec<ArrayRef> = vec![
            Arc::new(column.clone()),
            filter(&column, &kept).expect("a column"),
            take(&column, &backwards, None).expect("a column"),
            concat(&[&column, &texts(20), &column.slice(100, 50)]).expect("a column"),
            Arc::new(some_null),
            Arc::new(column.slice(0, 0)),
        ];
        for needle in ["evil", "EVIL", "e", "user=u7", "é", "evilé", "", "7", "with evil", "zzz"] {
            for boundary in [Boundary::None, Boundary::Before, Boundary::Behind, Boundary::Both] {
                for case in [Case::Sensitive, Case::Insensitive] {
                    let needle = Needle::new(needle, boundary, case);
                    for shape in &shapes {
                        let column = shape.as_string_view();
                        let expected: BooleanBuffer =
                            column.iter().map(|t| needle.is_in(t.unwrap_or(""), &mut String::new())).collect();
                        assert_eq!(occurrences(&needle, column), expected, "{needle:?}");
                    }
                }
            }
        }
    }
}
