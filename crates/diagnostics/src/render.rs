//! How a diagnostic looks on a screen.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::{Diagnostic, Severity, Sources, screened, visible, visible_lines};

/// Whether the output takes colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Text only.
    Plain,
    /// With ANSI colours.
    Coloured,
}

/// The diagnostic with the line that it is about, the span underlined, and the help below: several lines, without a
/// final line break.
///
/// Names of files, messages and the line itself may come from anybody: nothing in them steers a terminal.
pub fn render(diagnostic: &Diagnostic, sources: &Sources, style: Style) -> String {
    let source = sources.get(diagnostic.span.source);
    let (text, range) = source.shown(diagnostic.span);
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Information => Level::INFO,
    };
    let label = diagnostic.label.as_deref().map(visible);
    let annotation = AnnotationKind::Primary.span(range).label(label.as_deref());
    let name = visible(&source.name);
    let snippet = Snippet::source(text).line_start(1).path(&name).annotation(annotation);
    let title = level.primary_title(visible_lines(&diagnostic.message)).id(diagnostic.code.id()).element(snippet);
    let report = match &diagnostic.help {
        Some(help) => [title.element(Level::HELP.message(visible_lines(help)))],
        None => [title],
    };
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    screened(&renderer.render(&report).to_string()).into_owned()
}

/// The diagnostic on one line: `file:line:column: error[CODE]: message (help)`.
pub fn render_short(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information => "info",
    };
    let place = sources.position(diagnostic.span);
    let help = diagnostic.help.as_deref().map(|h| format!(" ({h})")).unwrap_or_default();
    visible(&format!("{place}: {severity}[{}]: {}{help}", diagnostic.code, diagnostic.message))
}
