//! Filtering parameters: what each takes, which fields it looks at, and how.

use lurcher_symbols::ScalarType;

/// A filtering parameter.
#[derive(Debug)]
pub struct FilterParameter {
    /// The name.
    pub name: &'static str,
    /// The default as KQL: filters nothing, but for `eventtype` of DNS.
    pub default: &'static str,
    /// How a field is compared with the argument.
    pub test: Test,
    /// The fields that are compared: one that passes is enough.
    pub fields: &'static [&'static str],
    /// Where it is told which of the fields passed. Parameters that share it share one condition: what passes for one
    /// of them passes.
    pub told: Option<&'static Told>,
}

/// How a field is compared with an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Test {
    /// Not before.
    From,
    /// Not after.
    To,
    /// The same number.
    Number,
    /// The same text.
    Equals,
    /// The same text in any case.
    EqualsInAnyCase,
    /// A term of the text.
    Has,
    /// One of the texts.
    In,
    /// One of the texts in any case.
    InAnyCase,
    /// Any of the terms.
    HasAny,
    /// All of the terms.
    HasAll,
    /// An IPv4 address in the text.
    HasIpv4,
    /// An IPv4 address that begins with any of the prefixes.
    HasAnyIpv4Prefix,
    /// The event type of DNS, of which `Query` is called `lookup`, too.
    DnsEventType,
}

/// The field that tells which of several fields passed a filter.
#[derive(Debug, PartialEq, Eq)]
pub struct Told {
    /// Its name.
    pub field: &'static str,
    /// What it holds where the filter was not asked for.
    unasked: &'static str,
    /// Whether it tells `Both`, or else the first of the fields.
    both: bool,
}

/// <https://learn.microsoft.com/azure/sentinel/normalization-common-fields>
pub(super) const MATCHING_IP_ADDRESS: Told = Told { field: "ASimMatchingIpAddr", unasked: "-", both: true };

/// Where both names match, Sentinel's native source of network sessions tells the first.
pub(super) const MATCHING_HOSTNAME: Told = Told { field: "ASimMatchingHostname", unasked: "", both: false };

/// <https://learn.microsoft.com/azure/sentinel/normalization-common-fields>
pub(super) const MATCHING_USERNAME: Told = Told { field: "ASimMatchingUsername", unasked: "-", both: true };

/// The first parameter of every schema. The event's time is `TimeGenerated`, whatever else the event says.
pub(super) const START: FilterParameter = filter("starttime", Test::From, &["TimeGenerated"]);

/// The second parameter of every schema.
pub(super) const END: FilterParameter = filter("endtime", Test::To, &["TimeGenerated"]);

/// A parameter with the default of its test.
pub(super) const fn filter(name: &'static str, test: Test, fields: &'static [&'static str]) -> FilterParameter {
    FilterParameter { name, default: test.unasked(), test, fields, told: None }
}

impl FilterParameter {
    /// The same parameter, of which `told` says which of its fields passed.
    pub(super) const fn told(self, told: &'static Told) -> Self {
        Self { told: Some(told), ..self }
    }

    /// The same parameter with another default.
    pub(super) const fn or(self, default: &'static str) -> Self {
        Self { default, ..self }
    }

    /// What it takes.
    pub fn ty(&self) -> ScalarType {
        match self.test {
            Test::From | Test::To => ScalarType::DateTime,
            Test::Number => ScalarType::Int,
            Test::Equals | Test::EqualsInAnyCase | Test::Has | Test::HasIpv4 | Test::DnsEventType => ScalarType::String,
            Test::In | Test::InAnyCase | Test::HasAny | Test::HasAll | Test::HasAnyIpv4Prefix => ScalarType::Dynamic,
        }
    }

    /// The condition that nothing is asked for, as KQL.
    fn unasked(&self) -> String {
        let name = self.name;
        match self.ty() {
            ScalarType::Dynamic => format!("array_length({name}) == 0"),
            ScalarType::String => format!("{name} == '*'"),
            _ => format!("isnull({name})"),
        }
    }

    /// The condition that a field passes, as KQL.
    fn passes(&self, field: &str) -> String {
        let name = self.name;
        match self.test {
            Test::From => format!("{field} >= {name}"),
            Test::To => format!("{field} <= {name}"),
            Test::Number | Test::Equals => format!("{field} == {name}"),
            Test::EqualsInAnyCase => format!("{field} =~ {name}"),
            Test::Has => format!("{field} has {name}"),
            Test::In => format!("{field} in ({name})"),
            Test::InAnyCase => format!("{field} in~ ({name})"),
            Test::HasAny => format!("{field} has_any ({name})"),
            Test::HasAll => format!("{field} has_all ({name})"),
            Test::HasIpv4 => format!("has_ipv4({field}, {name})"),
            Test::HasAnyIpv4Prefix => format!("has_any_ipv4_prefix({field}, {name})"),
            Test::DnsEventType => format!("{field} == {name} or ({name} == 'lookup' and {field} == 'Query')"),
        }
    }
}

impl Test {
    /// The argument that asks for nothing, as KQL.
    const fn unasked(self) -> &'static str {
        match self {
            Test::From | Test::To => "datetime(null)",
            Test::Number => "int(null)",
            Test::Equals | Test::EqualsInAnyCase | Test::Has | Test::HasIpv4 | Test::DnsEventType => "'*'",
            Test::In | Test::InAnyCase | Test::HasAny | Test::HasAll | Test::HasAnyIpv4Prefix => "dynamic([])",
        }
    }

    /// The comparison in words of KQL, for the documentation.
    pub fn operator(self) -> &'static str {
        match self {
            Test::From => ">=",
            Test::To => "<=",
            Test::Number | Test::Equals | Test::DnsEventType => "==",
            Test::EqualsInAnyCase => "=~",
            Test::Has => "has",
            Test::In => "in",
            Test::InAnyCase => "in~",
            Test::HasAny => "has_any",
            Test::HasAll => "has_all",
            Test::HasIpv4 => "has_ipv4",
            Test::HasAnyIpv4Prefix => "has_any_ipv4_prefix",
        }
    }
}

/// Operators that apply the parameters, as KQL. Each condition stands in a `where` of its own, so that one over a
/// constant folds away.
pub(super) fn operators(filters: &[FilterParameter]) -> String {
    let mut kql = String::new();
    let mut done: Vec<&Told> = Vec::new();
    for filter in filters {
        let group: Vec<&FilterParameter> = match filter.told {
            Some(told) if done.contains(&told) => continue,
            Some(told) => {
                done.push(told);
                filters.iter().filter(|f| f.told == Some(told)).collect()
            }
            None => vec![filter],
        };
        let unasked = all_unasked(&group);
        let fields = passing(&group);
        let any: Vec<&str> = fields.iter().map(|(_, passes)| passes.as_str()).collect();
        kql.push_str(&format!("| where ({unasked}) or {}\n", any.join(" or ")));
        if let Some(told) = filter.told {
            kql.push_str(&format!("| extend {} = {}\n", told.field, tell(told, &unasked, &fields)));
        }
    }
    kql
}

fn all_unasked(group: &[&FilterParameter]) -> String {
    group.iter().map(|f| f.unasked()).collect::<Vec<_>>().join(" and ")
}

/// The fields that a group looks at, each with the condition that it passes for any of the parameters.
fn passing(group: &[&FilterParameter]) -> Vec<(&'static str, String)> {
    let mut fields: Vec<(&'static str, String)> = Vec::new();
    for (field, passes) in group.iter().flat_map(|f| f.fields.iter().map(|field| (*field, f.passes(field)))) {
        match fields.iter_mut().find(|(known, _)| *known == field) {
            Some((_, all)) => all.push_str(&format!(" or {passes}")),
            None => fields.push((field, passes)),
        }
    }
    fields
}

fn tell(told: &Told, unasked: &str, fields: &[(&str, String)]) -> String {
    let mut cases = vec![format!("{unasked}, '{}'", told.unasked)];
    if told.both {
        let all: Vec<String> = fields.iter().map(|(_, passes)| format!("({passes})")).collect();
        cases.push(format!("{}, 'Both'", all.join(" and ")));
    }
    if let Some(((last, _), rest)) = fields.split_last() {
        cases.extend(rest.iter().map(|(field, passes)| format!("{passes}, '{field}'")));
        cases.push(format!("'{last}'"));
    }
    format!("case({})", cases.join(", "))
}
