//! Rows as people read them, for the pages of formats and for tests.

use std::fmt::Write;

use arrow::array::{Array, AsArray};
use arrow::datatypes::{Decimal128Type, Float64Type, Int32Type, Int64Type};
use lurcher_symbols::ScalarType;
use lurcher_symbols::values::decimal::Decimal;
use lurcher_symbols::values::{datetime, dynamic, guid, timespan};

use crate::Rows;

/// Each row as a line of JSON: `table`, then the columns that have a value.
pub fn json_lines(rows: &Rows) -> Vec<String> {
    (0..rows.batch.num_rows()).map(|row| json_line(rows, row)).collect()
}

fn json_line(rows: &Rows, row: usize) -> String {
    let mut line = String::from("{\"table\":");
    dynamic::write_string(&mut line, &rows.table);
    for (column, array) in rows.columns.iter().zip(rows.batch.columns()) {
        let is_missing = column.ty == ScalarType::String && array.as_string_view().value(row).is_empty();
        if is_missing || array.is_null(row) {
            continue;
        }
        line.push(',');
        dynamic::write_string(&mut line, &column.name);
        line.push(':');
        write_value(&mut line, column.ty, array, row);
    }
    line.push('}');
    line
}

/// Adds the value of a cell as JSON.
pub(crate) fn write_value(line: &mut String, ty: ScalarType, array: &dyn Array, row: usize) {
    match ty {
        ScalarType::Bool => line.push_str(if array.as_boolean().value(row) { "true" } else { "false" }),
        ScalarType::Int => {
            let _ = write!(line, "{}", array.as_primitive::<Int32Type>().value(row));
        }
        ScalarType::Long => {
            let _ = write!(line, "{}", array.as_primitive::<Int64Type>().value(row));
        }
        ScalarType::Real => dynamic::write_real(line, array.as_primitive::<Float64Type>().value(row)),
        ScalarType::Decimal => {
            let number = Decimal::from_key(array.as_primitive::<Decimal128Type>().value(row));
            dynamic::write_string(line, &number.to_string());
        }
        ScalarType::String => dynamic::write_string(line, array.as_string_view().value(row)),
        ScalarType::DateTime => {
            dynamic::write_string(line, &datetime::format(array.as_primitive::<Int64Type>().value(row)));
        }
        ScalarType::TimeSpan => {
            dynamic::write_string(line, &timespan::format(array.as_primitive::<Int64Type>().value(row)));
        }
        ScalarType::Guid => {
            let bytes = array.as_fixed_size_binary().value(row);
            dynamic::write_string(line, &bytes.try_into().map(|g| guid::format(&g)).unwrap_or_default());
        }
        ScalarType::Dynamic => line.push_str(&dynamic::plain_json(array.as_string_view().value(row))),
    }
}
