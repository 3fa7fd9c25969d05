//! Walks over bound plans.

use super::{Expr, Plan, ScanStep};

impl Plan {
    /// The nodes that this node's rows come from. A materialized table is a plan of its own.
    pub fn inputs_mut(&mut self) -> Vec<&mut Plan> {
        match self {
            Plan::TableScan(_) | Plan::Values(_) | Plan::Range(_) | Plan::Materialized(_) => Vec::new(),
            Plan::Filter(filter) => vec![&mut filter.input],
            Plan::Extend(extend) => vec![&mut extend.input],
            Plan::Aggregate(aggregate) => vec![&mut aggregate.input],
            Plan::Sort(sort) => vec![&mut sort.input],
            Plan::Limit(limit) => vec![&mut limit.input],
            Plan::Join(join) => vec![&mut join.left, &mut join.right],
            Plan::Union(union) => union.legs.iter_mut().map(|leg| &mut leg.input).collect(),
            Plan::Expand(expand) => vec![&mut expand.input],
            Plan::Parse(parse) => vec![&mut parse.input],
            Plan::Window(window) => vec![&mut window.input],
            Plan::Scan(scan) => vec![&mut scan.input],
            Plan::GraphSearch(search) => vec![&mut search.input],
        }
    }

    /// The expressions that the node itself computes.
    pub fn expressions_mut(&mut self) -> Vec<&mut Expr> {
        match self {
            Plan::TableScan(_)
            | Plan::Values(_)
            | Plan::Range(_)
            | Plan::Materialized(_)
            | Plan::Limit(_)
            | Plan::GraphSearch(_) => Vec::new(),
            Plan::Filter(filter) => vec![&mut filter.predicate],
            Plan::Extend(extend) => extend.columns.iter_mut().map(|(_, expr)| expr).collect(),
            Plan::Aggregate(aggregate) => {
                let keys = aggregate.keys.iter_mut().map(|(_, key)| key);
                keys.chain(aggregate.aggregates.iter_mut().flat_map(|call| &mut call.args)).collect()
            }
            Plan::Sort(sort) => sort.keys.iter_mut().map(|key| &mut key.expr).collect(),
            Plan::Join(join) => {
                let on = join.on.iter_mut().flat_map(|(left, right)| [left, right]);
                on.chain(&mut join.condition).collect()
            }
            Plan::Union(union) => union.legs.iter_mut().flat_map(|leg| &mut leg.columns).collect(),
            Plan::Expand(expand) => expand.columns.iter_mut().map(|column| &mut column.source).collect(),
            Plan::Parse(parse) => vec![&mut parse.source],
            Plan::Window(window) => window.calls.iter_mut().flat_map(|call| &mut call.args).collect(),
            Plan::Scan(scan) => scan.steps.iter_mut().flat_map(ScanStep::expressions_mut).collect(),
        }
    }

    /// Calls `visit` for this node and all below it.
    pub fn visit_mut(&mut self, visit: &mut impl FnMut(&mut Plan)) {
        visit(self);
        self.inputs_mut().into_iter().for_each(|input| input.visit_mut(visit));
    }
}

impl ScanStep {
    fn expressions_mut(&mut self) -> impl Iterator<Item = &mut Expr> {
        let values = self.assignments.iter_mut().map(|(_, value)| value);
        std::iter::once(&mut self.condition).chain(values)
    }
}

impl Expr {
    /// The direct parts of the expression.
    pub fn children_mut(&mut self) -> Vec<&mut Expr> {
        use super::ExprKind::{And, Call, Column, Element, In, Literal, Or, Path, Promote, Value};
        match &mut self.kind {
            Literal(_) | Column(_) => Vec::new(),
            Call { args, .. } | And(args) | Or(args) => args.iter_mut().collect(),
            In { operand, .. } => vec![operand],
            Promote(operand) => vec![operand],
            Value { of, .. } => vec![of],
            Path { base, .. } => vec![base],
            Element { base, index } => vec![base, index],
        }
    }
}
