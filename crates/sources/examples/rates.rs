//! How fast files are read, and what is in them: `cargo run --release -p lurcher-sources --example rates -- FILE|DIR…`

use std::collections::BTreeMap;
use std::env;
use std::path::Path;
use std::time::Instant;

use lurcher_sources::containers::{Found, Limits, find};
use lurcher_sources::{Counts, Options, Refused, Rows, Sink, Unparsed, sniff};

#[derive(Default)]
struct Tally {
    rows: BTreeMap<String, u64>,
    unparsed: BTreeMap<String, u64>,
    counts: Counts,
}

impl Sink for Tally {
    fn rows(&mut self, rows: Rows) -> Result<(), Refused> {
        *self.rows.entry(rows.table.to_string()).or_default() += rows.batch.num_rows() as u64;
        Ok(())
    }

    fn unparsed(&mut self, record: Unparsed) -> Result<(), Refused> {
        *self.unparsed.entry(record.reason).or_default() += 1;
        Ok(())
    }

    fn counted(&mut self, counts: &Counts) -> Result<(), Refused> {
        self.counts.add(counts);
        Ok(())
    }
}

fn main() {
    for path in env::args().skip(1) {
        let (mut tally, mut formats, begun) = (Tally::default(), BTreeMap::<&str, u64>::new(), Instant::now());
        for found in find(Path::new(&path), Limits::default()) {
            let Found::Log(entry) = found else { continue };
            let Some(format) = entry.head().ok().and_then(|head| sniff(&head, Some(entry.path()))) else {
                println!("no format: {}", entry.name());
                *formats.entry("none").or_default() += 1;
                continue;
            };
            *formats.entry(format.name()).or_default() += 1;
            if let Err(error) = format.read(entry.input(), &Options::default(), &mut tally) {
                println!("{error}");
            }
        }
        let seconds = begun.elapsed().as_secs_f64();
        let Tally { rows, unparsed, counts } = tally;
        println!(
            "{path}: {formats:?}\nrows {rows:?}\nunparsed {unparsed:?}\nskipped {:?}\nnotes {:?}",
            counts.skipped, counts.notes
        );
        for ((table, column, reason), count) in &counts.unfit {
            println!("unfit {table}.{column}: {reason}: {count}");
        }
        let (megabytes, records) = (counts.bytes as f64 / 1e6, counts.records as f64);
        println!("{seconds:.3} s, {:.1} MB/s, {:.0} records/s", megabytes / seconds, records / seconds);
    }
}
