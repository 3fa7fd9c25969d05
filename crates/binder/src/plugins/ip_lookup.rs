//! `ipv4_lookup` and `ipv6_lookup`: the rows of a table whose network holds an address.
//! <https://learn.microsoft.com/kusto/query/ipv4-lookup-plugin>,
//! <https://learn.microsoft.com/kusto/query/ipv6-lookup-plugin>
//!
//! A stage reads the networks; a kernel finds those that hold an address, and a join on their texts adds the rest of
//! the table.

use std::rc::Rc;

use lurcher_diagnostics::Span;
use lurcher_symbols::values::dynamic::Dynamic;
use lurcher_symbols::{ScalarType, Value};
use lurcher_syntax::ast;

use crate::binder::Binder;
use crate::bound::{Expand, ExpandColumn, Expr, JoinKind, Plan, ResultColumn};
use crate::codes;
use crate::operators::beside;
use crate::relation::Relation;
use crate::scope::Scope;

/// A lookup table of more rows than this is refused.
const MAX_ROWS: usize = 1_000_000;

/// Which of the two plugins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IpVersion {
    V4,
    V6,
}

impl IpVersion {
    fn plugin(self) -> &'static str {
        match self {
            IpVersion::V4 => "ipv4_lookup",
            IpVersion::V6 => "ipv6_lookup",
        }
    }

    fn parameters(self) -> [&'static str; 4] {
        match self {
            IpVersion::V4 => ["LookupTable", "SourceIPv4Key", "IPv4LookupKey", "return_unmatched"],
            IpVersion::V6 => ["LookupTable", "SourceIPv6Key", "IPv6LookupKey", "return_unmatched"],
        }
    }
}

impl<'a> Binder<'a> {
    pub(crate) fn bind_ip_lookup(
        &self,
        version: IpVersion,
        args: &'a [ast::Argument],
        mut input: Relation,
        span: Span,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let parameters = version.parameters();
        let Some(mut args) = self.plugin_arguments(version.plugin(), (3, 3), &parameters, args, span) else {
            return Relation::broken();
        };
        let (Some(table), Some(source_key), Some(lookup_key)) = (args.get(0), args.get(1), args.get(2)) else {
            return Relation::broken();
        };
        // The flag may stand last without its name, behind any number of keys.
        let flag = args.get(3).or_else(|| args.rest.pop_if(|arg| arg.as_name().is_none()));
        let Some(unmatched) = self.plugin_flag(flag, scope) else { return Relation::broken() };
        if version == IpVersion::V6
            && let Some(key) = args.rest.first()
        {
            self.error(codes::ARGUMENT_RANGE, key.span, "The plugin 'ipv6_lookup' has no further keys.");
            return Relation::broken();
        }
        let mark = self.mark();
        let mut lookup = self.bind_tabular(table, scope);
        let address = self.plugin_column(&input, source_key, scope);
        let network = self.plugin_column(&lookup, lookup_key, scope);
        let both =
            |key: &&'a ast::Expr| (self.plugin_column(&input, key, scope), self.plugin_column(&lookup, key, scope));
        let extra: Vec<(Expr, Expr)> = args.rest.iter().map(both).collect();
        if self.failed_since(mark) {
            return Relation::broken();
        }
        let text = |expr: Expr| self.convert(expr, ScalarType::String);
        let (left_keys, right_keys): (Vec<Expr>, Vec<Expr>) =
            extra.into_iter().map(|(a, b)| (text(a), text(b))).unzip();
        let keys: Vec<Expr> = std::iter::once(text(network)).chain(right_keys).collect();
        let is_key = |name: &str| args.rest.iter().any(|key| key.as_name().is_some_and(|key| key.as_str() == name));
        let others: Vec<ResultColumn> = lookup.columns.iter().filter(|c| !is_key(&c.name)).cloned().collect();
        let all_keys = std::iter::once(lookup_key).chain(args.rest.iter().copied()).collect();
        let Some(networks) = self.lookup_keys(table, all_keys, scope) else { return Relation::broken() };
        // A row for each network that holds the address.
        let searched = [Expr::literal(networks, span), text(address)].into_iter().chain(left_keys.iter().cloned());
        let source = self.call_operator(version.plugin(), searched.collect(), span);
        let found = self.row_for_each(&mut input, source);
        let kind = if unmatched { JoinKind::LeftOuter } else { JoinKind::Inner };
        // What holds no address has an empty text, which is no network.
        let is_network = self.call_builtin("isnotempty", vec![keys[0].clone()], span);
        lookup = self.filter(lookup, is_network);
        self.settle_nullable(kind, &mut input, &mut lookup);
        let on = std::iter::once(found).chain(left_keys).zip(keys).collect();
        let columns = match version {
            IpVersion::V4 => beside(&input.columns, &others),
            IpVersion::V6 => beside(&others, &input.columns),
        };
        self.joined(kind, input, lookup, on, None, columns)
    }

    /// Makes a row for each of the texts that a search has found for a row; gives the column that holds them.
    pub(crate) fn row_for_each(&self, input: &mut Relation, source: Expr) -> Expr {
        let (output, span) = (self.new_column(), source.span);
        input.plan = Plan::Expand(Expand {
            input: Box::new(input.take_plan()),
            columns: vec![ExpandColumn { source, output, ty: ScalarType::String }],
            index: None,
            bag_as_array: false,
            limit: None,
        });
        Expr::column(output, ScalarType::String, span)
    }

    /// The keys of the rows of a lookup table, as an array of arrays of texts. Empty where stages are not run.
    pub(crate) fn lookup_keys(
        &self,
        table: &'a ast::Expr,
        keys: Vec<&'a ast::Expr>,
        scope: &Rc<Scope<'a>>,
    ) -> Option<Value> {
        let mut rows = self.bind_tabular(table, scope);
        let keys: Vec<Expr> = keys
            .into_iter()
            .map(|key| self.convert(self.plugin_column(&rows, key, scope), ScalarType::String))
            .collect();
        let ids = self.compute(&mut rows, keys);
        self.group(&mut rows, ids.iter().map(|id| (*id, ScalarType::String)).collect(), Vec::new());
        let column = |id| ResultColumn { id, name: "key".into(), ty: ScalarType::String };
        rows.columns = ids.into_iter().map(column).collect();
        let too_many = format!("The lookup table has more than {MAX_ROWS} keys.");
        let rows = self.all_stage_rows(rows, MAX_ROWS, table.span, too_many)?.unwrap_or_default();
        let row = |row: Vec<Value>| Dynamic::Array(row.iter().map(Dynamic::from_value).collect());
        Some(Dynamic::Array(rows.into_iter().map(row).collect()).to_value())
    }
}
