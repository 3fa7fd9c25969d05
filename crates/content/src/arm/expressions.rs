//! The expressions of templates, as far as content uses them: `[concat(parameters('workspace'), '/x')]`,
//! `[variables('rule')._id]`. A text in brackets that is none begins with `[[`.
//! <https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions>

use std::cell::Cell;
use std::sync::Arc;

use crate::yaml::{Entry, Node, ScalarStyle, Value};

/// Values and the expressions in them are followed so deep.
const DEEPEST: u8 = 96;

/// Azure takes no template that is larger once its expressions are worked out. Variables that name each other twice
/// would soon be.
const LARGEST: usize = 4 << 20;

/// What a value adds to that size beside its text.
const VALUE: usize = 64;

/// The templates around a value, whose parameters and variables its expressions name: the innermost last.
#[derive(Clone, Default)]
pub(crate) struct Scope<'a> {
    templates: Vec<&'a Node>,
}

impl<'a> Scope<'a> {
    /// The scope inside of a template.
    pub(crate) fn inside(&self, template: &'a Node) -> Self {
        Self { templates: self.templates.iter().copied().chain([template]).collect() }
    }

    /// The value with what its expressions stand for. One that cannot be worked out stays as it is written.
    pub(crate) fn resolved(&self, node: &Node) -> Node {
        Resolver { scope: self, left: Cell::new(LARGEST) }.resolved(node, DEEPEST)
    }

    /// The text that a value stands for, where it can be worked out. What nobody knows in it (the name of a workspace) is
    /// left out.
    pub(crate) fn text(&self, node: &Node) -> Option<String> {
        self.resolved(node).as_str().map(str::to_owned)
    }

    /// A parameter's default or a variable, of the innermost template that has it.
    fn named(&self, list: &str, name: &str) -> Option<&'a Node> {
        let entry = |template: &&'a Node| {
            let entries = template.get(list)?.entries();
            entries.iter().find(|entry| entry.key.eq_ignore_ascii_case(name))
        };
        let found = &self.templates.iter().rev().find_map(entry)?.node;
        if list == "parameters" { found.get("defaultValue") } else { Some(found) }
    }
}

/// What a part of an expression is.
enum Part<'a> {
    /// A value as the template has it, and how deep its own expressions may still be followed: only what is made use of
    /// is worked out, or a variable could not name another member of its own.
    Node(&'a Node, u8),
    Text(String),
}

/// Works out the expressions of one value.
struct Resolver<'s, 'a> {
    scope: &'s Scope<'a>,
    /// How much larger the value may become.
    left: Cell<usize>,
}

impl<'a> Resolver<'_, 'a> {
    fn resolved(&self, node: &Node, depth: u8) -> Node {
        let Some(depth) = depth.checked_sub(1).filter(|_| self.affords(VALUE)) else { return node.clone() };
        let value = match &node.value {
            Value::Scalar(text, ScalarStyle::DoubleQuoted) => return self.resolved_text(node, text, depth),
            Value::Scalar(text, style) => Value::Scalar(Arc::clone(text), *style),
            Value::Sequence(nodes) => Value::Sequence(nodes.iter().map(|node| self.resolved(node, depth)).collect()),
            Value::Mapping(entries) => {
                let entry = |entry: &Entry| Entry { node: self.resolved(&entry.node, depth), ..entry.clone() };
                Value::Mapping(entries.iter().map(entry).collect())
            }
        };
        Node { value, start: node.start }
    }

    fn resolved_text(&self, node: &Node, text: &Arc<str>, depth: u8) -> Node {
        if let Some(rest) = unescaped(text) {
            return Node { value: Value::Scalar(rest.into(), ScalarStyle::DoubleQuoted), start: node.start + 1 };
        }
        match self.worked_out(text, depth) {
            Some(Part::Node(found, depth)) => self.resolved(found, depth),
            Some(Part::Text(text)) => Node { value: Value::Scalar(text.into(), ScalarStyle::Plain), start: node.start },
            None => node.clone(),
        }
    }

    /// What an expression stands for, if the text is one and it can be worked out.
    fn worked_out(&self, text: &str, depth: u8) -> Option<Part<'a>> {
        let rest = text.strip_prefix('[')?.strip_suffix(']')?;
        let mut parser = Parser { resolver: self, rest, depth };
        parser.expression().filter(|_| parser.rest.trim().is_empty())
    }

    /// The text of a part, where it has one.
    fn text(&self, part: Part<'a>) -> Option<String> {
        match part {
            Part::Text(text) => Some(text),
            Part::Node(node, depth) => {
                let resolved = self.resolved(node, depth);
                resolved.as_str().filter(|text| self.affords(text.len())).map(str::to_owned)
            }
        }
    }

    /// The member of an object, or the item of a list.
    fn member(&self, part: Part<'a>, member: &str) -> Option<Part<'a>> {
        let Part::Node(node, depth) = part else { return None };
        let found = match &node.value {
            Value::Mapping(entries) => &entries.iter().find(|entry| entry.key.eq_ignore_ascii_case(member))?.node,
            Value::Sequence(items) => items.get(member.parse::<usize>().ok()?)?,
            Value::Scalar(text, ScalarStyle::DoubleQuoted) => {
                return self.member(self.worked_out(text, depth)?, member);
            }
            Value::Scalar(..) => return None,
        };
        Some(Part::Node(found, depth))
    }

    /// The text with every `from` replaced.
    fn replaced(&self, text: &str, from: &str, to: &str) -> Option<String> {
        if from.is_empty() {
            return Some(text.to_owned());
        }
        let added = text.matches(from).count().checked_mul(to.len())?;
        self.affords(added).then(|| text.replace(from, to))
    }

    /// Whether the value may become so much larger; it then is.
    fn affords(&self, size: usize) -> bool {
        let left = self.left.get().checked_sub(size);
        self.left.set(left.unwrap_or(0));
        left.is_some()
    }
}

struct Parser<'s, 'a> {
    resolver: &'s Resolver<'s, 'a>,
    rest: &'s str,
    depth: u8,
}

impl<'a> Parser<'_, 'a> {
    fn take(&mut self, symbol: char) -> bool {
        self.rest = self.rest.trim_start();
        let rest = self.rest.strip_prefix(symbol);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// An expression. One that stands in another is a level deeper, those beside each other are not.
    fn expression(&mut self) -> Option<Part<'a>> {
        let outer = self.depth;
        self.depth = outer.checked_sub(1)?;
        let part = self.members();
        self.depth = outer;
        part
    }

    /// A term and what it has behind it: `variables('rule').names[0]`.
    fn members(&mut self) -> Option<Part<'a>> {
        let mut part = self.term()?;
        loop {
            let member = if self.take('.') {
                self.word()?.to_owned()
            } else if self.take('[') {
                let member = self.expression()?;
                let member = self.resolver.text(member)?;
                self.take(']').then_some(member)?
            } else {
                return Some(part);
            };
            part = self.resolver.member(part, &member)?;
        }
    }

    fn term(&mut self) -> Option<Part<'a>> {
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
    fn call(&self, name: &str, arguments: Vec<Part<'a>>) -> Option<Part<'a>> {
        let resolver = self.resolver;
        if let "parameters" | "variables" = name {
            let [argument] = <[Part<'a>; 1]>::try_from(arguments).ok()?;
            let found = resolver.scope.named(name, &resolver.text(argument)?);
            // Who deploys a template says what a parameter without a default is, the name of the workspace say.
            let unknown = || (name == "parameters").then(|| Part::Text(String::new()));
            return found.map(|node| Part::Node(node, self.depth)).or_else(unknown);
        }
        let texts: Option<Vec<String>> = arguments.into_iter().map(|argument| resolver.text(argument)).collect();
        let mut texts = texts?.into_iter();
        let text = match name {
            "concat" => texts.collect(),
            "string" => texts.next()?,
            "tolower" => texts.next()?.to_lowercase(),
            "toupper" => texts.next()?.to_uppercase(),
            "trim" => texts.next()?.trim().to_owned(),
            "replace" => {
                let (text, from, to) = (texts.next()?, texts.next()?, texts.next()?);
                resolver.replaced(&text, &from, &to)?
            }
            "take" => {
                let (text, count) = (texts.next()?, texts.next()?.parse().ok()?);
                text.chars().take(count).collect()
            }
            "resourceid" | "extensionresourceid" | "subscriptionresourceid" => texts.collect::<Vec<_>>().join("/"),
            "format" => {
                let format = texts.next()?;
                let mut values = texts.enumerate();
                values.try_fold(format, |text, (i, value)| resolver.replaced(&text, &format!("{{{i}}}"), &value))?
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
