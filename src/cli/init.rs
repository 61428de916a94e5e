//! `gantline init`: a first plan that is worth reading and charts at once.

use std::path::{Path, PathBuf};

use super::args::Init;
use super::console::Console;
use super::{Exit, Failure, files};
use crate::calendar::Day;
use crate::diagnostic::visible;
use crate::view::phrase::iso_day;

/// Writes NAME.plan, never over a file that is there, and says what to do next.
pub(super) fn run(init: &Init, console: &Console) -> Result<Exit, Failure> {
    let path = path(&init.name);
    let plan = plan(&title(&path), init.start);
    files::create_new(&path, &plan)?;
    let name = path.to_string_lossy();
    let (shown, typed) = (visible(&name), typed(&name));
    console.say(&format!("wrote {shown}: a small plan with comments; change it, then"));
    console.say(&format!("  gantline chart {typed}    draws it"));
    console.say(&format!("  gantline check {typed}    says what is wrong"));
    Ok(Exit::Done)
}

/// Returns a name as a shell takes it for one word.
fn typed(name: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '+' | ',' | ':' | '@');
    let shown = visible(name);
    if name.chars().all(is_plain) { shown.into_owned() } else { format!("'{}'", shown.replace('\'', "'\\''")) }
}

/// Returns the file to write: NAME.plan, or NAME itself when it says so already.
fn path(name: &Path) -> PathBuf {
    if name.extension().is_some_and(|extension| extension == "plan") {
        return name.to_owned();
    }
    let mut path = name.as_os_str().to_owned();
    path.push(".plan");
    PathBuf::from(path)
}

/// Returns the file's name in words: `kitchen-renovation.plan` reads "Kitchen renovation".
fn title(path: &Path) -> String {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let words: Vec<&str> = stem.split(['-', '_', ' ', '.']).filter(|word| !word.is_empty()).collect();
    let words = words.join(" ");
    let mut letters = words.chars();
    let title: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).filter(|c| !c.is_control()).collect();
    if title.is_empty() { "Project".to_owned() } else { title.replace('\\', "\\\\").replace('"', "\\\"") }
}

/// Returns the plan: three phases over some six weeks, with a comment where the language first does something.
fn plan(title: &str, start: Day) -> String {
    let away = format!("{}..{}", iso_day(start.plus(28)), iso_day(start.plus(30)));
    let due = iso_day(start.plus(45));
    let start = iso_day(start);
    format!(
        r#"# A plan is an outline: one item a line, what belongs to it indented below.
# `gantline chart` draws it, `gantline check` says what is wrong with it.

plan "{title}"
  start {start}

# The people. `by ana` puts ana on a task; work that needs somebody who is busy waits.
person ana "Ana Silva"
person ben "Ben Okafor"
  away {away} "leave"

# In a phase that is `in order`, each item follows the one above it.
# A `gate` is a milestone to which somebody has to say yes.
phase prepare in order
  task needs "Ask what is needed" 3d by ana
  task outline "Write the outline" 2d by ana
  milestone agreed "Outline agreed" gate by ben

# `after` lets a phase or a task wait for others; nothing else does, so these run side by side
# where they can. `5d` is a span of five working days, `effort 4d` is work that two can share.
phase build after prepare
  task design "Design it in detail" 5d by ana
  task groundwork "Lay the groundwork" 10d by ben
  task surface "Make what people see" 8d by ana after design
  task together "Put it together" effort 4d by ana, ben after groundwork, surface
  milestone complete "All in place" after together

phase finish after build
  task trial "Try it out" 5d by ana
    - [ ] with someone who knows it
    - [ ] with someone who does not
  task mend "Mend what was found" 4d by ben after trial.start + 2d
  task guide "Write the guide" 3d by ana after trial

# A milestone is an instant. `due` is its deadline: it moves nothing, and you hear of it when it is missed.
milestone handover after finish due {due}
"#
    )
}
