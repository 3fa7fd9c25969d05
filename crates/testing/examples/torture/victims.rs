//! What is ended, and what must be left of it.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use lurcher_testing::campaigns::Part;
use tempfile::TempDir;

use crate::evidence;

/// The summary rule: a row for each bin of twenty minutes, with the number of the log's rows in it.
const RULE: &str = "id: sums\ndisplayName: Sums\ndestinationTable: Sums_CL\nbinSize: 20\nbinDelay: 0\nquery: |\n  Logs | summarize Rows = count()\n";
/// How many bins there are, and how many rows of the log are in each.
const BINS: u32 = 6;
const ROWS: u32 = 400;
/// How many undisturbed runs say how long one takes.
const RUNS: u32 = 3;
/// How often what is left is completed by a run that nobody disturbs.
const OFTEN: u64 = 5;

/// How a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Ctrl-C, which the program may answer.
    CtrlC,
    /// The process is gone.
    Kill,
}

/// A workspace, a file of results, and a folder for temporary files, in which runs are ended.
pub struct Victims {
    program: PathBuf,
    folder: TempDir,
    random: u64,
    summarize_time: Duration,
    output_time: Duration,
    ingest_time: Duration,
    forget_time: Duration,
    /// The two contents that the file of results may have.
    results: [Vec<u8>; 2],
    turns: u64,
    /// What is being done, and how often each was done and was not as it must be.
    part: &'static str,
    parts: BTreeMap<&'static str, (u64, u64)>,
    /// How often the program was still running when its end came.
    pub in_time: u64,
}

impl Victims {
    /// Prepares the workspace.
    pub fn new(program: PathBuf, seed: u64) -> Self {
        let folder = TempDir::new().expect("a folder for what is ended");
        for name in ["w/tables", "w/summary_rules", "out", "tmp"] {
            fs::create_dir_all(folder.path().join(name)).expect("a folder");
        }
        let row = |i: u32| format!("2026-01-15T{:02}:{:02}:{:02}Z,{i}\n", i / 3600, i / 60 % 60, i % 60);
        let logs: String = (0..BINS * ROWS).map(|i| row(i * 1200 / ROWS)).collect();
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
        write("w/lurcher.toml", "now = \"2026-01-15T12:00:00Z\"\n");
        write("w/tables/Logs.csv", &format!("TimeGenerated,N\n{logs}"));
        write("w/summary_rules/sums.yaml", RULE);
        evidence::write(folder.path());
        let [summarize_time, output_time, ingest_time, forget_time] = [Duration::ZERO; 4];
        let results = [Vec::new(), Vec::new()];
        let mut victims = Self {
            program,
            folder,
            random: seed,
            summarize_time,
            output_time,
            ingest_time,
            forget_time,
            results,
            turns: 0,
            part: "",
            parts: BTreeMap::new(),
            in_time: 0,
        };
        victims.results = [1, 2].map(|which| {
            victims.wait(victims.output_command(which));
            fs::read(victims.path("out/r.csv")).expect("results")
        });
        victims.output_time = victims.mean_time(|v| v.output_command(1));
        victims.summarize_time = victims.mean_time(Self::summarize_command);
        victims.wait(victims.command(evidence::BEFORE));
        // The first ingest takes rows, the others find that they are there; so does forgetting.
        let once = |v: &Self, command: &[&str]| {
            let start = Instant::now();
            v.wait(v.command(command));
            start.elapsed()
        };
        victims.ingest_time = once(&victims, evidence::INGEST);
        victims.forget_time = once(&victims, evidence::FORGET);
        victims
    }

    /// Ends `summarize`. Its table has then whole bins only, each once.
    pub fn summarize(&mut self, ending: Ending) {
        self.begin(if ending == Ending::Kill { "kill -9 of summarize" } else { "Ctrl-C of summarize" });
        self.end(self.summarize_command(), self.summarize_time, ending);
        self.look_at_table(1..=BINS as usize, ending);
        self.complete(ending);
    }

    /// Ends `query --output`. The file is then the old or the new one.
    pub fn output(&mut self, ending: Ending) {
        self.begin(if ending == Ending::Kill { "kill -9 of query --output" } else { "Ctrl-C of query --output" });
        let which = self.turns % 2 + 1;
        self.end(self.output_command(which), self.output_time, ending);
        let left = fs::read(self.path("out/r.csv")).unwrap_or_default();
        if !self.results.contains(&left) {
            self.fault(&format!("{ending:?}: the file is neither the old nor the new one"));
        }
        self.complete(ending);
    }

    /// Ends `ingest`. Of each file, each table then has all rows or none, and what was there before is there.
    pub fn ingest(&mut self, ending: Ending) {
        self.begin(if ending == Ending::Kill { "kill -9 of ingest" } else { "Ctrl-C of ingest" });
        let command = self.command(evidence::INGEST);
        self.end(command, self.ingest_time, ending);
        self.look_at_evidence(&[0, evidence::ROWS], ending);
        self.complete(ending);
    }

    /// Ends `forget`, which takes back what was ingested.
    pub fn forget(&mut self, ending: Ending) {
        self.begin(if ending == Ending::Kill { "kill -9 of forget" } else { "Ctrl-C of forget" });
        self.wait(self.command(evidence::INGEST));
        self.look_at_evidence(&[evidence::ROWS], ending);
        let command = self.command(evidence::FORGET);
        self.end(command, self.forget_time, ending);
        self.look_at_evidence(&[0, evidence::ROWS], ending);
        self.complete(ending);
    }

    /// How often each kind of end was tried, and how often it showed a fault.
    pub fn parts(&self) -> Vec<Part> {
        let part = |(name, (executions, failures)): (&&str, &(u64, u64))| Part {
            name: (*name).to_owned(),
            executions: *executions,
            failures: *failures,
        };
        self.parts.iter().map(part).collect()
    }

    fn begin(&mut self, part: &'static str) {
        self.part = part;
        self.parts.entry(part).or_default().0 += 1;
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(arguments).env("TMPDIR", self.path("tmp")).current_dir(self.folder.path());
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    fn summarize_command(&self) -> Command {
        self.command(&["summarize", "--workspace", "w", "--from", "2026-01-15T00:00", "--to", "2026-01-15T02:00"])
    }

    /// A query that spills, so that temporary files are open at most moments.
    fn output_command(&self, which: u64) -> Command {
        let query = format!(
            "range i from 1 to 40000 step 1 | extend k = strcat(hash(i, 1000000), strrep('-', 150)), w = {which} | sort by k asc, i asc"
        );
        self.command(&["query", "--output", "out/r.csv", "--memory-limit", "24MB", &query])
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn wait(&self, mut command: Command) {
        let ended = command.status().expect("the program starts");
        assert!(ended.success(), "an undisturbed run fails: {command:?}");
    }

    fn mean_time(&self, command: impl Fn(&Self) -> Command) -> Duration {
        let start = Instant::now();
        (0..RUNS).for_each(|_| self.wait(command(self)));
        start.elapsed() / RUNS
    }

    /// Runs the command and ends it at a random moment of the time that it takes.
    fn end(&mut self, mut command: Command, time: Duration, ending: Ending) {
        self.turns += 1;
        let moment = time.mul_f64(self.random());
        // What was killed before may have left one.
        let before = self.drafts();
        let mut child = command.spawn().expect("the program starts");
        sleep(moment);
        let running = matches!(child.try_wait(), Ok(None));
        self.in_time += u64::from(running);
        let ended = signal(&mut child, ending);
        let expected = match ending {
            Ending::Kill => true,
            // At the very end all may be done; before the first line of the program nobody listens.
            Ending::CtrlC => matches!((ended.code(), ended.signal()), (Some(0 | 130), _) | (_, Some(2))),
        };
        if !expected {
            self.fault(&format!("{ending:?} after {moment:?}: {ended}"));
        }
        let left = names(&self.path("tmp"));
        if !left.is_empty() {
            self.fault(&format!("{ending:?} after {moment:?}: temporary files are left: {left:?}"));
        }
        let new: Vec<String> = self.drafts().into_iter().filter(|draft| !before.contains(draft)).collect();
        if ending == Ending::CtrlC && !new.is_empty() {
            self.fault(&format!("Ctrl-C after {moment:?}: drafts are left: {new:?}"));
        }
    }

    /// Now and then the next run completes what the ended ones left, and takes their drafts away.
    fn complete(&mut self, ending: Ending) {
        if self.turns.is_multiple_of(OFTEN) {
            self.wait(self.summarize_command());
            self.wait(self.output_command(1));
            self.look_at_table(BINS as usize..=BINS as usize, ending);
            self.wait(self.command(evidence::INGEST));
            self.look_at_evidence(&[evidence::ROWS], ending);
            self.wait(self.command(evidence::FORGET));
            self.look_at_evidence(&[0], ending);
            let left = self.drafts();
            if !left.is_empty() {
                self.fault(&format!("the next run leaves drafts of ended ones: {left:?}"));
            }
        }
    }

    fn drafts(&self) -> Vec<String> {
        let tables = ["Sums_CL", "Alerts", "CommonSecurityLog"].map(|table| format!("w/tables/{table}/.lurcher"));
        let folders = tables.iter().map(String::as_str).chain(["out"]).map(|folder| names(&self.path(folder)));
        let is_draft = |name: &String| name.ends_with(".part") || name.starts_with("lurcher-");
        folders.flatten().filter(is_draft).collect()
    }

    /// The table has so many bins, each once and whole.
    fn look_at_table(&mut self, bins: std::ops::RangeInclusive<usize>, ending: Ending) {
        if *bins.start() == 1 && names(&self.path("w/tables/Sums_CL")).iter().all(|name| !name.ends_with(".parquet")) {
            return;
        }
        let mut query = self.command(&[
            "query",
            "--workspace",
            "w",
            "--format",
            "csv",
            "Sums_CL | summarize c = count(), r = sum(Rows) by _BinStartTime | project c, r",
        ]);
        let output = query.stdout(Stdio::piped()).output().expect("the program starts");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let rows: Vec<&str> = text.lines().skip(1).collect();
        let whole = format!("1,{ROWS}");
        if !output.status.success() || !bins.contains(&rows.len()) || rows.iter().any(|row| *row != whole) {
            self.fault(&format!("{ending:?}: the table of the summary rule has {rows:?}"));
        }
    }

    /// Each table of the evidence has what was there before, and of what was ingested one of these numbers of rows.
    fn look_at_evidence(&mut self, allowed: &[u32], ending: Ending) {
        for table in ["Alerts", "CommonSecurityLog"] {
            let query = format!(
                "{table} | summarize b = countif(_SourceFile startswith 'before'), e = countif(_SourceFile startswith 'evidence') | project strcat(b, ',', e)"
            );
            let mut query = self.command(&["query", "--workspace", "w", "--format", "csv", &query]);
            let output = query.stdout(Stdio::piped()).output().expect("the program starts");
            let text = String::from_utf8_lossy(&output.stdout).replace('"', "");
            let found = text.lines().nth(1).unwrap_or_default().to_owned();
            let is_whole = allowed.iter().any(|rows| found == format!("{},{rows}", evidence::BEFORE_ROWS));
            if !output.status.success() || !is_whole {
                self.fault(&format!("{ending:?}: {table} has '{found}' of the rows before and of the evidence"));
            }
        }
    }

    fn fault(&mut self, message: &str) {
        self.parts.entry(self.part).or_default().1 += 1;
        println!("fault in turn {}: {message}", self.turns);
    }

    /// SplitMix64: a number from 0 to 1.
    fn random(&mut self) -> f64 {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.random;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

fn signal(child: &mut Child, ending: Ending) -> ExitStatus {
    match ending {
        Ending::Kill => drop(child.kill()),
        Ending::CtrlC => {
            let pid = child.id().to_string();
            drop(Command::new("kill").args(["-INT", &pid]).stderr(Stdio::null()).status());
        }
    }
    child.wait().expect("the program ends")
}

fn names(folder: &Path) -> Vec<String> {
    let found = fs::read_dir(folder).into_iter().flatten().flatten();
    found.map(|file| file.file_name().to_string_lossy().into_owned()).collect()
}
