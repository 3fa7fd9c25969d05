//! `geo_polygon_lookup` and `geo_line_lookup`: the rows of a table whose shape holds a place, or is near it.
//! <https://learn.microsoft.com/kusto/query/geo-polygon-lookup-plugin>,
//! <https://learn.microsoft.com/kusto/query/geo-line-lookup-plugin>
//!
//! A stage reads the shapes; a kernel finds those near a place, and a join on their texts adds the rest of the table.

use std::rc::Rc;

use lurcher_diagnostics::Span;
use lurcher_symbols::ScalarType;
use lurcher_syntax::ast;

use crate::binder::Binder;
use crate::bound::{Expr, JoinKind};
use crate::operators::beside;
use crate::relation::Relation;
use crate::scope::Scope;

/// Which of the two plugins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GeoShape {
    Line,
    Polygon,
}

impl GeoShape {
    fn plugin(self) -> &'static str {
        match self {
            GeoShape::Line => "geo_line_lookup",
            GeoShape::Polygon => "geo_polygon_lookup",
        }
    }

    fn parameters(self) -> [&'static str; 9] {
        let key = match self {
            GeoShape::Line => "LookupLineKey",
            GeoShape::Polygon => "LookupPolygonKey",
        };
        [
            "LookupTable",
            key,
            "SourceLongitude",
            "SourceLatitude",
            "radius",
            "return_unmatched",
            "lookup_area_radius",
            "return_lookup_key",
            "join_hint",
        ]
    }

    /// How many arguments there must be: only a line needs a radius.
    fn required(self) -> usize {
        match self {
            GeoShape::Line => 5,
            GeoShape::Polygon => 4,
        }
    }
}

impl<'a> Binder<'a> {
    pub(crate) fn bind_geo_lookup(
        &self,
        shape: GeoShape,
        args: &'a [ast::Argument],
        mut input: Relation,
        span: Span,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let given = self.plugin_arguments(shape.plugin(), (shape.required(), 8), &shape.parameters(), args, span);
        let Some(args) = given else { return Relation::broken() };
        let (Some(table), Some(key), Some(longitude), Some(latitude)) =
            (args.get(0), args.get(1), args.get(2), args.get(3))
        else {
            return Relation::broken();
        };
        let (unmatched, with_key) = (self.plugin_flag(args.get(5), scope), self.plugin_flag(args.get(7), scope));
        let radius =
            args.get(4).map(|radius| self.bind_constant(radius, scope).map(|value| Expr::literal(value, span)));
        let (Some(unmatched), Some(with_key), false) = (unmatched, with_key, radius == Some(None)) else {
            return Relation::broken();
        };
        let mark = self.mark();
        let mut lookup = self.bind_tabular(table, scope);
        let place = [longitude, latitude].map(|key| self.plugin_column(&input, key, scope));
        let found_in = self.plugin_column(&lookup, key, scope);
        if self.failed_since(mark) {
            return Relation::broken();
        }
        let Some(shapes) = self.lookup_keys(table, vec![key], scope) else { return Relation::broken() };
        // A row for each shape near the place.
        let searched = [Expr::literal(shapes, span)].into_iter().chain(place).chain(radius.flatten());
        let source = self.call_operator(shape.plugin(), searched.collect(), span);
        let found = self.row_for_each(&mut input, source);
        let kind = if unmatched { JoinKind::LeftOuter } else { JoinKind::Inner };
        let text = self.convert(found_in, ScalarType::String);
        // A place near no shape has an empty text, as has what is no shape.
        let is_shape = self.call_builtin("isnotempty", vec![text.clone()], span);
        lookup = self.filter(lookup, is_shape);
        self.settle_nullable(kind, &mut input, &mut lookup);
        let kept: Vec<_> = lookup
            .columns
            .iter()
            .filter(|column| with_key || Some(&*column.name) != key.as_name().map(|name| name.as_str()))
            .cloned()
            .collect();
        let columns = beside(&input.columns, &kept);
        self.joined(kind, input, lookup, vec![(found, text)], None, columns)
    }
}
