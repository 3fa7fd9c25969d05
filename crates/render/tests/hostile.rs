//! What data says is text, whatever it looks like, in every format and chart.

mod support;

use std::sync::Arc;

use arrow::array::{ArrayRef, Int64Array, RecordBatch, StringViewArray};
use arrow::datatypes::{DataType, Field, Schema};
use lurcher_render::chart::{ChartBuilder, Request, draw_svg, draw_text, write_html};
use lurcher_render::{Format, Options};
use lurcher_symbols::{Column, ScalarType, Value};

/// Markup, links, entities, an end of everything, an escape sequence.
const HOSTILE: [&str; 8] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</text></svg><script>alert(1)</script>",
    "]]>&lt;b&gt;&#60;",
    "[click](javascript:alert(1)) ![x](http://evil.example/x.png) <http://evil.example> https://evil.example www.evil.example ann@evil.example",
    "|\n# heading\n```\n---\n",
    "\u{1b}[31m\u{202e}\0\u{8}",
];

fn batch() -> (Vec<Column>, RecordBatch) {
    let names = [HOSTILE[0], HOSTILE[5]];
    let columns = vec![Column::new(names[0], ScalarType::String), Column::new(names[1], ScalarType::Long)];
    let schema =
        Schema::new(vec![Field::new(names[0], DataType::Utf8View, true), Field::new(names[1], DataType::Int64, true)]);
    let texts: ArrayRef = Arc::new(StringViewArray::from_iter_values(HOSTILE));
    let numbers: ArrayRef = Arc::new(Int64Array::from_iter_values(1..=HOSTILE.len() as i64));
    (columns, RecordBatch::try_new(Arc::new(schema), vec![texts, numbers]).unwrap())
}

/// The names of all elements in a text of HTML or SVG.
fn elements(markup: &str) -> Vec<&str> {
    let name = |rest: &'_ str| rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    markup.split('<').skip(1).map(|rest| rest.trim_start_matches(['/', '!'])).map(|rest| &rest[..name(rest)]).collect()
}

#[test]
fn html_has_no_element_of_the_datas() {
    let (columns, batch) = batch();
    let page = support::written(Format::Html, &Options::default(), &[(&columns, &[batch])]);
    let allowed = [
        "DOCTYPE", "html", "head", "meta", "title", "style", "body", "table", "thead", "tbody", "tr", "th", "td", "p",
        "i", "dl", "dt", "dd", "h2",
    ];
    for element in elements(&page) {
        assert!(allowed.contains(&element), "{element} in {page}");
    }
    assert!(page.contains("Content-Security-Policy") && !page.contains("href"), "{page}");
}

#[test]
fn markdown_has_no_link_and_no_line_of_the_datas() {
    let (columns, batch) = batch();
    let text = support::written(Format::Markdown, &Options::default(), &[(&columns, &[batch])]);
    assert_eq!(text.lines().count(), HOSTILE.len() + 2, "{text}");
    assert!(text.lines().all(|line| line.starts_with('|') && line.ends_with('|')), "{text}");
    for raw in ["<script", "<img", "](", "![", "://", "www.", "ann@", "```", "\u{1b}", "\u{202e}"] {
        // A bracket or a fence that a backslash stands before is none.
        let plain = text.replace("\\]", "").replace("\\[", "").replace("\\`", "").replace("<br>", "");
        assert!(!plain.contains(raw), "{raw} in {text}");
    }
}

#[test]
fn pictures_and_their_pages_have_no_element_of_the_datas() {
    let allowed = [
        "svg", "rect", "text", "line", "polyline", "polygon", "circle", "path", "g", "DOCTYPE", "html", "meta",
        "title", "style", "figure", "p",
    ];
    for kind in ["barchart", "columnchart", "piechart", "treemap", "card", "linechart", "areachart", "scatterchart"] {
        let (columns, batch) = batch();
        let property = |name: &str, text: &str| (Arc::from(name), Value::String(text.into()));
        let properties =
            [property("title", HOSTILE[3]), property("xtitle", HOSTILE[1]), property("ytitle", HOSTILE[2])];
        let request = Request { visualization: kind.to_owned(), properties: properties.into_iter().collect() };
        let Ok(Some(mut builder)) = ChartBuilder::new(request, &columns) else { continue };
        builder.batch(&batch).unwrap();
        let chart = builder.finish();
        let svg = draw_svg(&chart).unwrap();
        let mut page = Vec::new();
        write_html(&mut page, &[(&chart, svg.clone())]).unwrap();
        let page = String::from_utf8(page).unwrap();
        for element in elements(&svg).into_iter().chain(elements(&page)) {
            assert!(allowed.contains(&element), "{kind}: {element} in {page}");
        }
        assert!(page.contains("Content-Security-Policy"), "{page}");
        assert!(!page.chars().any(|c| c.is_control() && c != '\n' || c == '\u{202e}'), "{kind}: {page}");
        let text = draw_text(&chart, 80, false);
        assert!(!text.chars().any(|c| c.is_control() && c != '\n' || c == '\u{202e}'), "{kind}: {text}");
    }
}
