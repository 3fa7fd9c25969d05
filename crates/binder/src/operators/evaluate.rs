//! `evaluate PLUGIN(…)`. The columns that a plugin makes depend on the data: a stage looks at it first.
//! <https://learn.microsoft.com/kusto/query/evaluate-operator>

use std::rc::Rc;

use lurcher_diagnostics::Diagnostic;
use lurcher_syntax::ast::{self, ExprKind as Syntax};
use lurcher_syntax::operators::{Evaluate, Operator};

use crate::binder::Binder;
use crate::codes;
use crate::plugins::{GeoShape, IpVersion, PatternPlugin, TimelinePlugin};
use crate::relation::Relation;
use crate::scope::Scope;
use crate::suggestions;

/// The plugins that there are.
const PLUGINS: [&str; 22] = [
    "active_users_count",
    "activity_counts_metrics",
    "activity_engagement",
    "activity_metrics",
    "autocluster",
    "bag_unpack",
    "basket",
    "dcount_intersect",
    "diffpatterns",
    "geo_line_lookup",
    "geo_polygon_lookup",
    "ipv4_lookup",
    "ipv6_lookup",
    "narrow",
    "new_activity_metrics",
    "pivot",
    "rolling_percentile",
    "rows_near",
    "schema_merge",
    "sequence_detect",
    "session_count",
    "sliding_window_counts",
];

impl<'a> Binder<'a> {
    pub(super) fn bind_evaluate(
        &self,
        op: &'a Evaluate,
        input: Relation,
        source: &'a ast::Expr,
        before: &'a [Operator],
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let Syntax::Call { name, args } = &op.call.kind else {
            self.error(codes::TABLE_EXPECTED, op.call.span, "evaluate needs a call of a plugin.");
            return Relation::broken();
        };
        if input.groups.is_some() {
            self.not_implemented(op.call.span, "A plugin inside of mv-apply or partition");
            return Relation::broken();
        }
        let span = op.call.span;
        if let Some(plugin) = TimelinePlugin::of(name.as_str()) {
            return self.bind_timeline(plugin, args, input, span, scope);
        }
        if let Some(plugin) = PatternPlugin::of(name.as_str()) {
            return self.bind_patterns(plugin, args, input, span, scope);
        }
        match name.as_str() {
            "bag_unpack" => self.bind_bag_unpack(args, input, op.schema.as_ref(), span, (source, before), scope),
            "pivot" => self.bind_pivot(args, input, op.schema.as_ref(), span, (source, before), scope),
            "dcount_intersect" => self.bind_dcount_intersect(args, input, span, scope),
            "geo_line_lookup" => self.bind_geo_lookup(GeoShape::Line, args, input, span, scope),
            "geo_polygon_lookup" => self.bind_geo_lookup(GeoShape::Polygon, args, input, span, scope),
            "ipv4_lookup" => self.bind_ip_lookup(IpVersion::V4, args, input, span, scope),
            "ipv6_lookup" => self.bind_ip_lookup(IpVersion::V6, args, input, span, scope),
            "narrow" => {
                let rows = self.bind_narrow(input, span);
                op.schema.iter().fold(rows, |rows, schema| self.declared_output(rows, schema))
            }
            "rows_near" => self.bind_rows_near(args, input, span, scope),
            "schema_merge" => self.bind_schema_merge(args, &input, span, (source, before), scope),
            "sequence_detect" => self.bind_sequence_detect(args, input, span, scope),
            other if self.env.functions.exists_in_kusto(other) => {
                self.not_implemented(span, &format!("The plugin '{other}'"));
                Relation::broken()
            }
            other => {
                let message = format!("The name '{other}' does not refer to any known plugin.");
                let near = suggestions::nearest(other, PLUGINS);
                self.report(Diagnostic::error(codes::UNKNOWN_FUNCTION, name.span, message).with_suggestion(near));
                Relation::broken()
            }
        }
    }
}
