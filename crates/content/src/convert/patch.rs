//! What one tree has otherwise than another, as a small tree of its own: `set` holds what is new or has another value,
//! `without` names by JSON pointers (RFC 6901) what is gone. Lists are one value, and the order of keys does not count.

use serde_json::{Map, Value, json};

/// The differences, value by value.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Patch(Vec<Change>);

#[derive(Debug, Clone, PartialEq)]
struct Change {
    path: Vec<String>,
    /// Nothing where the value is gone.
    value: Option<Value>,
}

impl Patch {
    /// What makes `to` of `from`.
    pub(super) fn between(from: &Value, to: &Value) -> Self {
        let mut patch = Self::default();
        patch.compare(&mut Vec::new(), from, to);
        patch
    }

    fn compare(&mut self, path: &mut Vec<String>, from: &Value, to: &Value) {
        let (Value::Object(old), Value::Object(new)) = (from, to) else { return };
        for key in old.keys().filter(|key| !new.contains_key(*key)) {
            self.0.push(Change { path: [&path[..], std::slice::from_ref(key)].concat(), value: None });
        }
        for (key, value) in new {
            path.push(key.clone());
            match old.get(key) {
                Some(before) if before == value => {}
                Some(before @ Value::Object(_)) if value.is_object() => self.compare(path, before, value),
                _ => self.set(path, value),
            }
            path.pop();
        }
    }

    fn set(&mut self, path: &mut Vec<String>, value: &Value) {
        match value {
            Value::Object(members) if !members.is_empty() => {
                for (key, member) in members {
                    path.push(key.clone());
                    self.set(path, member);
                    path.pop();
                }
            }
            _ => self.0.push(Change { path: path.clone(), value: Some(value.clone()) }),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What the patch sets below a key.
    pub(super) fn set_below(&self, key: &str) -> Self {
        let is_below =
            |change: &&Change| change.value.is_some() && change.path.first().is_some_and(|first| first == key);
        Self(self.0.iter().filter(is_below).cloned().collect())
    }

    /// The tree with the changes.
    pub(super) fn applied(&self, tree: &Value) -> Value {
        let mut tree = tree.clone();
        self.0.iter().for_each(|change| change.apply(&mut tree));
        tree
    }

    /// The tree with those changes that leave it `valid`, and the paths of the others. What was edited since the patch
    /// was made is not to be overwritten with what it said before.
    pub(super) fn applied_where(&self, tree: &Value, valid: impl Fn(&Value) -> bool) -> (Value, Vec<String>) {
        let whole = self.applied(tree);
        if self.is_empty() || valid(&whole) {
            return (whole, Vec::new());
        }
        let (mut tree, mut stale) = (tree.clone(), Vec::new());
        for change in &self.0 {
            let mut next = tree.clone();
            change.apply(&mut next);
            if valid(&next) {
                tree = next;
            } else {
                stale.push(pointer(&change.path));
            }
        }
        (tree, stale)
    }

    /// The patch as a tree.
    pub(super) fn to_value(&self) -> Value {
        let mut tree = json!({});
        for change in self.0.iter().filter(|change| change.value.is_some()) {
            Change { path: [&["set".to_owned()], &change.path[..]].concat(), ..change.clone() }.apply(&mut tree);
        }
        let gone = self.0.iter().filter(|change| change.value.is_none());
        let without: Vec<Value> = gone.map(|change| pointer(&change.path).into()).collect();
        if !without.is_empty() {
            tree["without"] = without.into();
        }
        tree
    }

    /// The patch that a tree is; nothing where it has another form.
    pub(super) fn of_value(value: &Value) -> Option<Self> {
        let members = value.as_object()?;
        let mut patch = Self::default();
        for (key, value) in members {
            match (&**key, value) {
                ("set", Value::Object(new)) => {
                    new.iter().for_each(|(key, value)| patch.set(&mut vec![key.clone()], value));
                }
                ("without", Value::Array(gone)) => {
                    for path in gone {
                        patch.0.push(Change { path: parts(path.as_str()?)?, value: None });
                    }
                }
                _ => return None,
            }
        }
        Some(patch)
    }
}

impl Change {
    fn apply(&self, tree: &mut Value) {
        if let Value::Object(members) = tree {
            self.apply_below(members, &self.path);
        }
    }

    fn apply_below(&self, members: &mut Map<String, Value>, path: &[String]) {
        match (path, &self.value) {
            ([], _) => {}
            ([last], Some(value)) => drop(members.insert(last.clone(), value.clone())),
            // The others keep their order.
            ([last], None) => drop(members.shift_remove(last)),
            ([first, rest @ ..], value) => {
                let inner = members.get(first);
                if !inner.is_some_and(Value::is_object) {
                    if value.is_none() {
                        return;
                    }
                    members.insert(first.clone(), json!({}));
                }
                if let Some(Value::Object(inner)) = members.get_mut(first) {
                    self.apply_below(inner, rest);
                }
            }
        }
    }
}

fn pointer(path: &[String]) -> String {
    path.iter().map(|part| format!("/{}", part.replace('~', "~0").replace('/', "~1"))).collect()
}

fn parts(pointer: &str) -> Option<Vec<String>> {
    let part = |part: &str| part.replace("~1", "/").replace("~0", "~");
    Some(pointer.strip_prefix('/')?.split('/').map(part).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(from: Value, to: Value, told: Value) {
        let patch = Patch::between(&from, &to);
        assert_eq!(patch.to_value(), told);
        let read = Patch::of_value(&told).unwrap();
        assert_eq!(read.applied(&from), to);
    }

    #[test]
    fn what_is_new_other_and_gone() {
        check(json!({"a": 1}), json!({"a": 1}), json!({}));
        check(
            json!({"a": 1, "b": {"c": [1], "d/e": 2}, "f": {}}),
            json!({"a": null, "b": {"c": [2]}, "g": {}, "h": {"i": {"j": 1}}}),
            json!({"set": {"a": null, "b": {"c": [2]}, "g": {}, "h": {"i": {"j": 1}}}, "without": ["/f", "/b/d~1e"]}),
        );
        check(json!({"a": {"b": 1}}), json!({"a": {}}), json!({"without": ["/a/b"]}));
        check(json!({"a": {"b": 1}}), json!({"a": 2}), json!({"set": {"a": 2}}));
        check(json!({"a": 2}), json!({"a": {"b": 1}}), json!({"set": {"a": {"b": 1}}}));
    }

    #[test]
    fn what_would_overwrite_an_edit_is_left_out() {
        let patch = Patch::between(&json!({"a": 1, "b": 1}), &json!({"a": 2, "b": 2}));
        let (tree, stale) = patch.applied_where(&json!({"a": 1, "b": 5}), |tree| tree["b"] == 5);
        assert_eq!((tree, stale), (json!({"a": 2, "b": 5}), vec!["/b".to_owned()]));
    }

    #[test]
    fn another_form_is_no_patch() {
        for other in [json!(1), json!({"set": 1}), json!({"without": [1]}), json!({"without": ["a"]}), json!({"x": {}})]
        {
            assert_eq!(Patch::of_value(&other), None, "{other}");
        }
    }
}
