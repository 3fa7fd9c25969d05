//! Where results go: to standard output, through a pager, or into a file.

mod file;
mod pager;
mod screened;

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use arrow::array::{ArrayRef, RecordBatch};
use lurcher_render::{Format, Options, Writer, writer};
use lurcher_symbols::{Column, ScalarType};

use crate::arguments::GlobalArguments;
use crate::failure::Failure;
use crate::report;

use file::{Addition, Draft};
use pager::Pager;
use screened::Screened;

/// The format that the user asked for: by name, or by the ending of the file that is written.
pub(crate) fn format(global: &GlobalArguments, file: Option<&Path>) -> Format {
    global.format().or_else(|| file.and_then(of_ending)).unwrap_or(Format::Table)
}

/// The format that files with such an ending have.
pub(crate) fn of_ending(file: &Path) -> Option<Format> {
    let ending = file.extension()?.to_str()?.to_ascii_lowercase();
    match &*ending {
        "md" => Some(Format::Markdown),
        "ndjson" => Some(Format::JsonLines),
        "htm" => Some(Format::Html),
        other => other.parse().ok(),
    }
}

/// Whether results go to a terminal.
pub(crate) fn is_on_screen(file: Option<&Path>) -> bool {
    file.is_none() && io::stdout().is_terminal()
}

/// Refuses to fill a terminal with bytes.
pub(crate) fn check(global: &GlobalArguments, file: Option<&Path>) -> Result<(), Failure> {
    let format = format(global, file);
    if format.is_binary() && is_on_screen(file) {
        let help = "send it to a file with --output FILE";
        return Err(Failure::Usage(format!("--format {format} is not for a terminal; {help}")));
    }
    file.map_or(Ok(()), |file| check_file(file).map_err(Failure::Message))
}

/// Results on their way. Unless [`Self::finish`] says that all of them are written, a file is not kept.
///
/// The order of the fields is that in which they are dropped: a pager ends when nobody writes to it any more.
pub(crate) struct Output<'a> {
    writer: Box<dyn Writer + 'a>,
    end: End,
}

/// What is to be done when the results are written.
enum End {
    Nothing,
    #[expect(dead_code, reason = "it is held, not read: dropping it waits for the person")]
    Page(Pager),
    Keep(PathBuf, Draft),
    Append(Addition),
}

/// What a screen shows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Screen {
    /// The format.
    pub(crate) format: Format,
    /// How many rows of each result.
    pub(crate) max_rows: Option<usize>,
    /// Whether the document is a list, with one result for each of several queries.
    pub(crate) list: bool,
    /// Whether a pager is wanted.
    pub(crate) pager: bool,
    /// Since when the time counts that is shown on a terminal.
    pub(crate) since: Option<Instant>,
}

impl Screen {
    /// What the arguments ask for.
    pub(crate) fn of(global: &GlobalArguments) -> Self {
        Self {
            format: format(global, None),
            max_rows: global.output.max_rows,
            list: false,
            pager: global.output.pager,
            since: None,
        }
    }
}

impl Output<'static> {
    /// To a file, or to the screen where there is none.
    pub(crate) fn open(global: &GlobalArguments, file: Option<&Path>, screen: Screen) -> Result<Self, Failure> {
        let Some(path) = file else { return Ok(Self::to_screen(global, screen)) };
        let format = format(global, Some(path));
        let options = Options {
            list: screen.list,
            max_rows: screen.max_rows,
            escape_formulas: global.output.escape_formulas,
            ..Options::default()
        };
        Self::to_file(path, format, &options)
    }

    /// To standard output, or through a pager to the terminal.
    pub(crate) fn to_screen(global: &GlobalArguments, screen: Screen) -> Self {
        let options = on_stdout(global, &screen);
        if screen.pager && io::stdout().is_terminal() {
            match Pager::start() {
                Ok(Some((stdin, pager))) => {
                    return Self { writer: on_terminal(screen.format, &options, stdin), end: End::Page(pager) };
                }
                Ok(None) => {}
                Err(e) => report::warning(global, &format!("the pager cannot be started: {e}; PAGER names another")),
            }
        }
        let is_terminal = io::stdout().is_terminal();
        let writer = if is_terminal { on_terminal } else { writer };
        Self { writer: writer(screen.format, &options, io::stdout()), end: End::Nothing }
    }

    /// To a file, which takes its place when it is whole.
    pub(crate) fn to_file(path: &Path, format: Format, options: &Options) -> Result<Self, Failure> {
        check_link(path).map_err(Failure::Message)?;
        let (file, draft) = Draft::begin(path).map_err(|e| Failure::Message(unwritable(path, &e)))?;
        Ok(Self { writer: writer(format, options, file), end: End::Keep(path.to_path_buf(), draft) })
    }

    /// To the end of a file.
    pub(crate) fn behind(path: &Path, format: Format, options: &Options) -> Result<Self, Failure> {
        let (file, addition): (File, _) = Addition::begin(path).map_err(|e| Failure::Message(unwritable(path, &e)))?;
        Ok(Self { writer: writer(format, options, file), end: End::Append(addition) })
    }
}

impl<'a> Output<'a> {
    /// What takes the results.
    pub(crate) fn writer(&mut self) -> &mut (dyn Writer + 'a) {
        &mut *self.writer
    }

    /// All results are written: what could not be said in the format is told, and a file is kept.
    pub(crate) fn finish(mut self, global: &GlobalArguments) -> Result<(), Failure> {
        self.writer.finish()?.iter().for_each(|loss| report::warning(global, loss));
        drop(self.writer);
        match self.end {
            End::Nothing | End::Page(_) => Ok(()),
            End::Keep(path, draft) => draft.keep().map_err(|e| Failure::Message(unwritable(&path, &e))),
            End::Append(addition) => {
                addition.keep();
                Ok(())
            }
        }
    }
}

/// Shows rows that a command made of what it did.
pub(crate) fn show_rows<const N: usize>(
    global: &GlobalArguments,
    columns: [(&str, ScalarType, ArrayRef); N],
) -> Result<(), Failure> {
    let described: Vec<Column> = columns.iter().map(|(name, ty, _)| Column::new(*name, *ty)).collect();
    let batch = RecordBatch::try_from_iter(columns.map(|(name, _, array)| (name, array)))
        .map_err(|e| Failure::Message(e.to_string()))?;
    let mut screen = Output::to_screen(global, Screen::of(global));
    screen.writer().begin(None, &described)?;
    screen.writer().batch(&batch)?;
    screen.writer().end()?;
    screen.finish(global)
}

/// Writes a file, whole or not at all.
pub(crate) fn write_file(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
) -> Result<(), Failure> {
    check_link(path).map_err(Failure::Message)?;
    let written = Draft::begin(path).and_then(|(file, draft)| {
        let mut out = BufWriter::new(file);
        write(&mut out)?;
        out.flush()?;
        draft.keep()
    });
    written.map_err(|e| Failure::Message(unwritable(path, &e)))
}

/// Whether a file could be written, before anything is computed for it. Nothing is changed.
pub(crate) fn check_file(path: &Path) -> Result<(), String> {
    check_link(path)?;
    Draft::begin(path).map(|_| ()).map_err(|e| unwritable(path, &e))
}

/// Refuses a link to a file in another folder: whoever made the link would choose what is replaced. Links to devices
/// and pipes are as good as those.
fn check_link(path: &Path) -> Result<(), String> {
    let folder = |path: &Path| path.parent().map(Path::to_path_buf).unwrap_or_default();
    let (Ok(true), Ok(target)) = (fs::symlink_metadata(path).map(|m| m.is_symlink()), fs::canonicalize(path)) else {
        return Ok(());
    };
    let here = folder(path);
    let here = if here.as_os_str().is_empty() { PathBuf::from(".") } else { here };
    let stays = !target.is_file() || fs::canonicalize(here).is_ok_and(|here| here == folder(&target));
    let help = "name the file that is to be written";
    if stays { Ok(()) } else { Err(format!("{}: is a link to {} ({help})", path.display(), target.display())) }
}

fn unwritable(path: &Path, e: &io::Error) -> String {
    format!("{}: cannot be written: {e}", path.display())
}

/// A writer to a terminal. Formats for people say themselves what may not steer it; in the others everything stands as
/// it is.
fn on_terminal<W: Write + Send + 'static>(format: Format, options: &Options, out: W) -> Box<dyn Writer> {
    if format.is_for_people() { writer(format, options, out) } else { writer(format, options, Screened::new(out)) }
}

/// What the terminal can show.
fn on_stdout(global: &GlobalArguments, screen: &Screen) -> Options {
    let stdout = io::stdout();
    let is_terminal = stdout.is_terminal();
    let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    Options {
        width: width.filter(|_| is_terminal),
        colour: global.colours_output(&stdout),
        list: screen.list,
        max_rows: screen.max_rows,
        escape_formulas: global.output.escape_formulas,
        since: screen.since.filter(|_| is_terminal),
    }
}
