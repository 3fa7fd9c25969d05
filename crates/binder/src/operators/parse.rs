//! `parse` and `parse-where`. <https://learn.microsoft.com/kusto/query/parse-operator>

use std::rc::Rc;

use lurcher_symbols::ScalarType;
use lurcher_syntax::operators::{self, ParsePartKind};

use crate::binder::Binder;
use crate::bound::{self, ParseKind, ParsePart, Plan, ResultColumn};
use crate::codes;
use crate::expressions::{Context, scalar_type};
use crate::relation::Relation;
use crate::scope::Scope;

impl<'a> Binder<'a> {
    pub(super) fn bind_parse(
        &self,
        op: &'a operators::Parse,
        drop_unmatched: bool,
        mut input: Relation,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let source = self.bind_expr(&op.value, Context::row(scope, &input));
        let source = self.convert(source, ScalarType::String);
        let mut visible: Vec<ResultColumn> = Vec::new();
        let part = |part: &'a operators::ParsePart| match &part.kind {
            ParsePartKind::Star => ParsePart::Skip,
            ParsePartKind::Text(text) => ParsePart::Text(text.as_str().into()),
            ParsePartKind::Column { name, ty } => {
                let ty = ty.as_ref().map_or(ScalarType::String, |ty| scalar_type(&ty.kind));
                let id = self.new_column();
                visible.push(ResultColumn { id, name: name.as_str().into(), ty });
                ParsePart::Column(id, ty)
            }
        };
        self.check_pattern(op, drop_unmatched);
        let parts = op.pattern.iter().map(part).collect();
        let kind = match op.kind {
            operators::ParseKind::Simple => ParseKind::Simple,
            operators::ParseKind::Relaxed => ParseKind::Relaxed,
            operators::ParseKind::Regex => ParseKind::Regex,
        };
        let flags = op.flags.as_deref().unwrap_or("").into();
        let plan = bound::Parse { input: Box::new(input.take_plan()), source, kind, flags, parts, drop_unmatched };
        input.plan = Plan::Parse(plan);
        visible.into_iter().for_each(|column| input.set_column(column));
        input
    }

    /// Reports a pattern that is no regular expression. A group may begin in one text and end in another, so the whole
    /// decides; where a text alone is wrong, that is the place.
    fn check_assembled(&self, op: &operators::Parse) {
        let flags = op.flags.as_deref().unwrap_or("");
        let piece = |part: &operators::ParsePart| match &part.kind {
            ParsePartKind::Text(text) => format!("(?:{text})"),
            ParsePartKind::Star => ".*?".to_owned(),
            ParsePartKind::Column { .. } => "(.*)".to_owned(),
        };
        let whole: String = op.pattern.iter().map(piece).collect();
        if self.env.constants.regex_mistake(&whole).is_none() {
            return;
        }
        let mark = self.mark();
        for part in &op.pattern {
            if let ParsePartKind::Text(text) = &part.kind {
                self.check_regex(text, flags, part.span);
            }
        }
        if !self.failed_since(mark) {
            self.check_regex(&whole, flags, op.value.span);
        }
    }

    /// Reports what a pattern must not be.
    fn check_pattern(&self, op: &operators::Parse, drop_unmatched: bool) {
        let span = op.value.span;
        match (&op.flags, op.kind) {
            (Some(_), operators::ParseKind::Simple | operators::ParseKind::Relaxed) => {
                let message = "parse: regex flags can be provided only on regex mode";
                self.error(codes::PARSE_FLAGS_MODE, span, message);
            }
            (Some(flags), operators::ParseKind::Regex) => {
                if let Some(flag) = flags.chars().find(|flag| !REGEX_FLAGS.contains(*flag)) {
                    let message = format!("parse: '{flag}' is no flag of regular expressions");
                    self.error(codes::PARSE_FLAGS, span, message);
                }
            }
            (None, _) => {}
        }
        if drop_unmatched && op.kind == operators::ParseKind::Relaxed {
            self.error(codes::PARSE_WHERE_MODE, span, "parse-where: only simple or regex modes are supported");
        }
        if op.kind == operators::ParseKind::Regex {
            self.check_assembled(op);
        }
        let is_text = |part: &operators::ParsePart| matches!(part.kind, ParsePartKind::Text(_));
        let mut names: Vec<&str> = Vec::new();
        let mut before: Option<&operators::ParsePart> = None;
        for (place, part) in op.pattern.iter().enumerate() {
            match &part.kind {
                ParsePartKind::Text(text) if text.is_empty() => {
                    self.error(codes::PARSE_PATTERN, part.span, "Empty string in the pattern");
                }
                ParsePartKind::Text(_) => {}
                ParsePartKind::Star => {
                    if op.pattern.get(place + 1).is_some_and(|next| !is_text(next)) {
                        self.error(codes::TEXT_AFTER_STAR, part.span, "A string literal must follow a *");
                    }
                    if before.is_some_and(is_string_column) {
                        let message = "Using * after parsing a string column is ambiguous.";
                        self.error(codes::STAR_AFTER_STRING, part.span, message);
                    }
                }
                ParsePartKind::Column { name, .. } => {
                    if before.is_some_and(|before| !is_text(before)) {
                        let message = "The column name must follow a string literal";
                        self.error(codes::COLUMN_AFTER_TEXT, part.span, message);
                    }
                    if names.contains(&name.as_str()) {
                        let message = format!("A column with the name '{}' is already declared.", name.as_str());
                        self.error(codes::DUPLICATE_COLUMN, part.span, message);
                    }
                    names.push(name.as_str());
                }
            }
            before = Some(part);
        }
    }
}

/// The flags that regular expressions have.
const REGEX_FLAGS: &str = "imsUx";

fn is_string_column(part: &operators::ParsePart) -> bool {
    match &part.kind {
        ParsePartKind::Column { ty, .. } => ty.as_ref().is_none_or(|ty| scalar_type(&ty.kind) == ScalarType::String),
        ParsePartKind::Text(_) | ParsePartKind::Star => false,
    }
}
