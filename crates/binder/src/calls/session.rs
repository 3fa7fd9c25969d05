//! Calls about where a query runs: what they mean is known when the query is bound.

use lurcher_diagnostics::{Diagnostic, Span};
use lurcher_symbols::{FunctionKind, ScalarType, Value};
use lurcher_syntax::ast;

use super::{Arg, Callee};
use crate::binder::Binder;
use crate::bound::Expr;
use crate::codes;
use crate::expressions::Context;
use crate::scope::Binding;
use crate::statements::{BIN_AUTO, property};

impl<'a> Binder<'a> {
    /// The meaning of `name(args)` where it is such a call.
    pub(super) fn bind_session_form(
        &self,
        name: &'a ast::Name,
        args: &'a [ast::Argument],
        span: Span,
        ctx: Context<'_, 'a>,
    ) -> Option<Expr> {
        Some(match name.as_str() {
            "current_database" => self.no_arguments(name, args, span, Value::String(self.env.catalog.database_name())),
            // A cursor is a point in time, as ticks.
            "cursor_current" | "current_cursor" => {
                self.no_arguments(name, args, span, Value::String(self.env.now.to_string().into()))
            }
            "bin_auto" => self.bind_bin_auto(args, span, ctx),
            "geo_info_from_ip_address" => self.bind_geo_info(name.span, args, span, ctx),
            _ => return None,
        })
    }

    fn no_arguments(&self, name: &ast::Name, args: &[ast::Argument], span: Span, value: Value) -> Expr {
        match args {
            [] => Expr::literal(value, span),
            _ => self.wrong_count(name.as_str(), "no arguments", span),
        }
    }

    /// `bin_auto(value)` with the width and the beginning that `set` statements give.
    fn bind_bin_auto(&self, args: &'a [ast::Argument], span: Span, ctx: Context<'_, 'a>) -> Expr {
        let [value] = args else { return self.wrong_count("bin_auto", "1 argument", span) };
        let value = self.bind_expr(&value.value, ctx);
        let [width, at] = BIN_AUTO.map(|name| match ctx.scope.find(&property(name)) {
            Some(Binding::Scalar(value)) => Some(value),
            _ => None,
        });
        match (width, at) {
            (Some(width), Some(at)) => self.call_builtin("bin_at", vec![value, width, at], span),
            (Some(width), None) => self.call_builtin("bin", vec![value, width], span),
            (None, _) => {
                let message = "bin_auto() needs the width of a bin: set query_bin_auto_size = 1h;";
                self.error(codes::BAD_PARAMETER, span, message);
                self.broken(span)
            }
        }
    }

    /// The call with the workspace's database as a further argument. Without a database the answer is null.
    fn bind_geo_info(&self, place: Span, args: &'a [ast::Argument], span: Span, ctx: Context<'_, 'a>) -> Expr {
        let name = "geo_info_from_ip_address";
        let Some(function) = self.env.functions.find(FunctionKind::Scalar, name) else {
            self.not_implemented(span, &format!("The function '{name}'"));
            return self.broken(span);
        };
        let args = self.bind_args(args, ctx);
        let Some(overload) = self.overload(function, &Callee::function(name, place), &args) else {
            return self.broken(span);
        };
        let Some(path) = self.env.catalog.geo_database() else {
            if !self.warned_of(codes::NO_GEO_DATABASE) {
                let message = "geo_info_from_ip_address() is null: the workspace has no database of IP addresses.";
                let help = "name a file in MaxMind's format in lurcher.toml: geo_database = \"GeoLite2-City.mmdb\"";
                self.report(Diagnostic::warning(codes::NO_GEO_DATABASE, span, message).with_help(help));
            }
            return Expr::literal(Value::Null(ScalarType::Dynamic), span);
        };
        let mut values: Vec<Expr> = Vec::with_capacity(2);
        for (arg, parameter) in args.into_iter().zip(&overload.parameters) {
            if let Arg::Value(value) = arg {
                values.push(self.coerce(value, parameter, None, ScalarType::Dynamic));
            }
        }
        values.push(Expr::literal(Value::String(path), span));
        self.make_call(function, values, ScalarType::Dynamic, span)
    }
}
