//! Which columns become the x axis, the values and the series.

use lurcher_symbols::{Column, ScalarType};

use super::model::{ChartKind, Request};

/// The parts that columns play, as indexes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Roles {
    /// The x axis.
    pub(super) x: usize,
    /// The values.
    pub(super) y: Vec<usize>,
    /// What tells series apart.
    pub(super) series: Vec<usize>,
    /// Values that are marked as standing out.
    pub(super) anomalies: Vec<usize>,
    /// How heavy a point of a map is.
    pub(super) weight: Option<usize>,
}

/// What `render` names, and for the rest Kusto's rule: the first column is the x axis (of a chart over time the first
/// datetime), numbers are values, and the first text tells series apart. Series of `make-series` are arrays: their
/// times and their values.
pub(super) fn roles(kind: ChartKind, request: &Request, columns: &[Column]) -> Result<Roles, String> {
    let find = |name: &str| {
        let found = columns.iter().position(|c| &*c.name == name);
        found.ok_or_else(|| format!("the chart is to show the column '{name}', which the result does not have"))
    };
    let all = |property: &str| request.columns(property).into_iter().map(find).collect::<Result<Vec<_>, _>>();
    let mut series = all("series")?;
    if kind == ChartKind::Map {
        return map_roles(request, columns, series);
    }
    let anomalies = all("anomalycolumns")?;
    let of_type = |wanted: &[ScalarType]| columns.iter().position(|c| wanted.contains(&c.ty));
    let x = match request.text("xcolumn") {
        Some(name) => find(name)?,
        None if columns.is_empty() => return Err("a chart needs columns".to_owned()),
        None if matches!(kind, ChartKind::Time | ChartKind::Anomaly) => {
            let time = of_type(&[ScalarType::DateTime]).or_else(|| time_array(columns));
            time.or_else(|| columns.iter().position(is_number)).ok_or("a chart over time needs a datetime column")?
        }
        None if kind.is_continuous() => of_type(&[ScalarType::DateTime]).or_else(|| time_array(columns)).unwrap_or(0),
        None => (0..columns.len()).find(|i| !series.contains(i)).unwrap_or(0),
    };
    let mut y = all("ycolumns")?;
    let free = |i: usize, series: &[usize]| i != x && !series.contains(&i) && !anomalies.contains(&i);
    if y.is_empty() {
        let arrays = columns[x].ty == ScalarType::Dynamic;
        let is_value = |c: &Column| if arrays { c.ty == ScalarType::Dynamic } else { is_number(c) };
        y = (0..columns.len()).filter(|i| free(*i, &series) && is_value(&columns[*i])).collect();
    }
    if y.is_empty() && kind != ChartKind::Card {
        return Err(format!("a chart needs a column of numbers beside '{}'", columns[x].name));
    }
    if series.is_empty() {
        let is_text = |i: &usize| matches!(columns[*i].ty, ScalarType::String | ScalarType::Guid | ScalarType::Bool);
        series = (0..columns.len()).filter(|i| free(*i, &[]) && !y.contains(i)).find(is_text).into_iter().collect();
    }
    Ok(Roles { x, y, series, anomalies, weight: None })
}

/// A map's columns: the longitude, the latitude, and perhaps a name and a number; or a GeoJSON point in place of the
/// first two.
fn map_roles(request: &Request, columns: &[Column], series: Vec<usize>) -> Result<Roles, String> {
    let numbers: Vec<usize> = (0..columns.len()).filter(|i| is_number(&columns[*i])).collect();
    let named = |property: &str| {
        request.columns(property).first().and_then(|name| columns.iter().position(|c| &*c.name == *name))
    };
    let point = columns.iter().position(|c| c.ty == ScalarType::Dynamic);
    let (x, y, rest) = match (named("xcolumn"), named("ycolumns"), point, numbers.as_slice()) {
        (Some(x), Some(y), _, _) => (x, y, numbers.iter().copied().find(|i| *i != x && *i != y)),
        (_, _, Some(point), numbers) => (point, point, numbers.first().copied()),
        (_, _, None, [x, y, rest @ ..]) => (*x, *y, rest.first().copied()),
        (_, _, None, _) => {
            return Err("a map needs a longitude and a latitude, in this order, or a GeoJSON point".to_owned());
        }
    };
    let text = (0..columns.len()).find(|i| columns[*i].ty == ScalarType::String);
    let series = if series.is_empty() { text.into_iter().collect() } else { series };
    Ok(Roles { x, y: vec![y], series, anomalies: Vec::new(), weight: rest })
}

/// The times of `make-series`: a dynamic beside other dynamics, called as the time is.
fn time_array(columns: &[Column]) -> Option<usize> {
    let dynamics: Vec<usize> = (0..columns.len()).filter(|i| columns[*i].ty == ScalarType::Dynamic).collect();
    let timely = |i: &usize| columns[*i].name.to_lowercase().contains("time");
    (dynamics.len() > 1).then(|| dynamics.iter().copied().find(timely).or_else(|| dynamics.last().copied())).flatten()
}

fn is_number(column: &Column) -> bool {
    matches!(
        column.ty,
        ScalarType::Int | ScalarType::Long | ScalarType::Real | ScalarType::Decimal | ScalarType::TimeSpan
    )
}
