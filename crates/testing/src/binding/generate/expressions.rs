//! Expressions.

use lurcher_symbols::ScalarType::{self, Bool, DateTime, Decimal, Dynamic, Guid, Int, Long, Real, TimeSpan};

use super::{DEPTH, Generator, WRONG};
use crate::binding::Tree;
use crate::query::quoted_name;

/// Signs between numbers, times and spans.
const ARITHMETIC: &[&str] = &["+", "-", "*", "/", "%"];
const COMPARISONS: &[&str] = &["==", "!=", "<", "<=", ">", ">=", "<>"];
/// Signs between texts.
const SEARCHES: &[&str] = &[
    "has",
    "!has",
    "has_cs",
    "!has_cs",
    "contains",
    "!contains",
    "contains_cs",
    "!contains_cs",
    "startswith",
    "!startswith",
    "startswith_cs",
    "endswith",
    "!endswith_cs",
    "hasprefix",
    "!hasprefix_cs",
    "hassuffix",
    "hassuffix_cs",
    "=~",
    "!~",
    "matches regex",
];
/// Signs before lists.
const LISTS: &[&str] = &["in", "!in", "in~", "!in~", "has_any", "has_all"];

impl Generator<'_> {
    /// An expression of a type by chance; a call more often than anything else.
    pub(super) fn any(&mut self) -> (Tree, ScalarType) {
        if self.chance(55) {
            return self.any_call(DEPTH);
        }
        let ty = self.any_type();
        (self.expr(ty, DEPTH), ty)
    }

    /// An expression, mostly of that type.
    pub(super) fn expr(&mut self, wanted: ScalarType, depth: usize) -> Tree {
        let ty = if self.chance(WRONG) { self.any_type() } else { wanted };
        if depth == 0 || self.chance(40) {
            return self.leaf(ty);
        }
        let depth = depth - 1;
        if self.chance(35)
            && let Some(call) = self.call_of(ty, depth)
        {
            return call;
        }
        match ty {
            Bool => self.predicate(depth),
            Int | Long | Real | Decimal | DateTime | TimeSpan => self.arithmetic(ty, depth),
            Dynamic => self.member(),
            ScalarType::String | Guid => self.leaf(ty),
        }
    }

    /// A column or a literal.
    pub(super) fn leaf(&mut self, ty: ScalarType) -> Tree {
        let column = self.column(Some(ty));
        match column {
            Some(column) if self.chance(70) => Tree::expr(vec![Tree::Text(quoted_name(&column.name))]),
            _ => Tree::expr(vec![Tree::text(self.literal(ty))]),
        }
    }

    fn arithmetic(&mut self, ty: ScalarType, depth: usize) -> Tree {
        let number = self.pick(&[Int, Long, Real, Decimal]);
        let (sign, left, right) = match (ty, self.rng.u32(0..3)) {
            (DateTime, 0) => ("-", DateTime, TimeSpan),
            (DateTime, 1) => ("+", TimeSpan, DateTime),
            (DateTime, _) => ("+", DateTime, TimeSpan),
            (TimeSpan, 0) => ("-", DateTime, DateTime),
            (TimeSpan, 1) => (self.pick(&["*", "/"]), TimeSpan, number),
            (TimeSpan, _) => (self.pick(&["+", "-", "%"]), TimeSpan, TimeSpan),
            (Real, 0) => ("/", TimeSpan, TimeSpan),
            (_, 0) => (self.pick(ARITHMETIC), ty, number),
            _ => (self.pick(ARITHMETIC), number, ty),
        };
        // Every sign between every two types.
        let (sign, left, right) = match self.chance(15) {
            true => (self.pick(ARITHMETIC), self.any_type(), self.any_type()),
            false => (sign, left, right),
        };
        if self.chance(8) {
            let operand = self.expr(left, depth);
            return Tree::expr(vec![Tree::text(self.pick(&["-", "+"])), operand]);
        }
        self.between(sign, left, right, depth)
    }

    /// Two operands with a sign between them.
    fn between(&mut self, sign: &str, left: ScalarType, right: ScalarType, depth: usize) -> Tree {
        let (left, right) = (self.expr(left, depth), self.expr(right, depth));
        Tree::expr(vec![Tree::text("("), left, Tree::Text(format!(" {sign} ")), right, Tree::text(")")])
    }

    /// A predicate.
    pub(super) fn predicate(&mut self, depth: usize) -> Tree {
        let ty = self.any_type();
        let other = if self.chance(20) { self.any_type() } else { ty };
        match self.rng.u32(0..8) {
            0 | 1 => {
                let sign = self.pick(COMPARISONS);
                self.between(sign, ty, other, depth)
            }
            2 => {
                let left = self.pick(&[ScalarType::String, ScalarType::String, Dynamic, ty]);
                let right = if self.chance(90) { ScalarType::String } else { ty };
                let sign = self.pick(SEARCHES);
                self.between(sign, left, right, depth)
            }
            3 => {
                let sign = self.pick(&["and", "or"]);
                self.between(sign, Bool, Bool, depth)
            }
            4 => {
                let operand = self.expr(Bool, depth);
                Tree::expr(vec![Tree::text("not("), operand, Tree::text(")")])
            }
            5 => self.within(ty, other, depth),
            6 => self.membership(ty, other, depth),
            _ => self.leaf(Bool),
        }
    }

    fn within(&mut self, ty: ScalarType, other: ScalarType, depth: usize) -> Tree {
        let sign = self.pick(&[" between (", " !between ("]);
        let end = if ty == DateTime && self.chance(30) { TimeSpan } else { other };
        let (value, from, to) = (self.expr(ty, depth), self.expr(other, depth), self.expr(end, depth));
        Tree::expr(vec![value, Tree::text(sign), from, Tree::text(" .. "), to, Tree::text(")")])
    }

    fn membership(&mut self, ty: ScalarType, other: ScalarType, depth: usize) -> Tree {
        let sign = self.pick(LISTS);
        let ty = if sign.starts_with("has") && self.chance(80) { ScalarType::String } else { ty };
        let operand = self.expr(ty, depth);
        let items = match self.rng.u32(0..10) {
            0 => vec![self.leaf(Dynamic)],
            1 => vec![self.nested(1).0],
            2 => vec![self.leaf(ty), self.leaf(other)],
            _ => (0..self.rng.usize(1..=3)).map(|_| self.leaf(ty)).collect(),
        };
        Tree::expr(vec![operand, Tree::Text(format!(" {sign} (")), Tree::list(items), Tree::text(")")])
    }

    /// A member of a dynamic.
    pub(super) fn member(&mut self) -> Tree {
        let path = self.pick(&[".a", ".a.b", "[0]", "['a']", "[\"a b\"].c", "[0].a", ".a[1]", "[-1]", ".['x y']"]);
        let dynamic = match self.column(Some(Dynamic)) {
            Some(column) if self.chance(85) => quoted_name(&column.name),
            _ => "parse_json('[1]')".to_owned(),
        };
        Tree::expr(vec![Tree::Text(dynamic), Tree::text(path)])
    }
}
