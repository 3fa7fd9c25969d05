//! The infix operators: functions that are called by a sign (`+`, `has`) and never by a name. A negated operator (`!has`) has no file of
//! its own: the binder writes it as `not` of the positive one, except `!=`, whose null rule differs.

include!(concat!(env!("OUT_DIR"), "/operators.rs"));
