//! Any text as a query: read, written, read again; coloured.

use lurcher_diagnostics::{Source, Sources, Style, render, render_short};
use lurcher_editor::{highlight, is_whole, matching_bracket};
use lurcher_syntax::{parse, print};

use super::Target;
use super::ground::on_a_stack;

/// See the module.
pub(super) const TARGET: Target = Target {
    name: "syntax",
    about: "any text as a query: reads it, writes the tree, reads that again, colours it, shows what is wrong with it",
    batch: 64,
    words: super::query::WORDS,
    seeds: super::query::seeds,
    run: |inputs| {
        on_a_stack(|| inputs.iter().filter_map(|input| std::str::from_utf8(input).ok()).for_each(read_and_write));
    },
};

/// What a tree is written as means the same, and the colours of a text leave out nothing.
fn read_and_write(text: &str) {
    let mut sources = Sources::new();
    let source = sources.add(Source::new("fuzz", text));
    let parsed = parse(text, source);
    for diagnostic in parsed.diagnostics.iter().take(3) {
        render(diagnostic, &sources, Style::Plain);
        render_short(diagnostic, &sources);
    }
    if !parsed.diagnostics.has_errors() {
        let printed = print(&parsed.query);
        let again = parse(&printed, source);
        assert!(again.query == parsed.query, "{text}\nis written as\n{printed}");
    }
    let mut end = 0;
    for piece in highlight(text) {
        assert!(piece.range.start >= end && text.get(piece.range.clone()).is_some(), "{text}\n{piece:?}");
        end = piece.range.end;
    }
    is_whole(text);
    let at = text.find(['(', '[', '{']).unwrap_or(0);
    matching_bracket(text, at);
}
