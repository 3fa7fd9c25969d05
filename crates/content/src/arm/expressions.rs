//! The expressions of templates, as far as content uses them: `[concat(parameters('workspace'), '/x')]`,
//! `[variables('rule')._id]`. A text in brackets that is none begins with `[[`.
//! <https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions>

use std::sync::Arc;

use crate::yaml::{Entry, Node, ScalarStyle, Value};

/// Expressions that lead to each other are followed so far.
const DEEPEST: u8 = 32;

/// The templates around a value, whose parameters and variables its expressions name: the innermost last.
#[derive(Clone, Default)]
pub(crate) struct Scope<'a> {
    templates: Vec<&'a Node>,
}

/// What a part of an expression is.
enum Part {
    Node(Node),
    Text(String),
}

impl Part {
    fn text(self) -> Option<String> {
        match self {
            Part::Node(node) => node.as_str().map(str::to_owned),
            Part::Text(text) => Some(text),
        }
    }
}

impl<'a> Scope<'a> {
    /// The scope inside of a template.
    pub(crate) fn inside(&self, template: &'a Node) -> Self {
        Self { templates: self.templates.iter().copied().chain([template]).collect() }
    }

    /// The value with what its expressions stand for. One that cannot be worked out stays as it is written.
    pub(crate) fn resolved(&self, node: &Node) -> Node {
        let value = match &node.value {
            Value::Scalar(text, ScalarStyle::DoubleQuoted) => return self.resolved_text(node, text, DEEPEST),
            Value::Scalar(text, style) => Value::Scalar(Arc::clone(text), *style),
            Value::Sequence(nodes) => Value::Sequence(nodes.iter().map(|node| self.resolved(node)).collect()),
            Value::Mapping(entries) => {
                let entry = |entry: &Entry| Entry { node: self.resolved(&entry.node), ..entry.clone() };
                Value::Mapping(entries.iter().map(entry).collect())
            }
        };
        Node { value, start: node.start }
    }

    /// The text that a value stands for, where it can be worked out. What nobody knows in it (the name of a workspace) is
    /// left out.
    pub(crate) fn text(&self, node: &Node) -> Option<String> {
        self.resolved(node).as_str().map(str::to_owned)
    }

    fn resolved_text(&self, node: &Node, text: &Arc<str>, depth: u8) -> Node {
        if let Some(rest) = unescaped(text) {
            return Node { value: Value::Scalar(rest.into(), ScalarStyle::DoubleQuoted), start: node.start + 1 };
        }
        let Some(expression) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else {
            return node.clone();
        };
        let mut parser = Parser { scope: self, rest: expression, depth };
        match parser.expression().filter(|_| parser.rest.trim().is_empty()) {
            Some(Part::Node(found)) => found,
            Some(Part::Text(text)) => Node { value: Value::Scalar(text.into(), ScalarStyle::Plain), start: node.start },
            None => node.clone(),
        }
    }

    /// A parameter's default or a variable, of the innermost template that has it.
    fn named(&self, list: &str, name: &str, depth: u8) -> Option<Node> {
        let depth = depth.checked_sub(1)?;
        let entry = |template: &&'a Node| {
            let entries = template.get(list)?.entries();
            entries.iter().find(|entry| entry.key.eq_ignore_ascii_case(name))
        };
        let found = &self.templates.iter().rev().find_map(entry)?.node;
        let value = if list == "parameters" { found.get("defaultValue")? } else { found };
        match &value.value {
            Value::Scalar(text, ScalarStyle::DoubleQuoted) => Some(self.resolved_text(value, text, depth)),
            _ => Some(self.resolved(value)),
        }
    }
}

struct Parser<'s, 'a> {
    scope: &'s Scope<'a>,
    rest: &'s str,
    depth: u8,
}

impl Parser<'_, '_> {
    fn take(&mut self, symbol: char) -> bool {
        self.rest = self.rest.trim_start();
        let rest = self.rest.strip_prefix(symbol);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn expression(&mut self) -> Option<Part> {
        let depth = self.depth.checked_sub(1)?;
        self.depth = depth;
        let mut part = self.term()?;
        loop {
            let member = if self.take('.') {
                self.word()?.to_owned()
            } else if self.take('[') {
                let member = self.expression()?.text()?;
                self.take(']').then_some(member)?
            } else {
                return Some(part);
            };
            let Part::Node(node) = part else { return None };
            part = Part::Node(member_of(&node, &member)?);
        }
    }

    fn term(&mut self) -> Option<Part> {
        if self.take('\'') {
            return self.quoted().map(Part::Text);
        }
        let word = self.word()?.to_owned();
        if !self.take('(') {
            return Some(Part::Text(word));
        }
        let mut arguments = Vec::new();
        while !self.take(')') {
            arguments.push(self.expression()?);
            if !self.take(',') {
                self.take(')').then_some(())?;
                break;
            }
        }
        self.call(&word.to_ascii_lowercase(), arguments)
    }

    fn word(&mut self) -> Option<&str> {
        self.rest = self.rest.trim_start();
        let end = self.rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-'))).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!word.is_empty()).then_some(word)
    }

    /// A text to its closing quote, which is doubled where it belongs to the text.
    fn quoted(&mut self) -> Option<String> {
        let mut text = String::new();
        loop {
            let end = self.rest.find('\'')?;
            text.push_str(&self.rest[..end]);
            self.rest = &self.rest[end + 1..];
            if !self.rest.starts_with('\'') {
                return Some(text);
            }
            text.push('\'');
            self.rest = &self.rest[1..];
        }
    }

    /// What a function gives: those that make names and texts.
    fn call(&self, name: &str, arguments: Vec<Part>) -> Option<Part> {
        if let "parameters" | "variables" = name {
            let [argument] = <[Part; 1]>::try_from(arguments).ok()?;
            let found = self.scope.named(name, &argument.text()?, self.depth);
            // Who deploys a template says what a parameter without a default is, the name of the workspace say.
            let unknown = || (name == "parameters").then(|| Part::Text(String::new()));
            return found.map(Part::Node).or_else(unknown);
        }
        let mut texts = arguments.into_iter().map(Part::text).collect::<Option<Vec<String>>>()?.into_iter();
        let text = match name {
            "concat" => texts.collect(),
            "string" => texts.next()?,
            "tolower" => texts.next()?.to_lowercase(),
            "toupper" => texts.next()?.to_uppercase(),
            "trim" => texts.next()?.trim().to_owned(),
            "replace" => {
                let (text, from, to) = (texts.next()?, texts.next()?, texts.next()?);
                if from.is_empty() { text } else { text.replace(&from, &to) }
            }
            "take" => {
                let (text, count) = (texts.next()?, texts.next()?.parse().ok()?);
                text.chars().take(count).collect()
            }
            "resourceid" | "extensionresourceid" | "subscriptionresourceid" => texts.collect::<Vec<_>>().join("/"),
            "format" => {
                let format = texts.next()?;
                texts.enumerate().fold(format, |text, (i, value)| text.replace(&format!("{{{i}}}"), &value))
            }
            // Which text they make depends on where a template is deployed.
            "uniquestring" | "guid" => texts.next()?,
            _ => return None,
        };
        Some(Part::Text(text))
    }
}

/// The text that `[[text]` stands for. A text that begins with a bracket and ends with none is what it is.
pub(crate) fn unescaped(text: &str) -> Option<&str> {
    text.strip_prefix('[').filter(|rest| rest.starts_with('[') && rest.ends_with(']'))
}

/// Whether a template takes the text for an expression.
pub(crate) fn is_expression(text: &str) -> bool {
    text.len() > 1 && text.starts_with('[') && text.ends_with(']') && !text.starts_with("[[")
}

/// The member of an object, or the item of a list.
fn member_of(node: &Node, member: &str) -> Option<Node> {
    match &node.value {
        Value::Mapping(entries) => {
            Some(entries.iter().find(|entry| entry.key.eq_ignore_ascii_case(member))?.node.clone())
        }
        Value::Sequence(items) => items.get(member.parse::<usize>().ok()?).cloned(),
        Value::Scalar(..) => None,
    }
}
