//! Analytics rules.
//! <https://learn.microsoft.com/azure/templates/microsoft.securityinsights/alertrules>

use serde_json::{Map, Value, json};

use super::form::{Form, escaped, name_of, named, properties, words};

/// Keys that are properties of a rule, with their names in YAML and in the template, in the order of Sentinel's YAML.
const PROPERTIES: [(&str, &str); 25] = [
    ("name", "displayName"),
    ("description", "description"),
    ("severity", "severity"),
    ("enabled", "enabled"),
    ("queryFrequency", "queryFrequency"),
    ("queryPeriod", "queryPeriod"),
    ("triggerOperator", "triggerOperator"),
    ("triggerThreshold", "triggerThreshold"),
    ("tactics", "tactics"),
    ("query", "query"),
    ("suppressionEnabled", "suppressionEnabled"),
    ("suppressionDuration", "suppressionDuration"),
    ("startTimeUtc", "startTimeUtc"),
    ("eventGroupingSettings", "eventGroupingSettings"),
    ("incidentConfiguration", "incidentConfiguration"),
    ("entityMappings", "entityMappings"),
    ("sentinelEntitiesMappings", "sentinelEntitiesMappings"),
    ("customDetails", "customDetails"),
    ("alertDetailsOverride", "alertDetailsOverride"),
    ("alertRuleTemplateName", "alertRuleTemplateName"),
    ("version", "templateVersion"),
    ("productFilter", "productFilter"),
    ("severitiesFilter", "severitiesFilter"),
    ("displayNamesFilter", "displayNamesFilter"),
    ("displayNamesExcludeFilter", "displayNamesExcludeFilter"),
];

/// Keys that only templates of rules have besides.
pub(super) const OF_TEMPLATES: [&str; 2] = ["requiredDataConnectors", "status"];

/// Spans of time: `1h` in YAML, `PT1H` in a template.
const SPANS: [&str; 3] = ["queryFrequency", "queryPeriod", "suppressionDuration"];

/// How many rows make an alert.
const OPERATORS: [(&str, &str); 4] = [("gt", "GreaterThan"), ("lt", "LessThan"), ("eq", "Equal"), ("ne", "NotEqual")];

/// Where the techniques stand in YAML: behind the tactics.
const TECHNIQUES: &str = "relevantTechniques";

/// The rule with the keys of Sentinel's YAML, and `further` keys that have the same name in both.
pub(super) fn document(resource: &Value, further: &[&str]) -> Map<String, Value> {
    let mut properties = properties(resource);
    let mut document = Map::new();
    document.extend(name_of(resource).map(|id| ("id".to_owned(), id.into())));
    document.extend(resource.get("kind").map(|kind| ("kind".to_owned(), super::form::plain(kind))));
    let techniques = joined(&properties);
    for (key, property) in PROPERTIES {
        if let Some(value) = properties.remove(property) {
            document.insert(key.to_owned(), in_yaml(key, &value));
        }
        if key == "tactics" {
            document.extend(techniques.clone().map(|techniques| (TECHNIQUES.to_owned(), techniques)));
        }
    }
    document.extend(further.iter().filter_map(|key| properties.remove_entry(*key)));
    document
}

/// The rule as a resource that can be deployed.
pub(super) fn resource(document: &Map<String, Value>) -> Value {
    let own = named(document, &["id", "name"]);
    let provider = "resourceId('Microsoft.OperationalInsights/workspaces/providers', parameters('workspace'), 'Microsoft.SecurityInsights')";
    json!({
        "id": format!("[concat({provider},'/alertRules/{own}')]"),
        "name": Form::Rule.resource_name(&own),
        "type": "Microsoft.OperationalInsights/workspaces/providers/alertRules",
        "kind": kind(document),
        "apiVersion": "2023-12-01-preview",
        "properties": escaped(&of_rule(document).into()),
    })
}

/// The rule as a resource that rules can be made of.
pub(super) fn template(document: &Map<String, Value>) -> Value {
    let mut properties = of_rule(document);
    let further = OF_TEMPLATES.iter().filter_map(|key| document.get_key_value(*key));
    properties.extend(further.map(|(key, value)| (key.clone(), value.clone())));
    json!({
        "type": "Microsoft.SecurityInsights/AlertRuleTemplates",
        "name": Form::RuleTemplate.resource_name(&named(document, &["id", "name"])),
        "apiVersion": "2023-02-01-preview",
        "kind": kind(document),
        "location": "[parameters('workspace-location')]",
        "properties": escaped(&properties.into()),
    })
}

fn kind(document: &Map<String, Value>) -> Value {
    document.get("kind").map_or_else(|| "Scheduled".into(), escaped)
}

fn of_rule(document: &Map<String, Value>) -> Map<String, Value> {
    let mut properties = Map::new();
    for (key, property) in PROPERTIES {
        if let Some(value) = document.get(key) {
            properties.insert(property.to_owned(), in_template(key, value));
        }
        if key == "tactics" {
            properties.extend(document.get(TECHNIQUES).into_iter().flat_map(parted));
        }
    }
    // What a rule with a query needs, as the portal fills it in.
    if ["scheduled", "nrt"].contains(&&*kind(document).as_str().unwrap_or_default().to_ascii_lowercase()) {
        for (key, value) in
            [("enabled", json!(true)), ("suppressionEnabled", json!(false)), ("suppressionDuration", json!("PT5H"))]
        {
            properties.entry(key).or_insert(value);
        }
    }
    properties
}

/// A property's value as YAML has it. It goes by the template's own spelling, of which each has one in YAML.
fn in_yaml(key: &str, value: &Value) -> Value {
    let value = in_template(key, value);
    let Value::String(text) = &value else { return value };
    if SPANS.contains(&key) {
        return short_span(text).map_or(value, Value::from);
    }
    let operator = OPERATORS.iter().find(|(_, long)| key == "triggerOperator" && *long == text.as_str());
    operator.map_or(value, |(short, _)| (*short).into())
}

fn in_template(key: &str, value: &Value) -> Value {
    match (key, value) {
        ("incidentConfiguration", Value::Object(_)) => {
            let mut value = value.clone();
            let span = value.pointer_mut("/groupingConfiguration/lookbackDuration");
            if let Some(span) = span
                && let Some(long) = span.as_str().and_then(long_span)
            {
                *span = long.into();
            }
            value
        }
        ("tactics", Value::Array(tactics)) => tactics.iter().map(without_blanks).collect(),
        ("tactics", Value::String(_)) => in_template(key, &words(value).unwrap_or_default().into()),
        ("triggerOperator", Value::String(text)) => {
            let operator = OPERATORS.iter().find(|(short, _)| short.eq_ignore_ascii_case(text));
            operator.map_or_else(|| value.clone(), |(_, long)| (*long).into())
        }
        (_, Value::String(text)) if SPANS.contains(&key) => long_span(text).map_or_else(|| value.clone(), Value::from),
        _ => value.clone(),
    }
}

/// `Initial Access` is `InitialAccess` in templates.
fn without_blanks(value: &Value) -> Value {
    value.as_str().map_or_else(|| value.clone(), |text| text.replace(' ', "").into())
}

/// Techniques and parts of techniques, which have lists of their own in a template: of each part its technique is named.
fn parted(techniques: &Value) -> Vec<(String, Value)> {
    let Some(words) = words(techniques) else { return vec![("techniques".to_owned(), techniques.clone())] };
    let Techniques { whole, parts } = Techniques::of(words);
    let lists = [("techniques", whole), ("subTechniques", parts)];
    let lists = lists.into_iter().filter(|(key, list)| *key == "techniques" || !list.is_empty());
    lists.map(|(key, list)| (key.to_owned(), list.into())).collect()
}

/// The techniques of a template in one list: a technique whose parts are named is there by its parts.
fn joined(properties: &Map<String, Value>) -> Option<Value> {
    let list = |key: &str| properties.get(key).map(words);
    let all: Vec<String> = match (list("techniques"), list("subTechniques").flatten()) {
        (Some(None), _) => return properties.get("techniques").cloned(),
        (None, None) => return None,
        (whole, parts) => whole.flatten().into_iter().chain(parts).flatten().collect(),
    };
    Some(Techniques::of(all).joined().into())
}

/// Techniques, each once, and the parts of them that are named.
struct Techniques {
    whole: Vec<String>,
    parts: Vec<String>,
}

/// The technique that a word names itself, or a part of.
fn technique(word: &str) -> &str {
    word.split('.').next().unwrap_or_default()
}

impl Techniques {
    fn of(words: Vec<String>) -> Self {
        let (mut whole, mut parts): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        for word in words {
            let word = word.replace(' ', "");
            if !whole.iter().any(|known| known == technique(&word)) {
                whole.push(technique(&word).to_owned());
            }
            if word.contains('.') && !parts.contains(&word) {
                parts.push(word);
            }
        }
        Self { whole, parts }
    }

    fn joined(self) -> Vec<String> {
        let mut all = Vec::new();
        for whole in self.whole {
            let before = all.len();
            all.extend(self.parts.iter().filter(|part| technique(part) == whole).cloned());
            if all.len() == before {
                all.push(whole);
            }
        }
        all
    }
}

/// `PT1H30M` of `1h30m`, `P14D` of `14d`; nothing of what is no such span.
fn long_span(text: &str) -> Option<String> {
    let parts = span_parts(&text.to_ascii_uppercase())?;
    let (days, times): (Vec<_>, Vec<_>) = parts.into_iter().partition(|part| part.ends_with('D'));
    let times = times.concat();
    Some(format!("P{}{}{times}", days.concat(), if times.is_empty() { "" } else { "T" }))
}

/// `1h30m` of `PT1H30M`; nothing of what is no span of days, hours and minutes.
fn short_span(text: &str) -> Option<String> {
    let rest = text.strip_prefix('P')?;
    let (days, times) = rest.split_once('T').unwrap_or((rest, ""));
    let fits = days.chars().all(|c| c.is_ascii_digit() || c == 'D') && !times.contains('D') && !rest.ends_with('T');
    let parts = span_parts(&format!("{days}{times}")).filter(|_| fits)?;
    Some(parts.concat().to_ascii_lowercase())
}

/// `1D`, `2H`, `30M`: each at most once, in this order.
fn span_parts(text: &str) -> Option<Vec<String>> {
    let (mut parts, mut units) = (Vec::new(), "DHM");
    for part in text.split_inclusive(|c: char| !c.is_ascii_digit()) {
        let unit = part.chars().next_back()?;
        units = &units[units.find(unit)? + 1..];
        (part.len() > 1).then_some(())?;
        parts.push(part.to_owned());
    }
    (!parts.is_empty()).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_of_time() {
        for (short, long) in
            [("1h", "PT1H"), ("14d", "P14D"), ("60m", "PT60M"), ("1d2h3m", "P1DT2H3M"), ("1h10m", "PT1H10M")]
        {
            assert_eq!(long_span(short).as_deref(), Some(long));
            assert_eq!(short_span(long).as_deref(), Some(short));
        }
        for other in ["PT1H", "", "5", "h", "1m1h", "1w", "1.5h"] {
            assert_eq!(long_span(other), None, "{other}");
        }
        for other in ["1h", "P", "PT", "P1DT", "P1M", "PT1D", "PT1H1H", "P1W", "PT0.5H", "PT30S"] {
            assert_eq!(short_span(other), None, "{other}");
        }
    }

    #[test]
    fn techniques_and_their_parts() {
        let document = |list: Value| Map::from_iter([(TECHNIQUES.to_owned(), list)]);
        let there = of_rule(&document(json!(["T1078.001", "T1110", "T1078.004"])));
        assert_eq!(there["techniques"], json!(["T1078", "T1110"]));
        assert_eq!(there["subTechniques"], json!(["T1078.001", "T1078.004"]));
        assert_eq!(joined(&there), Some(json!(["T1078.001", "T1078.004", "T1110"])));
        assert_eq!(joined(&of_rule(&document(json!([])))), Some(json!([])));
        assert_eq!(joined(&Map::new()), None);
    }
}
