//! The tabular operators, one file each.

mod as_;
mod assert_schema;
mod columns;
mod computed;
mod count;
mod distinct;
mod evaluate;
mod extend;
mod facet;
mod find;
mod fork;
mod getschema;
mod graph;
mod graph_mark_components;
mod graph_match;
mod graph_to_table;
mod graph_values;
mod groups;
mod invoke;
mod join;
mod lookup;
mod macro_expand;
mod make_graph;
mod make_series;
mod mv_apply;
mod mv_expand;
mod parse;
mod parse_kv;
mod partition;
mod print;
mod project;
mod project_away;
mod project_by_names;
mod project_keep;
mod project_rename;
mod project_reorder;
mod range;
mod render;
mod sample;
mod sample_distinct;
mod scan;
mod search;
mod search_predicate;
mod selections;
mod serialize;
mod series_axis;
mod sort;
mod summarize;
mod take;
mod top;
mod top_hitters;
mod top_nested;
mod union;
mod where_;

pub(crate) use getschema::clr_name;
pub(crate) use graph::{GraphBinding, GraphVariable};
pub(crate) use join::beside;

use std::rc::Rc;

use lurcher_diagnostics::Span;
use lurcher_syntax::ast;
use lurcher_syntax::operators::{Operator, OperatorKind};

pub(crate) use selections::matches_wildcard;

use crate::binder::Binder;
use crate::codes;
use crate::relation::Relation;
use crate::scope::Scope;
use union::Piped;

impl<'a> Binder<'a> {
    /// Binds the last of `operators` over `input`, which is what `source` and the operators before it give.
    pub(crate) fn bind_operator(
        &self,
        input: Relation,
        source: &'a ast::Expr,
        operators: &'a [Operator],
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let Some((operator, before)) = operators.split_last() else { return input };
        let span = operator.span;
        if input.graph.is_some() && !works_on_graphs(&operator.kind) {
            self.graph_without_reader(span);
            return Relation::broken();
        }
        let missing = |name: &str| {
            self.not_implemented(span, &format!("The operator '{name}'"));
            Relation::broken()
        };
        let mut bound = match &operator.kind {
            OperatorKind::As(op) => self.bind_as(op, input, source, before, scope),
            OperatorKind::AssertSchema(op) => self.bind_assert_schema(op, input, span),
            OperatorKind::Consume(_) => self.bind_consume(input),
            OperatorKind::Count(op) => self.bind_count_rows(op, input, span),
            OperatorKind::Distinct(op) => self.bind_distinct(op, input, scope),
            OperatorKind::Evaluate(op) => self.bind_evaluate(op, input, source, before, scope),
            OperatorKind::Extend(op) => self.bind_extend(op, input, scope),
            OperatorKind::Facet(_) => self.not_last(span, "facet"),
            OperatorKind::Find(_) => {
                self.error(codes::FIRST_OPERATOR, span, "The operator must be the first operator in the query.");
                Relation::broken()
            }
            OperatorKind::Fork(_) => self.not_last(span, "fork"),
            OperatorKind::GetSchema(op) => self.bind_getschema(op, input, span),
            OperatorKind::GraphMarkComponents(op) => self.bind_graph_mark_components(op, input, span),
            OperatorKind::GraphMatch(op) => self.bind_graph_match(op, input, span, scope),
            OperatorKind::GraphShortestPaths(op) => self.bind_graph_shortest_paths(op, input, span, scope),
            OperatorKind::GraphToTable(op) => self.bind_graph_to_table(op, input, span, scope),
            OperatorKind::Invoke(op) => self.bind_invoke(op, input, source, before, scope),
            OperatorKind::Join(op) => self.bind_join(op, input, span, scope),
            OperatorKind::Lookup(op) => self.bind_lookup(op, input, span, scope),
            OperatorKind::MacroExpand(_) => {
                self.error(codes::FIRST_OPERATOR, span, "The operator must be the first operator in the query.");
                Relation::broken()
            }
            OperatorKind::MakeGraph(op) => self.bind_make_graph(op, input, source, span, scope),
            OperatorKind::MakeSeries(op) => self.bind_make_series(op, input, span, scope),
            OperatorKind::MvApply(op) => self.bind_mv_apply(op, input, source, scope),
            OperatorKind::MvExpand(op) => self.bind_mv_expand(op, input, scope),
            OperatorKind::Parse(op) => self.bind_parse(op, false, input, scope),
            OperatorKind::ParseWhere(op) => self.bind_parse(op, true, input, scope),
            OperatorKind::ParseKv(op) => self.bind_parse_kv(op, input, scope),
            OperatorKind::Partition(op) => self.bind_partition(op, input, source, span, scope),
            OperatorKind::Print(op) => self.bind_print(op, scope),
            OperatorKind::Project(op) => self.bind_project(op, input, scope),
            OperatorKind::ProjectAway(op) => self.bind_project_away(op, input, scope),
            OperatorKind::ProjectByNames(op) => self.bind_project_by_names(op, input, scope),
            OperatorKind::ProjectKeep(op) => self.bind_project_keep(op, input, scope),
            OperatorKind::ProjectRename(op) => self.bind_project_rename(op, input, scope),
            OperatorKind::ProjectReorder(op) => self.bind_project_reorder(op, input, scope),
            OperatorKind::Range(op) => self.bind_range(op, span, scope),
            OperatorKind::Reduce(_) => missing("reduce"),
            OperatorKind::Render(op) => self.bind_render(op, input, scope),
            OperatorKind::Sample(op) => self.bind_sample(op, input, scope),
            OperatorKind::SampleDistinct(op) => self.bind_sample_distinct(op, input, scope),
            OperatorKind::Scan(op) => self.bind_scan(op, input, span, scope),
            OperatorKind::Search(op) => self.bind_search(op, Some((input, Piped { source, before })), span, scope),
            OperatorKind::Serialize(op) => self.bind_serialize(op, input, scope),
            OperatorKind::Sort(op) => self.bind_sort(op, input, scope),
            OperatorKind::Summarize(op) => self.bind_summarize(op, input, span, scope),
            OperatorKind::Take(op) => self.bind_take(op, input, scope),
            OperatorKind::Top(op) => self.bind_top(op, input, scope),
            OperatorKind::TopHitters(op) => self.bind_top_hitters(op, input, span, scope),
            OperatorKind::TopNested(op) => self.bind_top_nested(op, input, source, before, scope),
            OperatorKind::Union(op) => self.bind_union(op, Some((input, Piped { source, before })), span, scope),
            OperatorKind::Where(op) => self.bind_where(op, input, scope),
            OperatorKind::Broken => Relation::broken(),
        };
        if !keeps_rows(&operator.kind) {
            bound.hidden.clear();
        }
        bound
    }

    /// Binds an operator that starts a pipe.
    pub(crate) fn bind_leading_operator(&self, operator: &'a Operator, scope: &Rc<Scope<'a>>) -> Relation {
        match &operator.kind {
            OperatorKind::Print(op) => self.bind_print(op, scope),
            OperatorKind::Range(op) => self.bind_range(op, operator.span, scope),
            OperatorKind::Union(op) => self.bind_union(op, None, operator.span, scope),
            OperatorKind::Broken => Relation::broken(),
            OperatorKind::Search(op) => self.bind_search(op, None, operator.span, scope),
            OperatorKind::Find(op) => self.bind_find(op, operator.span, scope),
            OperatorKind::MacroExpand(op) => self.bind_macro_expand(op, operator.span, scope),
            OperatorKind::Evaluate(_) => {
                self.not_implemented(operator.span, "The operator 'evaluate' at the beginning of a query");
                Relation::broken()
            }
            _ => {
                self.error(codes::TABLE_EXPECTED, operator.span, "This operator needs rows to work on.");
                Relation::broken()
            }
        }
    }

    /// Operators with several results leave no rows for others.
    fn not_last(&self, span: Span, name: &str) -> Relation {
        self.error(codes::TABLE_EXPECTED, span, format!("{name} must be the last operator of the query."));
        Relation::broken()
    }

    /// A graph is no table: only an operator of graphs makes one of it.
    pub(crate) fn graph_without_reader(&self, span: Span) {
        let message = "A graph is no table: 'graph-match', 'graph-shortest-paths' or 'graph-to-table' makes one of it.";
        self.error(codes::TABLE_EXPECTED, span, message);
    }

    /// `consume`: no columns and no rows. <https://learn.microsoft.com/kusto/query/consume-operator>
    fn bind_consume(&self, input: Relation) -> Relation {
        let columns = Vec::new();
        Relation { columns, ..self.without_rows(input) }
    }
}

/// Whether the rows that come out are the operator's input with other columns beside, so that what is hidden of them is
/// still there.
fn keeps_rows(operator: &OperatorKind) -> bool {
    use OperatorKind::{
        As, Extend, Invoke, Join, Lookup, MvExpand, Parse, ParseKv, ParseWhere, ProjectAway, ProjectRename,
        ProjectReorder, Render, Sample, Serialize, Sort, Take, Top, Union, Where,
    };
    matches!(
        operator,
        As(_)
            | Extend(_)
            | Invoke(_)
            | Join(_)
            | Lookup(_)
            | MvExpand(_)
            | Parse(_)
            | ParseKv(_)
            | ParseWhere(_)
            | ProjectAway(_)
            | ProjectRename(_)
            | ProjectReorder(_)
            | Render(_)
            | Sample(_)
            | Serialize(_)
            | Sort(_)
            | Take(_)
            | Top(_)
            | Union(_)
            | Where(_)
    )
}

fn works_on_graphs(operator: &OperatorKind) -> bool {
    matches!(
        operator,
        OperatorKind::GraphMarkComponents(_)
            | OperatorKind::GraphMatch(_)
            | OperatorKind::GraphShortestPaths(_)
            | OperatorKind::GraphToTable(_)
            | OperatorKind::Broken
    )
}
