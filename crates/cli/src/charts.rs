//! Results that `render` wants drawn.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use arrow::array::RecordBatch;
use lurcher_engine::QueryResult;
use lurcher_render::chart::{Chart, ChartBuilder, Request, draw_svg, draw_text, write_html};
use lurcher_symbols::Column;

use crate::arguments::GlobalArguments;
use crate::failure::Failure;
use crate::session::Stopped;
use crate::{output, report};

/// Draws the charts of a query: on the terminal, into a file, or both.
pub(crate) struct Charts<'a> {
    global: &'a GlobalArguments,
    file: Option<PathBuf>,
    /// Whether charts are drawn on the terminal, in place of their rows.
    on_terminal: bool,
    drawn: Vec<(Chart, String)>,
}

impl<'a> Charts<'a> {
    /// Charts go to the terminal where no format says that the rows are wanted, and to `file`, SVG or HTML by its
    /// ending.
    pub(crate) fn new(global: &'a GlobalArguments, file: Option<&Path>) -> Result<Self, Failure> {
        if let Some(file) = file
            && !is(file, "svg")
            && !is(file, "html")
        {
            return Err(Failure::Usage(format!("--chart {}: a chart is written as .html or .svg", file.display())));
        }
        Ok(Self { file: file.map(Path::to_path_buf), ..Self::on_screen(global, global.format().is_none()) })
    }

    /// Charts are drawn on the terminal, where there is one and they are `wanted`.
    pub(crate) fn on_screen(global: &'a GlobalArguments, wanted: bool) -> Self {
        Self { on_terminal: wanted && io::stdout().is_terminal(), ..Self::none(global) }
    }

    /// Nothing is drawn: the hits of a rule are rows.
    pub(crate) fn none(global: &'a GlobalArguments) -> Self {
        Self { global, file: None, on_terminal: false, drawn: Vec::new() }
    }

    /// The chart that a result asks for; none where nobody would see it.
    pub(crate) fn begin(&self, result: &QueryResult, columns: &[Column]) -> Option<ChartBuilder> {
        let wanted = result.visualization.as_ref().filter(|_| self.on_terminal || self.file.is_some())?;
        let request = Request { visualization: wanted.kind.to_string(), properties: wanted.properties.clone() };
        ChartBuilder::new(request, columns).unwrap_or_else(|problem| {
            report::warning(self.global, &problem);
            None
        })
    }

    /// Whether a chart stands in place of the rows.
    pub(crate) fn replace_rows(&self) -> bool {
        self.on_terminal
    }

    /// Draws a chart whose rows are all in.
    pub(crate) fn end(&mut self, chart: ChartBuilder) -> Result<(), Stopped> {
        let chart = chart.finish();
        chart.notes.iter().for_each(|note| report::note(self.global, note));
        if self.on_terminal {
            let stdout = io::stdout();
            let width = terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0));
            let text = draw_text(&chart, width, self.global.colours_output(&stdout));
            stdout.lock().write_all(text.as_bytes()).map_err(|e| Stopped::Output(e.into()))?;
        }
        if self.file.is_some() {
            match draw_svg(&chart) {
                Ok(svg) => self.drawn.push((chart, svg)),
                Err(problem) => report::warning(self.global, &problem),
            }
        }
        Ok(())
    }

    /// Writes the file.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        let Some(path) = self.file else { return Ok(()) };
        if self.drawn.is_empty() {
            return Err(Failure::Message("--chart: the query has no `render` that can be drawn".to_owned()));
        }
        if is(&path, "svg") && self.drawn.len() > 1 {
            report::warning(self.global, "an SVG file holds one chart; write .html for all");
        }
        output::write_file(&path, |out| {
            if is(&path, "svg") {
                return out.write_all(self.drawn.first().map_or("", |(_, svg)| svg).as_bytes());
            }
            let charts: Vec<_> = self.drawn.iter().map(|(chart, svg)| (chart, svg.clone())).collect();
            write_html(out, &charts)
        })
    }
}

/// Feeds a chart, if there is one.
pub(crate) fn feed(chart: &mut Option<ChartBuilder>, batch: &RecordBatch) -> Result<(), Stopped> {
    match chart {
        Some(chart) => Ok(chart.batch(batch)?),
        None => Ok(()),
    }
}

fn is(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case(ending))
}
