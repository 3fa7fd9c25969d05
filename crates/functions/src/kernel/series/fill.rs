//! Filling the missing values of a series. What is not missing stays as it is, of whatever type.

use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;

use super::{Number, each, write_number};
use crate::kernel::elements::write_array;
use crate::kernel::{Bits, Call, Scalars, dynamics, write_element};

/// What stands for a missing value: the null, and a number that an argument may name.
struct Missing<'a> {
    placeholder: Option<Scalars<'a>>,
}

impl<'a> Missing<'a> {
    /// Argument `i`, where it is given.
    fn of(call: &Call<'a>, i: usize) -> Result<Self> {
        Ok(Self { placeholder: optional(call, i)? })
    }

    /// The number that stands for a missing value in a row; none for the null.
    fn in_row(&self, row: usize) -> Option<f64> {
        Number::of_cell(&self.placeholder.as_ref()?.cell(row)).map(Number::real)
    }
}

fn optional<'a>(call: &Call<'a>, i: usize) -> Result<Option<Scalars<'a>>> {
    call.has(i).then(|| Scalars::of(call, i)).transpose()
}

/// Whether an element is missing.
fn is_missing(element: &str, placeholder: Option<f64>) -> bool {
    match placeholder {
        None => element == "null",
        Some(placeholder) => Number::of_element(element).is_some_and(|number| number.real() == placeholder),
    }
}

/// Missing values as the nearest other value before them.
pub fn forward(call: &Call<'_>) -> Result<ColumnarValue> {
    from_neighbours(call, |elements, placeholder| carry(elements.iter_mut(), placeholder))
}

/// Missing values as the nearest other value behind them.
pub fn backward(call: &Call<'_>) -> Result<ColumnarValue> {
    from_neighbours(call, |elements, placeholder| carry(elements.iter_mut().rev(), placeholder))
}

fn carry<'e, 'a: 'e>(elements: impl Iterator<Item = &'e mut &'a str>, placeholder: Option<f64>) {
    let mut last = None;
    for element in elements {
        match last {
            Some(last) if is_missing(element, placeholder) => *element = last,
            None if is_missing(element, placeholder) => {}
            _ => last = Some(*element),
        }
    }
}

fn from_neighbours(call: &Call<'_>, fill: impl Fn(&mut Vec<&str>, Option<f64>)) -> Result<ColumnarValue> {
    let series = call.text(0)?;
    let missing = Missing::of(call, 1)?;
    dynamics(call.rows, |row, out| {
        let mut elements = Vec::new();
        let known = each(series.option(row), |element| elements.push(element));
        fill(&mut elements, missing.in_row(row));
        write_array(elements, out);
        known
    })
}

/// Missing values as the second argument; the third one says what stands for them.
pub fn constant(call: &Call<'_>) -> Result<ColumnarValue> {
    let series = call.text(0)?;
    let value = optional(call, 1)?;
    let missing = Missing::of(call, 2)?;
    let (mut elements, mut filling) = (Vec::new(), String::new());
    dynamics(call.rows, |row, out| {
        elements.clear();
        let known = each(series.option(row), |element| elements.push(element));
        filling.clear();
        match &value {
            Some(value) => write_element(&value.cell(row), &mut filling),
            None => filling.push('0'),
        }
        let placeholder = missing.in_row(row);
        let filled = elements.iter().map(|e| if is_missing(e, placeholder) { filling.as_str() } else { e });
        write_array(filled, out);
        known
    })
}

/// Missing values on the line between their neighbours: whole numbers, the fraction dropped, in a series of whole
/// numbers. At the edges the nearest value, unless the third argument is `false`; in a series without any value the
/// fourth argument, or 0.0.
pub fn linear(call: &Call<'_>) -> Result<ColumnarValue> {
    let series = call.text(0)?;
    let missing = Missing::of(call, 1)?;
    let edges = if call.has(2) { call.bool(2)? } else { Bits::Constant(Some(true)) };
    let value = optional(call, 3)?;
    let (mut elements, mut known) = (Vec::new(), Vec::new());
    dynamics(call.rows, |row, out| {
        elements.clear();
        if !each(series.option(row), |element| elements.push(element)) {
            return false;
        }
        let placeholder = missing.in_row(row);
        known.clear();
        known.extend(elements.iter().enumerate().filter_map(|(place, element)| {
            let present = !is_missing(element, placeholder);
            present.then(|| Number::of_element(element)).flatten().map(|number| (place, number))
        }));
        let row = LinearRow {
            elements: &elements,
            known: &known,
            placeholder,
            fill_edges: edges.get(row) != Some(false),
            otherwise: value.as_ref().map_or(Some(Number::Real(0.0)), |v| Number::of_cell(&v.cell(row))),
        };
        row.write(out);
        true
    })
}

/// One series to be filled on lines.
struct LinearRow<'r> {
    elements: &'r [&'r str],
    /// The numbers and their places.
    known: &'r [(usize, Number)],
    placeholder: Option<f64>,
    fill_edges: bool,
    /// What fills a series without numbers.
    otherwise: Option<Number>,
}

impl LinearRow<'_> {
    fn write(&self, out: &mut String) {
        let whole = self.known.iter().all(|(_, number)| matches!(number, Number::Long(_)));
        // How many of the numbers stand before the element.
        let mut before = 0;
        out.push('[');
        for (place, element) in self.elements.iter().enumerate() {
            if place > 0 {
                out.push(',');
            }
            while self.known.get(before).is_some_and(|(known, _)| *known < place) {
                before += 1;
            }
            match is_missing(element, self.placeholder) {
                true => match self.filling(place, before, whole) {
                    Some(number) => write_number(Some(number), out),
                    None => out.push_str(element),
                },
                false => out.push_str(element),
            }
        }
        out.push(']');
    }

    fn filling(&self, place: usize, before: usize, whole: bool) -> Option<Number> {
        let left = before.checked_sub(1).map(|before| self.known[before]);
        match (left, self.known.get(before)) {
            (Some((from, first)), Some((to, last))) => {
                let share = (place - from) as f64 / (to - from) as f64;
                let value = first.real() + (last.real() - first.real()) * share;
                Some(if whole { Number::Long(value as i64) } else { Number::Real(value) })
            }
            (Some((_, nearest)), None) => self.fill_edges.then_some(nearest),
            (None, Some((_, nearest))) => self.fill_edges.then_some(*nearest),
            (None, None) => self.otherwise,
        }
    }
}
