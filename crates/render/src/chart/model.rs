//! What a chart shows, whatever draws it.

use std::sync::Arc;

use lurcher_symbols::Value;

/// A chart as `render` asks for it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Request {
    /// The visualization's name, `timechart`.
    pub visualization: String,
    /// The properties of `with (…)`.
    pub properties: Vec<(Arc<str>, Value)>,
}

impl Request {
    /// The text of a property; none where it is absent or empty.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.properties.iter().find(|(known, _)| &**known == name).and_then(|(_, value)| match value {
            Value::String(text) if !text.is_empty() => Some(&**text),
            _ => None,
        })
    }

    /// The number of a property.
    pub(super) fn number(&self, name: &str) -> Option<f64> {
        self.properties.iter().find(|(known, _)| &**known == name).and_then(|(_, value)| match value {
            Value::Int(n) => Some(f64::from(*n)),
            Value::Long(n) => Some(*n as f64),
            Value::Real(n) => Some(*n),
            Value::String(text) => text.parse().ok(),
            _ => None,
        })
    }

    /// The columns that a property lists.
    pub(super) fn columns(&self, name: &str) -> Vec<&str> {
        self.text(name)
            .map(|text| text.split(',').map(str::trim).filter(|n| !n.is_empty()).collect())
            .unwrap_or_default()
    }
}

/// The charts that can be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChartKind {
    /// Points in time, joined by lines.
    Time,
    /// The same with anomalies marked.
    Anomaly,
    /// Points joined by lines.
    Line,
    /// Areas under lines.
    Area,
    /// Points.
    Scatter,
    /// Vertical bars.
    Column,
    /// Horizontal bars.
    Bar,
    /// Shares of a whole.
    Pie,
    /// Shares of a whole as nested rectangles.
    Treemap,
    /// The values of the first row, large.
    Card,
    /// Points at longitudes and latitudes.
    Map,
}

impl ChartKind {
    /// The chart of a visualization; none for `table` and what only an interactive client shows.
    pub fn of(visualization: &str) -> Option<Self> {
        Some(match visualization {
            "timechart" => Self::Time,
            "anomalychart" => Self::Anomaly,
            "linechart" | "ladderchart" => Self::Line,
            "areachart" | "stackedareachart" => Self::Area,
            "scatterchart" => Self::Scatter,
            "columnchart" => Self::Column,
            "barchart" => Self::Bar,
            "piechart" => Self::Pie,
            "treemap" => Self::Treemap,
            "card" => Self::Card,
            _ => return None,
        })
    }

    /// The chart that a request asks for: points on a map where `kind=map` says so.
    pub(super) fn requested(request: &Request) -> Option<Self> {
        match Self::of(&request.visualization)? {
            Self::Scatter | Self::Pie if request.text("kind") == Some("map") => Some(Self::Map),
            kind => Some(kind),
        }
    }

    /// Whether the places of the x axis lie on a line, rather than being names.
    pub(super) fn is_continuous(self) -> bool {
        matches!(self, Self::Time | Self::Anomaly | Self::Line | Self::Area | Self::Scatter | Self::Map)
    }
}

/// How the series of a chart share a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Stacking {
    /// Each stands on its own.
    #[default]
    None,
    /// One on top of the other.
    Stacked,
    /// One on top of the other, stretched to the whole.
    Whole,
}

/// What the places of the x axis are.
#[derive(Debug, Clone, PartialEq)]
pub enum Scale {
    /// Numbers.
    Number,
    /// Times, in seconds since 0001-01-01.
    Time,
    /// Names; a place is the name's index.
    Names(Vec<String>),
}

/// Points of one colour.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// What the legend says.
    pub name: String,
    /// Places and values, in the order of the rows; sorted by place on a continuous axis.
    pub points: Vec<(f64, f64)>,
    /// How heavy each point is; empty where all are alike.
    pub weights: Vec<f64>,
    /// Whether these are points that stand out (`anomalycolumns`), not a line.
    pub anomalies: bool,
}

/// A chart that is ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// How it is drawn.
    pub kind: ChartKind,
    /// How series share a place.
    pub stacking: Stacking,
    /// Its title.
    pub title: Option<String>,
    /// What the x axis is called.
    pub x_title: String,
    /// What the y axis is called.
    pub y_title: String,
    /// Whether the legend is shown.
    pub legend: bool,
    /// The least and greatest value that is shown; the data's where `None`.
    pub y_limits: (Option<f64>, Option<f64>),
    /// Whether the y axis is logarithmic.
    pub y_log: bool,
    /// What the x axis holds.
    pub x: Scale,
    /// The series, in the order in which they came.
    pub series: Vec<Series>,
    /// What a card shows: names and values.
    pub card: Vec<(String, String)>,
    /// What is not in the picture, for the user to know.
    pub notes: Vec<String>,
}

impl Chart {
    /// The least and greatest place.
    pub(super) fn x_range(&self) -> (f64, f64) {
        match &self.x {
            _ if self.kind == ChartKind::Map => around(self.points().map(|(x, _)| x), 180.0),
            Scale::Names(names) => (-0.5, names.len().max(1) as f64 - 0.5),
            Scale::Number | Scale::Time => span(self.points().map(|(x, _)| x)),
        }
    }

    /// The least and greatest value, of the stacks where there are any; bars stand on 0.
    pub(super) fn y_range(&self) -> (f64, f64) {
        if self.kind == ChartKind::Map {
            return around(self.points().map(|(_, y)| y), 90.0);
        }
        let stacked = self.stacked();
        let values = stacked.iter().flat_map(|s| s.points.iter()).flat_map(|(_, from, to)| [*from, *to]);
        let from_zero =
            !matches!(self.kind, ChartKind::Scatter | ChartKind::Line | ChartKind::Time | ChartKind::Anomaly);
        let (mut low, mut high) = span(values.chain(from_zero.then_some(0.0)));
        if !from_zero && self.stacking == Stacking::None {
            (low, high) = span(self.points().map(|(_, y)| y));
            // A line that is far above 0 would be flat if 0 had to be seen.
            if low > 0.0 && low < high / 2.0 {
                low = 0.0;
            }
        }
        (self.y_limits.0.unwrap_or(low), self.y_limits.1.unwrap_or(high))
    }

    fn points(&self) -> impl Iterator<Item = (f64, f64)> {
        self.series.iter().flat_map(|s| s.points.iter().copied())
    }

    /// Each series' points as (place, from, to).
    pub(super) fn stacked(&self) -> Vec<Stack> {
        let totals = self.totals();
        let mut tops: Vec<(f64, f64)> = Vec::new();
        let stack = |series: &Series| {
            let place = |(x, y): &(f64, f64)| {
                if self.stacking == Stacking::None || series.anomalies {
                    return (*x, 0.0, *y);
                }
                let share = match self.stacking {
                    Stacking::Whole => y / lookup(&totals, *x).filter(|t| *t != 0.0).unwrap_or(1.0) * 100.0,
                    Stacking::None | Stacking::Stacked => *y,
                };
                let at = tops.partition_point(|(known, _)| known < x);
                if tops.get(at).is_none_or(|(known, _)| known != x) {
                    tops.insert(at, (*x, 0.0));
                }
                let from = tops[at].1;
                tops[at].1 += share;
                (*x, from, from + share)
            };
            Stack { points: series.points.iter().map(place).collect() }
        };
        self.series.iter().map(stack).collect()
    }

    /// The sum of all series at each place, sorted by place.
    fn totals(&self) -> Vec<(f64, f64)> {
        let mut totals: Vec<(f64, f64)> = self.points().collect();
        totals.sort_by(|a, b| a.0.total_cmp(&b.0));
        totals.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        totals
    }

    /// The names and values of a chart of shares, the largest first; many small ones are one.
    pub(super) fn shares(&self) -> Vec<(String, f64)> {
        let Scale::Names(names) = &self.x else { return Vec::new() };
        let named = |(x, y): (f64, f64)| {
            let name = names.get(x as usize).filter(|name| !name.is_empty());
            (name.cloned().unwrap_or_else(|| "(empty)".to_owned()), y.max(0.0))
        };
        let mut shares: Vec<(String, f64)> = self.points().map(named).collect();
        shares.sort_by(|a, b| b.1.total_cmp(&a.1));
        if shares.len() > MAX_SHARES {
            let rest = shares.split_off(MAX_SHARES - 1);
            shares.push((format!("{} others", rest.len()), rest.iter().map(|(_, y)| y).sum()));
        }
        shares
    }
}

/// How many shares a pie can show: as many as there are colours, and as their names have room.
const MAX_SHARES: usize = 8;

/// A series' points with where each begins and ends.
pub(super) struct Stack {
    pub(super) points: Vec<(f64, f64, f64)>,
}

fn lookup(sorted: &[(f64, f64)], x: f64) -> Option<f64> {
    let at = sorted.partition_point(|(known, _)| *known < x);
    sorted.get(at).filter(|(known, _)| *known == x).map(|(_, y)| *y)
}

/// The degrees that a map shows: those of the points with room around them, within the world.
fn around(degrees: impl Iterator<Item = f64>, end: f64) -> (f64, f64) {
    let (low, high) = span(degrees);
    let room = ((high - low) * 0.2).max(5.0);
    ((low - room).max(-end), (high + room).min(end))
}

/// The least and the greatest, a little apart where they are one.
fn span(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let (low, high) =
        values.filter(|v| v.is_finite()).fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
    match high - low {
        d if d > 0.0 => (low, high),
        _ if low.is_finite() => (low - 0.5, high + 0.5),
        _ => (0.0, 1.0),
    }
}
