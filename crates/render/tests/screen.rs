//! What a person sees: tables, a line a cell, pages.

mod support;

use std::time::Instant;

use lurcher_render::{Format, Heading, Options, write_all, writer};
use lurcher_symbols::{Column, ScalarType};
use support::{batch_of, every_type, numbers, texts, written};
use unicode_width::UnicodeWidthStr;

fn at_width(width: usize) -> Options {
    Options { width: Some(width), ..Options::default() }
}

/// So many columns of numbers, `c0` ….
fn wide(columns: usize, rows: i64) -> (Vec<Column>, arrow::array::RecordBatch) {
    let named = (0..columns).map(|i| Column::new(format!("c{i}"), ScalarType::Long)).collect();
    (named, batch_of((0..columns as i64).map(|i| numbers((0..rows).map(move |row| 1000 * row + i))).collect()))
}

#[test]
fn a_table_has_numbers_to_the_right_and_nothing_that_steers_a_terminal() {
    let columns = [Column::new("n", ScalarType::Long), Column::new("name", ScalarType::String)];
    let batch = batch_of(vec![numbers([5, 12345]), texts(&["日本", "a\nb\u{1b}[31m"])]);
    let text = written(Format::Table, &Options::default(), &[(&columns, std::slice::from_ref(&batch))]);
    assert_eq!(text, "    n │ name\n──────┼───────────────\n    5 │ 日本\n12345 │ a\\nb\\u{1b}[31m\n2 rows\n");
    let text = written(Format::Table, &at_width(21), &[(&columns, &[batch])]);
    assert_eq!(text.lines().nth(3), Some("12345 │ a\\nb\\u{1b}[3…"));
}

#[test]
fn names_of_columns_do_not_steer_either() {
    let columns = [Column::new("a\u{202e}b\u{7}", ScalarType::String)];
    let batch = batch_of(vec![texts(&["x"])]);
    for format in [Format::Table, Format::Vertical, Format::Html] {
        let text = written(format, &Options::default(), &[(&columns, std::slice::from_ref(&batch))]);
        assert!(text.contains("\\u{202e}") && text.contains("\\u{7}"), "{text}");
        assert!(!text.contains(['\u{202e}', '\u{7}']), "{text}");
    }
}

#[test]
fn columns_that_do_not_fit_stand_in_groups_with_numbered_rows() {
    let (columns, batch) = wide(10, 2);
    let text = written(Format::Table, &at_width(60), &[(&columns, &[batch])]);
    assert_eq!(
        text,
        "# │   c0 │   c1 │   c2 │   c3 │   c4 │   c5 │   c6 │   c7\n\
         ──┼──────┼──────┼──────┼──────┼──────┼──────┼──────┼─────\n\
         1 │    0 │    1 │    2 │    3 │    4 │    5 │    6 │    7\n\
         2 │ 1000 │ 1001 │ 1002 │ 1003 │ 1004 │ 1005 │ 1006 │ 1007\n\
         \n\
         # │   c8 │   c9\n\
         ──┼──────┼─────\n\
         1 │    8 │    9\n\
         2 │ 1008 │ 1009\n\
         2 rows\n"
    );
}

#[test]
fn every_cell_of_a_split_table_is_shown_once_however_many_rows_there_are() {
    let (columns, batch) = wide(30, 2_500);
    let batches: Vec<_> = (0..5).map(|i| batch.slice(i * 500, 500)).collect();
    let text = written(Format::Table, &at_width(80), &[(&columns, &batches)]);
    let mut found = vec![0; 30 * 2_500];
    for line in text.lines().filter(|line| line.contains('│') && !line.contains('#')) {
        let mut cells = line.split(" │ ").map(|cell| cell.trim().parse::<usize>().unwrap());
        let row = cells.next().unwrap() - 1;
        cells.for_each(|cell| found[row * 30 + cell - 1000 * row] += 1);
    }
    assert!(found.iter().all(|count| *count == 1));
    assert_eq!(text.lines().last(), Some("2500 rows"));
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    let (columns, batch) = every_type();
    for width in [20, 21, 33, 40, 80, 120, 400] {
        let text = written(Format::Table, &at_width(width), &[(&columns, std::slice::from_ref(&batch))]);
        for line in text.lines() {
            assert!(line.width() <= width, "{width}: {line}");
        }
    }
}

#[test]
fn ten_thousand_columns() {
    let (columns, batch) = wide(10_000, 3);
    let text = written(Format::Table, &at_width(80), &[(&columns, std::slice::from_ref(&batch))]);
    let last = text.lines().last().unwrap();
    assert!(last.starts_with("3 rows, ") && last.contains(" of 10000 columns shown; "), "{last}");
    let text = written(Format::Vertical, &at_width(80), &[(&columns, std::slice::from_ref(&batch))]);
    assert_eq!(text.lines().count(), 3 * 10_001 + 1);
    for format in Format::ALL {
        let mut out = Vec::new();
        write_all(format, &Options::default(), &mut out, &[(&columns, std::slice::from_ref(&batch))]).unwrap();
        assert!(out.windows(5).any(|name| name == b"c9999"), "{format}");
    }
}

#[test]
fn rows_that_come_later_are_shown_whole() {
    let columns = [Column::new("s", ScalarType::String)];
    let batch = |text: &str, n| batch_of(vec![texts(&vec![text; n])]);
    let text = written(Format::Table, &Options::default(), &[(&columns, &[batch("a", 1000), batch("longer", 1)])]);
    assert_eq!(text.lines().rev().take(2).collect::<Vec<_>>(), ["1001 rows", "longer"]);
}

#[test]
fn a_line_a_cell() {
    let (columns, batch) = every_type();
    let text = written(Format::Vertical, &at_width(20), &[(&columns, &[batch])]);
    assert_eq!(
        text,
        "─[ 1 ]──────────────\n\
         bool     │ true\n\
         int      │ -7\n\
         long     │ -9223372036854775808\n\
         real     │ 1.0\n\
         decimal  │ 12345678901234567890.5\n\
         string   │ say \"hi\", a|b\\nnext\n\
         datetime │ 2026-01-15T10:20:30.1234567Z\n\
         timespan │ 1.02:03:04\n\
         guid     │ 74be27de-1e4e-49d9-b579-fe0b331d3642\n\
         dynamic  │ {\"a\":[1,\"00:00:01\"]}\n\
         ─[ 2 ]──────────────\n\
         bool     │ \n\
         int      │ \n\
         long     │ \n\
         real     │ \n\
         decimal  │ \n\
         string   │ \n\
         datetime │ \n\
         timespan │ \n\
         guid     │ \n\
         dynamic  │ \n\
         2 rows\n"
    );
}

#[test]
fn a_dynamic_has_colours_and_the_width_counts_without_them() {
    let columns = [Column::new("d", ScalarType::Dynamic), Column::new("n", ScalarType::Long)];
    let batch = batch_of(vec![texts(&[r#"{"a":"bc"}"#, r#""text""#]), numbers([1, 2])]);
    let options = Options { colour: true, ..at_width(80) };
    let text = written(Format::Table, &options, &[(&columns, &[batch])]);
    assert!(text.contains("{\u{1b}[34m\"a\"\u{1b}[0m:\u{1b}[32m\"bc\"\u{1b}[0m} │ 1\n"), "{text:?}");
    assert!(text.contains("\ntext       │ 2\n"), "{text:?}");
}

#[test]
fn the_first_rows_and_how_many_there_are() {
    let (columns, batch) = wide(1, 10);
    let options = Options { max_rows: Some(3), ..Options::default() };
    let shown = |format| written(format, &options, &[(&columns, &[batch.slice(0, 2), batch.slice(2, 8)])]);
    assert!(shown(Format::Table).ends_with("\n2000\n10 rows, the first 3 shown\n"));
    assert!(shown(Format::Vertical).ends_with("c0 │ 2000\n10 rows, the first 3 shown\n"));
    assert!(shown(Format::Html).contains("<p class=\"count\">10 rows, the first 3 shown</p>"));
    assert_eq!(shown(Format::Csv), "c0\n0\n1000\n2000\n");
    let mut out = Vec::new();
    let mut csv = writer(Format::Csv, &options, &mut out);
    csv.begin(None, &columns).unwrap();
    csv.batch(&batch).unwrap();
    csv.end().unwrap();
    assert_eq!(csv.finish().unwrap(), ["the result has 10 rows; the first 3 were written"]);
}

#[test]
fn the_time_stands_behind_the_count() {
    let (columns, batch) = wide(1, 1);
    let options = Options { since: Some(Instant::now()), ..Options::default() };
    let text = written(Format::Table, &options, &[(&columns, &[batch])]);
    let last = text.lines().last().unwrap();
    assert!(last.starts_with("1 row, ") && (last.ends_with(" ms") || last.ends_with(" s")), "{last}");
}

#[test]
fn a_page_takes_nothing_of_the_data_for_markup() {
    let columns = [Column::new("<b>\"", ScalarType::String), Column::new("n", ScalarType::Long)];
    let hostile = "</td><script>alert('&')</script>\n\tnext\u{0}\u{202e}";
    let nothing: arrow::array::ArrayRef = std::sync::Arc::new(arrow::array::Int64Array::from(vec![None::<i64>]));
    let batch = batch_of(vec![texts(&[hostile]), nothing]);
    let page = written(Format::Html, &Options::default(), &[(&columns, &[batch])]);
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"));
    assert!(page.contains("<th title=\"string\">&lt;b&gt;&quot;</th><th class=\"n\" title=\"long\">n</th>"), "{page}");
    let cell = "<td>&lt;/td&gt;&lt;script&gt;alert('&amp;')&lt;/script&gt;\n\tnext<i>\\u{0}</i><i>\\u{202e}</i></td>";
    assert!(page.contains(cell), "{page}");
    assert!(page.contains("<td class=\"null\"></td>"), "{page}");
    assert!(!page.contains("<script") && !page.contains("http://") && !page.contains("https://"));
}

#[test]
fn a_page_of_several_queries_says_what_failed() {
    let (columns, batch) = wide(1, 1);
    let heading = Heading { file: "a.yaml".into(), name: "A & B".into(), ..Heading::default() };
    for format in [Format::Html, Format::Table, Format::Vertical, Format::Markdown] {
        let mut out = Vec::new();
        let mut page = writer(format, &Options { list: true, ..Options::default() }, &mut out);
        page.begin(Some(&heading), &columns).unwrap();
        page.batch(&batch).unwrap();
        page.end().unwrap();
        page.fail(Some(&heading), "no <such> table").unwrap();
        page.finish().unwrap();
        drop(page);
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.matches("a.yaml").count(), 2, "{text}");
        if format == Format::Html {
            assert!(text.contains("<h2>A &amp; B</h2>") && text.contains("no &lt;such&gt; table"), "{text}");
        }
    }
}
