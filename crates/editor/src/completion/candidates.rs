//! The things that can stand at a place.

use std::cmp::Reverse;
use std::collections::HashSet;

use lurcher_binder::{Environment, bind};
use lurcher_diagnostics::{Source, Sources};
use lurcher_symbols::{Column, FunctionKind};

use super::cursor::Cursor;
use super::place::Place;
use super::popular;
use super::words::{INFIX, OPERATORS, STATEMENTS};
use super::{Completion, CompletionKind, Probe};

/// Collects what can stand at the cursor.
pub(super) struct Candidates<'c> {
    cursor: &'c Cursor<'c>,
    environment: &'c Environment<'c>,
    probe: &'c dyn Probe,
    items: Vec<Completion>,
}

impl<'c> Candidates<'c> {
    pub(super) fn new(cursor: &'c Cursor<'c>, environment: &'c Environment<'c>, probe: &'c dyn Probe) -> Self {
        Self { cursor, environment, probe, items: Vec::new() }
    }

    pub(super) fn add_for(&mut self, place: Place) {
        match place {
            Place::Source(pipeline) => {
                self.add_tables(&pipeline.preamble);
                self.add_described(STATEMENTS);
            }
            Place::Table(pipeline) => self.add_tables(&pipeline.preamble),
            Place::Operator => self.add_described(OPERATORS),
            Place::Column(pipeline) => self.add_columns(pipeline.query.as_deref()),
            Place::Operand { pipeline, aggregates, grouping } => {
                self.add_columns(pipeline.query.as_deref());
                self.add_variables(&pipeline.preamble);
                if aggregates {
                    self.add_functions(FunctionKind::Aggregate);
                }
                if grouping {
                    self.add(CompletionKind::Function, "bin", "bin(", "bin(value, roundTo)");
                }
                self.add_functions(FunctionKind::Scalar);
                self.add_functions(FunctionKind::Window);
            }
            Place::AfterOperand(words) => {
                self.add_words(words);
                self.add_words(INFIX);
            }
            Place::JoinKeys { pipeline, right } => self.add_join_keys(pipeline.query.as_deref(), &right),
            Place::Side(query) => self.add_columns(Some(&query)),
            Place::Value { pipeline, column } => self.add_values(pipeline, &column),
            Place::Key { pipeline, expression } => {
                let keys = pipeline.query.map(|query| self.probe.keys(&query, &expression)).unwrap_or_default();
                keys.iter().for_each(|key| self.add(CompletionKind::Path, key, &name(key), "dynamic"));
            }
            Place::Words(words) => self.add_words(words),
            Place::Plugin => self.add_functions(FunctionKind::Plugin),
            Place::Stored => self.add_stored(),
            Place::Watchlist => {
                let quoted = |alias: &String| format!("'{}'", alias.replace('\'', "\\'"));
                let aliases = self.probe.watchlists();
                aliases
                    .iter()
                    .for_each(|alias| self.add(CompletionKind::Watchlist, alias, &quoted(alias), "watchlist"));
            }
            Place::Nothing => {}
        }
    }

    /// The candidates that fit what is typed so far: those that begin with it first, as it is written, then those that
    /// contain it; of these what the person used last.
    pub(super) fn ranked(self) -> Vec<Completion> {
        let typed = self.cursor.typed();
        let lower = typed.to_lowercase();
        let rank = |item: &Completion| {
            let label = item.label.trim_start_matches(['\'', '"']);
            let folded = label.to_lowercase();
            match () {
                () if label.starts_with(typed) => Some(0),
                () if folded.starts_with(&lower) => Some(1),
                () if lower.len() > 1 && folded.contains(&lower) => Some(2),
                () => None,
            }
        };
        let mut ranked: Vec<_> = self.items.into_iter().filter_map(|item| Some((rank(&item)?, item))).collect();
        ranked.sort_by_cached_key(|(rank, item)| (*rank, Reverse(self.probe.recency(&item.label))));
        let mut known = HashSet::new();
        ranked.into_iter().map(|(_, item)| item).filter(|item| known.insert(item.label.clone())).collect()
    }

    fn add(&mut self, kind: CompletionKind, label: &str, insert: &str, detail: &str) {
        self.items.push(Completion {
            label: label.to_owned(),
            insert: insert.to_owned(),
            kind,
            detail: detail.to_owned(),
        });
    }

    fn add_words(&mut self, words: &[&str]) {
        words.iter().for_each(|word| self.add(CompletionKind::Keyword, word, word, ""));
    }

    fn add_described(&mut self, words: &[(&str, &str)]) {
        words.iter().for_each(|(word, what)| self.add(CompletionKind::Operator, word, word, what));
    }

    /// Tables with data first, then what the statements before define, stored functions and the documented tables.
    fn add_tables(&mut self, preamble: &str) {
        for table in self.environment.catalog.stored_table_names() {
            self.add(CompletionKind::Table, &table, &name(&table), "table");
        }
        self.add_variables(preamble);
        self.add_stored();
        for table in self.environment.catalog.table_names() {
            self.add(CompletionKind::Table, &table, &name(&table), "table without data");
        }
    }

    fn add_stored(&mut self) {
        for function in self.environment.catalog.function_names() {
            self.add(CompletionKind::Function, &function, &format!("{}(", name(&function)), "stored function");
        }
    }

    fn add_variables(&mut self, preamble: &str) {
        for variable in lets(preamble) {
            self.add(CompletionKind::Variable, variable, &name(variable), "let");
        }
    }

    /// The functions of a kind, the popular ones first.
    fn add_functions(&mut self, kind: FunctionKind) {
        let mut names = self.environment.functions.names(kind);
        names.sort_unstable_by_key(|name| (popular::place(name), *name));
        for name in names {
            let Some(symbol) = self.environment.functions.find(kind, name) else { continue };
            let signature = symbol.signatures.first().map(|s| s.to_text(name)).unwrap_or_default();
            self.add(CompletionKind::Function, name, &format!("{name}("), &signature);
        }
    }

    fn add_columns(&mut self, query: Option<&str>) {
        for column in query.map(|query| self.columns(query)).unwrap_or_default() {
            self.add(CompletionKind::Column, &column.name, &name(&column.name), column.ty.name());
        }
    }

    /// Columns that both sides have come first: they can be keys by their name alone.
    fn add_join_keys(&mut self, left: Option<&str>, right: &str) {
        let left = left.map(|left| self.columns(left)).unwrap_or_default();
        let right = self.columns(right);
        let common = left.iter().filter(|l| right.iter().any(|r| r.name == l.name));
        for column in common {
            self.add(CompletionKind::Column, &column.name, &name(&column.name), column.ty.name());
        }
        self.add(CompletionKind::Keyword, "$left", "$left.", "a column of the left side");
        self.add(CompletionKind::Keyword, "$right", "$right.", "a column of the right side");
    }

    fn add_values(&mut self, pipeline: super::pipeline::Pipeline, column: &str) {
        let values = pipeline.query.as_deref().map(|query| self.probe.values(query, column)).unwrap_or_default();
        values.iter().for_each(|value| self.add(CompletionKind::Value, value, value, column));
        if values.is_empty() && !self.cursor.in_string {
            self.add_for(Place::Operand { pipeline, aggregates: false, grouping: false });
        }
    }

    /// The columns that a query gives, as far as it can be bound.
    fn columns(&self, query: &str) -> Vec<Column> {
        let mut sources = Sources::new();
        let source = sources.add(Source::new("completion", query));
        let parsed = lurcher_syntax::parse(query, source);
        let bound = bind(&parsed.query, &mut sources, self.environment);
        let columns = bound.query.results.into_iter().last().map(|result| result.columns).unwrap_or_default();
        columns.into_iter().map(|c| Column::new(c.name, c.ty)).collect()
    }
}

/// The names that `let` gives in these statements.
fn lets(preamble: &str) -> Vec<&str> {
    let (tokens, _) = crate::tokens(preamble);
    let word = |token: &lurcher_syntax::Token| &preamble[token.span.range()];
    tokens.windows(3).filter(|w| word(&w[0]) == "let" && word(&w[2]) == "=").map(|w| word(&w[1])).collect()
}

/// A name as a query writes it: in brackets where it is no plain word.
fn name(name: &str) -> String {
    let plain = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if plain { name.to_owned() } else { format!("['{}']", name.replace('\\', "\\\\").replace('\'', "\\'")) }
}
