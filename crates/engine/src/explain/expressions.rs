//! Bound expressions as KQL.

use std::collections::HashMap;
use std::sync::Arc;

use lurcher_binder::bound::{AggregateCall, ColumnId, Expr, ExprKind, PathStep, WindowCall};
use lurcher_symbols::values::dynamic::plain_json;
use lurcher_symbols::values::{datetime, guid, real, timespan};
use lurcher_symbols::{FunctionKind, FunctionSymbol, Value};

/// A list shows as many values as this.
const MAX_VALUES: usize = 8;

/// How columns are called. One that no name is known of is called by its number.
#[derive(Debug, Default)]
pub(super) struct Names(HashMap<ColumnId, Arc<str>>);

impl Names {
    /// Learns a name, unless the column has one.
    pub(super) fn learn(&mut self, id: ColumnId, name: &Arc<str>) {
        self.0.entry(id).or_insert_with(|| Arc::clone(name));
    }

    /// Learns that a column shows another one, and is called alike.
    pub(super) fn alias(&mut self, id: ColumnId, other: ColumnId) {
        if let Some(name) = self.0.get(&other).cloned() {
            self.learn(id, &name);
        }
    }

    /// The name as KQL writes it.
    pub(super) fn of(&self, id: ColumnId) -> String {
        match self.0.get(&id) {
            Some(name) => identifier(name),
            None => format!("#{}", id.0),
        }
    }

    /// `Name = expression`, or the name alone where that is the expression.
    pub(super) fn assigned(&self, id: ColumnId, expr: &Expr) -> String {
        let (name, text) = (self.of(id), self.expr(expr));
        if name == text { name } else { format!("{name} = {text}") }
    }

    /// An expression.
    pub(super) fn expr(&self, expr: &Expr) -> String {
        match &expr.kind {
            ExprKind::Literal(value) => literal(value),
            ExprKind::Column(id) => self.of(*id),
            ExprKind::Call { function, args } => self.call(function, args),
            ExprKind::And(parts) => self.joined(parts, " and "),
            ExprKind::Or(parts) => self.joined(parts, " or "),
            ExprKind::In { operand, list, negated } => {
                let sign = if *negated { "!in" } else { "in" };
                let shown: Vec<String> = list.iter().take(MAX_VALUES).map(literal).collect();
                let more = if list.len() > MAX_VALUES { format!(", … {} values", list.len()) } else { String::new() };
                format!("{} {sign} ({}{more})", self.operand(operand), shown.join(", "))
            }
            ExprKind::Promote(inner) => self.expr(inner),
            ExprKind::Value { of, place } => format!("{}[{place}]", self.expr(of)),
            ExprKind::Path { base, steps } => {
                let mut text = self.operand(base);
                for step in steps {
                    match step {
                        PathStep::Key(key) if is_plain(key) => text.push_str(&format!(".{key}")),
                        PathStep::Key(key) => text.push_str(&format!("[{}]", quoted(key))),
                        PathStep::Index(index) => text.push_str(&format!("[{index}]")),
                    }
                }
                text
            }
            ExprKind::Element { base, index } => format!("{}[{}]", self.operand(base), self.expr(index)),
        }
    }

    fn call(&self, function: &FunctionSymbol, args: &[Expr]) -> String {
        match (function.kind, function.name, args) {
            (FunctionKind::Operator, "unary -", [operand]) => format!("-{}", self.operand(operand)),
            // Where two types meet, a value becomes a dynamic by itself.
            (FunctionKind::Operator, "dynamic", [value]) => self.expr(value),
            (FunctionKind::Operator, sign, [left, rest @ ..]) if rest.len() > 1 || is_listed(sign) => {
                let items: Vec<String> = rest.iter().map(|item| self.expr(item)).collect();
                format!("{} {sign} ({})", self.operand(left), items.join(", "))
            }
            (FunctionKind::Operator, sign, [left, right]) => {
                format!("{} {sign} {}", self.operand(left), self.operand(right))
            }
            (_, name, args) => self.named(name, args),
        }
    }

    fn named(&self, name: &str, args: &[Expr]) -> String {
        let args: Vec<String> = args.iter().map(|arg| self.expr(arg)).collect();
        format!("{name}({})", args.join(", "))
    }

    /// An aggregate with the columns that it makes.
    pub(super) fn aggregate(&self, call: &AggregateCall) -> String {
        let outputs: Vec<String> = call.outputs.iter().map(|id| self.of(*id)).collect();
        let outputs = if outputs.len() == 1 { outputs.concat() } else { format!("({})", outputs.join(", ")) };
        format!("{outputs} = {}", self.named(call.function.name, &call.args))
    }

    /// A window function with the column that it makes.
    pub(super) fn window(&self, call: &WindowCall) -> String {
        format!("{} = {}", self.of(call.output), self.named(call.function.name, &call.args))
    }

    fn joined(&self, parts: &[Expr], word: &str) -> String {
        parts.iter().map(|part| self.operand(part)).collect::<Vec<_>>().join(word)
    }

    /// An expression beside an operator: in parentheses where it has one of its own.
    fn operand(&self, expr: &Expr) -> String {
        let infix = match &expr.kind {
            ExprKind::Call { function, args } => function.kind == FunctionKind::Operator && args.len() > 1,
            ExprKind::And(_) | ExprKind::Or(_) | ExprKind::In { .. } => true,
            ExprKind::Promote(inner) => return self.operand(inner),
            ExprKind::Literal(_)
            | ExprKind::Column(_)
            | ExprKind::Value { .. }
            | ExprKind::Path { .. }
            | ExprKind::Element { .. } => false,
        };
        if infix { format!("({})", self.expr(expr)) } else { self.expr(expr) }
    }
}

/// Operators whose right side is a list in parentheses.
fn is_listed(sign: &str) -> bool {
    matches!(sign, "in" | "in~" | "has_any" | "has_all")
}

/// A name as KQL writes it.
pub(super) fn identifier(name: &str) -> String {
    if is_plain(name) { name.to_owned() } else { format!("[{}]", quoted(name)) }
}

fn is_plain(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_' || c == '$')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '$')
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("'");
    for c in text.chars() {
        match c {
            '\'' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted + "'"
}

/// A value as KQL writes it.
pub(super) fn literal(value: &Value) -> String {
    match value {
        Value::Null(ty) => format!("{ty}(null)"),
        Value::Bool(value) => value.to_string(),
        Value::Int(value) => format!("int({value})"),
        Value::Long(value) => value.to_string(),
        Value::Real(value) => format!("real({})", real::format(*value)),
        Value::Decimal(value) => format!("decimal({value})"),
        Value::String(text) => quoted(text),
        Value::DateTime(ticks) => format!("datetime({})", datetime::format(*ticks)),
        Value::TimeSpan(ticks) => format!("timespan({})", timespan::format(*ticks)),
        Value::Guid(guid) => format!("guid({})", guid::format(guid)),
        Value::Dynamic(json) => format!("dynamic({})", plain_json(json)),
    }
}
