//! The columns of each parser have the types of the schema.

use std::collections::BTreeMap;

use crate::plan::{project, sources};
use crate::run::{query, workspace};

/// The types of the schema's fields. An alias without a type has that of the first field that it stands for.
fn schema() -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(project().join("crates/content/data/asim_fields.csv")).expect("the schema");
    let rows: Vec<Vec<String>> = text
        .lines()
        .filter_map(|line| line.strip_prefix("NetworkSession,"))
        .map(|line| line.split(',').map(str::to_owned).collect())
        .collect();
    let own: BTreeMap<String, String> = rows.iter().map(|row| (row[0].clone(), row[1].clone())).collect();
    let aliased = |row: &Vec<String>| {
        let types = row.get(3)?.split('|').filter_map(|field| own.get(field).filter(|ty| !ty.is_empty()).cloned());
        types.into_iter().next()
    };
    let typed = |row: &Vec<String>| if row[1].is_empty() { aliased(row).unwrap_or_default() } else { row[1].clone() };
    rows.iter().map(|row| (row[0].clone(), typed(row).replace("boolean", "bool"))).collect()
}

#[test]
fn the_columns_have_the_schema_s_types() {
    let schema = schema();
    for source in sources() {
        let workspace = workspace(&[&source]);
        let kql = format!("{} | getschema | project ColumnName, ColumnType", source.parser());
        for column in query(&kql, workspace.path()).rows {
            let [name, ty] = [0, 1].map(|i| column[i].as_str().unwrap_or_default());
            assert_eq!(schema.get(name).map(String::as_str), Some(ty), "{name} of {}", source.name);
        }
    }
}
