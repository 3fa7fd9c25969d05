//! Stored tables and watchlists.

use std::rc::Rc;
use std::sync::Arc;

use lurcher_diagnostics::{Diagnostic, Span};
use lurcher_symbols::{ScalarType, TableSymbol, Value};
use lurcher_syntax::ast;

use crate::binder::Binder;
use crate::bound::{Expr, Plan, ResultColumn, TableScan, TableScanColumn, Values};
use crate::relation::{Openness, Relation};
use crate::scope::Scope;
use crate::{codes, suggestions};

/// What the parsers of ASIM ask for, and hardly a workspace has.
const OPTIONAL_WATCHLISTS: [&str; 2] = ["ASimDisabledParsers", "ASimSourceType"];

impl<'a> Binder<'a> {
    /// A stored table of that name, if there is one.
    pub(crate) fn bind_stored_table(&self, name: &str, span: Span) -> Option<Relation> {
        let table = self.env.catalog.table(name)?;
        Some(self.in_time_range(self.scan_or_say(table, span), span))
    }

    /// The rows of a table that the query's time range lets through. A table without times has all.
    fn in_time_range(&self, table: Relation, span: Span) -> Relation {
        let Some(range) = &self.env.time_range else { return table };
        let Some(time) = table.column("TimeGenerated") else { return table };
        if time.ty != ScalarType::DateTime {
            let message = format!("TimeGenerated is a {} here, which no time range can limit.", time.ty);
            self.error(codes::UNREADABLE_TABLE, span, message);
            return Relation::broken();
        }
        let time = table.read(time, span);
        let ends = [(">=", range.start), ("<", range.end)];
        ends.into_iter().fold(table, |table, (sign, end)| {
            let end = Expr::literal(Value::DateTime(end), span);
            self.filter(table, self.call_operator(sign, vec![time.clone(), end], span))
        })
    }

    /// `'logs/*.csv'`, where a table is expected: not Kusto's, but what somebody with a folder of files types first.
    pub(super) fn bind_file(&self, path: &str, span: Span) -> Relation {
        let file = self.env.catalog.file(path, self.reach(span));
        self.in_time_range(self.scan_or_say(file, span), span)
    }

    /// All rows and columns of a table, or why it cannot be read.
    fn scan_or_say(&self, table: Result<Arc<TableSymbol>, String>, span: Span) -> Relation {
        match table {
            Ok(table) => self.scan(table, span),
            Err(message) => {
                self.error(codes::UNREADABLE_TABLE, span, message);
                Relation::broken()
            }
        }
    }

    /// All rows and columns of a table.
    fn scan(&self, table: Arc<TableSymbol>, span: Span) -> Relation {
        let shown = table.columns.len();
        let mut columns: Vec<ResultColumn> = table
            .row_columns()
            .map(|c| ResultColumn { id: self.new_column(), name: c.name.clone(), ty: c.ty })
            .collect();
        let openness = Openness::from(&table.further);
        let plan = if table.empty {
            Plan::Values(Values { columns: columns.iter().map(|c| (c.id, c.ty)).collect(), rows: Vec::new() })
        } else {
            let read = columns.iter().map(|c| TableScanColumn { id: c.id, name: c.name.clone(), ty: c.ty }).collect();
            Plan::TableScan(TableScan { table, external: None, columns: read, span })
        };
        let hidden = columns.split_off(shown);
        Relation { openness, hidden, ..Relation::new(plan, columns) }
    }

    /// `_GetWatchlist("alias")`.
    pub(super) fn bind_watchlist(&self, alias: &'a ast::Argument, span: Span, scope: &Rc<Scope<'a>>) -> Relation {
        let Some(Value::String(alias)) = self.bind_constant(&alias.value, scope) else { return Relation::broken() };
        let table = self.env.catalog.watchlist(&alias);
        let is_told = table.is_err() || OPTIONAL_WATCHLISTS.contains(&&*alias);
        if !is_told && !self.env.catalog.has_watchlist(&alias) {
            let message = format!("There is no watchlist '{alias}': it has no rows.");
            let known = self.env.catalog.watchlist_names().into_iter().map(|name| name.to_string());
            let nearest = suggestions::nearest(&alias, known);
            self.report_once(Diagnostic::warning(codes::ABSENT_WATCHLIST, span, message).with_suggestion(nearest));
        }
        self.scan_or_say(table, span)
    }
}
