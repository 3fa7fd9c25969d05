//! The dot commands: their names, arguments and what they do.

use lurcher_engine::Session;
use lurcher_symbols::Catalog;
use rustyline::completion::Pair;

/// A dot command as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dot<'t> {
    /// Which one.
    pub(super) command: Command,
    /// What follows its name.
    pub(super) argument: &'t str,
}

/// The dot commands. None is called as one of Kusto's management commands, so nothing of Kusto's is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Command {
    Clear,
    Explain,
    From,
    Functions,
    Help,
    Let,
    Mode,
    Now,
    Output,
    Pager,
    Params,
    Queries,
    Quit,
    Read,
    Run,
    Schema,
    Tables,
    Timeout,
    Timer,
    To,
    Watchlists,
}

/// What a command takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Takes {
    Nothing,
    Text(&'static str),
}

/// Every command with its name, what it takes, and what it does.
pub(super) const COMMANDS: &[(&str, Command, Takes, &str)] = &[
    (".help", Command::Help, Takes::Text("[NAME]"), "this list, or the page of a function or of a command"),
    (
        ".tables",
        Command::Tables,
        Takes::Text("[PART]"),
        "the tables with data; with a part of a name also documented ones",
    ),
    (".schema", Command::Schema, Takes::Text("TABLE"), "the columns of a table"),
    (".functions", Command::Functions, Takes::Text("[PART]"), "the stored functions"),
    (".watchlists", Command::Watchlists, Takes::Nothing, "the watchlists"),
    (".queries", Command::Queries, Takes::Nothing, "the queries of the workspace"),
    (".run", Command::Run, Takes::Text("NAME"), "runs a query of the workspace, by its file's or its own name"),
    (".read", Command::Read, Takes::Text("FILE"), "runs the query of a file"),
    (".mode", Command::Mode, Takes::Text("[FORMAT]"), "how results are written: table, vertical, json, csv …"),
    (".output", Command::Output, Takes::Text("[FILE]"), "writes results into a file; without one, to the screen again"),
    (".pager", Command::Pager, Takes::Text("[on|off]"), "whether results are paged through, with the program of PAGER"),
    (".now", Command::Now, Takes::Text("[TIME]"), "what now() says: wall, data, or a datetime"),
    (".from", Command::From, Takes::Text("[TIME|off]"), "queries see only rows whose TimeGenerated is then or later"),
    (".to", Command::To, Takes::Text("[TIME|off]"), "queries see only rows whose TimeGenerated is earlier"),
    (".timeout", Command::Timeout, Takes::Text("[TIME|off]"), "how long a query may take: 30s, 5m"),
    (".timer", Command::Timer, Takes::Text("[on|off]"), "whether the time of a query is shown"),
    (
        ".explain",
        Command::Explain,
        Takes::Text("CODE|[--analyze] QUERY"),
        "what the code of a message means, or how a query runs",
    ),
    (
        ".params",
        Command::Params,
        Takes::Text("[NAME=VALUE|clear]"),
        "values for `declare query_parameters`; gives one, or forgets them",
    ),
    (".let", Command::Let, Takes::Text("[clear]"), "the let statements that stay; forgets them"),
    (".clear", Command::Clear, Takes::Nothing, "an empty screen"),
    (".quit", Command::Quit, Takes::Nothing, "the end; Ctrl-D too"),
];

impl<'t> Dot<'t> {
    /// The dot command that a text is, if it is one.
    pub(super) fn parse(text: &'t str) -> Option<Self> {
        let (name, argument) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let name = if name == ".exit" { ".quit" } else { name };
        let (_, command, ..) = COMMANDS.iter().find(|(known, ..)| *known == name)?;
        Some(Self { command: *command, argument: argument.trim() })
    }
}

/// Whether the whole input is one line, as all dot commands but those with a query are.
pub(super) fn is_one_line(text: &str) -> bool {
    text.starts_with('.') && !text.contains("<|") && !text.starts_with(".explain")
}

/// Where the query of an input begins; none where there is none yet, as in a dot command without one.
pub(super) fn query_of(typed: &str) -> Option<usize> {
    if !typed.starts_with('.') {
        return Some(0);
    }
    if let Some(at) = typed.find("<|") {
        return Some(at + "<|".len());
    }
    let query = typed.strip_prefix(".explain ")?;
    let query = query.trim_start().strip_prefix("--analyze ").unwrap_or(query);
    Some(typed.len() - query.len())
}

/// What could come next in a dot command.
pub(super) fn complete(line: &str, session: &Session) -> (usize, Vec<Pair>) {
    let Some((name, argument)) = line.split_once(' ') else {
        let fitting = COMMANDS.iter().filter(|(name, ..)| name.starts_with(line));
        let pair = |(name, _, _, what): &(&str, Command, Takes, &str)| Pair {
            display: format!("{name}  {what}"),
            replacement: (*name).to_owned(),
        };
        return (0, fitting.map(pair).collect());
    };
    let catalog = session.catalog();
    let names: Vec<String> = match Dot::parse(name).map(|dot| dot.command) {
        Some(Command::Schema | Command::Tables) => catalog.table_names().iter().map(|n| n.to_string()).collect(),
        Some(Command::Functions) => catalog.function_names().iter().map(|n| n.to_string()).collect(),
        Some(Command::Mode) => lurcher_render::Format::ALL.iter().map(|f| f.name().to_owned()).collect(),
        Some(Command::Help) => crate::commands::functions::symbols().iter().map(|s| s.name.to_owned()).collect(),
        Some(Command::Now) => vec!["data".to_owned(), "wall".to_owned()],
        Some(Command::Run) => query_names(session),
        Some(Command::Timer | Command::Pager) => vec!["on".to_owned(), "off".to_owned()],
        _ => Vec::new(),
    };
    let fitting = names.into_iter().filter(|n| n.to_lowercase().starts_with(&argument.to_lowercase()));
    (name.len() + 1, fitting.map(|n| Pair { display: n.clone(), replacement: n }).collect())
}

/// The names of the files of queries in the workspace's folder. They are not read.
fn query_names(session: &Session) -> Vec<String> {
    let folder = session.catalog().workspace().queries_folder();
    let files = folder.and_then(|folder| std::fs::read_dir(folder).ok()).into_iter().flatten().flatten();
    let mut names: Vec<String> = files.filter_map(|file| Some(file.path().file_stem()?.to_str()?.to_owned())).collect();
    names.sort_unstable();
    names
}
