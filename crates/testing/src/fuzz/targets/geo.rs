//! Places, lines and polygons: WKT, GeoJSON, tokens of S2, H3 and geohash.

use super::ground::compute;
use super::{Target, texts};

/// See the module.
pub(super) const TARGET: Target = Target {
    name: "geo",
    about: "a text as WKT, GeoJSON, or token of a cell, for every geospatial function",
    batch: 64,
    words: &[
        "POINT", "LINESTRING", "POLYGON", "MULTIPOLYGON", "MULTILINESTRING", "GEOMETRYCOLLECTION", "EMPTY", "(", ")", ",", " ", "Z", "{\"type\":\"Point\",\"coordinates\":[1,2]}",
        "\"type\":", "\"Polygon\"", "\"MultiPolygon\"", "\"LineString\"", "\"coordinates\":", "[0,0]", "[180,90]", "[-180,-90]", "[1e308,0]", "[[0,0],[0,1],[1,1],[0,0]]",
        "[[[0,0],[10,0],[10,10],[0,10],[0,0]]]", "0", "90", "-90", "180", "-180", "181", "45.5", "nan", "1e-300", "u4pruydqqvj", "89c25", "862a1072fffffff", "geometry", "features",
    ],
    seeds: || {
        texts(&[
            "POINT (13.4 52.5)", "LINESTRING (0 0, 10 10, 20 -5)", "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (2 2, 3 2, 3 3, 2 2))", "GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (0 0, 1 1))",
            "{\"type\":\"Point\",\"coordinates\":[13.4,52.5]}", "{\"type\":\"LineString\",\"coordinates\":[[0,0],[10,10],[179,-80]]}",
            "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[10,0],[10,10],[0,10],[0,0]]]}",
            "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[0,0],[10,0],[10,10],[0,0]]],[[[20,20],[21,20],[21,21],[20,20]]]]}",
            "{\"type\":\"Polygon\",\"coordinates\":[[[170,60],[-170,60],[-170,80],[170,80],[170,60]]]}",
            "[{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,0]]]}]", "u4pruydqqvj", "89c25b", "862a1072fffffff", "52.5", "{\"type\":\"Feature\",\"geometry\":null}",
        ])
    },
    run: |inputs| compute(EXPRESSIONS, inputs),
};

const EXPRESSIONS: &[&str] = &[
    "geo_from_wkt(s)", "geo_geohash_to_central_point(s)", "geo_geohash_neighbors(s)", "geo_geohash_to_polygon(s)", "geo_s2cell_to_central_point(s)", "geo_s2cell_neighbors(s)",
    "geo_s2cell_to_polygon(s)", "geo_h3cell_to_central_point(s)", "geo_h3cell_neighbors(s)", "geo_h3cell_to_polygon(s)", "geo_h3cell_parent(s)", "geo_h3cell_children(s)",
    "geo_h3cell_level(s)", "geo_h3cell_rings(s, 2)", "geo_point_to_geohash(r, r, i)", "geo_point_to_s2cell(r, 50.0, 20)", "geo_point_to_h3cell(r, r, 7)", "geo_line_centroid(d)",
    "geo_line_length(d)", "geo_line_densify(d, 1000000.0)", "geo_line_simplify(d, 1000.0)", "geo_line_buffer(d, 10000.0, 1000.0)", "geo_line_to_s2cells(d, 5)",
    "geo_line_interpolate_point(d, 0.5)", "geo_line_locate_point(d, r, 1.0)", "geo_polygon_area(d)", "geo_polygon_centroid(d)", "geo_polygon_perimeter(d)",
    "geo_polygon_simplify(d, 1000.0)", "geo_polygon_densify(d, 1000000.0)", "geo_polygon_buffer(d, 10000.0, 1000.0)", "geo_polygon_to_s2cells(d, 5)", "geo_polygon_to_h3cells(d, 2)",
    "geo_point_in_polygon(r, 5.0, d)", "geo_point_in_circle(r, r, 1.0, 1.0, 1000.0)", "geo_distance_2points(r, r, 1.0, 2.0)", "geo_distance_point_to_line(r, 1.0, d)",
    "geo_distance_point_to_polygon(r, 1.0, d)", "geo_azimuth(r, r, 1.0, 2.0)", "geo_angle(r, 1.0, 2.0, r, 3.0, 4.0)", "geo_closest_point_on_line(r, 1.0, d)",
    "geo_closest_point_on_polygon(r, 1.0, d)", "geo_intersects_2lines(d, d)", "geo_intersects_2polygons(d, d)", "geo_intersects_line_with_polygon(d, d)",
    "geo_intersects_2polygons(d, dynamic({'type':'Polygon','coordinates':[[[-5,-5],[5,-5],[5,5],[-5,5],[-5,-5]]]}))",
    "geo_intersection_2polygons(d, dynamic({'type':'Polygon','coordinates':[[[-5,-5],[5,-5],[5,5],[-5,5],[-5,-5]]]}))",
    "geo_intersection_2lines(d, dynamic({'type':'LineString','coordinates':[[-50,1],[50,1]]}))",
    "geo_intersection_line_with_polygon(dynamic({'type':'LineString','coordinates':[[-50,1],[50,1]]}), d)", "geo_union_lines_array(d)", "geo_union_polygons_array(d)",
    "geo_simplify_polygons_array(d, 1000.0)", "geo_point_buffer(r, 1.0, 10000.0, 1000.0)",
];
