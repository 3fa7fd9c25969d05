//! `lurcher query`: one query.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::Args;
use clap::builder::RangedU64ValueParser;
use lurcher_diagnostics::Source;
use lurcher_engine::{Phase, Session, Timing};

use crate::arguments::{Destination, GlobalArguments};
use crate::charts::Charts;
use crate::failure::Failure;
use crate::input::Input;
use crate::output::{self, Output, Screen};
use crate::parameters::Parameters;
use crate::placeholders::TimeRange;
use crate::running::{self, Target};
use crate::session::Stopped;
use crate::{report, session, stdin};

/// Run one query.
#[derive(Debug, Args)]
pub(crate) struct Query {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    parameters: Parameters,
    #[command(flatten)]
    times: TimeRange,
    /// Run it so many times, and print the result once
    #[arg(long, value_name = "N", default_value = "1", value_parser = RangedU64ValueParser::<u32>::new().range(1..))]
    repeat: u32,
    /// Print how long each run took, and how long until it began to read
    #[arg(long)]
    timing: bool,
    /// Draw what `render` asks for into a file, .html or .svg
    #[arg(long, value_name = "FILE")]
    chart: Option<PathBuf>,
    #[command(flatten)]
    destination: Destination,
}

impl Query {
    pub(crate) fn execute(&self, global: &GlobalArguments) -> Result<(), Failure> {
        output::check(global, self.destination.output_file.as_deref())?;
        let source = self.input.source(global)?;
        self.parameters.tell_unused(global, [&source]);
        let mut charts = Charts::new(global, self.chart.as_deref())?;
        let session = session::open(global)?;
        let _spool = stdin::spool(&session, &source.text)?;
        for turn in 0..self.repeat {
            let start = Instant::now();
            let ran = self.run(global, &session, &source, (turn == 0).then_some(&mut charts));
            if turn == 0 {
                session::remark_content(global, &session);
            }
            let timing = ran.map_err(|e| e.tell(global, &source))?;
            if self.timing {
                tell(start.elapsed(), &timing);
            }
        }
        charts.finish()
    }

    /// Runs the query once; the first time its results are written, and what is noteworthy is told.
    fn run(
        &self,
        global: &GlobalArguments,
        session: &Session,
        source: &Source,
        charts: Option<&mut Charts<'_>>,
    ) -> Result<Timing, Stopped> {
        let start = Instant::now();
        let filled = self.times.fill(global, session, &self.input.request(source), &self.parameters)?;
        let request = filled.request(&self.parameters);
        running::run(global, request, global.limits.timeout, |request, bar| {
            let Some(charts) = charts else {
                let answer = session.run(request)?;
                let timing = answer.timing.clone();
                session::drain(answer)?;
                return Ok(timing);
            };
            let answer = session::answer(global, session, request)?;
            let timing = answer.timing.clone();
            let file = self.destination.output_file.as_deref();
            let screen = Screen { since: Some(start), ..Screen::of(global) };
            let mut output = Output::open(global, file, screen)?;
            let bar = output::is_on_screen(file).then_some(bar);
            let written = Target { heading: None, writer: output.writer(), charts, bar }.write_all(answer);
            let finished = written.and_then(|_| Ok(output.finish(global)?));
            session::remark_conversions(global, session);
            finished.map(|()| timing)
        })
    }
}

/// Says how long a run took, and what of it went by before the first row was read.
fn tell(elapsed: Duration, timing: &Timing) {
    let ms = |duration: Duration| duration.as_secs_f64() * 1000.0;
    let [parse, bind, plan] = [Phase::Parse, Phase::Bind, Phase::Plan].map(|phase| ms(timing.of(phase)));
    report::line(&format!("elapsed_ms: {:.3}", ms(elapsed)));
    report::line(&format!("  of which parse {parse:.3}, bind {bind:.3}, plan {plan:.3}"));
}
