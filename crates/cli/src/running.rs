//! A query on its way from its text to its last row: Ctrl-C stops it, its time counts, how far it is can be seen.

use std::time::Duration;

use arrow::array::RecordBatch;
use lurcher_engine::execution::Progress;
use lurcher_engine::{Answer, QueryResult, Request};
use lurcher_render::{Heading, Writer};
use lurcher_symbols::Column;

use crate::arguments::GlobalArguments;
use crate::charts::{self, Charts};
use crate::progress::Bar;
use crate::session::Stopped;
use crate::{interrupt, report, session, units};

/// Does something with a request that can be stopped, while its progress is shown.
pub(crate) fn run<T>(
    global: &GlobalArguments,
    request: Request<'_>,
    timeout: Option<Duration>,
    work: impl FnOnce(Request<'_>, &Bar) -> Result<T, Stopped>,
) -> Result<T, Stopped> {
    let (request, handle) = request.cancellable();
    let request = match timeout {
        Some(timeout) => request.within(timeout),
        None => request,
    };
    let progress = request.progress.clone();
    let bar = Bar::begin(global, progress.clone());
    let done = interrupt::stopping(handle, || work(request, &bar));
    drop(bar);
    remark_spilling(global, &progress);
    done
}

/// Tells how much went through the disk for want of memory.
fn remark_spilling(global: &GlobalArguments, progress: &Progress) {
    let spilled = progress.look().spilled;
    if spilled > 0 {
        let (spilled, limit) = (units::bytes(spilled), units::bytes(session::limits(global).memory));
        report::note(global, &format!("{spilled} went through the disk: the memory limit is {limit} (--memory-limit)"));
    }
}

/// Where results go.
pub(crate) struct Target<'a, 'c> {
    /// What they are of.
    pub(crate) heading: Option<&'a Heading>,
    /// What writes rows.
    pub(crate) writer: &'a mut dyn Writer,
    /// What draws.
    pub(crate) charts: &'a mut Charts<'c>,
    /// What is on the screen until rows come; none where they go elsewhere.
    pub(crate) bar: Option<&'a Bar>,
}

impl Target<'_, '_> {
    /// Runs an answer's queries and writes their results. Returns the number of rows.
    pub(crate) fn write_all(&mut self, answer: Answer) -> Result<usize, Stopped> {
        answer.results.into_iter().try_fold(0, |rows, result| Ok(rows + self.write(result, |_| {})?))
    }

    /// Runs a result's query and writes its rows, which `see` gets too. Returns their number.
    pub(crate) fn write(&mut self, result: QueryResult, mut see: impl FnMut(RecordBatch)) -> Result<usize, Stopped> {
        let columns: Vec<Column> = result.columns.iter().map(|c| Column::new(c.name.clone(), c.ty)).collect();
        let mut chart = self.charts.begin(&result, &columns);
        let has_rows = chart.is_none() || !self.charts.replace_rows();
        let mut begun = false;
        let mut rows = 0;
        for batch in result.start() {
            let batch = batch?;
            // A query that fails before its first rows leaves no trace in the output.
            if has_rows && !std::mem::replace(&mut begun, true) {
                self.make_way();
                self.writer.begin(self.heading, &columns)?;
            }
            rows += batch.num_rows();
            if has_rows {
                self.writer.batch(&batch)?;
            }
            charts::feed(&mut chart, &batch)?;
            see(batch);
        }
        self.make_way();
        if has_rows {
            if !begun {
                self.writer.begin(self.heading, &columns)?;
            }
            self.writer.end()?;
        }
        chart.map_or(Ok(()), |chart| self.charts.end(chart))?;
        Ok(rows)
    }

    fn make_way(&self) {
        self.bar.iter().for_each(|bar| bar.make_way());
    }
}
