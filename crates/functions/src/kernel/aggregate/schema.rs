//! `buildschema`: the types that dynamic values have been seen with.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, BooleanArray, StringViewArray, StringViewBuilder};
use arrow::datatypes::DataType;
use datafusion::common::Result;
use datafusion::logical_expr::{EmitTo, Expr, GroupsAccumulator};
use lurcher_symbols::values::dynamic::{Dynamic, write_string};

use super::selection::{downcast, each_row};
use super::udaf::{Family, Groups, call};

/// The key under which a schema has the type of an array's elements.
const ELEMENTS: &str = "`indexer`";

/// The least schema that admits all values of a dynamic.
/// <https://learn.microsoft.com/kusto/query/buildschema-aggregation-function>
pub fn build_schema(arg: Expr) -> Expr {
    call("buildschema(dynamic)".into(), SchemaOf, vec![arg], None)
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct SchemaOf;

impl Family for SchemaOf {
    fn arguments(&self) -> Vec<DataType> {
        vec![DataType::Utf8View]
    }

    fn state(&self) -> Vec<DataType> {
        vec![DataType::Utf8View]
    }

    fn result(&self) -> DataType {
        DataType::Utf8View
    }

    fn accumulator(&self) -> Box<dyn Groups> {
        Box::new(Schemas::default())
    }
}

/// What a value can be: alternatives in the order in which they were seen.
#[derive(Debug, Default)]
struct Schema {
    primitives: Vec<String>,
    container: Option<Container>,
}

/// A bag, or an array as a bag of [`ELEMENTS`].
#[derive(Debug)]
struct Container {
    /// How many primitives were seen before.
    place: usize,
    entries: Vec<(String, Schema)>,
}

impl Schema {
    /// Admits a value too.
    fn admit(&mut self, value: &Dynamic) {
        match value {
            Dynamic::Null => {}
            Dynamic::Bag(values) => {
                let entries = self.entries();
                values.iter().for_each(|(key, value)| entry(entries, key).admit(value));
            }
            Dynamic::Array(values) => {
                let elements = entry(self.entries(), ELEMENTS);
                values.iter().for_each(|value| elements.admit(value));
            }
            other => self.primitive(other.type_name()),
        }
    }

    /// Admits what another schema, of which the text is given, admits.
    fn merge(&mut self, other: &Dynamic) {
        match other {
            Dynamic::String(primitive) => self.primitive(primitive),
            Dynamic::Array(alternatives) => alternatives.iter().for_each(|alternative| self.merge(alternative)),
            Dynamic::Bag(schemas) => {
                let entries = self.entries();
                schemas.iter().for_each(|(key, schema)| entry(entries, key).merge(schema));
            }
            _ => {}
        }
    }

    fn primitive(&mut self, name: &str) {
        if !self.primitives.iter().any(|known| known == name) {
            self.primitives.push(name.to_owned());
        }
    }

    fn entries(&mut self) -> &mut Vec<(String, Schema)> {
        let place = self.primitives.len();
        &mut self.container.get_or_insert_with(|| Container { place, entries: Vec::new() }).entries
    }

    fn is_empty(&self) -> bool {
        self.primitives.is_empty() && self.container.is_none()
    }

    fn write(&self, out: &mut String) {
        let place = self.container.as_ref().map_or(0, |c| c.place);
        let (before, after) = self.primitives.split_at(place);
        let union = self.primitives.len() + usize::from(self.container.is_some()) != 1;
        if union {
            out.push('[');
        }
        let mut separator = "";
        for primitive in before {
            out.push_str(std::mem::replace(&mut separator, ","));
            write_string(out, primitive);
        }
        if let Some(container) = &self.container {
            out.push_str(std::mem::replace(&mut separator, ","));
            container.write(out);
        }
        for primitive in after {
            out.push_str(std::mem::replace(&mut separator, ","));
            write_string(out, primitive);
        }
        if union {
            out.push(']');
        }
    }

    /// Bytes on the heap, about.
    fn heap(&self) -> usize {
        let primitives: usize = self.primitives.iter().map(|name| size_of::<String>() + name.len()).sum();
        let entries = self.container.iter().flat_map(|c| &c.entries);
        primitives + entries.map(|(key, schema)| size_of::<(String, Self)>() + key.len() + schema.heap()).sum::<usize>()
    }
}

impl Container {
    fn write(&self, out: &mut String) {
        out.push('{');
        for (i, (key, schema)) in self.entries.iter().enumerate() {
            if i > 0 {
                out.push(',');
            }
            write_string(out, key);
            out.push(':');
            schema.write(out);
        }
        out.push('}');
    }
}

fn entry<'a>(entries: &'a mut Vec<(String, Schema)>, key: &str) -> &'a mut Schema {
    let place = entries.iter().position(|(known, _)| known == key).unwrap_or(entries.len());
    if place == entries.len() {
        entries.push((key.to_owned(), Schema::default()));
    }
    &mut entries[place].1
}

#[derive(Debug, Default)]
struct Schemas {
    schemas: Vec<Schema>,
}

impl Schemas {
    /// Texts of the schemas; null where no value was seen.
    fn texts(&mut self, emit_to: EmitTo) -> ArrayRef {
        let schemas = emit_to.take_needed(&mut self.schemas);
        let mut builder = StringViewBuilder::with_capacity(schemas.len());
        let mut text = String::new();
        for schema in schemas {
            if schema.is_empty() {
                builder.append_null();
                continue;
            }
            text.clear();
            schema.write(&mut text);
            builder.append_value(&text);
        }
        Arc::new(builder.finish())
    }
}

impl GroupsAccumulator for Schemas {
    fn update_batch(
        &mut self,
        values: &[ArrayRef],
        groups: &[usize],
        filter: Option<&BooleanArray>,
        total: usize,
    ) -> Result<()> {
        self.schemas.resize_with(total, Schema::default);
        let text: &StringViewArray = downcast(&values[0])?;
        each_row(groups, text.nulls(), filter, |row, group| {
            self.schemas[group].admit(&Dynamic::from_canonical(text.value(row)));
        });
        Ok(())
    }

    fn evaluate(&mut self, emit_to: EmitTo) -> Result<ArrayRef> {
        Ok(self.texts(emit_to))
    }

    fn state(&mut self, emit_to: EmitTo) -> Result<Vec<ArrayRef>> {
        Ok(vec![self.texts(emit_to)])
    }

    fn merge_batch(&mut self, values: &[ArrayRef], groups: &[usize], total: usize) -> Result<()> {
        self.schemas.resize_with(total, Schema::default);
        let text: &StringViewArray = downcast(&values[0])?;
        each_row(groups, text.nulls(), None, |row, group| {
            self.schemas[group].merge(&Dynamic::from_canonical(text.value(row)));
        });
        Ok(())
    }

    fn convert_to_state(&self, values: &[ArrayRef], filter: Option<&BooleanArray>) -> Result<Vec<ArrayRef>> {
        let rows: Vec<usize> = (0..values[0].len()).collect();
        let mut each = Self::default();
        each.update_batch(values, &rows, filter, rows.len())?;
        each.state(EmitTo::All)
    }

    fn size(&self) -> usize {
        self.schemas.capacity() * size_of::<Schema>() + self.schemas.iter().map(Schema::heap).sum::<usize>()
    }
}
