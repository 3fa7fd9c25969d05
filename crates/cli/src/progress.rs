//! What takes long has done so far, on standard error where that is a terminal.

use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use lurcher_engine::execution::{Done, Progress};

use crate::arguments::GlobalArguments;
use crate::units;

/// What is done sooner shows nothing.
const PATIENCE: Duration = Duration::from_millis(400);
/// How often the line is written anew.
const INTERVAL: Duration = Duration::from_millis(100);
/// How wide the bar is, where the terminal has room for it.
const BAR: usize = 20;
const SPINNER: [char; 8] = ['⠋', '⠙', '⠸', '⠴', '⠦', '⠇', '⠏', '⠛'];

/// A line that shows how far a query is. It is gone when this is dropped, or results come to the same terminal.
pub(crate) struct Bar {
    line: Arc<Mutex<Line>>,
    drawing: Option<(Sender<()>, JoinHandle<()>)>,
}

/// The line on the terminal.
#[derive(Default)]
struct Line {
    shown: bool,
    over: bool,
}

impl Bar {
    /// Begins to look at a query.
    pub(crate) fn begin(global: &GlobalArguments, progress: Progress) -> Self {
        Self::showing(global, move |elapsed, turn, width| text(&progress.look(), elapsed, turn, width))
    }

    /// Begins to show what a text says of the time that has gone, of the turn of the spinner, and of the columns that
    /// there are.
    pub(crate) fn showing(
        global: &GlobalArguments,
        text: impl Fn(Duration, usize, usize) -> String + Send + 'static,
    ) -> Self {
        let line = Arc::new(Mutex::new(Line::default()));
        if global.output.no_progress || !io::stderr().is_terminal() {
            return Self { line, drawing: None };
        }
        let (end, ended) = channel::<()>();
        let drawn = Arc::clone(&line);
        let draw = move || {
            let start = Instant::now();
            let mut turn = 0;
            let mut wait = PATIENCE;
            while ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                wait = INTERVAL;
                turn += 1;
                let width = terminal_size::terminal_size_of(io::stderr()).map_or(80, |(width, _)| usize::from(width.0));
                lock(&drawn).draw(&text(start.elapsed(), turn, width));
            }
        };
        // Without a thread the query runs as well.
        let drawing = thread::Builder::new().name("lurcher-progress".to_owned()).spawn(draw).ok();
        Self { line, drawing: drawing.map(|thread| (end, thread)) }
    }

    /// Results come now, to the screen that the line is on.
    pub(crate) fn make_way(&self) {
        if self.drawing.is_some() {
            lock(&self.line).clear();
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.make_way();
        if let Some((end, thread)) = self.drawing.take() {
            drop(end);
            // A panic of a thread that only draws concerns nobody.
            let _ = thread.join();
        }
    }
}

fn lock(line: &Mutex<Line>) -> std::sync::MutexGuard<'_, Line> {
    line.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Line {
    fn draw(&mut self, text: &str) {
        if !self.over {
            self.shown = true;
            write(&format!("\r{text}\u{1b}[K"));
        }
    }

    fn clear(&mut self) {
        self.over = true;
        if std::mem::take(&mut self.shown) {
            write("\r\u{1b}[K");
        }
    }
}

fn write(text: &str) {
    let mut out = io::stderr().lock();
    // There is nobody left to tell when standard error is closed.
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// The line, in less than `width` columns.
fn text(done: &Done, elapsed: Duration, turn: usize, width: usize) -> String {
    // A file that is read in one piece says nothing before its end.
    let share = (done.done_bytes > 0).then(|| done.done_bytes as f64 / done.all_bytes as f64);
    let mut facts = vec![format!("{} rows", units::count(done.rows))];
    if done.bytes > 0 {
        facts.push(units::bytes(done.bytes));
    }
    if done.all_files > 0 {
        facts.push(format!("{} of {} files", done.files, done.all_files));
    }
    if done.spilled > 0 {
        facts.push(format!("{} on disk", units::bytes(done.spilled)));
    }
    facts.push(units::time(elapsed));
    line(share, &facts, turn, width)
}

/// A line of a spinner, a bar where the share is known that is done, and facts, in less than `width` columns.
pub(crate) fn line(share: Option<f64>, facts: &[String], turn: usize, width: usize) -> String {
    let mut text = String::from(SPINNER[turn % SPINNER.len()]);
    if let Some(share) = share.map(|share| share.min(1.0)) {
        let full = (share * BAR as f64) as usize;
        let bar: String = (0..BAR).map(|i| if i < full { '█' } else { '░' }).collect();
        text += &format!(" {bar} {:>3.0}%", share * 100.0);
    }
    text += &format!(" {}", facts.join(", "));
    text.chars().take(width.saturating_sub(1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_what_is_done() {
        let done = Done { rows: 12_345_678, bytes: 345_000_000, files: 1, all_files: 3, ..Done::default() };
        let elapsed = Duration::from_millis(2_100);
        assert_eq!(text(&done, elapsed, 0, 80), "⠋ 12.3 M rows, 345 MB, 1 of 3 files, 2.1 s");
        let done = Done { done_bytes: 1, all_bytes: 4, spilled: 1_000, ..done };
        let whole = "⠙ █████░░░░░░░░░░░░░░░  25% 12.3 M rows, 345 MB, 1 of 3 files, 1.0 kB on disk, 2.1 s";
        assert_eq!(text(&done, elapsed, 1, 100), whole);
        assert_eq!(text(&done, elapsed, 1, 20).chars().count(), 19);
        assert_eq!(text(&Done::default(), elapsed, 0, 80), "⠋ 0 rows, 2.1 s");
    }
}
