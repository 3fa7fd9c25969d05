//! Calls of every function: by its signatures, and a little beside them.

use std::sync::LazyLock;

use lurcher_functions::{aggregates, scalars, windows};
use lurcher_symbols::ScalarType::{Bool, Long};
use lurcher_symbols::{ArgumentKind, FunctionSymbol, Parameter, ParameterType, ResultType, ScalarType, Signature};

use super::{Generator, WRONG};
use crate::binding::Tree;
use crate::generate::{may_give, types, words};
use crate::query::quoted_name;

/// A function with one of the ways to call it.
type Way = (&'static FunctionSymbol, &'static Signature);

fn ways(symbols: impl Iterator<Item = &'static FunctionSymbol>) -> Vec<Way> {
    symbols.flat_map(|symbol| symbol.signatures.iter().map(move |signature| (symbol, signature))).collect()
}

static SCALARS: LazyLock<Vec<Way>> = LazyLock::new(|| ways(scalars().iter().map(|f| &f.symbol)));
static AGGREGATES: LazyLock<Vec<Way>> = LazyLock::new(|| ways(aggregates().iter().map(|f| &f.symbol)));
static WINDOWS: LazyLock<Vec<Way>> = LazyLock::new(|| ways(windows().iter().map(|f| &f.symbol)));

/// How many arguments a repeated parameter gets at most.
const REPEATED: usize = 3;

impl Generator<'_> {
    /// A call of any scalar function.
    pub(super) fn any_call(&mut self, depth: usize) -> (Tree, ScalarType) {
        let way = self.pick(&SCALARS);
        self.call(way, depth)
    }

    /// A call of an aggregate.
    pub(super) fn aggregate(&mut self) -> (Tree, ScalarType) {
        let way = self.pick(&AGGREGATES);
        self.call(way, 1)
    }

    /// A call of a window function.
    pub(super) fn window(&mut self) -> (Tree, ScalarType) {
        let way = self.pick(&WINDOWS);
        self.call(way, 1)
    }

    /// A call of a scalar function that may give that type.
    pub(super) fn call_of(&mut self, ty: ScalarType, depth: usize) -> Option<Tree> {
        (0..20).map(|_| self.pick(&SCALARS)).find(|(_, s)| may_give(s, ty)).map(|way| self.call(way, depth).0)
    }

    fn call(&mut self, (symbol, signature): Way, depth: usize) -> (Tree, ScalarType) {
        let name = match self.rng.choice(symbol.aliases) {
            Some(alias) if self.chance(30) => alias,
            _ => symbol.name,
        };
        let (common, mut given) = (self.any_type(), Vec::new());
        let parameters = self.parameters(signature);
        let mut args = Vec::new();
        for parameter in parameters {
            let ty = self.argument_type(parameter, &given, common);
            args.push(self.argument(parameter, ty, depth));
            given.push(ty);
        }
        let least = args.len();
        let args = Tree::List { items: args, between: ", ", least: least.saturating_sub(2) };
        let call = Tree::expr(vec![Tree::Text(format!("{name}(")), args, Tree::text(")")]);
        (call, guess(signature, &given, common))
    }

    /// The parameter of each argument: now and then there is one argument too many, or too few.
    fn parameters(&mut self, signature: &'static Signature) -> Vec<&'static Parameter> {
        let all = signature.parameters;
        let optional = all.iter().filter(|p| p.min == 0).count();
        let group = all.iter().filter(|p| p.max > 1).count();
        let fixed = all.len() - group;
        let count = match group {
            0 => fixed - self.rng.usize(0..=optional),
            group => fixed + group * self.rng.usize(1..=REPEATED),
        };
        let mut parameters = signature.assign(count).unwrap_or_else(|| all.iter().collect());
        if self.chance(2) {
            parameters.pop();
        } else if self.chance(2)
            && let Some(last) = parameters.last()
        {
            parameters.push(last);
        }
        parameters
    }

    fn argument_type(&mut self, parameter: &Parameter, given: &[ScalarType], common: ScalarType) -> ScalarType {
        let taken = types(parameter.ty);
        if self.chance(WRONG) {
            return self.any_type();
        }
        match parameter.ty {
            ParameterType::SameAs(n) => given.get(n).copied().unwrap_or(common),
            other if other.is_common() && taken.contains(&common) && !self.chance(10) => common,
            _ => self.rng.choice(taken).copied().unwrap_or(common),
        }
    }

    fn argument(&mut self, parameter: &Parameter, ty: ScalarType, depth: usize) -> Tree {
        if parameter.ty == ParameterType::Type {
            let ty = self.any_type();
            return Tree::Text(format!("typeof({ty})"));
        }
        let word = self.rng.choice(words(parameter.name)).copied().filter(|_| ty == ScalarType::String);
        let is_free = matches!(parameter.kind, ArgumentKind::Expression | ArgumentKind::StarAllowed);
        let literal = |text: String| Tree::expr(vec![Tree::Text(text)]);
        match parameter.kind {
            ArgumentKind::StarAllowed | ArgumentKind::ColumnOrStar if !self.columns.is_empty() && self.chance(30) => {
                Tree::text("*")
            }
            ArgumentKind::Column | ArgumentKind::ColumnOrStar => match self.column(Some(ty)) {
                Some(column) => Tree::Text(quoted_name(&column.name)),
                None => Tree::Text(self.name()),
            },
            _ if word.is_some() && !self.chance(20) => literal(format!("@'{}'", word.unwrap_or_default())),
            _ if is_free || self.chance(5) => self.expr(ty, depth),
            _ => literal(self.literal(ty).to_owned()),
        }
    }
}

/// The type of a call, as far as it can be told from afar.
fn guess(signature: &Signature, types: &[ScalarType], common: ScalarType) -> ScalarType {
    match signature.result {
        ResultType::Exact(ty) => ty,
        ResultType::Argument(i) | ResultType::ArgumentPromoted(i) => types.get(i).copied().unwrap_or(Bool),
        ResultType::Common | ResultType::CommonNonDynamic => common,
        ResultType::Custom(of) => of(types, &vec![None; types.len()]),
        ResultType::Widest | ResultType::TypeArgument(_) | ResultType::Columns(_) => Long,
    }
}
