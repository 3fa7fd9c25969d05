//! Expressions that the interpreter knows.

use lurcher_symbols::ScalarType::{Bool, DateTime, Dynamic, Int, Long, Real, TimeSpan};
use lurcher_symbols::{Column, ScalarType, Value};

use super::Generator;
use super::values::value;
use crate::query::Expr;

/// How deep expressions are.
const DEPTH: usize = 3;

/// The types that values are compared, computed and grouped in.
const SCALARS: [ScalarType; 10] =
    [Long, Long, ScalarType::String, ScalarType::String, Real, Bool, Bool, DateTime, TimeSpan, Int];

const COMPARISONS: [&str; 6] = ["==", "!=", "<", "<=", ">", ">="];
const TEXT_SEARCHES: [&str; 9] =
    ["has", "!has", "contains", "startswith", "endswith", "has_cs", "contains_cs", "startswith_cs", "=~"];
const TERMS: [&str; 8] = ["foo", "a", "bar", "", "x", "FOO", "ä", "foo bar"];

impl Generator<'_> {
    /// A predicate.
    pub fn predicate(&mut self, columns: &[Column]) -> Expr {
        self.bool(columns, DEPTH)
    }

    /// An expression of any type.
    pub fn any(&mut self, columns: &[Column]) -> Expr {
        let ty = if self.chance(10) { Dynamic } else { SCALARS[self.rng.usize(0..SCALARS.len())] };
        if self.chance(30)
            && let Some(column) = self.column(columns, |_| true)
        {
            return Expr::column(&column);
        }
        self.expr(ty, columns, DEPTH)
    }

    /// An expression of a type that is no dynamic, for keys.
    pub(super) fn key(&mut self, columns: &[Column]) -> Expr {
        let ty = SCALARS[self.rng.usize(0..SCALARS.len())];
        self.expr(ty, columns, 2)
    }

    /// An expression of that type.
    pub(super) fn expr(&mut self, ty: ScalarType, columns: &[Column], depth: usize) -> Expr {
        if depth == 0 || self.chance(40) {
            return self.leaf(ty, columns);
        }
        if self.is_wild
            && self.chance(40)
            && let Some(call) = self.call(ty, columns, depth - 1)
        {
            return call;
        }
        if self.chance(15) && ty != Dynamic {
            return self.choice_of(ty, columns, depth - 1);
        }
        let depth = depth - 1;
        match ty {
            Bool => self.bool(columns, depth),
            Long => self.long(columns, depth),
            Real => {
                let sign = ["+", "-", "*"][self.rng.usize(0..3)];
                match self.rng.u32(0..3) {
                    0 => Expr::call("toreal", vec![self.expr(Int, columns, depth)], Real),
                    _ => Expr::call(sign, vec![self.expr(Real, columns, depth), self.leaf(Real, columns)], Real),
                }
            }
            ScalarType::String => self.string(columns, depth),
            DateTime => match self.rng.u32(0..3) {
                0 => Expr::call("+", vec![self.expr(DateTime, columns, depth), self.leaf(TimeSpan, columns)], DateTime),
                1 => Expr::call("bin", vec![self.expr(DateTime, columns, depth), hours(self.rng.i64(1..30))], DateTime),
                _ => Expr::call("startofday", vec![self.expr(DateTime, columns, depth)], DateTime),
            },
            TimeSpan => Expr::call(
                "-",
                vec![self.expr(DateTime, columns, depth), self.expr(DateTime, columns, depth)],
                TimeSpan,
            ),
            Dynamic => self.dynamic(columns, depth),
            Int | ScalarType::Decimal | ScalarType::Guid => self.leaf(ty, columns),
        }
    }

    /// A column or a literal.
    pub fn leaf(&mut self, ty: ScalarType, columns: &[Column]) -> Expr {
        let column = self.column(columns, |c| c.ty == ty);
        match column {
            Some(column) if self.chance(75) => Expr::column(&column),
            _ => Expr::Literal(value(self.rng, ty)),
        }
    }

    fn dynamic(&mut self, columns: &[Column], depth: usize) -> Expr {
        match self.rng.u32(0..7) {
            0 | 1 => Expr::call("pack_array", vec![self.any(columns), self.expr(Long, columns, depth)], Dynamic),
            2 => Expr::call("bag_pack", vec![Expr::text("k"), self.expr(Long, columns, depth)], Dynamic),
            3 => whole_row(columns),
            name @ (4 | 5) => {
                let several = self.rng.usize(2..=3);
                let args = (0..several).map(|_| self.expr(Dynamic, columns, depth)).collect();
                Expr::call(if name == 4 { "array_concat" } else { "bag_merge" }, args, Dynamic)
            }
            _ => Expr::call("pack_all", vec![Expr::Literal(Value::Bool(true))], Dynamic),
        }
    }

    /// A value that depends on a condition, or on which one is there.
    fn choice_of(&mut self, ty: ScalarType, columns: &[Column], depth: usize) -> Expr {
        let (one, other) = (self.expr(ty, columns, depth), self.leaf(ty, columns));
        match self.rng.u32(0..4) {
            0 => Expr::call("coalesce", vec![one, other], ty),
            1 if ty.is_orderable() && ty != Bool => {
                Expr::call(if self.rng.bool() { "min_of" } else { "max_of" }, vec![one, other], ty)
            }
            2 => {
                let (first, second) = (self.bool(columns, depth), self.bool(columns, 0));
                Expr::call("case", vec![first, one, second, other.clone(), other], ty)
            }
            _ => Expr::call("iff", vec![self.bool(columns, depth), one, other], ty),
        }
    }

    fn bool(&mut self, columns: &[Column], depth: usize) -> Expr {
        let inner = depth.saturating_sub(1);
        if self.is_wild
            && self.chance(20)
            && let Some(call) = self.call(Bool, columns, inner)
        {
            return call;
        }
        match self.rng.u32(0..if depth == 0 { 7 } else { 11 }) {
            0..=2 => self.comparison(columns, inner),
            3 => self.presence(columns),
            4 | 5 => self.membership(columns),
            6 => self.search(columns, inner),
            7 | 8 => Expr::is("and", vec![self.bool(columns, inner), self.bool(columns, inner)]),
            9 => Expr::is("or", vec![self.bool(columns, inner), self.bool(columns, inner)]),
            _ => Expr::is("not", vec![self.bool(columns, inner)]),
        }
    }

    fn comparison(&mut self, columns: &[Column], depth: usize) -> Expr {
        let chosen = self.column(columns, |c| c.ty != Dynamic).filter(|_| self.chance(80));
        let ty = chosen.as_ref().map_or_else(|| SCALARS[self.rng.usize(0..SCALARS.len())], |column| column.ty);
        let signs = if ty.is_summable() { &COMPARISONS[..] } else { &COMPARISONS[..2] };
        let sign = signs[self.rng.usize(0..signs.len())];
        match chosen {
            // A value that occurs, as files are asked for it.
            Some(column) if self.chance(30) => {
                let value = Expr::Literal(self.met(&column));
                Expr::is(sign, vec![Expr::column(&column), value])
            }
            // Whether something is already as a function would make it.
            Some(column) if ty != Real && self.chance(15) => {
                let made = self.expr(ty, std::slice::from_ref(&column), depth.max(1));
                Expr::is("==", vec![made, Expr::column(&column)])
            }
            _ => Expr::is(sign, vec![self.expr(ty, columns, depth), self.leaf(ty, columns)]),
        }
    }

    fn presence(&mut self, columns: &[Column]) -> Expr {
        let name = ["isnull", "isnotnull", "isempty", "isnotempty"][self.rng.usize(0..4)];
        let column = self.column(columns, |c| c.ty != Dynamic);
        match column {
            Some(column) => Expr::is(name, vec![Expr::column(&column)]),
            None => Expr::is(name, vec![self.leaf(Long, columns)]),
        }
    }

    fn membership(&mut self, columns: &[Column]) -> Expr {
        let ty = match self.column(columns, |c| !matches!(c.ty, Dynamic | Real | Bool | ScalarType::Decimal)) {
            Some(column) => column.ty,
            None => Long,
        };
        let mut args = vec![self.leaf(ty, columns)];
        for _ in 0..self.rng.usize(1..4) {
            let item = match value(self.rng, ty) {
                // A null is no element of a list.
                Value::Null(_) => continue,
                item => item,
            };
            args.push(Expr::Literal(item));
        }
        if args.len() == 1 {
            return self.presence(columns);
        }
        Expr::is(if self.chance(30) { "!in" } else { "in" }, args)
    }

    fn search(&mut self, columns: &[Column], depth: usize) -> Expr {
        let sign = TEXT_SEARCHES[self.rng.usize(0..TEXT_SEARCHES.len())];
        let term = TERMS[self.rng.usize(0..TERMS.len())];
        Expr::is(sign, vec![self.expr(ScalarType::String, columns, depth), Expr::text(term)])
    }

    fn long(&mut self, columns: &[Column], depth: usize) -> Expr {
        match self.rng.u32(0..9) {
            0 | 8 => Expr::call("strlen", vec![self.expr(ScalarType::String, columns, depth)], Long),
            1 => Expr::call("tolong", vec![self.leaf(Int, columns)], Long),
            2 => Expr::call("bin", vec![self.expr(Long, columns, depth), Expr::long(self.rng.i64(1..5))], Long),
            3 => match self.column(columns, |c| c.ty == Dynamic) {
                Some(column) => Expr::call("array_length", vec![Expr::column(&column)], Long),
                None => self.leaf(Long, columns),
            },
            4 => Expr::call("/", vec![self.expr(Long, columns, depth), self.leaf(Long, columns)], Long),
            5 => Expr::call("%", vec![self.expr(Long, columns, depth), self.leaf(Long, columns)], Long),
            _ => {
                let sign = ["+", "-", "*"][self.rng.usize(0..3)];
                Expr::call(sign, vec![self.expr(Long, columns, depth), self.leaf(Long, columns)], Long)
            }
        }
    }

    fn string(&mut self, columns: &[Column], depth: usize) -> Expr {
        let text = self.expr(ScalarType::String, columns, depth);
        match self.rng.u32(0..6) {
            0 => Expr::call("tolower", vec![text], ScalarType::String),
            1 => Expr::call("toupper", vec![text], ScalarType::String),
            2 => {
                let (start, length) = (self.rng.i64(0..3), self.rng.i64(0..4));
                Expr::call("substring", vec![text, Expr::long(start), Expr::long(length)], ScalarType::String)
            }
            3 => {
                let ty = [Long, Int, Bool, ScalarType::String][self.rng.usize(0..4)];
                Expr::call("tostring", vec![self.expr(ty, columns, depth)], ScalarType::String)
            }
            _ => Expr::call("strcat", vec![text, self.leaf(ScalarType::String, columns)], ScalarType::String),
        }
    }
}

/// A bag of all columns under their names.
pub(super) fn whole_row(columns: &[Column]) -> Expr {
    if columns.is_empty() {
        return Expr::call("bag_pack", vec![Expr::text("k"), Expr::long(1)], Dynamic);
    }
    let entries = columns.iter().flat_map(|c| [Expr::text(&c.name), Expr::column(c)]);
    Expr::call("bag_pack", entries.collect(), Dynamic)
}

fn hours(hours: i64) -> Expr {
    Expr::Literal(Value::TimeSpan(hours * 36_000_000_000))
}
