//! Ends the program at random moments, as Ctrl-C and as a machine that fails do, and looks at what is left.
//!
//! `cargo run --package lurcher-testing --example torture -- --kills 1000 --seed 7`, after
//! `cargo build --package lurcher`. As many moments are of `summarize`, `query --output`, `ingest` and `forget`, so many
//! of each with Ctrl-C and so many with `kill -9`; `--only ingest` ends that alone. The last line says how many faults
//! there were; with one the exit code is 1.

#[cfg(unix)]
mod evidence;
#[cfg(unix)]
mod victims;

#[cfg(unix)]
fn main() -> std::process::ExitCode {
    use std::path::PathBuf;

    use lurcher_testing::campaigns::Campaign;
    use victims::{Ending, Victims};

    type End = fn(&mut Victims, Ending);
    /// What is ended.
    const COMMANDS: [(&str, End); 4] = [
        ("summarize", Victims::summarize),
        ("query --output", Victims::output),
        ("ingest", Victims::ingest),
        ("forget", Victims::forget),
    ];

    let mut arguments = std::env::args().skip(1);
    let (mut kills, mut seed, mut program, mut record) = (100_u64, 1_u64, None, None);
    let mut commands = COMMANDS.to_vec();
    while let Some(argument) = arguments.next() {
        let value = arguments.next();
        let number = || value.as_deref().and_then(|value| value.parse().ok());
        match (argument.as_str(), number(), &value) {
            ("--kills", Some(number), _) => kills = number,
            ("--seed", Some(number), _) => seed = number,
            ("--program", _, Some(path)) => program = Some(PathBuf::from(path)),
            ("--record", _, Some(path)) => record = Some(PathBuf::from(path)),
            ("--only", _, Some(name)) if COMMANDS.iter().any(|(known, _)| known == name) => {
                commands.retain(|(known, _)| known == name);
            }
            _ => {
                eprintln!("usage: torture [--kills N] [--seed N] [--only COMMAND] [--program PATH] [--record FILE]");
                return 2.into();
            }
        }
    }
    // Examples lie in a folder beside the program.
    let built = || Some(std::env::current_exe().ok()?.parent()?.parent()?.join("lurcher"));
    let Some(program) = program.or_else(built).filter(|path| path.exists()) else {
        eprintln!("the program is not built: cargo build --package lurcher, or name it with --program");
        return 2.into();
    };
    let start = std::time::Instant::now();
    let mut victims = Victims::new(program, seed);
    for _ in 0..kills {
        for ending in [Ending::CtrlC, Ending::Kill] {
            commands.iter().for_each(|(_, end)| end(&mut victims, ending));
        }
    }
    let time = start.elapsed();
    let campaign = Campaign { program: "torture", seed, time, parts: victims.parts() };
    let faults: u64 = campaign.parts.iter().map(|part| part.failures).sum();
    if let Some(path) = record
        && let Err(e) = campaign.append(&path)
    {
        eprintln!("{}: cannot be written: {e}", path.display());
        return 1.into();
    }
    let names: Vec<&str> = commands.iter().map(|(name, _)| *name).collect();
    println!(
        "{kills} × Ctrl-C and {kills} × kill -9 of each of {}: {} of {} hit a running program, {faults} faults, seed {seed}, {:.0} s",
        names.join(", "),
        victims.in_time,
        2 * kills * commands.len() as u64,
        time.as_secs_f64()
    );
    u8::from(faults > 0).into()
}

#[cfg(not(unix))]
fn main() {
    println!("only Unix has the signals that this sends");
}
