//! `lurcher explain QUERY`: the stages of a query, its columns and its steps; and what each part did, once it has run.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use clap::Args;
use lurcher_diagnostics::screened;
use lurcher_engine::explain::{RanStep, Step};
use lurcher_engine::{Answer, Phase, QueryResult, Request, Session, Timing};
use lurcher_render::Format;
use lurcher_symbols::Column;
use serde_json::{Value, json};

use crate::arguments::GlobalArguments;
use crate::session::{self, Stopped};

/// How much of a query is told.
#[derive(Debug, Clone, Copy, Default, Args)]
pub(crate) struct Depth {
    /// Run the query too, and tell the rows and the time of each part, and what it read and skipped
    #[arg(long)]
    pub(crate) analyze: bool,
    /// Add the plan as DataFusion writes it
    #[arg(long)]
    pub(crate) internals: bool,
}

/// What is told of a result.
struct Explained {
    columns: Vec<Column>,
    steps: Vec<Step>,
    internals: Option<String>,
    ran: Option<Ran>,
}

/// What is told of a result whose query has run.
struct Ran {
    rows: usize,
    time: Duration,
    parts: Vec<RanStep>,
}

/// Tells how a query runs.
pub(crate) fn explain(
    global: &GlobalArguments,
    session: &Session,
    request: Request<'_>,
    depth: Depth,
) -> Result<(), Stopped> {
    let mut answer = session::answer(global, session, request)?;
    let results = std::mem::take(&mut answer.results);
    let explained = results.into_iter().map(|result| explain_result(result, depth)).collect::<Result<Vec<_>, _>>()?;
    let mut out = io::stdout().lock();
    let written = match global.format() {
        Some(Format::Json) => write_json(&mut out, &answer, &explained),
        _ => {
            let mut text = Vec::new();
            write_text(&mut text, &answer, &explained)
                .and_then(|()| out.write_all(screened(&String::from_utf8_lossy(&text)).as_bytes()))
        }
    };
    written.and_then(|()| out.flush()).map_err(|e| Stopped::Output(e.into()))
}

fn explain_result(result: QueryResult, depth: Depth) -> Result<Explained, Stopped> {
    let columns = result.columns.iter().map(|c| Column::new(c.name.clone(), c.ty)).collect();
    let steps = result.steps();
    let internals = if depth.internals { Some(result.explain()?) } else { None };
    let ran = if depth.analyze { Some(run(result)?) } else { None };
    Ok(Explained { columns, steps, internals, ran })
}

fn run(result: QueryResult) -> Result<Ran, Stopped> {
    let start = Instant::now();
    let mut batches = result.start();
    let mut rows = 0;
    for batch in batches.by_ref() {
        rows += batch?.num_rows();
    }
    Ok(Ran { rows, time: start.elapsed(), parts: batches.ran() })
}

fn write_text(out: &mut impl Write, answer: &Answer, explained: &[Explained]) -> io::Result<()> {
    if !answer.stages.is_empty() {
        writeln!(out, "Stages, which ran first")?;
        for stage in &answer.stages {
            let rows = counted(stage.rows, "row");
            writeln!(out, "  {}  // {rows}, {}", stage_text(answer, stage.span), milliseconds(stage.time))?;
        }
        writeln!(out)?;
    }
    for (i, result) in explained.iter().enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        writeln!(out, "Columns")?;
        let width = result.columns.iter().map(|c| c.name.chars().count()).max().unwrap_or(0);
        for column in &result.columns {
            writeln!(out, "  {:width$}  {}", column.name, column.ty)?;
        }
        writeln!(out, "\nSteps")?;
        for step in &result.steps {
            writeln!(out, "  {:indent$}{}", "", step.text, indent = step.depth * 4)?;
        }
        if let Some(ran) = &result.ran {
            write_ran(out, ran)?;
        }
        if let Some(internals) = &result.internals {
            writeln!(out, "\nDataFusion\n{internals}")?;
        }
    }
    let [parse, bind, plan] = phases(&answer.timing);
    writeln!(out, "\nTime: parse {parse}, bind {bind}, plan {plan}")
}

fn write_ran(out: &mut impl Write, ran: &Ran) -> io::Result<()> {
    writeln!(out, "\nWhat ran: {} in {}, the last part first", counted(ran.rows, "row"), milliseconds(ran.time))?;
    writeln!(out, "  {:>12}  {:>10}", "rows", "time")?;
    for part in &ran.parts {
        let rows = part.rows.map(|rows| rows.to_string()).unwrap_or_default();
        let time = part.time.map(milliseconds).unwrap_or_default();
        writeln!(out, "  {rows:>12}  {time:>10}  {:indent$}{}{}", "", part.text, read(part), indent = part.depth * 2)?;
    }
    Ok(())
}

/// What a part has read and skipped.
fn read(part: &RanStep) -> String {
    let Some(files) = part.files else { return String::new() };
    let mut text = format!(": {}", counted(files, "file"));
    let profile = &part.profile;
    if profile.row_groups > 0 {
        let skipped = profile.row_groups - profile.row_groups_read;
        text.push_str(&format!(", {} row groups read, {skipped} skipped", profile.row_groups_read));
    }
    if profile.bytes > 0 {
        text.push_str(&format!(", {} bytes", profile.bytes));
    }
    text
}

fn write_json(out: &mut impl Write, answer: &Answer, explained: &[Explained]) -> io::Result<()> {
    let stages: Vec<Value> = answer
        .stages
        .iter()
        .map(|s| json!({"text": stage_text(answer, s.span), "rows": s.rows, "ms": ms(s.time)}))
        .collect();
    let results: Vec<Value> = explained.iter().map(result_json).collect();
    let [parse, bind, plan] = [Phase::Parse, Phase::Bind, Phase::Plan].map(|phase| ms(answer.timing.of(phase)));
    let document = json!({
        "stages": stages,
        "results": results,
        "parse_ms": parse,
        "bind_ms": bind,
        "plan_ms": plan,
    });
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

fn result_json(result: &Explained) -> Value {
    let columns: Vec<Value> = result.columns.iter().map(|c| json!({"name": &*c.name, "type": c.ty.name()})).collect();
    let steps: Vec<Value> = result.steps.iter().map(|s| json!({"depth": s.depth, "text": s.text})).collect();
    let ran = result.ran.as_ref().map(|ran| {
        let parts: Vec<Value> = ran.parts.iter().map(part_json).collect();
        json!({"rows": ran.rows, "ms": ms(ran.time), "parts": parts})
    });
    json!({"columns": columns, "steps": steps, "ran": ran, "datafusion": result.internals})
}

fn part_json(part: &RanStep) -> Value {
    let mut object = json!({
        "depth": part.depth,
        "text": part.text,
        "rows": part.rows,
        "ms": part.time.map(ms),
    });
    if let Some(files) = part.files {
        object["files"] = files.into();
        object["row_groups"] = part.profile.row_groups.into();
        object["row_groups_read"] = part.profile.row_groups_read.into();
        object["bytes"] = part.profile.bytes.into();
    }
    object
}

/// The text of a stage on one line.
fn stage_text(answer: &Answer, span: lurcher_diagnostics::Span) -> String {
    let text = &answer.sources.get(span.source).text;
    text.get(span.range()).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn phases(timing: &Timing) -> [String; 3] {
    [Phase::Parse, Phase::Bind, Phase::Plan].map(|phase| milliseconds(timing.of(phase)))
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", ms(time))
}

fn counted(count: usize, thing: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {thing}{plural}")
}
