//! Ingestion mappings: which part of a record goes into which column.
//! <https://learn.microsoft.com/kusto/management/mappings>

use lurcher_functions::kernel::json_path::{Step, parse};
use lurcher_symbols::values::dynamic::Dynamic;

use super::format::Format;
use crate::tables::Field;

/// Where each of `columns` is in a record; `None` for a column that no record has.
///
/// # Errors
/// What is wrong with the mapping: no capital letter, no full stop.
pub(super) fn fields(
    mapping: Option<&str>,
    format: Format,
    columns: &[&str],
    declared: &[&str],
) -> Result<Vec<Field>, String> {
    let Some(mapping) = mapping else {
        // Values go into the declared columns by their places, or by their names where they have any.
        let place = |name: &&str| declared.iter().position(|d| d == name).unwrap_or(usize::MAX);
        return Ok(columns
            .iter()
            .map(|name| match format {
                Format::Objects | Format::Parquet => Field::Path(vec![Step::key(name)]),
                _ => Field::Ordinal(place(name)),
            })
            .collect());
    };
    let Some(Dynamic::Array(entries)) = Dynamic::parse_json(mapping) else {
        return Err("the ingestion mapping is no JSON array".to_owned());
    };
    let mut found: Vec<Option<Field>> = vec![None; columns.len()];
    for entry in &entries {
        let column = text(entry, "column").or_else(|| text(entry, "name")).ok_or("a mapping names no column")?;
        if let Some(place) = columns.iter().position(|c| *c == column) {
            found[place] = Some(field(entry, format, &column)?);
        }
    }
    Ok(found.into_iter().map(|field| field.unwrap_or(Field::Ordinal(usize::MAX))).collect())
}

fn field(entry: &Dynamic, format: Format, column: &str) -> Result<Field, String> {
    let properties = get(entry, "properties").unwrap_or(entry);
    let given = |name: &str| get(properties, name).or_else(|| get(entry, name));
    if let Some(constant) = given("constvalue").or_else(|| given("constantvalue")) {
        return Ok(Field::Constant(plain(constant)));
    }
    if given("transform").is_some_and(|transform| !plain(transform).eq_ignore_ascii_case("none")) {
        return Err(format!("the transformation in the mapping of column '{column}' is not implemented yet"));
    }
    match format {
        Format::Objects | Format::Parquet => {
            let path =
                given("path").map(plain).ok_or_else(|| format!("the mapping of column '{column}' has no path"))?;
            let steps = parse(&path).ok_or_else(|| format!("'{path}' is no path into an object"))?;
            Ok(Field::Path(steps))
        }
        _ => {
            let place = given("ordinal").map(plain).and_then(|text| text.parse().ok());
            let place = place.ok_or_else(|| format!("the mapping of column '{column}' has no ordinal"))?;
            Ok(Field::Ordinal(place))
        }
    }
}

/// The value of a key, whatever its case.
fn get<'a>(bag: &'a Dynamic, key: &str) -> Option<&'a Dynamic> {
    match bag {
        Dynamic::Bag(entries) => entries.iter().find(|(k, _)| k.eq_ignore_ascii_case(key)).map(|(_, value)| value),
        _ => None,
    }
}

fn text(bag: &Dynamic, key: &str) -> Option<String> {
    get(bag, key).map(plain)
}

fn plain(value: &Dynamic) -> String {
    match value {
        Dynamic::String(text) => text.clone(),
        other => other.canonical(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_mapping() {
        let of = |format| fields(None, format, &["b"], &["a", "b"]);
        assert_eq!(of(Format::Delimited(b',')), Ok(vec![Field::Ordinal(1)]));
        assert_eq!(of(Format::Objects), Ok(vec![Field::Path(vec![Step::key("b")])]));
    }

    #[test]
    fn both_spellings() {
        let json = r#"[{"Column":"a","Properties":{"Path":"$.x.y"}},{"column":"b","path":"$['z']"},{"Column":"c","Properties":{"ConstValue":"k"}}]"#;
        let expected = vec![
            Field::Path(vec![Step::key("x"), Step::key("y")]),
            Field::Path(vec![Step::key("z")]),
            Field::Constant("k".to_owned()),
            Field::Ordinal(usize::MAX),
        ];
        assert_eq!(fields(Some(json), Format::Objects, &["a", "b", "c", "d"], &[]), Ok(expected));
        let csv = r#"[{"Name":"a","Ordinal":"3"},{"Column":"b","Properties":{"Ordinal":0}}]"#;
        let expected = vec![Field::Ordinal(3), Field::Ordinal(0)];
        assert_eq!(fields(Some(csv), Format::Delimited(b','), &["a", "b"], &[]), Ok(expected));
    }

    #[test]
    fn mistakes() {
        for (json, expected) in [
            ("{}", "the ingestion mapping is no JSON array"),
            (r#"[{"Path":"$.a"}]"#, "a mapping names no column"),
            (r#"[{"Column":"a","Properties":{"Path":"a"}}]"#, "'a' is no path into an object"),
            (r#"[{"Column":"a"}]"#, "the mapping of column 'a' has no path"),
            (
                r#"[{"Column":"a","Properties":{"Path":"$.a","Transform":"SourceLocation"}}]"#,
                "the transformation in the mapping of column 'a' is not implemented yet",
            ),
        ] {
            assert_eq!(fields(Some(json), Format::Objects, &["a"], &[]), Err(expected.to_owned()), "{json}");
        }
    }
}
