//! Operators that read texts.

use lurcher_symbols::ScalarType;

use super::Generator;
use crate::binding::Tree;

pub(super) fn parse(generator: &mut Generator<'_>) -> Tree {
    let operator = generator.pick(&["parse ", "parse ", "parse-where "]);
    let kind = generator.pick(&["", "", "kind=regex ", "kind=relaxed ", "kind=simple ", "kind=regex flags=i "]);
    let ty = if generator.chance(85) { ScalarType::String } else { generator.any_type() };
    let source = generator.leaf(ty);
    let mut pieces = Vec::new();
    for _ in 0..generator.rng.usize(1..=3) {
        pieces.push(Tree::text(generator.pick(&["", "* ", "'a' ", "'(x)' ", "', ' ", "* 'b' "])));
        let name = generator.new_name();
        let ty = generator.any_type();
        let typed = if generator.chance(60) { format!("{name}:{ty} ") } else { format!("{name} ") };
        let ty = if typed.contains(':') { ty } else { ScalarType::String };
        generator.put(&name, ty);
        pieces.push(Tree::Text(typed));
        pieces.push(Tree::text(generator.pick(&["", "'b' ", "' ' ", "* "])));
    }
    let pieces = Tree::List { items: pieces, between: "", least: 1 };
    Tree::Parts(vec![Tree::Text(format!("{operator}{kind}")), source, Tree::text(" with "), pieces])
}

pub(super) fn parse_kv(generator: &mut Generator<'_>) -> Tree {
    let ty = if generator.chance(85) { ScalarType::String } else { generator.any_type() };
    let source = generator.leaf(ty);
    let (name, ty) = (generator.new_name(), generator.any_type());
    generator.put(&name, ty);
    let with = generator.pick(&[
        "",
        " with (pair_delimiter=',', kv_delimiter='=')",
        " with (greedy=true)",
        " with (regex='a')",
    ]);
    Tree::Parts(vec![Tree::text("parse-kv "), source, Tree::Text(format!(" as ({name}:{ty}, k:string){with}"))])
}

pub(super) fn search(generator: &mut Generator<'_>) -> Tree {
    let term = generator.pick(&[
        "'a'",
        "s0:'a'",
        "s0 == 'a'",
        "l0 > 1 and 'a'",
        "'a' or not('b')",
        "*",
        "l0:1",
        "1 or 'b'",
        "1.5",
        "s0 in ('a')",
    ]);
    let kind = generator.pick(&["", "", "kind=case_sensitive "]);
    Tree::Text(format!("search {kind}{term}"))
}
