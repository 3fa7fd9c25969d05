//! `parse-kv`: columns out of key-value pairs in a text. <https://learn.microsoft.com/kusto/query/parse-kv-operator>

use std::rc::Rc;

use lurcher_symbols::{ScalarType, Value};
use lurcher_syntax::operators::ParseKv;

use crate::binder::Binder;
use crate::bound::{Expr, ExprKind, PathStep, ResultColumn};
use crate::codes;
use crate::expressions::{Context, scalar_type};
use crate::relation::Relation;
use crate::scope::Scope;

/// The texts that say how pairs are told apart, in the order in which the kernel takes them.
const TEXTS: [&str; 5] = ["pair_delimiter", "kv_delimiter", "quote", "escape", "regex"];
const QUOTE: usize = 2;
const ESCAPE: usize = 3;

impl<'a> Binder<'a> {
    pub(super) fn bind_parse_kv(&self, op: &'a ParseKv, mut input: Relation, scope: &Rc<Scope<'a>>) -> Relation {
        let span = op.value.span;
        let text = self.bind_expr(&op.value, Context::row(scope, &input));
        let mut args = vec![self.convert(text, ScalarType::String)];
        let mut settings: [Expr; 5] = std::array::from_fn(|_| Expr::literal(Value::String("".into()), span));
        let mut greedy = Value::Bool(false);
        for (place, key) in op.keys.iter().enumerate() {
            if op.keys[..place].iter().any(|before| before.name.as_str() == key.name.as_str()) {
                let message = format!("A column with the name '{}' is already declared.", key.name.as_str());
                self.error(codes::DUPLICATE_COLUMN, key.span, message);
            }
        }
        for property in &op.properties {
            let Some(value) = self.bind_constant(&property.value, scope) else { continue };
            let name = property.name.as_str();
            match TEXTS.iter().position(|known| *known == name) {
                Some(place @ (QUOTE | ESCAPE)) => {
                    // Each may be given several times.
                    let before = settings[place].as_literal().and_then(Value::as_str).unwrap_or_default().to_owned();
                    let one = value.as_str().unwrap_or_default();
                    let one = if place == QUOTE { pair_of(one) } else { one.to_owned() };
                    settings[place] = Expr::literal(Value::String((before + &one).into()), property.value.span);
                }
                Some(place) => settings[place] = Expr::literal(value, property.value.span),
                None if name == "greedy" => greedy = value,
                None => {
                    let message = format!("parse-kv has no property '{name}'.");
                    self.error(codes::BAD_PARAMETER, property.span, message);
                }
            }
        }
        let keys = op.keys.iter().map(|key| Value::String(key.name.as_str().into()));
        args.extend(settings);
        args.extend([greedy].into_iter().chain(keys).map(|value| Expr::literal(value, span)));
        let bag = self.call_operator("parse-kv", args, span);
        let bag = match self.compute(&mut input, [bag]).as_slice() {
            [id] => self.read_computed(*id, ScalarType::Dynamic, &input, span),
            _ => return input,
        };
        let cells = op.keys.iter().map(|key| {
            let steps = vec![PathStep::Key(key.name.as_str().into())];
            let path = ExprKind::Path { base: Box::new(bag.clone()), steps };
            let cell = Expr::new(path, ScalarType::Dynamic, key.span);
            self.convert(cell, scalar_type(&key.ty.kind))
        });
        let cells: Vec<Expr> = cells.collect();
        let ids = self.compute(&mut input, cells);
        for (key, id) in op.keys.iter().zip(ids) {
            input.set_column(ResultColumn { id, name: key.name.as_str().into(), ty: scalar_type(&key.ty.kind) });
        }
        input
    }

    /// A column that [`Self::compute`] made: its value where it is constant.
    pub(super) fn read_computed(
        &self,
        id: crate::bound::ColumnId,
        ty: ScalarType,
        input: &Relation,
        span: lurcher_diagnostics::Span,
    ) -> Expr {
        input.read(&ResultColumn { id, name: "".into(), ty }, span)
    }
}

/// An opening and a closing quote: one character is both.
fn pair_of(quote: &str) -> String {
    let mut chars = quote.chars();
    match (chars.next(), chars.next()) {
        (Some(open), close) => [open, close.unwrap_or(open)].iter().collect(),
        (None, _) => String::new(),
    }
}
