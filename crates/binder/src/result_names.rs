//! How columns are called when nobody names them. The rules are Kusto's (microsoft/Kusto-Query-Language,
//! `ResultNameKind`).

use lurcher_symbols::{FunctionKind, FunctionLibrary, FunctionSymbol, ResultName};
use lurcher_syntax::ast::{Argument, Expr, ExprKind, Literal};

/// The name that an expression gives to its column, if any.
pub(crate) fn expression_name(expr: &Expr, functions: &dyn FunctionLibrary) -> Option<String> {
    if let ExprKind::Call { name, args } = &expr.kind
        && let Some(ResultName::PrefixedAlone(prefix)) = symbol(name.as_str(), args, functions).map(|s| s.result_name)
    {
        let first = args.first().and_then(|argument| argument_name(argument, functions));
        return Some(format!("{prefix}_{}", first.unwrap_or_default()));
    }
    part_name(expr, functions)
}

/// The name that an expression gives to what is computed of it.
fn part_name(expr: &Expr, functions: &dyn FunctionLibrary) -> Option<String> {
    match &expr.kind {
        ExprKind::Name(name) => Some(name.as_str().to_owned()),
        ExprKind::Path { base, member } => match base.as_name().map(|n| n.as_str()) {
            Some("$left" | "$right") => Some(member.as_str().to_owned()),
            _ => Some(within(part_name(base, functions), member.as_str())),
        },
        ExprKind::Index { base, index } => {
            let index = match index.as_literal() {
                Some(Literal::String(key)) => key.to_string(),
                Some(Literal::Long(i)) => i.to_string(),
                _ => String::new(),
            };
            let base = part_name(base, functions);
            (base.is_some() || !index.is_empty()).then(|| within(base, &index))
        }
        ExprKind::Call { name, args } => {
            let symbol = symbol(name.as_str(), args, functions)?;
            let of = |a: &Argument| argument_name(a, functions);
            let first = || args.first().and_then(of);
            match symbol.result_name {
                ResultName::None | ResultName::PrefixedAlone(_) => None,
                ResultName::Fixed(name) => Some(name.to_owned()),
                ResultName::FirstArgument => first(),
                ResultName::OnlyArgument if args.len() == 1 => first(),
                ResultName::Prefixed(prefix) => Some(format!("{prefix}_{}", first().unwrap_or_default())),
                ResultName::PrefixedOnly(prefix) if args.len() == 1 => {
                    Some(format!("{prefix}_{}", first().unwrap_or_default()))
                }
                ResultName::PrefixedPair(prefix) => {
                    let second = args.get(1).and_then(of);
                    Some(format!("{prefix}_{}_{}", first().unwrap_or_default(), second.unwrap_or_default()))
                }
                ResultName::OnlyArgument | ResultName::PrefixedOnly(_) => None,
                ResultName::FirstArgumentValue => match args.first().and_then(|a| a.value.as_literal()) {
                    Some(Literal::String(name)) => Some(name.to_string()),
                    _ => None,
                },
            }
        }
        _ => None,
    }
}

/// The function that a call of this name with these arguments means.
fn symbol(name: &str, args: &[Argument], functions: &dyn FunctionLibrary) -> Option<&'static FunctionSymbol> {
    let find = |kind| functions.find(kind, name);
    // `hll_merge(x)` is an aggregate, `hll_merge(x, y)` is not.
    let fits = |f: &&FunctionSymbol| f.signatures.iter().any(|s| s.assign(args.len()).is_some());
    find(FunctionKind::Aggregate)
        .filter(|aggregate| fits(aggregate) || find(FunctionKind::Scalar).is_none())
        .or_else(|| find(FunctionKind::Scalar))
        .or_else(|| find(FunctionKind::Window))
}

/// The name that an argument has or gives.
pub(crate) fn argument_name(argument: &Argument, functions: &dyn FunctionLibrary) -> Option<String> {
    match &argument.name {
        Some(name) => Some(name.as_str().to_owned()),
        None => part_name(&argument.value, functions),
    }
}

/// The name of an element: after what it is taken from, where that has a name.
fn within(base: Option<String>, element: &str) -> String {
    base.map_or_else(|| element.to_owned(), |base| format!("{base}_{element}"))
}
