//! Charts as SVG.

use std::fmt::Display;
use std::ops::Range;

use plotters::coord::Shift;
use plotters::coord::ranged1d::{DefaultFormatting, KeyPointHint, Ranged};
use plotters::prelude::*;

use super::model::{Chart, ChartKind, Scale, Stacking};
use super::{labels, palette};

/// Width and height, in pixels.
const SIZE: (u32, u32) = (960, 480);
/// Above this many series a legend would hide the chart.
const MAX_LEGEND: usize = 20;
/// How many names fit below an axis, and beside one.
const MAX_LABELS: usize = 12;
const MAX_LABELS_LYING: usize = 40;
/// How wide the legend is, and how high a line of it.
const LEGEND_WIDTH: u32 = 170;
const LEGEND_LINE: i32 = 20;
/// How much of the axis is free above the greatest value.
const HEADROOM: f64 = 0.05;
/// The radius of a point on a map, and what the heaviest has beyond it.
const LEAST_RADIUS: f64 = 4.0;
const GREATEST_RADIUS: f64 = 16.0;
/// How much of its place a group of bars fills.
const BAR_WIDTH: f64 = 0.8;

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Failure = DrawingAreaErrorKind<std::io::Error>;

/// The chart as an SVG document.
///
/// # Errors
/// The drawing library refuses the chart; the text says why.
pub fn draw_svg(chart: &Chart) -> Result<String, String> {
    let failed = |e: &dyn Display| format!("the chart cannot be drawn: {e}");
    let mut text = String::new();
    {
        let area = SVGBackend::with_string(&mut text, SIZE).into_drawing_area();
        let drawn = area.fill(&WHITE).and_then(|()| match chart.kind {
            ChartKind::Card => card(&area, chart),
            ChartKind::Pie => pie(&area, chart),
            ChartKind::Treemap => treemap(&area, chart),
            ChartKind::Bar => bars(&area, chart, true),
            ChartKind::Column => bars(&area, chart, false),
            ChartKind::Time
            | ChartKind::Anomaly
            | ChartKind::Line
            | ChartKind::Area
            | ChartKind::Scatter
            | ChartKind::Map => lines(&area, chart),
        });
        drawn.map_err(|e| failed(&e))?;
        area.present().map_err(|e| failed(&e))?;
    }
    Ok(text)
}

fn rgb(i: usize) -> RGBColor {
    let (r, g, b) = palette::colour(i);
    RGBColor(r, g, b)
}

fn builder<'a, 'b>(area: &'a Area<'b>, chart: &Chart) -> ChartBuilder<'a, 'b, SVGBackend<'b>> {
    let mut builder = ChartBuilder::on(area);
    builder.margin(14).x_label_area_size(46).y_label_area_size(70);
    if let Some(title) = &chart.title {
        builder.caption(title, ("sans-serif", 20));
    }
    builder
}

fn lines<'a>(area: &Area<'a>, chart: &Chart) -> Result<(), Failure> {
    let (x, y) = (chart.x_range(), roomy(chart));
    let area = legend(area, chart)?;
    let across = Axis { range: x.0..x.1, ticks: labels::ticks(&chart.x, x) };
    let mut context = builder(&area, chart).build_cartesian_2d(across, y.0..y.1)?;
    let place = |at: &f64| labels::place(&chart.x, *at, x);
    let mut mesh = context.configure_mesh();
    mesh.x_labels(8).x_label_formatter(&place).y_label_formatter(&|y| labels::value(*y));
    mesh.x_desc(&chart.x_title).y_desc(&chart.y_title).light_line_style(WHITE).draw()?;
    let heaviest = chart.series.iter().flat_map(|s| &s.weights).copied().fold(0.0, f64::max);
    for (i, (series, stack)) in chart.series.iter().zip(chart.stacked()).enumerate() {
        let colour = colour_of(chart, i);
        let points = stack.points.iter().map(|(x, _, to)| (*x, *to));
        match chart.kind {
            _ if series.anomalies => context.draw_series(points.map(|p| Circle::new(p, 4, colour.filled())))?,
            ChartKind::Map => {
                let sizes = radii(&series.weights, heaviest).chain(std::iter::repeat(LEAST_RADIUS));
                context.draw_series(points.zip(sizes).map(|(p, r)| Circle::new(p, r, colour.mix(0.6).filled())))?
            }
            ChartKind::Scatter => context.draw_series(points.map(|p| Circle::new(p, 3, colour.mix(0.7).filled())))?,
            ChartKind::Area => {
                let back = stack.points.iter().rev().map(|(x, from, _)| (*x, *from));
                let outline: Vec<_> = points.chain(back).collect();
                context.draw_series(std::iter::once(Polygon::new(outline, colour.mix(0.6))))?
            }
            _ => context.draw_series(LineSeries::new(points, colour.stroke_width(2)))?,
        };
    }
    Ok(())
}

/// An axis whose labels stand at places that are chosen.
struct Axis {
    range: Range<f64>,
    ticks: Vec<f64>,
}

impl Ranged for Axis {
    type FormatOption = DefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        let share = (value - self.range.start) / (self.range.end - self.range.start);
        limit.0 + (share * f64::from(limit.1 - limit.0)).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, _: Hint) -> Vec<f64> {
        self.ticks.clone()
    }

    fn range(&self) -> Range<f64> {
        self.range.clone()
    }
}

/// The values that are seen, with room above them.
fn roomy(chart: &Chart) -> (f64, f64) {
    let (low, high) = chart.y_range();
    let is_free = chart.y_limits.1.is_none() && chart.stacking != Stacking::Whole && chart.kind != ChartKind::Map;
    (low, if is_free { high + (high - low) * HEADROOM } else { high })
}

/// Radii of points whose areas are as their weights.
fn radii(weights: &[f64], heaviest: f64) -> impl Iterator<Item = f64> + '_ {
    let share = move |weight: &f64| (weight.max(0.0) / heaviest.max(f64::MIN_POSITIVE)).sqrt();
    weights.iter().map(move |weight| LEAST_RADIUS + share(weight) * GREATEST_RADIUS)
}

/// The colour of a series.
fn colour_of(chart: &Chart, i: usize) -> RGBColor {
    let (r, g, b) = match chart.series.get(i) {
        Some(series) if series.anomalies => palette::ANOMALY,
        _ => palette::colour(i),
    };
    RGBColor(r, g, b)
}

/// Bars, upright or lying. Series of one place stand side by side or on each other.
fn bars<'a>(area: &Area<'a>, chart: &Chart, lying: bool) -> Result<(), Failure> {
    let (x, y) = (chart.x_range(), roomy(chart));
    let area = &legend(area, chart)?;
    let (horizontal, vertical) = if lying { (y, (x.1, x.0)) } else { (x, y) };
    let mut builder = builder(area, chart);
    if lying {
        builder.y_label_area_size(170);
    }
    let mut context = builder.build_cartesian_2d(horizontal.0..horizontal.1, vertical.0..vertical.1)?;
    let place = |at: &f64| labels::place(&chart.x, *at, x);
    let value = |at: &f64| labels::value(*at);
    let names = if let Scale::Names(names) = &chart.x { names.len() } else { 10 };
    let mut mesh = context.configure_mesh();
    mesh.light_line_style(WHITE).disable_mesh();
    if lying {
        mesh.y_labels(axis_labels(names, MAX_LABELS_LYING)).y_label_formatter(&place).x_label_formatter(&value);
        mesh.y_desc(&chart.x_title).x_desc(&chart.y_title).draw()?;
    } else {
        mesh.x_labels(axis_labels(names, MAX_LABELS)).x_label_formatter(&place).y_label_formatter(&value);
        mesh.x_desc(&chart.x_title).y_desc(&chart.y_title).draw()?;
    }
    let beside = if chart.stacking == Stacking::None { chart.series.len().max(1) } else { 1 };
    let width = BAR_WIDTH / beside as f64;
    for (i, stack) in chart.stacked().iter().enumerate() {
        let colour = rgb(i);
        let left = -BAR_WIDTH / 2.0 + if beside > 1 { i as f64 * width } else { 0.0 };
        let bar = |(x, from, to): &(f64, f64, f64)| {
            let (a, b) = ((x + left, *from), (x + left + width, *to));
            let corners = if lying { [(a.1, a.0), (b.1, b.0)] } else { [a, b] };
            Rectangle::new(corners, colour.filled())
        };
        context.draw_series(stack.points.iter().map(bar))?;
    }
    Ok(())
}

/// How many labels to ask for. The drawing library halves the axis' ends: twice as many and one more meet every name,
/// where all have room.
fn axis_labels(names: usize, room: usize) -> usize {
    if names <= room { names * 2 + 1 } else { room }
}

/// Draws the legend beside what is left for the chart, which is returned.
fn legend<'a>(area: &Area<'a>, chart: &Chart) -> Result<Area<'a>, Failure> {
    if !chart.legend || chart.series.len() > MAX_LEGEND {
        return Ok(area.clone());
    }
    let (width, _) = area.dim_in_pixel();
    let (left, right) = area.split_horizontally(width.saturating_sub(LEGEND_WIDTH));
    for (i, series) in chart.series.iter().enumerate() {
        let y = 24 + i as i32 * LEGEND_LINE;
        right.draw(&Rectangle::new([(4, y), (16, y + 12)], colour_of(chart, i).filled()))?;
        let name = labels::shorten(labels::named(&series.name), 22);
        right.draw(&Text::new(name, (22, y), ("sans-serif", 13).into_font()))?;
    }
    Ok(left)
}

fn pie<'a>(area: &Area<'a>, chart: &Chart) -> Result<(), Failure> {
    let area = titled(area, chart)?;
    let shares = chart.shares();
    let total: f64 = shares.iter().map(|(_, y)| y).sum();
    let (width, height) = area.dim_in_pixel();
    let (centre, radius) = ((width as i32 / 2, height as i32 / 2), f64::from(height.min(width)) * 0.36);
    let sizes: Vec<f64> = shares.iter().map(|(_, y)| *y).collect();
    let colours: Vec<RGBColor> = (0..shares.len()).map(rgb).collect();
    let label = |(name, y): &(String, f64)| {
        format!("{} {:.1}%", labels::shorten(name, 24), y / total.max(f64::MIN_POSITIVE) * 100.0)
    };
    let names: Vec<String> = shares.iter().map(label).collect();
    if total <= 0.0 {
        return Ok(());
    }
    let mut pie = Pie::new(&centre, &radius, &sizes, &colours, &names);
    pie.label_style(("sans-serif", 13).into_font());
    area.draw(&pie)
}

/// Shares as rectangles, each time cut off the longer side of what is left.
fn treemap<'a>(area: &Area<'a>, chart: &Chart) -> Result<(), Failure> {
    let area = titled(area, chart)?;
    let shares = chart.shares();
    let mut left: f64 = shares.iter().map(|(_, y)| y).sum();
    let (width, height) = area.dim_in_pixel();
    let (mut x, mut y, mut w, mut h) = (8.0, 8.0, f64::from(width) - 16.0, f64::from(height) - 16.0);
    for (i, (name, value)) in shares.iter().enumerate().filter(|(_, (_, value))| *value > 0.0) {
        let share = value / left;
        let (cw, ch) = if w > h { (w * share, h) } else { (w, h * share) };
        let corners = [(x as i32, y as i32), ((x + cw) as i32, (y + ch) as i32)];
        area.draw(&Rectangle::new(corners, rgb(i).mix(0.8).filled()))?;
        area.draw(&Rectangle::new(corners, WHITE.stroke_width(2)))?;
        if cw > 60.0 && ch > 20.0 {
            let text = format!("{}: {}", labels::shorten(name, (cw / 8.0) as usize), labels::value(*value));
            area.draw(&Text::new(text, (x as i32 + 6, y as i32 + 6), ("sans-serif", 13).into_font().color(&WHITE)))?;
        }
        (x, w) = if w > h { (x + cw, w - cw) } else { (x, w) };
        (y, h) = if cw == w && ch < h { (y + ch, h - ch) } else { (y, h) };
        left -= value;
    }
    Ok(())
}

fn card<'a>(area: &Area<'a>, chart: &Chart) -> Result<(), Failure> {
    let area = titled(area, chart)?;
    let (width, height) = area.dim_in_pixel();
    let cells = chart.card.len().max(1);
    for (i, (name, value)) in chart.card.iter().enumerate() {
        let x = (width as usize * (2 * i + 1) / (2 * cells)) as i32;
        let centred = |size: i32| {
            ("sans-serif", size).into_text_style(&area).pos(plotters::style::text_anchor::Pos::new(
                plotters::style::text_anchor::HPos::Center,
                plotters::style::text_anchor::VPos::Center,
            ))
        };
        let letters = value.chars().count().clamp(4, 40);
        let size = (width as i32 / cells as i32 * 3 / 2 / letters as i32).clamp(14, 64);
        area.draw(&Text::new(labels::shorten(value, 40), (x, height as i32 / 2), centred(size)))?;
        area.draw(&Text::new(labels::shorten(name, 40), (x, height as i32 / 2 + 48), centred(18)))?;
    }
    Ok(())
}

fn titled<'a>(area: &Area<'a>, chart: &Chart) -> Result<Area<'a>, Failure> {
    match &chart.title {
        Some(title) => area.titled(title, ("sans-serif", 20)),
        None => Ok(area.clone()),
    }
}
