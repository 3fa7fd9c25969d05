//! The two forms of each kind of content, and the way between them. Both ways are *settled*: there, back and there again
//! gives what the first time gave. What a form cannot say is not looked at here; [`super::Patch`]es keep it.

use serde_json::{Map, Value, json};

use super::{functions, rules, searches};
use crate::arm::{Scope, unescaped};
use crate::yaml::{Node, ScalarStyle};

/// What kinds of resources have a form in YAML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `alertRules`.
    Rule,
    /// `AlertRuleTemplates`, from which somebody who looks at a solution makes a rule.
    RuleTemplate,
    /// `savedSearches` that no alias makes a function.
    Search,
    /// `savedSearches` with an alias.
    Function,
}

impl Form {
    const NAMES: [(Form, &str); 4] = [
        (Form::Rule, "rule"),
        (Form::RuleTemplate, "ruleTemplate"),
        (Form::Search, "search"),
        (Form::Function, "function"),
    ];

    pub(super) fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(form, _)| *form == self).map_or("", |(_, name)| name)
    }

    pub(super) fn of_name(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, own)| *own == name).map(|(form, _)| *form)
    }

    /// The form of a resource of that type, the last part of it in small letters.
    pub(super) fn of_resource(ty: &str, properties: Option<&Node>) -> Option<Self> {
        let properties = properties?;
        let has_text = |key| properties.get(key).and_then(Node::as_str).is_some_and(|text| !text.trim().is_empty());
        match ty {
            "alertrules" => Some(Form::Rule),
            "alertruletemplates" => Some(Form::RuleTemplate),
            "savedsearches" if has_text("functionAlias") => Some(Form::Function),
            "savedsearches" => Some(Form::Search),
            _ => None,
        }
    }

    /// The document that a resource is.
    pub(super) fn document(self, resource: &Value) -> Value {
        let document = match self {
            Form::Rule => rules::document(resource, &[]),
            Form::RuleTemplate => rules::document(resource, &rules::OF_TEMPLATES),
            Form::Search => searches::document(resource),
            Form::Function => functions::document(resource),
        };
        document.into()
    }

    /// The resource that a document is.
    pub(super) fn resource(self, document: &Value) -> Value {
        let empty = Map::new();
        let document = document.as_object().unwrap_or(&empty);
        match self {
            Form::Rule => rules::resource(document),
            Form::RuleTemplate => rules::template(document),
            Form::Search => searches::resource(document),
            Form::Function => functions::resource(document),
        }
    }

    /// The name that a resource of this form has, whose own part is `own`.
    pub(super) fn resource_name(self, own: &str) -> String {
        match self {
            Form::Rule => format!("[concat(parameters('workspace'),'/Microsoft.SecurityInsights/{own}')]"),
            Form::RuleTemplate => own.to_owned(),
            Form::Search | Form::Function => format!("[concat(parameters('workspace'), '/{own}')]"),
        }
    }
}

/// The last part of what a name or id of a resource stands for, as far as it says so itself.
pub(super) fn own_name(name: &str) -> Option<String> {
    let node = Node { value: crate::yaml::Value::Scalar(name.into(), ScalarStyle::DoubleQuoted), start: 0 };
    let text = Scope::default().text(&node)?;
    let own = text.rsplit('/').next().unwrap_or_default();
    (!own.is_empty() && slug(own) == own).then(|| own.to_owned())
}

/// The own name of a resource.
pub(super) fn name_of(resource: &Value) -> Option<String> {
    own_name(resource["name"].as_str()?)
}

/// The text with those letters only that the name of a resource may have.
pub(super) fn slug(text: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '-' };
    let slug: String = text.chars().map(letter).collect();
    slug.trim_matches(['-', '.']).to_owned()
}

/// The own name for a document: the first of these keys that has a text.
pub(super) fn named(document: &Map<String, Value>, keys: &[&str]) -> String {
    let text = |key: &&str| match &document[*key] {
        Value::String(text) => Some(slug(text)),
        Value::Number(number) => Some(slug(&number.to_string())),
        _ => None,
    };
    let keys = keys.iter().filter(|key| document.contains_key(**key));
    keys.filter_map(text).find(|name| !name.is_empty()).unwrap_or_default()
}

/// A value as a template has it: a text that would be taken for an expression is escaped.
pub(super) fn escaped(value: &Value) -> Value {
    match value {
        Value::String(text) if text.starts_with('[') && text.ends_with(']') => format!("[{text}").into(),
        Value::Array(items) => items.iter().map(escaped).collect(),
        Value::Object(members) => members.iter().map(|(key, value)| (key.clone(), escaped(value))).collect(),
        _ => value.clone(),
    }
}

/// What a value of a template stands for that holds no expressions.
pub(super) fn plain(value: &Value) -> Value {
    match value {
        Value::String(text) => unescaped(text).unwrap_or(text).into(),
        Value::Array(items) => items.iter().map(plain).collect(),
        Value::Object(members) => members.iter().map(|(key, value)| (key.clone(), plain(value))).collect(),
        _ => value.clone(),
    }
}

/// The properties of a resource, as what they stand for.
pub(super) fn properties(resource: &Value) -> Map<String, Value> {
    match plain(&resource["properties"]) {
        Value::Object(properties) => properties,
        _ => Map::new(),
    }
}

/// The words of a list or of a text that commas part; nothing of another value.
pub(super) fn words(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::String(text) => {
            Some(text.split(',').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect())
        }
        Value::Array(items) => items.iter().map(|item| item.as_str().map(str::to_owned)).collect(),
        _ => None,
    }
}

/// A saved search with these properties.
pub(super) fn saved_search(form: Form, own: &str, properties: &Value) -> Value {
    json!({
        "type": "Microsoft.OperationalInsights/workspaces/savedSearches",
        "apiVersion": "2020-08-01",
        "name": form.resource_name(own),
        "properties": escaped(properties),
    })
}
