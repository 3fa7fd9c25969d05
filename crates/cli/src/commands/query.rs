//! `lurcher query`: one query.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::Args;
use clap::builder::RangedU64ValueParser;
use lurcher_diagnostics::Source;
use lurcher_engine::{Phase, Session, Timing};

use crate::arguments::GlobalArguments;
use crate::charts::Charts;
use crate::failure::Failure;
use crate::input::Input;
use crate::parameters::Parameters;
use crate::session::Stopped;
use crate::{output, report, session, stdin};

/// Run one query.
#[derive(Debug, Args)]
pub(crate) struct Query {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    parameters: Parameters,
    /// Run it so many times, and print the result once
    #[arg(long, value_name = "N", default_value = "1", value_parser = RangedU64ValueParser::<u32>::new().range(1..))]
    repeat: u32,
    /// Print how long each run took, and how long until it began to read
    #[arg(long)]
    timing: bool,
    /// Draw what `render` asks for into a file, .html or .svg
    #[arg(long, value_name = "FILE")]
    chart: Option<PathBuf>,
}

impl Query {
    pub(crate) fn execute(&self, global: &GlobalArguments) -> Result<(), Failure> {
        output::check(global)?;
        let source = self.input.source(global)?;
        let mut charts = Charts::new(global, self.chart.as_deref())?;
        let session = session::open(global)?;
        let _spool = stdin::spool(&session, &source.text)?;
        for turn in 0..self.repeat {
            let start = Instant::now();
            let ran = self.run(global, &session, &source, (turn == 0).then_some(&mut charts));
            if turn == 0 {
                session::remark_functions(global, &session);
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
        let Some(charts) = charts else {
            let answer = session.run(self.parameters.fill(session::request(source)))?;
            let timing = answer.timing.clone();
            session::drain(answer)?;
            return Ok(timing);
        };
        let answer = session::ask(global, session, source, &self.parameters)?;
        let timing = answer.timing.clone();
        let mut writer = output::results(global, false);
        let written = session::write(answer, None, &mut *writer, charts);
        session::remark_conversions(global, session);
        written?;
        writer.finish()?.iter().for_each(|loss| report::warning(global, loss));
        Ok(timing)
    }
}

/// Says how long a run took, and what of it went by before the first row was read.
fn tell(elapsed: Duration, timing: &Timing) {
    let ms = |duration: Duration| duration.as_secs_f64() * 1000.0;
    let [parse, bind, plan] = [Phase::Parse, Phase::Bind, Phase::Plan].map(|phase| ms(timing.of(phase)));
    report::line(&format!("elapsed_ms: {:.3}", ms(elapsed)));
    report::line(&format!("  of which parse {parse:.3}, bind {bind:.3}, plan {plan:.3}"));
}
