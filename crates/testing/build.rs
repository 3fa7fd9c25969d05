//! Generates the lists of operators that queries are made of, and of oracles, from their folders: adding one touches one file.

#[path = "../functions/build/list.rs"]
mod list;

fn main() {
    list::list("generate/operators", "generate_operators", "OPERATOR", "Operator");
    list::list("oracles", "oracles", "ORACLE", "Oracle");
}
