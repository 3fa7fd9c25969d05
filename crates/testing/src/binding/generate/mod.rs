//! Makes queries densely, most of them right: calls of every function with right and wrong types and counts of
//! arguments, operators with results that nobody names, names that meet.
//!
//! | module | what it makes |
//! |---|---|
//! | `literals` | literals |
//! | `expressions` | operators between expressions, members, lists |
//! | `calls` | calls, by their signatures and a little beside them |
//! | `operators` | operators |
//! | `sources` | what a pipeline begins with |

mod calls;
mod expressions;
mod literals;
mod operators;
mod sources;

use fastrand::Rng;
use lurcher_symbols::{Column, ScalarType};

use super::Tree;
use crate::query::quoted_name;

/// A generator of queries over [the tables](super::tables).
pub struct Generator<'a> {
    /// Where chance comes from.
    rng: &'a mut Rng,
    /// The columns that an expression can name.
    columns: Vec<Column>,
    /// How many pipelines are around the one that is made.
    depth: usize,
}

/// How many of a hundred expressions are of another type than is wanted.
const WRONG: u32 = 1;

/// How deep expressions are.
const DEPTH: usize = 2;

impl<'a> Generator<'a> {
    /// A generator that draws from `rng`.
    pub fn new(rng: &'a mut Rng) -> Self {
        Self { rng, columns: Vec::new(), depth: 0 }
    }

    /// A query.
    pub fn query(&mut self) -> Tree {
        if self.chance(12) {
            let (statement, source) = self.statement();
            return Tree::Parts(vec![statement, self.steps(source, 2)]);
        }
        self.pipeline(3)
    }

    /// A source and at most so many operators.
    fn pipeline(&mut self, most: usize) -> Tree {
        let source = self.source();
        self.steps(source, most)
    }

    fn steps(&mut self, source: Tree, most: usize) -> Tree {
        let count = self.rng.usize(usize::from(self.depth == 0)..=most);
        let steps = (0..count).map(|_| self.operator()).map(|step| Tree::Parts(vec![Tree::text("\n| "), step]));
        let steps = Tree::List { items: steps.collect(), between: "", least: 0 };
        Tree::Parts(vec![source, steps])
    }

    /// A pipeline in brackets over columns of its own, and its columns.
    fn nested(&mut self, most: usize) -> (Tree, Vec<Column>) {
        let outer = std::mem::take(&mut self.columns);
        self.depth += 1;
        let pipeline = if self.depth > 2 { Tree::text("U") } else { self.pipeline(most) };
        self.depth -= 1;
        let inner = std::mem::replace(&mut self.columns, outer);
        (Tree::Parts(vec![Tree::text("("), pipeline, Tree::text(")")]), inner)
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.rng.u32(0..100) < percent
    }

    fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.rng.usize(0..items.len())]
    }

    fn any_type(&mut self) -> ScalarType {
        self.pick(&ScalarType::ALL)
    }

    /// A column that can be named, of that type if there is one.
    fn column(&mut self, ty: Option<ScalarType>) -> Option<Column> {
        let fitting: Vec<&Column> = self.columns.iter().filter(|c| ty.is_none_or(|ty| c.ty == ty)).collect();
        self.rng.choice(fitting).cloned()
    }

    /// The name of a column, as it stands in a query; now and then of one that may not be there.
    fn name(&mut self) -> String {
        match self.column(None) {
            Some(column) if !self.chance(2) => quoted_name(&column.name),
            _ => self.pick(&["Column1", "count_", "l1", "s01", "j0_a", "Key", "none"]).to_owned(),
        }
    }

    fn names(&mut self, most: usize) -> Tree {
        let count = self.rng.usize(1..=most);
        Tree::list((0..count).map(|_| Tree::Text(self.name())).collect())
    }

    /// A name for something that is made: a new one, or one that is taken.
    fn new_name(&mut self) -> String {
        match self.rng.u32(0..8) {
            0 => self.name(),
            1 => "['a b']".to_owned(),
            _ => self.pick(&["x", "y", "z", "x1", "l01", "Column1", "count_", "type", "in1"]).to_owned(),
        }
    }

    /// What an operator makes beside the columns that are there, or in their place.
    fn put(&mut self, name: &str, ty: ScalarType) {
        let name = name.trim_start_matches("['").trim_end_matches("']");
        match self.columns.iter_mut().find(|c| *c.name == *name) {
            Some(column) => column.ty = ty,
            None => self.columns.push(Column::new(name, ty)),
        }
    }
}
