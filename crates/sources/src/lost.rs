//! Fields of JSON records that have no column.

use crate::json::Object;
use crate::rows::Output;

/// Whether two names are of the same field.
pub(crate) type Same = fn(&str, &str) -> bool;

/// Notes the fields of an object that no path leads to. What is at the end of a path is taken as a whole; in the objects
/// on the way there each field is looked at. `above` is the name of what the object is inside of, with a dot.
pub(crate) fn note<'p>(
    object: &Object<'_>,
    above: &str,
    paths: impl IntoIterator<Item = &'p [&'p str]>,
    same: Same,
    out: &mut Output,
) {
    inside(object, above, &paths.into_iter().collect::<Vec<_>>(), same, out);
}

/// `paths` are what remains of those that lead to the object.
fn inside(object: &Object<'_>, above: &str, paths: &[&[&str]], same: Same, out: &mut Output) {
    for (key, value) in object.fields().filter(|(_, value)| !value.is_null()) {
        let further =
            |path: &&[&str]| path.split_first().filter(|(first, _)| same(first, key)).map(|(_, rest)| rest.len());
        let is_taken = paths.iter().filter_map(further).any(|rest| rest == 0);
        if is_taken {
            continue;
        }
        let rest: Vec<&[&str]> = paths.iter().filter(|path| further(path).is_some()).map(|path| &path[1..]).collect();
        match value.object().filter(|_| !rest.is_empty()) {
            Some(object) => inside(&object, &format!("{above}{key}."), &rest, same, out),
            None => out.note_lost(&format!("{above}{key}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_whole_paths() {
        let text = r#"{"a":{"b":{"x":1},"c":{"d":1,"e":2},"b2":null},"d":3,"f":[1],"g":{"h":1},"n":null,"i":{}}"#;
        let object = Object::parse(text).expect("an object");
        let paths: [&[&str]; 4] = [&["a", "b"], &["a", "c", "d"], &["f", "x"], &["i", "j"]];
        let mut out = Output::default();
        note(&object, "", paths, |a, b| a == b, &mut out);
        let notes: Vec<_> = out.counts.notes.keys().collect();
        assert_eq!(notes, ["no column for `a.c.e`", "no column for `d`", "no column for `f`", "no column for `g`"]);
    }
}
