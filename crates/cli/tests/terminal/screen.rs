//! A terminal with the program in it: keys go in, a screen comes out.

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use vt100::Parser;

/// After this the program hangs.
const PATIENCE: Duration = Duration::from_secs(120);

pub const TAB: &str = "\t";
pub const ENTER: &str = "\r";
pub const CTRL_C: &str = "\u{3}";
pub const CTRL_D: &str = "\u{4}";
pub const CTRL_R: &str = "\u{12}";
pub const UP: &str = "\u{1b}[A";

/// A terminal in which the shell runs.
pub struct Terminal {
    keys: Box<dyn Write + Send>,
    screen: Arc<Mutex<Parser>>,
    child: Box<dyn Child + Send + Sync>,
    _master: Box<dyn MasterPty + Send>,
}

impl Terminal {
    /// The shell over a workspace, with the folder for settings below it.
    pub fn open(workspace: &Path) -> Self {
        Self::sized(workspace, 100)
    }

    /// The same, in a terminal of so many columns.
    pub fn sized(workspace: &Path, columns: u16) -> Self {
        let settings = workspace.join("settings").display().to_string();
        Self::with(workspace, columns, &[("XDG_CONFIG_HOME", &settings)])
    }

    /// The same, with these variables and no others but those that a terminal sets.
    pub fn with(workspace: &Path, columns: u16, variables: &[(&str, &str)]) -> Self {
        let size = PtySize { rows: 40, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_lurcher"));
        command.args(["repl", "--workspace", &workspace.display().to_string()]);
        command.cwd(env!("CARGO_TARGET_TMPDIR"));
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        variables.iter().for_each(|(name, value)| command.env(name, value));
        let child = pair.slave.spawn_command(command).expect("the shell starts");
        drop(pair.slave);
        let screen = Arc::new(Mutex::new(Parser::new(cells(size.rows), cells(size.cols), 0)));
        let mut output = pair.master.try_clone_reader().expect("a screen");
        let shown = Arc::clone(&screen);
        thread::spawn(move || {
            let mut bytes = [0; 8192];
            while let Ok(read @ 1..) = output.read(&mut bytes) {
                shown.lock().unwrap_or_else(PoisonError::into_inner).process(&bytes[..read]);
            }
        });
        let keys = pair.master.take_writer().expect("a keyboard");
        let terminal = Self { keys, screen, child, _master: pair.master };
        terminal.wait_for("kql>");
        terminal
    }

    /// Presses keys.
    pub fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).and_then(|()| self.keys.flush()).expect("the shell listens");
    }

    /// Types a line and sends it.
    pub fn send(&mut self, line: &str) {
        self.press(&format!("{line}{ENTER}"));
    }

    pub fn screen(&self) -> MutexGuard<'_, Parser> {
        self.screen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the screen shows.
    pub fn text(&self) -> String {
        self.screen().screen().contents()
    }

    /// Waits until the screen shows a text.
    #[track_caller]
    pub fn wait_for(&self, text: &str) {
        self.wait_until(text, |shown| shown.contains(text));
    }

    /// Waits until a line of the screen is this, blanks around it not counted.
    #[track_caller]
    pub fn wait_for_line(&self, line: &str) {
        self.wait_until(line, |shown| shown.lines().any(|l| l.trim() == line));
    }

    #[track_caller]
    fn wait_until(&self, wanted: &str, holds: impl Fn(&str) -> bool) {
        let start = Instant::now();
        while !holds(&self.text()) {
            assert!(start.elapsed() < PATIENCE, "the screen never shows {wanted:?}:\n{}", self.text());
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Presses keys again and again until the screen shows a text.
    #[track_caller]
    pub fn press_until(&mut self, keys: &str, text: &str) {
        let start = Instant::now();
        while !self.text().contains(text) {
            assert!(start.elapsed() < PATIENCE, "the screen never shows {text:?}:\n{}", self.text());
            self.press(keys);
            thread::sleep(Duration::from_millis(300));
        }
    }

    /// Presses Ctrl-C where something is typed, and waits for an empty line. What is pressed before that would be lost.
    #[track_caller]
    pub fn give_up(&mut self) {
        self.press(CTRL_C);
        self.wait_until("an empty line", |shown| shown.trim_end().ends_with("kql>"));
    }

    /// Ends the shell as a person does, and waits until it has ended.
    pub fn quit(mut self) {
        self.press(CTRL_D);
        let code = self.child.wait().expect("the shell ends");
        assert!(code.success(), "{code:?}");
    }

    /// The row and the column of a text on the screen.
    #[track_caller]
    pub fn place_of(&self, text: &str) -> (u16, u16) {
        let shown = self.text();
        let found = shown.lines().enumerate().find_map(|(row, line)| Some((row, line.find(text)?)));
        let (row, column) = found.unwrap_or_else(|| panic!("{text:?} is not on the screen:\n{shown}"));
        (u16::try_from(row).expect("a row"), u16::try_from(column).expect("a column"))
    }
}

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).expect("a terminal has room")
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
    }
}
