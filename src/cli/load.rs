//! From a path to a compilation, with what is wrong said in the format that was asked for.

use std::io::{self, Write};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use super::args::{self, Common, DiagnosticFormat};
use super::console::Console;
use super::files::{self, Folder, Input};
use super::levels::Levels;
use super::{Exit, Failure, foreign, optimize};
use crate::compile::{Compilation, Options, compile_watched};
use crate::diagnostic::render::Look;
use crate::diagnostic::{Code, Diagnostics, Report, Severity, github, json, render, sarif, short};
use crate::model::Chart;
use crate::schedule::leveling::{Budget, Progress};

/// How long a run may take before it says that it is still at work.
const PATIENCE: Duration = Duration::from_millis(500);

/// A plan that was read and compiled.
#[derive(Debug)]
pub(super) struct Loaded {
    /// The path as it was typed.
    pub name: String,
    /// Where it lies; `None` for standard input.
    pub path: Option<PathBuf>,
    /// Everything that came of it, with severities as they were asked for. It is never taken apart: the process ends soon,
    /// and a plan of a million tasks takes longer to free than to write down.
    pub compilation: ManuallyDrop<Compilation>,
    /// What else was read for it: a theme, a baseline, fonts.
    pub beside: Vec<PathBuf>,
}

impl Loaded {
    /// Returns where everything lies that belongs to the plan: what it includes, what its charts name, whether these are drawn
    /// or not, and what was read beside it.
    pub(super) fn belongings(&self) -> Vec<PathBuf> {
        let beside_plan = |name: &str| self.path.as_deref().unwrap_or(Path::new("")).with_file_name(name);
        let plan = &self.compilation.plan;
        let included = self.compilation.sources.iter().skip(1).map(|(_, source)| beside_plan(&source.name));
        let named = plan.charts.iter().flat_map(Chart::files).map(|file| beside_plan(plan.text(file.path)));
        included.chain(named).chain(self.beside.iter().cloned()).collect()
    }
}

/// Compiles what was read.
pub(super) fn load(input: Input, levels: &Levels, common: &Common) -> Loaded {
    load_within(input, levels, common, Budget::Portfolio, &mut |_| ())
}

/// Compiles what was read, with so much tried for an order of the work.
pub(super) fn load_within(input: Input, levels: &Levels, common: &Common, budget: Budget, watch: &mut dyn FnMut(Progress)) -> Loaded {
    let options = Options { as_of: common.as_of, lints: levels.lints(), keep_documents: false, level: budget };
    let text = input.text.and_then(|text| match foreign::told(&input.name, &text) {
        Some(told) => Err(Box::new(told)),
        None => Ok(text),
    });
    let mut compilation = match text {
        Ok(text) => compile_watched(&input.name, text, &Folder::of(input.path.as_deref()), &options, watch),
        Err(compilation) => *compilation,
    };
    levels.apply(&mut compilation.diagnostics);
    Loaded { name: input.name, path: input.path, compilation: ManuallyDrop::new(compilation), beside: Vec::new() }
}

/// Reads and compiles the one plan of a command and says what is wrong with it on standard error.
///
/// A plan with errors is not handed on: nothing is made of it, and the exit code says why.
pub(super) fn load_one(input: &args::Input, common: &Common, console: &Console) -> Result<Result<Loaded, Exit>, Failure> {
    load_with(input, None, &mut |_, _| Ok(Vec::new()), common, console)
}

/// Reads what a plan without errors asks for, and returns it with what is wrong with it.
pub(super) type More<'a> = &'a mut dyn FnMut(&mut Loaded, &Levels) -> Result<Vec<Loaded>, Failure>;

/// The same, with something else that was read for the plan before, and `more` that is read because of it; what is wrong
/// with any of it is said at once, and keeps anything from being made.
pub(super) fn load_with(
    input: &args::Input,
    before: Option<Loaded>,
    more: More<'_>,
    common: &Common,
    console: &Console,
) -> Result<Result<Loaded, Exit>, Failure> {
    let format = input.diagnostics;
    let levels = Levels::of(common)?;
    let read = || files::read(&input.plan);
    let mut loaded = match input.optimize {
        None => patiently(console, || load(read(), &levels, common)),
        Some(much) => optimize::load(read(), &levels, common, (much, console)),
    };
    let more = if verdict(&loaded.compilation.diagnostics) == Exit::Done { more(&mut loaded, &levels)? } else { Vec::new() };
    let mut all: Vec<Loaded> = before.into_iter().chain(more).chain([loaded]).collect();
    let report = report(&all, format, common);
    if all.iter().any(|loaded| !loaded.compilation.diagnostics.is_empty()) || is_document(format) {
        console.write_err(|out| write(out, &report, format, console.err, console.quiet));
    }
    let exit = all.iter().map(|loaded| verdict(&loaded.compilation.diagnostics)).find(|exit| *exit != Exit::Done);
    drop(report);
    let Some(mut loaded) = all.pop().filter(|_| exit.is_none()) else { return Ok(Err(exit.unwrap_or(Exit::Done))) };
    loaded.beside.extend(all.into_iter().filter_map(|beside| beside.path));
    Ok(Ok(loaded))
}

/// Gathers what is shown of what was found in several plans.
pub(super) fn report<'a>(plans: &'a [Loaded], format: DiagnosticFormat, common: &Common) -> Report<'a> {
    let limit = if format == DiagnosticFormat::Human { 50 } else { 500 };
    let found = plans.iter().map(|plan| (&plan.compilation.sources, &plan.compilation.diagnostics));
    Report::of(found, common.max_diagnostics.unwrap_or(limit))
}

/// Writes diagnostics in a format; for people, the counts come last unless they asked for quiet.
pub(super) fn write(out: &mut dyn Write, report: &Report<'_>, format: DiagnosticFormat, look: Look, quiet: bool) -> io::Result<()> {
    match format {
        DiagnosticFormat::Human => {
            render::write(out, report, look)?;
            if quiet || report.errors + report.warnings == 0 { Ok(()) } else { writeln!(out, "{}", counts(report, look)) }
        }
        DiagnosticFormat::Short => short::write(out, report),
        DiagnosticFormat::Json => json::write(out, report),
        DiagnosticFormat::Sarif => sarif::write(out, report),
        DiagnosticFormat::Github => github::write(out, report),
    }
}

/// Tells whether a format is one document, which is there even when there is nothing to say.
pub(super) fn is_document(format: DiagnosticFormat) -> bool {
    matches!(format, DiagnosticFormat::Json | DiagnosticFormat::Sarif)
}

fn counts(report: &Report<'_>, look: Look) -> String {
    let counts = look.paint(if report.errors > 0 { "\x1b[1;31m" } else { "\x1b[1;33m" }, &report.counts());
    if report.is_cut() {
        return format!("{counts}; {}, `--max-diagnostics all` shows all", report.cut());
    }
    let first = report.findings.first().map_or("", |finding| finding.diagnostic.code.as_str());
    format!("{counts}; `gantline explain {first}` says more")
}

/// Returns how a run ends that found this: a file that cannot be read as text weighs most, then a limit, then any other error.
pub(super) fn verdict(diagnostics: &Diagnostics) -> Exit {
    let errors = || diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).map(|diagnostic| diagnostic.code);
    let is_limit = |code: Code| matches!(code, Code::LineTooLong | Code::FileTooLarge | Code::NestedTooDeep);
    if errors().any(|code| matches!(code, Code::NotUtf8 | Code::NotRead)) {
        Exit::Unreadable
    } else if errors().any(is_limit) {
        Exit::Limit
    } else if errors().next().is_some() {
        Exit::PlanErrors
    } else {
        Exit::Done
    }
}

/// Does `work`, and tells somebody who watches the terminal when it takes long.
pub(super) fn patiently<T>(console: &Console, work: impl FnOnce() -> T) -> T {
    if !console.watched {
        return work();
    }
    let (done, wait) = mpsc::channel::<()>();
    let console = *console;
    let watcher = std::thread::spawn(move || {
        if wait.recv_timeout(PATIENCE) == Err(mpsc::RecvTimeoutError::Timeout) {
            console.write_err(|out| write!(out, "still at work on a large plan …"));
            let _ = wait.recv();
            console.write_err(|out| write!(out, "\r\x1b[K"));
        }
    });
    let result = work();
    drop(done);
    let _ = watcher.join();
    result
}
