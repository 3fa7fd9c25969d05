//! Rows → points.

use arrow::array::RecordBatch;
use lurcher_symbols::values::dynamic::Dynamic;
use lurcher_symbols::{Column, ScalarType, Value};

use super::columns::{Roles, roles};
use super::labels;
use super::model::{Chart, ChartKind, Request, Scale, Series, Stacking};
use crate::RenderError;
use crate::cells::{self, Cells};

/// More points than this are no clearer picture; they are sampled.
const MAX_POINTS: usize = 20_000;
/// More series than this cannot be told apart.
const MAX_SERIES: usize = 50;
/// How many ticks a second has.
const TICKS: f64 = 1e7;

/// Collects the points of a chart, batch by batch.
#[derive(Debug)]
pub struct ChartBuilder {
    kind: ChartKind,
    request: Request,
    columns: Vec<Column>,
    roles: Roles,
    names: Vec<Name>,
    series: Vec<Series>,
    card: Vec<(String, String)>,
    rows: usize,
    lost_series: usize,
}

/// A place with a name, and what it is sorted by where the name is of a number or a time.
#[derive(Debug)]
struct Name {
    text: String,
    order: Option<f64>,
}

impl ChartBuilder {
    /// A chart of a result with these columns. `None` for what is shown as a table.
    ///
    /// # Errors
    /// The columns do not fit the chart; the text says why.
    pub fn new(request: Request, columns: &[Column]) -> Result<Option<Self>, String> {
        let Some(kind) = ChartKind::requested(&request) else { return Ok(None) };
        let roles = roles(kind, &request, columns)?;
        let columns = columns.to_vec();
        let (names, series, card) = Default::default();
        Ok(Some(Self { kind, request, columns, roles, names, series, card, rows: 0, lost_series: 0 }))
    }

    /// Takes rows.
    ///
    /// # Errors
    /// The rows have other columns.
    pub fn batch(&mut self, batch: &RecordBatch) -> Result<(), RenderError> {
        let cells = cells::of_batch(&self.columns, batch)?;
        for row in 0..batch.num_rows() {
            if self.rows == 0 {
                let names = self.columns.iter().map(|c| labels::plain(&c.name));
                self.card = names.zip(cells.iter().map(|cells| text(cells, row))).collect();
            }
            self.rows += 1;
            self.row(&cells, row);
        }
        Ok(())
    }

    fn row(&mut self, cells: &[Cells], row: usize) {
        let series = self.roles.series.clone();
        let group: Vec<String> = series.iter().map(|i| text(&cells[*i], row)).collect();
        let group = group.join(", ");
        let values = self.roles.y.clone().into_iter().map(|y| (y, false));
        let values: Vec<(usize, bool)> =
            values.chain(self.roles.anomalies.clone().into_iter().map(|y| (y, true))).collect();
        let several = self.roles.y.len() > 1;
        for (y, anomalies) in values {
            let name = match (group.is_empty(), several || anomalies) {
                (true, _) => labels::plain(&self.columns[y].name),
                (false, false) => group.clone(),
                (false, true) => format!("{group}: {}", self.columns[y].name),
            };
            let (x, y) = (&cells[self.roles.x], &cells[y]);
            let points = match self.kind {
                ChartKind::Map => place_on_earth(x, y, row).into_iter().collect(),
                _ if anomalies => self.marked(x, y, self.roles.y.first().map(|y| &cells[*y]), row),
                _ => self.points(x, y, row),
            };
            let weight = self.roles.weight.and_then(|column| value(&cells[column], row));
            if let Some(series) = self.series_of(name, anomalies) {
                if let Some(weight) = weight {
                    series.weights.extend(points.iter().map(|_| weight));
                }
                series.points.extend(points);
            }
        }
    }

    /// The points of the values where a flag is not 0.
    fn marked(&mut self, x: &Cells, flags: &Cells, values: Option<&Cells>, row: usize) -> Vec<(f64, f64)> {
        let flags = self.points(x, flags, row);
        let values = values.map(|values| self.points(x, values, row)).unwrap_or_default();
        let standing_out = flags.into_iter().zip(values).filter(|((_, flag), _)| *flag != 0.0);
        standing_out.map(|(_, point)| point).collect()
    }

    /// The points of one row: one, or those of its arrays.
    fn points(&mut self, x: &Cells, y: &Cells, row: usize) -> Vec<(f64, f64)> {
        if let (Cells::Dynamic(xs), Cells::Dynamic(ys)) = (x, y) {
            let array = |text: &str| match Dynamic::from_canonical(text) {
                Dynamic::Array(items) => items,
                _ => Vec::new(),
            };
            let pairs = array(xs.value(row)).into_iter().zip(array(ys.value(row)));
            return pairs.filter_map(|(x, y)| Some((number(&x)?, number(&y)?))).collect();
        }
        let place = match x {
            _ if self.uses_names() => Some(self.name(text(x, row), value(x, row))),
            x => value(x, row),
        };
        place.zip(value(y, row)).into_iter().collect()
    }

    /// Whether the x axis has names for places.
    fn uses_names(&self) -> bool {
        let ty = self.columns[self.roles.x].ty;
        let is_place = matches!(
            ty,
            ScalarType::DateTime
                | ScalarType::Int
                | ScalarType::Long
                | ScalarType::Real
                | ScalarType::Decimal
                | ScalarType::Dynamic
        );
        !(self.kind.is_continuous() && is_place)
    }

    /// The index of a name.
    fn name(&mut self, text: String, order: Option<f64>) -> f64 {
        // Bars come in few names; a map would lose their order.
        let known = self.names.iter().position(|known| known.text == text);
        known.unwrap_or_else(|| {
            self.names.push(Name { text, order });
            self.names.len() - 1
        }) as f64
    }

    /// The names as an axis: numbers and times ascending, texts as they came. Times are as short as they can be.
    fn names_in_order(&mut self) -> Scale {
        let mut names: Vec<(usize, Name)> = std::mem::take(&mut self.names).into_iter().enumerate().collect();
        if names.iter().all(|(_, name)| name.order.is_some()) {
            names.sort_by(|(_, a), (_, b)| a.order.unwrap_or_default().total_cmp(&b.order.unwrap_or_default()));
        }
        let mut places = vec![0.0; names.len()];
        names.iter().enumerate().for_each(|(place, (came, _))| places[*came] = place as f64);
        let moved = |(x, _): &mut (f64, f64)| *x = places.get(*x as usize).copied().unwrap_or(*x);
        self.series.iter_mut().for_each(|s| s.points.iter_mut().for_each(moved));
        let order = |name: Option<&(usize, Name)>| name.and_then(|(_, name)| name.order).unwrap_or_default();
        let range = (order(names.first()), order(names.last()));
        let is_time = self.columns[self.roles.x].ty == ScalarType::DateTime;
        let label = |(_, name): (usize, Name)| match name.order {
            Some(at) if is_time => labels::place(&Scale::Time, at, range),
            _ => name.text,
        };
        Scale::Names(names.into_iter().map(label).collect())
    }

    fn series_of(&mut self, name: String, anomalies: bool) -> Option<&mut Series> {
        let known = self.series.iter().position(|s| s.name == name);
        match known {
            Some(i) => self.series.get_mut(i),
            None if self.series.len() < MAX_SERIES => {
                self.series.push(Series { name, points: Vec::new(), weights: Vec::new(), anomalies });
                self.series.last_mut()
            }
            None => {
                self.lost_series += 1;
                None
            }
        }
    }

    /// The chart, when all rows are in.
    pub fn finish(mut self) -> Chart {
        let mut notes = Vec::new();
        if self.lost_series > 0 {
            notes.push(format!("the chart shows {MAX_SERIES} series; {} rows belong to others", self.lost_series));
        }
        if self.kind.is_continuous() && !matches!(self.kind, ChartKind::Scatter | ChartKind::Map) {
            self.series.iter_mut().for_each(|s| s.points.sort_by(|a, b| a.0.total_cmp(&b.0)));
        }
        let points: usize = self.series.iter().map(|s| s.points.len()).sum();
        if points > MAX_POINTS {
            let step = 2 * points.div_ceil(MAX_POINTS);
            self.series.iter_mut().for_each(|series| sample(series, step));
            notes.push(format!("of each {step} of the {points} points the chart shows the least and the greatest"));
        }
        let x = match () {
            () if self.uses_names() => self.names_in_order(),
            () if self.kind == ChartKind::Map => Scale::Number,
            () if matches!(self.columns[self.roles.x].ty, ScalarType::DateTime | ScalarType::Dynamic) => Scale::Time,
            () => Scale::Number,
        };
        let request = &self.request;
        let stacking = match request.text("kind") {
            _ if request.visualization == "stackedareachart" => Stacking::Stacked,
            Some("stacked") => Stacking::Stacked,
            Some("stacked100") => Stacking::Whole,
            _ => Stacking::None,
        };
        let owned = |name: &str| request.text(name).map(labels::plain);
        let values: Vec<&str> = self.roles.y.iter().map(|y| &*self.columns[*y].name).collect();
        Chart {
            kind: self.kind,
            stacking,
            title: owned("title"),
            x_title: owned("xtitle").unwrap_or_else(|| labels::plain(&self.columns[self.roles.x].name)),
            y_title: owned("ytitle").unwrap_or_else(|| labels::plain(&values.join(", "))),
            legend: request.text("legend") != Some("hidden") && self.series.len() > 1,
            y_limits: (request.number("ymin"), request.number("ymax")),
            y_log: request.text("yaxis") == Some("log"),
            x,
            series: self.series,
            card: self.card,
            notes,
        }
    }
}

/// The longitude and latitude of a row: two numbers, or a GeoJSON point. None outside of the world.
fn place_on_earth(x: &Cells, y: &Cells, row: usize) -> Option<(f64, f64)> {
    let (x, y) = match x {
        Cells::Dynamic(points) => {
            let point = Dynamic::from_canonical(points.value(row));
            let coordinates = point.get("coordinates")?;
            (number(coordinates.at(0)?)?, number(coordinates.at(1)?)?)
        }
        x => (value(x, row)?, value(y, row)?),
    };
    (x.abs() <= 180.0 && y.abs() <= 90.0).then_some((x, y))
}

fn text(cells: &Cells, row: usize) -> String {
    let mut text = String::new();
    cells.write_short_text(row, &mut text);
    labels::plain(&text)
}

/// A cell as a number; a time in seconds.
fn value(cells: &Cells, row: usize) -> Option<f64> {
    if cells.is_null(row) {
        return None;
    }
    let value = match cells {
        Cells::Int(a) => f64::from(a.value(row)),
        Cells::Long(a) => a.value(row) as f64,
        Cells::Real(a) => a.value(row),
        Cells::DateTime(a) | Cells::TimeSpan(a) => a.value(row) as f64 / TICKS,
        Cells::Decimal(_) => text(cells, row).parse().ok()?,
        Cells::Bool(a) => f64::from(u8::from(a.value(row))),
        Cells::String(_) | Cells::Guid(_) | Cells::Dynamic(_) => return None,
    };
    value.is_finite().then_some(value)
}

/// An element of an array as a number; a time in seconds.
fn number(element: &Dynamic) -> Option<f64> {
    match element.to_scalar()? {
        Value::Long(n) => Some(n as f64),
        Value::Int(n) => Some(f64::from(n)),
        Value::Real(n) => Some(n).filter(|n| n.is_finite()),
        Value::DateTime(ticks) | Value::TimeSpan(ticks) => Some(ticks as f64 / TICKS),
        _ => None,
    }
}

/// Of each `step` points keeps the least and the greatest, whose place people look for, and those at both ends.
fn sample(series: &mut Series, step: usize) {
    let last = series.points.len().saturating_sub(1);
    let mut kept = vec![0];
    for (i, part) in series.points.chunks(step).enumerate() {
        let by_value = |a: &(usize, &(f64, f64)), b: &(usize, &(f64, f64))| a.1.1.total_cmp(&b.1.1);
        let known = || part.iter().enumerate().filter(|(_, point)| !point.1.is_nan());
        let ends = [known().min_by(by_value), known().max_by(by_value)];
        let mut ends: Vec<usize> = ends.into_iter().flatten().map(|(place, _)| i * step + place).collect();
        ends.sort_unstable();
        kept.extend(ends);
    }
    kept.push(last);
    kept.dedup();
    series.points = kept.iter().filter_map(|i| series.points.get(*i).copied()).collect();
    series.weights = kept.iter().filter_map(|i| series.weights.get(*i).copied()).collect();
}
