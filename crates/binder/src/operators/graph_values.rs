//! What the names of a graph's pattern mean in expressions: properties, whole nodes and edges, and the functions over
//! paths.

use std::rc::Rc;

use lurcher_diagnostics::{Diagnostic, Span};
use lurcher_symbols::{ScalarType, Value};
use lurcher_syntax::ast::{self, ExprKind as Syntax};

use super::graph::{GRAPH, GraphBinding, GraphVariable, ReadOf};
use crate::binder::Binder;
use crate::bound::{Expr, PathFold};
use crate::codes;
use crate::expressions::Context;
use crate::relation::{Openness, Relation};
use crate::result_names::expression_name;
use crate::scope::{Binding, Scope};

/// The functions that mean something in a pattern's conditions and columns only.
const FUNCTIONS: &[&str] =
    &["all", "any", "inner_nodes", "labels", "map", "node_degree_in", "node_degree_out", "node_id"];

impl<'a> Binder<'a> {
    /// `node.property`, `edge.property`.
    pub(crate) fn bind_graph_property(&self, expr: &'a ast::Expr, ctx: Context<'_, 'a>) -> Option<Expr> {
        let Syntax::Path { base, member } = &expr.kind else { return None };
        let name = base.as_name()?;
        let Some(Binding::Graph(graph, variable)) = ctx.scope.find(name.as_str()) else { return None };
        if ctx.row.is_some_and(|row| row.column(name.as_str()).is_some()) {
            return None;
        }
        let (rows, of) = match variable {
            GraphVariable::Node(node) => (&graph.nodes.rows, ReadOf::Node(node)),
            GraphVariable::Edge(edge) => (&graph.edges, ReadOf::Edge(edge)),
            GraphVariable::Path(edge) => {
                (&graph.edges, ReadOf::Path { edge, inner_nodes: false, fold: PathFold::Array })
            }
            GraphVariable::EachEdge | GraphVariable::EachNode | GraphVariable::Graph => return None,
        };
        let Some(value) = self.property(rows, name, member) else { return Some(self.broken(expr.span)) };
        Some(self.read_variable(&graph, of, value, expr.span, ctx))
    }

    fn property(&self, rows: &Relation, of: &ast::Name, member: &ast::Name) -> Option<Expr> {
        let span = member.span;
        if let Some(column) = rows.column(member.as_str()) {
            return Some(rows.read(column, span));
        }
        if let Some(ty) = rows.openness.ty(member.as_str()) {
            return Some(Expr::literal(Value::missing(ty), span));
        }
        if rows.openness != Openness::Broken {
            let names = rows.columns.iter().map(|column| column.name.to_string());
            let suggestion = crate::suggestions::nearest(member.as_str(), names);
            let message = format!("'{}' has no property '{}'.", of.as_str(), member.as_str());
            self.report(Diagnostic::error(codes::UNKNOWN_NAME, span, message).with_suggestion(suggestion));
        }
        None
    }

    /// A node or an edge as a bag of its properties, a path as an array of the bags of its edges.
    pub(crate) fn bind_graph_variable(
        &self,
        name: &ast::Name,
        graph: &GraphBinding,
        variable: GraphVariable,
        ctx: Context<'_, 'a>,
    ) -> Expr {
        let (rows, of) = match variable {
            GraphVariable::Node(node) => (&graph.nodes.rows, ReadOf::Node(node)),
            GraphVariable::Edge(edge) => (&graph.edges, ReadOf::Edge(edge)),
            GraphVariable::Path(edge) => {
                (&graph.edges, ReadOf::Path { edge, inner_nodes: false, fold: PathFold::Array })
            }
            GraphVariable::EachEdge | GraphVariable::EachNode | GraphVariable::Graph => return self.broken(name.span),
        };
        let pairs = rows.columns.iter().flat_map(|column| {
            [Expr::literal(Value::String(column.name.clone()), name.span), rows.read(column, name.span)]
        });
        // The operator leaves out what has no value, as Kusto does here.
        let bag = self.call_operator("bag_pack", pairs.collect(), name.span);
        self.read_variable(graph, of, bag, name.span, ctx)
    }

    /// Reads a value where the pattern is, unless that is inside of a function over a path.
    fn read_variable(&self, graph: &GraphBinding, of: ReadOf, value: Expr, span: Span, ctx: Context<'_, 'a>) -> Expr {
        if let Some(Binding::Graph(_, GraphVariable::EachEdge | GraphVariable::EachNode)) = ctx.scope.find(GRAPH) {
            self.not_implemented(span, "A name of the pattern inside of map(), all() or any()");
            return self.broken(span);
        }
        let ReadOf::Path { .. } = of else {
            let ty = value.ty;
            return self.read_graph(graph, of, value, ty, span);
        };
        if graph.in_condition.get() {
            let message = "A path has many values: a condition asks all() or any() of them.";
            self.error(codes::SCALAR_EXPECTED, span, message);
            return self.broken(span);
        }
        let values = self.to_dynamic(value);
        self.read_graph(graph, of, values, ScalarType::Dynamic, span)
    }

    /// A call that means something in a pattern only.
    pub(crate) fn bind_graph_call(
        &self,
        name: &'a ast::Name,
        args: &'a [ast::Argument],
        span: Span,
        ctx: Context<'_, 'a>,
    ) -> Option<Expr> {
        if !FUNCTIONS.contains(&name.as_str()) {
            return None;
        }
        let Some(Binding::Graph(graph, here)) = ctx.scope.find(GRAPH) else { return None };
        Some(match name.as_str() {
            "map" => self.bind_path_call(PathFold::Array, args, &graph, span, ctx),
            "all" => self.bind_path_call(PathFold::All, args, &graph, span, ctx),
            "any" => self.bind_path_call(PathFold::Any, args, &graph, span, ctx),
            "labels" => Expr::literal(Value::Dynamic("[]".into()), span),
            "inner_nodes" => {
                self.error(
                    codes::BAD_PARAMETER,
                    span,
                    "inner_nodes() can only be the first argument of map(), all() or any().",
                );
                self.broken(span)
            }
            function => {
                let nodes = &graph.nodes;
                let value = match function {
                    "node_degree_in" => nodes.rows.read(&nodes.degree_in, span),
                    "node_degree_out" => nodes.rows.read(&nodes.degree_out, span),
                    _ => self.convert(nodes.rows.read(&nodes.id, span), ScalarType::String),
                };
                self.bind_node_call(function, value, args, (&graph, here), span, ctx)
            }
        })
    }

    /// `node_degree_in(node)`; without the node inside of a function over a path's nodes.
    fn bind_node_call(
        &self,
        function: &str,
        value: Expr,
        args: &'a [ast::Argument],
        (graph, here): (&GraphBinding, GraphVariable),
        span: Span,
        ctx: Context<'_, 'a>,
    ) -> Expr {
        let variable = match args {
            [] => return if here == GraphVariable::EachNode { value } else { self.node_expected(function, span) },
            [arg] => arg.value.as_name().and_then(|name| ctx.scope.find(name.as_str())),
            _ => return self.node_expected(function, span),
        };
        match variable {
            Some(Binding::Graph(_, GraphVariable::Node(node))) => {
                self.read_variable(graph, ReadOf::Node(node), value, span, ctx)
            }
            _ => self.node_expected(function, span),
        }
    }

    fn node_expected(&self, function: &str, span: Span) -> Expr {
        let message =
            format!("{function}() takes a node of the pattern; none, where it stands for each of inner_nodes().");
        self.error(codes::BAD_PARAMETER, span, message);
        self.broken(span)
    }

    /// `map(path, value)`, `all(path, condition)`, `any(inner_nodes(path), condition)`.
    fn bind_path_call(
        &self,
        fold: PathFold,
        args: &'a [ast::Argument],
        graph: &Rc<GraphBinding>,
        span: Span,
        ctx: Context<'_, 'a>,
    ) -> Expr {
        let path = |expr: &ast::Expr| match expr.as_name().and_then(|name| ctx.scope.find(name.as_str())) {
            Some(Binding::Graph(_, GraphVariable::Path(edge))) => Some(edge),
            _ => None,
        };
        let found = match args {
            [over, value] => match &over.value.kind {
                Syntax::Call { name, args } if name.as_str() == "inner_nodes" && args.len() == 1 => {
                    path(&args[0].value).map(|edge| (edge, true, value))
                }
                _ => path(&over.value).map(|edge| (edge, false, value)),
            },
            _ => None,
        };
        let Some((edge, inner_nodes, value)) = found else {
            let message = "The function takes an edge of variable length, or its inner_nodes(), and an expression.";
            self.error(codes::BAD_PARAMETER, span, message);
            return self.broken(span);
        };
        let inner = Scope::child(ctx.scope);
        let (rows, each) = match inner_nodes {
            true => (&graph.nodes.rows, GraphVariable::EachNode),
            false => (&graph.edges, GraphVariable::EachEdge),
        };
        inner.declare(GRAPH, Binding::Graph(graph.clone(), each));
        let ctx = Context::row(&inner, rows);
        let (value, ty) = match fold {
            PathFold::Array => (self.to_dynamic(self.bind_expr(&value.value, ctx)), ScalarType::Dynamic),
            PathFold::All | PathFold::Any => (self.bind_predicate(&value.value, ctx), ScalarType::Bool),
        };
        self.read_graph(graph, ReadOf::Path { edge, inner_nodes, fold }, value, ty, span)
    }

    /// What a call that means something in a pattern only calls its column; the outer `None` where it is no such call.
    pub(super) fn graph_call_name(&self, expr: &ast::Expr) -> Option<Option<String>> {
        let Syntax::Call { name, args } = &expr.kind else { return None };
        let first =
            |args: &[ast::Argument]| args.first().and_then(|arg| expression_name(&arg.value, self.env.functions));
        Some(match (name.as_str(), &args[..]) {
            ("map", [over, value]) => {
                let over = match &over.value.kind {
                    Syntax::Call { name, args } => format!("{}_{}", name.as_str(), first(args).unwrap_or_default()),
                    _ => first(args).unwrap_or_default(),
                };
                let value = match &value.value.kind {
                    Syntax::Name(_) | Syntax::Path { .. } => expression_name(&value.value, self.env.functions),
                    _ => None,
                };
                Some(format!("{over}_{}", value.as_deref().unwrap_or("Column")))
            }
            ("labels" | "node_id", [_]) => Some(format!("{}_{}", name.as_str(), first(args).unwrap_or_default())),
            ("node_degree_in" | "node_degree_out", _) => Some(name.as_str().to_owned()),
            (function, _) if FUNCTIONS.contains(&function) => None,
            _ => return None,
        })
    }
}
