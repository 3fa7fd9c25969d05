//! Content that is a stored function: saved functions and ASIM parsers.

use std::sync::Arc;

use lurcher_diagnostics::Source;
use lurcher_symbols::{StoredFunction, StoredParameter, StoredParameterType};

use super::KindError;
use super::fields::Fields;
use crate::functions::parameters::{self, ParameterText};
use crate::yaml::{Document, Value};

/// A function that a workspace saves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedFunction {
    /// The name that queries call.
    pub name: Arc<str>,
    /// The parameters.
    pub parameters: Vec<StoredParameter>,
    /// The body.
    pub query: Source,
}

/// A parser of the Advanced Security Information Model.
/// <https://learn.microsoft.com/azure/sentinel/normalization-develop-parsers>
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AsimParser {
    /// The name that queries call, `vimNetworkSessionPaloAltoCEF`.
    pub name: Arc<str>,
    /// The built-in function that it is the source of, `_Im_NetworkSession_PaloAltoCEF`.
    pub equivalent_built_in: Option<Arc<str>>,
    /// The parameters.
    pub parameters: Vec<StoredParameter>,
    /// Of a unifying parser: the parsers that it unites.
    pub parsers: Vec<Arc<str>>,
    /// The body.
    pub query: Source,
}

impl SavedFunction {
    pub(super) fn read(document: &Document) -> Result<Self, KindError> {
        let fields = Fields::new(document, "function");
        let query = fields.required_query("FunctionQuery")?;
        let name = match fields.text("FunctionAlias")?.filter(|n| !n.is_empty()) {
            Some(alias) => alias,
            None => fields.required_text("FunctionName")?,
        };
        Ok(Self {
            name,
            parameters: parameters_of(&fields, &["FunctionParameters", "FunctionParams", "ParserParams"])?,
            query,
        })
    }

    /// The function as the binder calls it.
    pub fn stored(&self) -> StoredFunction {
        stored(&self.name, &self.parameters, &self.query)
    }
}

impl AsimParser {
    pub(super) fn read(document: &Document) -> Result<Self, KindError> {
        let fields = Fields::new(document, "ASIM parser");
        Ok(Self {
            query: fields.required_query("ParserQuery")?,
            name: fields.required_text("ParserName")?,
            equivalent_built_in: fields.text("EquivalentBuiltInParser")?.filter(|n| !n.is_empty()),
            parameters: parameters_of(&fields, &["ParserParams"])?,
            parsers: fields.list("Parsers")?,
        })
    }

    /// The function as the binder calls it, under `name`.
    pub fn stored_as(&self, name: &Arc<str>) -> StoredFunction {
        stored(name, &self.parameters, &self.query)
    }
}

fn stored(name: &Arc<str>, parameters: &[StoredParameter], query: &Source) -> StoredFunction {
    StoredFunction {
        name: name.clone(),
        parameters: parameters.to_vec(),
        body: query.text.clone(),
        file: query.name.clone(),
        origin: query.origin.as_ref().map(|o| (o.text.clone(), o.map.clone())),
        lacks: None,
    }
}

/// The parameters of the first of `keys` that is there: a list of `Name`, `Type` and `Default`, or one text
/// `name:type=default, …`.
fn parameters_of(fields: &Fields<'_>, keys: &[&str]) -> Result<Vec<StoredParameter>, KindError> {
    let Some(entry) = keys.iter().find_map(|key| fields.entry(key)) else { return Ok(Vec::new()) };
    if let Value::Scalar(..) = entry.node.value {
        let source = fields.document.source(&entry.node).unwrap_or_else(|| Source::new("", ""));
        return parameters::parse_list(&ParameterText::of(&source));
    }
    let mut parameters: Vec<StoredParameter> = Vec::new();
    for item in fields.mappings(&entry.key)? {
        let item = Fields { kind: "parameter", ..item };
        let parameter = parameter(&item)?;
        if parameters.iter().any(|p| p.name == parameter.name) {
            let place = item.document.place_of(item.node);
            return Err(KindError::DuplicateParameter { place, parameter: parameter.name });
        }
        parameters.push(parameter);
    }
    Ok(parameters)
}

fn parameter(item: &Fields<'_>) -> Result<StoredParameter, KindError> {
    let name = item.required_text("Name")?;
    item.required_text("Type")?;
    let ty_source = item.required_query("Type")?;
    let ty = parameters::parse_type(&name, &ParameterText::of(&ty_source))?;
    let default = match item.node.get("Default") {
        None => None,
        Some(node) => {
            let Some(text) = node.as_str() else {
                let place = item.document.place_of(node);
                return Err(KindError::WrongForm { place, key: "Default".into(), expected: "a text" });
            };
            default_literal(&ty, text.trim(), node.is_null())
        }
    };
    Ok(StoredParameter { name, ty, default })
}

/// A YAML default as KQL. A string's default is the bare text, so `'*'` of YAML is `*` here and `'*'` in KQL; all
/// others are KQL already. A key without a value is the empty string for a string, and no default for anything else.
fn default_literal(ty: &StoredParameterType, text: &str, null: bool) -> Option<Arc<str>> {
    use lurcher_symbols::ScalarType::{Bool, String};
    match ty {
        StoredParameterType::Scalar(String) if null => Some("''".into()),
        _ if null => None,
        StoredParameterType::Scalar(String) => {
            let quoted = text.len() >= 2 && ['\'', '"'].iter().any(|q| text.starts_with(*q) && text.ends_with(*q));
            if quoted {
                return Some(text.into());
            }
            Some(format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'")).into())
        }
        StoredParameterType::Scalar(Bool) => Some(text.to_ascii_lowercase().into()),
        StoredParameterType::Scalar(_) | StoredParameterType::Table(_) | StoredParameterType::Column => {
            Some(text.into())
        }
    }
}

#[cfg(test)]
mod tests {
    use lurcher_symbols::ScalarType;

    use super::*;
    use crate::kinds::{Content, read_document};
    use crate::yaml;

    fn read(text: &str) -> Result<Content, KindError> {
        let documents = yaml::parse(&"f.yaml".into(), &Arc::from(text)).unwrap();
        read_document(&documents[0])
    }

    fn defaults(parameters: &[StoredParameter]) -> Vec<(&str, Option<&str>)> {
        parameters.iter().map(|p| (&*p.name, p.default.as_deref())).collect()
    }

    #[test]
    fn the_alias_is_the_name() {
        let Ok(Content::Function(f)) = read("FunctionName: n\nFunctionAlias: a\nFunctionQuery: T\n") else {
            panic!("a function")
        };
        assert_eq!((&*f.name, f.parameters.len()), ("a", 0));
        let Ok(Content::Function(f)) = read("FunctionName: n\nFunctionQuery: T\n") else { panic!("a function") };
        assert_eq!(&*f.stored().name, "n");
    }

    #[test]
    fn parameters_as_a_list() {
        let text = "ParserName: p\nParserParams:\n  - Name: a\n    Type: datetime\n    Default: datetime(null)\n  - Name: b\n    Type: string\n    Default: '*'\n  - Name: c\n    Type: bool\n    Default: False\n  - Name: d\n    Type: string\n    Default:\n  - Name: e\n    Type: dynamic\nParserQuery: T\n";
        let Ok(Content::AsimParser(p)) = read(text) else { panic!("a parser") };
        assert_eq!(
            defaults(&p.parameters),
            [("a", Some("datetime(null)")), ("b", Some("'*'")), ("c", Some("false")), ("d", Some("''")), ("e", None)]
        );
        assert_eq!(p.parameters[0].ty, StoredParameterType::Scalar(ScalarType::DateTime));
    }

    #[test]
    fn parameters_as_text() {
        let Ok(Content::Function(f)) =
            read("FunctionName: n\nFunctionParameters: a:string='x, y', b:long=1\nFunctionQuery: T\n")
        else {
            panic!("a function")
        };
        assert_eq!(defaults(&f.parameters), [("a", Some("'x, y'")), ("b", Some("1"))]);
    }

    #[test]
    fn an_unknown_type_names_the_file() {
        let error = read("ParserName: p\nParserParams:\n  - Name: a\n    Type: text\nParserQuery: T\n")
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with("f.yaml:4:11: the parameter 'a' has the unknown type 'text'; use one of bool, "),
            "{error}"
        );
    }

    #[test]
    fn two_parameters_of_one_name() {
        let error =
            read("ParserName: p\nParserParams:\n  - {Name: a, Type: int}\n  - {Name: a, Type: int}\nParserQuery: T\n")
                .unwrap_err();
        assert_eq!(error.to_string(), "f.yaml:4:5: two parameters are called 'a'; rename one of them [LUR414]");
    }
}
