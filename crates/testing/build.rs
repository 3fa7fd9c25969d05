//! Generates the lists of operators and idioms that queries are made of, of oracles, and of fuzz targets, from their
//! folders: adding one touches one file.

#[path = "../functions/build/list.rs"]
mod list;

fn main() {
    list::list("generate/operators", "generate_operators", "OPERATOR", "Operator");
    list::list("generate/idioms", "generate_idioms", "IDIOM", "Idiom");
    list::list("oracles", "oracles", "ORACLE", "Oracle");
    list::list("fuzz/targets", "fuzz_targets", "TARGET", "Target");
}
