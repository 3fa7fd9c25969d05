//! Charts as a page that needs nothing else: no script, no network.

use std::io::{self, Write};

use super::model::Chart;

/// The policy forbids everything but styles, should a text ever be taken for markup.
const POLICY: &str =
    r#"<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">"#;

/// Writes pictures (SVG documents) as one page.
///
/// # Errors
/// The page cannot be written.
pub fn write_html(out: &mut impl Write, charts: &[(&Chart, String)]) -> io::Result<()> {
    let title = charts.iter().find_map(|(chart, _)| chart.title.as_deref()).unwrap_or("Lurcher");
    writeln!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n{POLICY}\n<title>{}</title>",
        escape(title)
    )?;
    writeln!(
        out,
        "<style>body {{ font-family: sans-serif; margin: 2em auto; max-width: 980px; }} figure {{ margin: 0; }} svg {{ width: 100%; height: auto; }} p {{ color: #666; }}</style>"
    )?;
    for (chart, svg) in charts {
        writeln!(out, "<figure>{svg}</figure>")?;
        for note in &chart.notes {
            writeln!(out, "<p>{}</p>", escape(note))?;
        }
    }
    writeln!(out, "</html>")
}

/// Text that is no markup.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
