//! Charts in characters.

use ratatui_core::buffer::Buffer;
use ratatui_core::layout::{Constraint, Rect};
use ratatui_core::style::{Color, Style};
use ratatui_core::symbols::Marker;
use ratatui_core::text::Line;
use ratatui_core::widgets::Widget;
use ratatui_widgets::chart::{Axis, Chart as Plot, Dataset, GraphType, LegendPosition};

use super::model::{Chart, ChartKind, Scale};
use super::palette::Colour;
use super::{labels, palette};

/// How high a plot is, in lines.
const HEIGHT: u16 = 20;
/// The narrowest terminal that a plot is drawn in.
const MIN_WIDTH: u16 = 20;
/// More bars than this would scroll away.
const MAX_BARS: usize = 60;

/// The chart in lines of at most `width` columns, with ANSI colours where the reader takes them.
pub fn draw_text(chart: &Chart, width: usize, colour: bool) -> String {
    let width = u16::try_from(width).unwrap_or(u16::MAX).max(MIN_WIDTH);
    let mut text =
        chart.title.as_ref().map(|title| format!("{}\n", labels::shorten(title, width.into()))).unwrap_or_default();
    text += &match chart.kind {
        ChartKind::Card => card(chart),
        ChartKind::Pie | ChartKind::Treemap => shares(chart, width.into(), colour),
        ChartKind::Column | ChartKind::Bar if matches!(chart.x, Scale::Names(_)) => bars(chart, width.into(), colour),
        _ => plot(chart, width, colour),
    };
    text
}

/// Points and lines in braille.
fn plot(chart: &Chart, width: u16, colour: bool) -> String {
    let stacked = chart.stacked();
    let points: Vec<Vec<(f64, f64)>> =
        stacked.iter().map(|s| s.points.iter().map(|(x, _, to)| (*x, *to)).collect()).collect();
    let is_points = matches!(chart.kind, ChartKind::Scatter | ChartKind::Map);
    let graph = if is_points { GraphType::Scatter } else { GraphType::Line };
    let dataset = |(i, series): (usize, &super::model::Series)| {
        let (colour, graph) =
            if series.anomalies { (palette::ANOMALY, GraphType::Scatter) } else { (palette::colour(i), graph) };
        let name = labels::shorten(&series.name, 30);
        Dataset::default()
            .name(name)
            .marker(Marker::Braille)
            .graph_type(graph)
            .style(Style::new().fg(rgb(colour)))
            .data(&points[i])
    };
    let (x, y) = (chart.x_range(), chart.y_range());
    let middle = |(low, high): (f64, f64)| [low, (low + high) / 2.0, high];
    let x_labels: Vec<Line<'_>> = middle(x).iter().map(|at| Line::from(labels::place(&chart.x, *at, x))).collect();
    let y_labels: Vec<Line<'_>> = middle(y).iter().map(|at| Line::from(labels::value(*at))).collect();
    let legend = chart.legend.then_some(LegendPosition::TopRight);
    let plot = Plot::new(chart.series.iter().enumerate().map(dataset).collect())
        .x_axis(Axis::default().title(chart.x_title.as_str()).bounds([x.0, x.1]).labels(x_labels))
        .y_axis(Axis::default().title(labels::shorten(&chart.y_title, 40)).bounds([y.0, y.1]).labels(y_labels))
        .legend_position(legend)
        .hidden_legend_constraints((Constraint::Ratio(1, 2), Constraint::Ratio(1, 2)));
    let area = Rect::new(0, 0, width, HEIGHT);
    let mut buffer = Buffer::empty(area);
    plot.render(area, &mut buffer);
    lines(&buffer, colour)
}

/// The buffer as text; a colour is set where it changes.
fn lines(buffer: &Buffer, colour: bool) -> String {
    let mut text = String::new();
    for y in buffer.area.top()..buffer.area.bottom() {
        let mut line = String::new();
        let mut current = Color::Reset;
        for x in buffer.area.left()..buffer.area.right() {
            let cell = &buffer[(x, y)];
            if colour && cell.fg != current {
                current = cell.fg;
                line.push_str(&match current {
                    Color::Rgb(r, g, b) => format!("\u{1b}[38;2;{r};{g};{b}m"),
                    _ => "\u{1b}[0m".to_owned(),
                });
            }
            line.push_str(cell.symbol());
        }
        text.push_str(line.trim_end());
        text.push_str(if current == Color::Reset { "\n" } else { "\u{1b}[0m\n" });
    }
    text
}

/// A line a bar: its name, the bar, the value.
fn bars(chart: &Chart, width: usize, colour: bool) -> String {
    let Scale::Names(names) = &chart.x else { return String::new() };
    let several = chart.series.len() > 1;
    let mut rows: Vec<(String, f64, usize)> = Vec::new();
    for (place, name) in names.iter().enumerate() {
        for (i, series) in chart.series.iter().enumerate() {
            for (_, y) in series.points.iter().filter(|(x, _)| *x == place as f64) {
                let name = if several { format!("{name} {}", series.name) } else { name.clone() };
                rows.push((name, *y, i));
            }
        }
    }
    draw_bars(&rows, width, colour, &|y| labels::value(y))
}

/// Shares as bars with percentages.
fn shares(chart: &Chart, width: usize, colour: bool) -> String {
    let shares = chart.shares();
    let total: f64 = shares.iter().map(|(_, y)| y).sum();
    let rows: Vec<(String, f64, usize)> = shares.into_iter().enumerate().map(|(i, (name, y))| (name, y, i)).collect();
    let label = |y: f64| format!("{} ({:.1}%)", labels::value(y), y / total.max(f64::MIN_POSITIVE) * 100.0);
    draw_bars(&rows, width, colour, &label)
}

fn draw_bars(rows: &[(String, f64, usize)], width: usize, colour: bool, label: &dyn Fn(f64) -> String) -> String {
    let shown = &rows[..rows.len().min(MAX_BARS)];
    let names: Vec<String> = shown.iter().map(|(name, ..)| labels::shorten(name, (width / 3).max(4))).collect();
    let name_width = names.iter().map(|n| n.chars().count()).max().unwrap_or(0);
    let label_width = shown.iter().map(|(_, y, _)| label(*y).chars().count()).max().unwrap_or(0);
    let room = width.saturating_sub(name_width + label_width + 3).max(1);
    let greatest = shown.iter().map(|(_, y, _)| y.abs()).fold(f64::MIN_POSITIVE, f64::max);
    let mut text = String::new();
    for (name, (_, y, i)) in names.iter().zip(shown) {
        let pad = " ".repeat(name_width - name.chars().count());
        let bar = eighths(y.abs() / greatest * room as f64);
        let bar = if colour { paint(&bar, palette::colour(*i)) } else { bar };
        text.push_str(&format!("{name}{pad} ▏{bar} {}\n", label(*y)));
    }
    if shown.len() < rows.len() {
        text.push_str(&format!("… {} more\n", rows.len() - shown.len()));
    }
    text
}

/// A bar of that many columns, to an eighth.
fn eighths(columns: f64) -> String {
    const PARTS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (columns * 8.0).round().max(0.0) as usize;
    format!("{}{}", "█".repeat(eighths / 8), PARTS[eighths % 8])
}

fn card(chart: &Chart) -> String {
    let width = chart.card.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let line = |(name, value): &(String, String)| format!("{name:width$}  {}\n", labels::shorten(value, 200));
    chart.card.iter().map(line).collect()
}

fn rgb((r, g, b): Colour) -> Color {
    Color::Rgb(r, g, b)
}

fn paint(text: &str, (r, g, b): Colour) -> String {
    format!("\u{1b}[38;2;{r};{g};{b}m{text}\u{1b}[0m")
}
