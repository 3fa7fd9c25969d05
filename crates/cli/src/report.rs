//! Messages on standard error.

use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::OnceLock;

use lurcher_binder::codes::LEG_DROPPED;
use lurcher_content::ContentError;
use lurcher_diagnostics::{Diagnostic, Severity, Sources, Style, render, render_short, visible_lines};

use crate::arguments::{ErrorFormat, GlobalArguments};

/// A file of ours, and what messages call it.
static ALIAS: OnceLock<(String, &'static str)> = OnceLock::new();

/// Lets messages call a file of ours by the name of what is in it. Only the first name counts.
pub(crate) fn call(path: &str, name: &'static str) {
    // Whoever comes second has another file, which keeps its path.
    let _ = ALIAS.set((path.to_owned(), name));
}

/// Writes a line as it is.
pub(crate) fn line(text: &str) {
    let text = match ALIAS.get() {
        Some((path, name)) => Cow::Owned(text.replace(path, name)),
        None => Cow::Borrowed(text),
    };
    // There is nobody left to tell when standard error is closed.
    let _ = writeln!(io::stderr(), "{text}");
}

/// Writes a message that belongs to no text.
pub(crate) fn error(global: &GlobalArguments, message: &str) {
    titled(global, "error", "1;31", message);
}

/// Writes a warning that belongs to no text.
pub(crate) fn warning(global: &GlobalArguments, message: &str) {
    titled(global, "warning", "1;33", message);
}

/// Writes something worth knowing.
pub(crate) fn note(global: &GlobalArguments, message: &str) {
    titled(global, "note", "1;36", message);
}

/// A message may quote what a file or its name says.
fn titled(global: &GlobalArguments, word: &str, style: &str, message: &str) {
    let shown = visible_lines(message);
    match global.error_format {
        ErrorFormat::Json => line(&serde_json::json!({"severity": word, "message": message}).to_string()),
        _ if global.colours_errors(&io::stderr()) => line(&format!("\u{1b}[{style}m{word}\u{1b}[0m: {shown}")),
        _ => line(&format!("{word}: {shown}")),
    }
}

/// Writes diagnostics with their places.
pub(crate) fn diagnostics<'a>(
    global: &GlobalArguments,
    diagnostics: impl IntoIterator<Item = &'a Diagnostic>,
    sources: &Sources,
) {
    let style = if global.colours_errors(&io::stderr()) { Style::Coloured } else { Style::Plain };
    diagnostics.into_iter().for_each(|d| line(&text(d, sources, global.error_format, style)));
}

/// Writes the warnings of a query that runs. A fuzzy union over the parsers of many products drops most of its legs:
/// they share a line.
pub(crate) fn warnings(global: &GlobalArguments, warnings: &[Diagnostic], sources: &Sources) {
    let (dropped, others): (Vec<&Diagnostic>, Vec<&Diagnostic>) = warnings.iter().partition(|d| d.code == LEG_DROPPED);
    diagnostics(global, others, sources);
    if global.error_format == ErrorFormat::Json || dropped.len() < 2 {
        return diagnostics(global, dropped, sources);
    }
    let names: Vec<&str> = dropped.iter().filter_map(|d| d.message.split('\'').nth(1)).collect();
    let count = dropped.len();
    warning(global, &format!("fuzzy unions went without {count} legs that do not exist here: {}", names.join(", ")));
}

/// Writes what is wrong with content.
pub(crate) fn content_errors(global: &GlobalArguments, errors: &[ContentError]) {
    content(global, errors, Severity::Error);
}

/// Writes what is worth knowing about content that is read nevertheless.
pub(crate) fn content_warnings(global: &GlobalArguments, warnings: &[ContentError]) {
    content(global, warnings, Severity::Warning);
}

fn content(global: &GlobalArguments, told: &[ContentError], severity: Severity) {
    for error in told {
        let mut sources = Sources::new();
        let diagnostic = Diagnostic { severity, ..error.diagnostic(&mut sources) };
        diagnostics(global, [&diagnostic], &sources);
    }
}

/// A diagnostic as the user asked for it.
pub(crate) fn text(diagnostic: &Diagnostic, sources: &Sources, format: ErrorFormat, style: Style) -> String {
    match format {
        ErrorFormat::Human => render(diagnostic, sources, style) + "\n",
        ErrorFormat::Short => render_short(diagnostic, sources),
        ErrorFormat::Json => json(diagnostic, sources).to_string(),
    }
}

/// A diagnostic as an object: `file`, `line`, `column`, `severity`, `code`, `message`, `help`.
pub(crate) fn json(diagnostic: &Diagnostic, sources: &Sources) -> serde_json::Value {
    let place = sources.position(diagnostic.span);
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information => "info",
    };
    serde_json::json!({
        "file": &*place.file,
        "line": place.line,
        "column": place.column,
        "severity": severity,
        "code": diagnostic.code.id(),
        "message": diagnostic.message,
        "help": diagnostic.help,
    })
}
