//! `scan`: sequences of rows that match steps. <https://learn.microsoft.com/kusto/query/scan-operator>

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use lurcher_diagnostics::{Diagnostic, Span};
use lurcher_symbols::mutants::{Mutant, is_planted};
use lurcher_symbols::{ScalarType, Value};
use lurcher_syntax::ast::{self, ExprKind as Syntax, ParameterType};
use lurcher_syntax::operators::{self as syntax, ScanStep as Step};

use crate::binder::Binder;
use crate::bound::{self, ColumnId, Expr, Plan, ResultColumn, ScanColumn, ScanOutput, ScanState, ScanStep, SortKey};
use crate::codes;
use crate::expressions::{Context, scalar_type};
use crate::relation::{Openness, Relation};
use crate::scope::{Binding, ScanBinding, Scope, StepBinding};

/// A column that the steps assign, and how the query calls it: a declared one, or one of the input, which the assigned
/// one then stands for.
struct Declared<'a> {
    name: &'a ast::Name,
    column: ScanColumn,
    replaces: Option<ResultColumn>,
}

impl<'a> Binder<'a> {
    pub(super) fn bind_scan(
        &self,
        op: &'a syntax::Scan,
        mut input: Relation,
        span: Span,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let match_id_name = self.scan_match_id(op);
        let order: Vec<SortKey> = op.order_by.iter().filter_map(|key| self.bind_sort_key(key, &input, scope)).collect();
        if !order.is_empty() {
            input.plan = Plan::Sort(bound::Sort { input: Box::new(input.take_plan()), keys: order, limit: None });
        } else if !input.serialized {
            let message = "Operator 'scan' cannot be invoked in current context. Details: the rows must be serialized";
            let help = "sort the rows, or put 'serialize' before";
            self.report(Diagnostic::error(codes::NOT_SERIALIZED, span, message).with_help(help));
            return Relation::broken();
        }
        let keys: Vec<Expr> =
            op.partition_by.iter().map(|key| self.bind_expr(key, Context::row(scope, &input))).collect();
        let types: Vec<ScalarType> = keys.iter().map(|key| key.ty).collect();
        let keys = self.compute(&mut input, keys).into_iter().zip(types);
        let partition = self.group_keys(&input, keys.collect());

        let mut declared = self.scan_columns(&op.declare, scope);
        self.add_assigned_inputs(op, &input, &mut declared);
        let inner = Scope::child(scope);
        let scan = self.declare_steps(op, &input, &declared, &inner);
        let mut steps = Vec::with_capacity(op.steps.len());
        for (number, step) in op.steps.iter().enumerate() {
            scan.current.set(number);
            steps.push(self.bind_scan_step(step, &input, &declared, &inner));
        }
        if steps.is_empty() {
            self.error(codes::BAD_PARAMETER, span, "The operator scan needs at least one step.");
            return Relation::broken();
        }
        let state = scan.state.take();
        let fixed = |id: &ColumnId| input.constants.contains_key(id);
        if state.iter().any(|s| fixed(&s.column)) || partition.iter().any(|(id, _)| fixed(id)) {
            self.settle(&mut input);
        }
        let match_id = match_id_name.map(|name| (name, self.new_column()));
        input.plan = Plan::Scan(bound::Scan {
            input: Box::new(input.take_plan()),
            partition,
            declared: declared.iter().map(|d| d.column.clone()).collect(),
            match_id: match_id.as_ref().map(|(_, id)| *id),
            state,
            steps,
        });
        for d in &declared {
            let replaced = d.replaces.as_ref().map(|old| old.id);
            input
                .columns
                .iter_mut()
                .filter(|c| Some(c.id) == replaced && *c.name == *d.name.as_str())
                .filter(|_| !is_planted(Mutant::ScansKeepTheirInput))
                .for_each(|c| c.id = d.column.id);
        }
        let declared = declared.iter().filter(|d| d.replaces.is_none());
        let declared = declared.map(|d| (d.name.as_str(), d.column.id, d.column.ty));
        let match_id = match_id.as_ref().map(|(name, id)| (name.as_str(), *id, ScalarType::Long));
        for (name, id, ty) in declared.chain(match_id) {
            let name = input.unique_name(name);
            input.columns.push(ResultColumn { id, name, ty });
        }
        input.serialized = true;
        input
    }

    /// The name that `with_match_id` gives. Kusto's grammar has further parameters, whose meaning nobody has written
    /// down.
    fn scan_match_id(&self, op: &'a syntax::Scan) -> Option<&'a ast::Name> {
        let mut name = None;
        for param in &op.params {
            match (param.name.as_str(), param.value.as_name()) {
                ("with_match_id", Some(given)) => name = Some(given),
                (other, _) => self.not_implemented(param.span, &format!("The parameter '{other}' of scan")),
            }
        }
        name
    }

    fn scan_columns(&self, parameters: &'a [ast::Parameter], scope: &Rc<Scope<'a>>) -> Vec<Declared<'a>> {
        let mut declared: Vec<Declared<'a>> = Vec::with_capacity(parameters.len());
        for parameter in parameters {
            let name = &parameter.name;
            let ParameterType::Scalar { ty, default } = &parameter.ty else {
                self.error(codes::SCALAR_EXPECTED, parameter.span, "A column of scan must be a scalar.");
                continue;
            };
            if declared.iter().any(|d| d.name.as_str() == name.as_str()) {
                let message = format!("A column with the name '{}' is already declared.", name.as_str());
                self.error(codes::DUPLICATE_COLUMN, name.span, message);
                continue;
            }
            let ty = scalar_type(&ty.kind);
            let default = default.as_ref().and_then(|default| {
                let value = self.expect_type(self.bind_expr(default, Context::constant(scope)), ty);
                value.as_literal().cloned()
            });
            let default = default.unwrap_or_else(|| Value::missing(ty));
            let column = ScanColumn { id: self.new_column(), ty, default };
            declared.push(Declared { name, column, replaces: None });
        }
        declared
    }

    /// A step may assign a column of the input that is not declared: rows keep what it gives, and before the first
    /// match the state holds nothing.
    fn add_assigned_inputs(&self, op: &'a syntax::Scan, input: &Relation, declared: &mut Vec<Declared<'a>>) {
        for name in op.steps.iter().flat_map(|step| &step.assignments).map(|assignment| &assignment.name) {
            let is_known = declared.iter().any(|d| d.name.as_str() == name.as_str());
            let Some(column) = input.column(name.as_str()).filter(|_| !is_known) else { continue };
            let ty = column.ty;
            let assigned = ScanColumn { id: self.new_column(), ty, default: Value::missing(ty) };
            declared.push(Declared { name, column: assigned, replaces: Some(column.clone()) });
        }
    }

    /// Makes the names of the steps and of the declared columns known. A declared column by its bare name is its
    /// default: a value that a step gave it belongs to that step.
    fn declare_steps(
        &self,
        op: &'a syntax::Scan,
        input: &Relation,
        declared: &[Declared<'a>],
        inner: &Rc<Scope<'a>>,
    ) -> Rc<ScanBinding> {
        let mut columns = input.columns.clone();
        for d in declared {
            let name = d.name.as_str();
            let column = ResultColumn { id: d.column.id, name: name.into(), ty: d.column.ty };
            if d.replaces.is_some() {
                columns.iter_mut().filter(|c| *c.name == *name).for_each(|c| c.id = column.id);
                continue;
            }
            columns.push(column);
            inner.declare(name, Binding::Scalar(Expr::literal(d.column.default.clone(), d.name.span)));
        }
        let (inputs, openness) = (input.columns.iter().map(|c| c.id).collect(), input.openness.clone());
        let (current, state) = (Cell::default(), RefCell::default());
        let scan = Rc::new(ScanBinding { columns, inputs, openness, current, state });
        for (number, step) in op.steps.iter().enumerate() {
            if op.steps[..number].iter().any(|other| other.name.as_str() == step.name.as_str()) {
                let message = format!("A step with the name '{}' is already declared.", step.name.as_str());
                self.error(codes::DUPLICATE_COLUMN, step.name.span, message);
            }
            inner.declare(step.name.as_str(), Binding::Step(Rc::new(StepBinding { number, scan: scan.clone() })));
        }
        scan
    }

    fn bind_scan_step(
        &self,
        step: &'a Step,
        input: &Relation,
        declared: &[Declared<'a>],
        inner: &Rc<Scope<'a>>,
    ) -> ScanStep {
        let condition = self.bind_predicate(&step.condition, Context::row(inner, input));
        let mut assignments: Vec<(ColumnId, Expr)> = Vec::with_capacity(step.assignments.len());
        for assignment in &step.assignments {
            let name = &assignment.name;
            let Some(target) = declared.iter().find(|d| d.name.as_str() == name.as_str()) else {
                let names = declared.iter().map(|d| d.name.as_str().to_owned());
                let suggestion = crate::suggestions::nearest(name.as_str(), names);
                let message = format!(
                    "The name '{}' does not refer to a column that scan declares, nor to one of the input.",
                    name.as_str()
                );
                self.report(Diagnostic::error(codes::UNKNOWN_NAME, name.span, message).with_suggestion(suggestion));
                continue;
            };
            if assignments.iter().any(|(id, _)| *id == target.column.id) {
                let message = format!("The column '{}' is assigned twice.", name.as_str());
                self.error(codes::DUPLICATE_COLUMN, name.span, message);
                continue;
            }
            let value = self.bind_expr(&assignment.value, Context::row(inner, input));
            let value = self.expect_type(value, target.column.ty);
            assignments.push((target.column.id, value));
        }
        for d in declared {
            // What the step leaves alone stays as the row has it.
            if let Some(own) = d.replaces.as_ref().filter(|_| !assignments.iter().any(|(id, _)| *id == d.column.id)) {
                assignments.push((d.column.id, input.read(own, d.name.span)));
            }
        }
        let output = match step.output {
            None | Some(syntax::ScanOutput::All) => ScanOutput::All,
            Some(syntax::ScanOutput::Last) => ScanOutput::Last,
            Some(syntax::ScanOutput::None) => ScanOutput::None,
        };
        ScanStep { optional: step.optional, output, condition, assignments }
    }

    /// `step.column` inside of a `scan`.
    pub(crate) fn bind_step_column(&self, expr: &'a ast::Expr, ctx: Context<'_, 'a>) -> Option<Expr> {
        let Syntax::Path { base, member } = &expr.kind else { return None };
        let name = base.as_name()?;
        if ctx.row.is_some_and(|row| row.column(name.as_str()).is_some()) {
            return None;
        }
        let Some(Binding::Step(step)) = ctx.scope.find(name.as_str()) else { return None };
        let same_rows = |row: &Relation| row.columns.iter().map(|c| c.id).eq(step.scan.inputs.iter().copied());
        if !ctx.row.is_some_and(same_rows) {
            let message = format!("The state of the step '{}' cannot be read in a subquery.", name.as_str());
            self.error(codes::BAD_PARAMETER, name.span, message);
            return Some(self.broken(expr.span));
        }
        Some(self.step_column(name, &step, member))
    }

    fn step_column(&self, name: &ast::Name, step: &StepBinding, member: &ast::Name) -> Expr {
        let scan = &step.scan;
        if step.number > scan.current.get() {
            let message = format!(
                "The step '{}' comes later: a step knows its own state and that of steps before it.",
                name.as_str()
            );
            self.error(codes::BAD_PARAMETER, name.span, message);
            return self.broken(member.span);
        }
        let mut found = scan.columns.iter().filter(|c| *c.name == *member.as_str());
        let column = match found.next() {
            Some(column) => column,
            None if scan.openness == Openness::Broken => return self.broken(member.span),
            None => {
                if let Some(ty) = scan.openness.ty(member.as_str()) {
                    return Expr::literal(Value::missing(ty), member.span);
                }
                let names = scan.columns.iter().map(|c| c.name.to_string());
                let suggestion = crate::suggestions::nearest(member.as_str(), names);
                let message = format!(
                    "The name '{}' does not refer to any known column, table, variable or function.",
                    member.as_str()
                );
                self.report(Diagnostic::error(codes::UNKNOWN_NAME, member.span, message).with_suggestion(suggestion));
                return self.broken(member.span);
            }
        };
        if found.next().is_some() {
            let message = format!("The name '{}' refers to more than one column or variable", member.as_str());
            self.error(codes::AMBIGUOUS_NAME, member.span, message);
            return self.broken(member.span);
        }
        let mut state = scan.state.borrow_mut();
        let known = state.iter().find(|s| s.step == step.number && s.column == column.id).map(|s| s.id);
        let id = known.unwrap_or_else(|| {
            let id = self.new_column();
            state.push(ScanState { id, step: step.number, column: column.id, ty: column.ty });
            id
        });
        Expr::column(id, column.ty, member.span)
    }
}
