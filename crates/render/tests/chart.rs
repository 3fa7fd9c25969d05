//! Which columns a chart shows, where its points lie, and what is drawn. The rules are those of
//! <https://learn.microsoft.com/kusto/query/render-operator>.

use std::sync::Arc;

use arrow::array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringViewArray};
use arrow::datatypes::{Field, Schema};
use lurcher_render::chart::{Chart, ChartBuilder, ChartKind, Request, Scale, draw_svg, draw_text, write_html};
use lurcher_symbols::{Column, ScalarType, Value};

/// Ticks of a second.
const SECOND: i64 = 10_000_000;

fn column(name: &str, ty: ScalarType, array: ArrayRef) -> (Column, ArrayRef) {
    (Column::new(name, ty), array)
}

fn texts(name: &str, values: &[&str]) -> (Column, ArrayRef) {
    column(name, ScalarType::String, Arc::new(StringViewArray::from_iter_values(values)))
}

fn longs(name: &str, values: &[i64]) -> (Column, ArrayRef) {
    column(name, ScalarType::Long, Arc::new(Int64Array::from(values.to_vec())))
}

fn times(name: &str, seconds: &[i64]) -> (Column, ArrayRef) {
    let ticks: Vec<i64> = seconds.iter().map(|s| s * SECOND).collect();
    column(name, ScalarType::DateTime, Arc::new(Int64Array::from(ticks)))
}

fn dynamics(name: &str, values: &[&str]) -> (Column, ArrayRef) {
    column(name, ScalarType::Dynamic, Arc::new(StringViewArray::from_iter_values(values)))
}

fn request(visualization: &str, properties: &[(&str, &str)]) -> Request {
    let property = |(name, value): &(&str, &str)| (Arc::from(*name), Value::String((*value).into()));
    Request { visualization: visualization.to_owned(), properties: properties.iter().map(property).collect() }
}

#[track_caller]
fn chart(request: Request, columns: Vec<(Column, ArrayRef)>) -> Chart {
    let (columns, arrays): (Vec<Column>, Vec<ArrayRef>) = columns.into_iter().unzip();
    let fields: Vec<Field> =
        columns.iter().zip(&arrays).map(|(c, a)| Field::new(&*c.name, a.data_type().clone(), true)).collect();
    let batch = RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).expect("a batch");
    let mut builder = ChartBuilder::new(request, &columns).expect("columns that fit").expect("a chart");
    builder.batch(&batch).expect("rows");
    builder.finish()
}

/// The names of the series and their points.
fn series(chart: &Chart) -> Vec<(&str, &[(f64, f64)])> {
    chart.series.iter().map(|s| (s.name.as_str(), s.points.as_slice())).collect()
}

#[test]
fn a_time_chart_has_times_below_and_a_series_for_each_text() {
    let chart = chart(
        request("timechart", &[("title", "Sessions")]),
        vec![texts("Action", &["Deny", "Allow", "Deny"]), longs("Count", &[3, 5, 4]), times("Time", &[20, 10, 10])],
    );
    assert_eq!(chart.x, Scale::Time);
    assert_eq!(
        (chart.title.as_deref(), chart.x_title.as_str(), chart.y_title.as_str()),
        (Some("Sessions"), "Time", "Count")
    );
    assert_eq!(series(&chart), [("Deny", &[(10.0, 4.0), (20.0, 3.0)][..]), ("Allow", &[(10.0, 5.0)][..])]);
}

#[test]
fn several_numbers_are_several_series() {
    let chart = chart(request("linechart", &[]), vec![longs("x", &[1, 2]), longs("a", &[3, 4]), longs("b", &[5, 6])]);
    assert_eq!(series(&chart), [("a", &[(1.0, 3.0), (2.0, 4.0)][..]), ("b", &[(1.0, 5.0), (2.0, 6.0)][..])]);
}

#[test]
fn properties_name_the_columns() {
    let columns = || vec![longs("a", &[1]), longs("b", &[2]), texts("s", &["p"]), texts("t", &["q"]), longs("c", &[3])];
    let named = chart(request("linechart", &[("xcolumn", "b"), ("ycolumns", "c, a"), ("series", "s,t")]), columns());
    assert_eq!(series(&named), [("p, q: c", &[(2.0, 3.0)][..]), ("p, q: a", &[(2.0, 1.0)][..])]);
    let (columns, _): (Vec<Column>, Vec<ArrayRef>) = columns().into_iter().unzip();
    let missing = ChartBuilder::new(request("linechart", &[("xcolumn", "nothing")]), &columns);
    assert!(missing.unwrap_err().contains("'nothing'"));
}

#[test]
fn bars_stand_on_names_in_the_order_of_the_rows() {
    let chart = chart(request("columnchart", &[]), vec![texts("Port", &["443", "53"]), longs("Count", &[9, 2])]);
    assert_eq!(chart.x, Scale::Names(vec!["443".to_owned(), "53".to_owned()]));
    assert_eq!(series(&chart), [("Count", &[(0.0, 9.0), (1.0, 2.0)][..])]);
}

#[test]
fn bars_over_time_stand_in_its_order() {
    let day = 86_400;
    let chart = chart(request("barchart", &[]), vec![times("Day", &[9 * day, 0]), longs("Count", &[1, 2])]);
    assert_eq!(chart.x, Scale::Names(vec!["0001-01-01".to_owned(), "0001-01-10".to_owned()]));
    assert_eq!(series(&chart), [("Count", &[(1.0, 1.0), (0.0, 2.0)][..])]);
}

#[test]
fn series_of_make_series_are_lines() {
    let chart = chart(
        request("timechart", &[]),
        vec![
            texts("Action", &["Deny"]),
            dynamics("Count", &["[1,2]"]),
            dynamics(
                "TimeGenerated",
                &["[\"\\u0001d0001-01-01T00:00:10.0000000Z\",\"\\u0001d0001-01-01T00:00:20.0000000Z\"]"],
            ),
        ],
    );
    assert_eq!(series(&chart), [("Deny", &[(10.0, 1.0), (20.0, 2.0)][..])]);
}

#[test]
fn a_null_is_no_point() {
    let values = column("v", ScalarType::Real, Arc::new(Float64Array::from(vec![Some(1.0), None, Some(f64::NAN)])));
    let chart = chart(request("scatterchart", &[]), vec![longs("x", &[1, 2, 3]), values]);
    assert_eq!(series(&chart), [("v", &[(1.0, 1.0)][..])]);
}

#[test]
fn a_million_points_are_sampled_and_it_says_so() {
    let x: Vec<i64> = (0..1_000_000).collect();
    let chart = chart(request("scatterchart", &[]), vec![longs("x", &x), longs("y", &x)]);
    assert!(chart.series[0].points.len() <= 20_000);
    assert_eq!(chart.notes, ["of each 100 of the 1000000 points the chart shows the least and the greatest"]);
}

#[test]
fn what_stands_out_is_drawn_of_however_many_points() {
    let x: Vec<i64> = (0..1_000_000).collect();
    let y: Vec<i64> = x.iter().map(|x| if *x == 500_001 { 1_000_000 } else { x % 7 }).collect();
    let chart = chart(request("linechart", &[]), vec![longs("x", &x), longs("y", &y)]);
    let points = &chart.series[0].points;
    assert!(points.contains(&(500_001.0, 1_000_000.0)));
    assert_eq!((points[0].0, points[points.len() - 1].0), (0.0, 999_999.0));
}

/// The columns are those of Kusto's documentation: longitude, latitude, or a GeoJSON point; a series and a size are
/// optional.
#[test]
fn a_map_has_points_at_longitudes_and_latitudes() {
    let reals = |name: &str, values: &[f64]| {
        column(name, ScalarType::Real, Arc::new(Float64Array::from(values.to_vec())) as ArrayRef)
    };
    let places = vec![reals("Lon", &[13.4, 2.35, 500.0]), reals("Lat", &[52.5, 48.86, 0.0]), longs("n", &[5, 20, 1])];
    let map = chart(request("piechart", &[("kind", "map")]), places);
    assert_eq!(map.kind, ChartKind::Map);
    assert_eq!(map.series[0].points, [(13.4, 52.5), (2.35, 48.86)], "what is outside of the world is not shown");
    assert_eq!(map.series[0].weights, [5.0, 20.0]);
    assert!(draw_svg(&map).expect("a map").contains("circle"));
    assert!(draw_text(&map, 80, false).contains("Lon"));
    let points = vec![
        texts("City", &["Berlin", "Paris"]),
        dynamics(
            "At",
            &[r#"{"type":"Point","coordinates":[13.4,52.5]}"#, r#"{"type":"Point","coordinates":[2.35,48.86]}"#],
        ),
    ];
    let map = chart(request("scatterchart", &[("kind", "map")]), points);
    assert_eq!(series(&map), [("Berlin", &[(13.4, 52.5)][..]), ("Paris", &[(2.35, 48.86)][..])]);
}

#[test]
fn anomalies_stand_on_the_line() {
    let columns = vec![times("Time", &[10, 20, 30]), longs("n", &[5, 90, 6]), longs("flag", &[0, 1, 0])];
    let chart = chart(request("anomalychart", &[("anomalycolumns", "flag")]), columns);
    let marked: Vec<_> = chart.series.iter().filter(|s| s.anomalies).collect();
    assert_eq!(marked[0].points, [(20.0, 90.0)]);
}

#[test]
fn what_does_not_fit_is_said() {
    let columns = [Column::new("Name", ScalarType::String)];
    assert!(ChartBuilder::new(request("timechart", &[]), &columns).unwrap_err().contains("datetime"));
    assert!(ChartBuilder::new(request("piechart", &[]), &columns).unwrap_err().contains("numbers"));
    assert!(ChartBuilder::new(request("table", &[]), &columns).expect("no mistake").is_none());
}

/// The words in a picture.
const KINDS: [&str; 11] = [
    "timechart",
    "linechart",
    "areachart",
    "stackedareachart",
    "scatterchart",
    "columnchart",
    "barchart",
    "piechart",
    "treemap",
    "card",
    "anomalychart",
];

#[test]
fn every_kind_can_be_drawn() {
    for kind in KINDS {
        for count in [0, 1, 3] {
            let columns = vec![
                times("Time", &[10, 20, 30][..count]),
                texts("Action", &["<a>", "b", "\u{1b}[31mred"][..count]),
                longs("Count", &[3, 0, 7][..count]),
            ];
            let chart = chart(request(kind, &[("title", "A <title>")]), columns);
            let svg = draw_svg(&chart).expect(kind);
            assert!(
                svg.starts_with("<svg") && svg.contains("A &lt;title&gt;") && !svg.contains('\u{1b}'),
                "{kind}: {svg}"
            );
            for width in [0, 20, 80] {
                let text = draw_text(&chart, width, false);
                assert!(text.contains("A <title>") || width < 20, "{kind}: {text}");
                assert!(!text.contains('\u{1b}'), "{kind}: {text}");
            }
            let mut page = Vec::new();
            write_html(&mut page, &[(&chart, svg)]).expect("a page");
            assert!(String::from_utf8(page).expect("UTF-8").contains("<figure><svg"));
        }
    }
}

#[test]
fn a_bar_is_as_long_as_its_value() {
    let chart = chart(request("barchart", &[]), vec![texts("Port", &["443", "53"]), longs("Count", &[8, 4])]);
    assert_eq!(draw_text(&chart, 20, false), "443 ▏█████████████ 8\n53  ▏██████▌ 4\n");
}
