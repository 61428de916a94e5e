//! Projects of the public benchmark sets, as integers and as plans.

use std::fmt::Write as _;
use std::path::Path;

use gantline::schedule::leveling::{Draft, Job, Problem, Step};

/// One project without its first and last job, which take no time.
pub(crate) struct Project {
    /// As the set calls it.
    pub(crate) name: String,
    capacities: Vec<u32>,
    jobs: Vec<Work>,
}

struct Work {
    duration: i32,
    needs: Vec<u32>,
    /// Numbers of jobs that it waits for.
    after: Vec<usize>,
}

/// Reads the projects of `set`, each with its lower bound and best known makespan.
pub(crate) fn read(folder: &Path, set: &str) -> Option<Vec<(Project, i64, i64)>> {
    let known = std::fs::read_to_string(folder.join("bestknown.csv")).ok()?;
    let mut projects = Vec::new();
    for line in known.lines().filter(|line| line.starts_with(set)) {
        let mut fields = line.split(',');
        let name = fields.next()?;
        let (bound, best) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
        let text = std::fs::read_to_string(folder.join(set).join(format!("{name}.sm"))).ok()?;
        projects.push((Project::of(name, &text)?, bound, best));
    }
    Some(projects).filter(|projects| !projects.is_empty())
}

impl Project {
    fn of(name: &str, text: &str) -> Option<Self> {
        let lines: Vec<&str> = text.lines().collect();
        let find = |head: &str| lines.iter().position(|line| line.starts_with(head));
        let numbers =
            |line: usize| -> Vec<u32> { lines.get(line).map_or("", |line| *line).split_whitespace().flat_map(str::parse).collect() };
        let n = lines.get(find("jobs")?)?.rsplit(':').next()?.trim().parse::<usize>().ok()? - 2;
        let (links, work) = (find("PRECEDENCE")? + 3, find("REQUESTS")? + 4);
        let mut jobs = Vec::with_capacity(n);
        for job in 0..n {
            let row = numbers(work + job);
            jobs.push(Work { duration: i32::try_from(*row.get(2)?).ok()?, needs: row.get(3..)?.to_vec(), after: Vec::new() });
        }
        for job in 0..n {
            for later in numbers(links + job).get(3..)? {
                if let Some(work) = jobs.get_mut(*later as usize - 2) {
                    work.after.push(job);
                }
            }
        }
        Some(Self { name: name.to_owned(), capacities: numbers(find("RESOURCEAVAIL")? + 2), jobs })
    }

    /// Returns it as the solver takes it, each unit of time `scale` long.
    pub(crate) fn problem(&self, scale: i32) -> Problem {
        let mut draft = Draft::default();
        for &units in &self.capacities {
            draft.resource(&[Step { from: 0, units }]);
        }
        let index = |job: usize| u32::try_from(job).unwrap_or(u32::MAX);
        for work in &self.jobs {
            let job = draft.job(Job { duration: work.duration * scale, release: 0, pin: None, priority: 500 });
            for (resource, units) in (0..).zip(&work.needs) {
                draft.demand(job, resource, *units);
            }
            for &earlier in &work.after {
                draft.link(index(earlier), job, self.jobs.get(earlier).map_or(0, |earlier| earlier.duration) * scale);
            }
        }
        draft.finish().unwrap_or_default()
    }

    /// Returns it as a plan: one unit of time is one day of a seven-day week of 24 hours.
    pub(crate) fn plan(&self) -> String {
        let mut text = format!("plan \"{}\"\n  start 2026-01-01\n  week mon-sun 00:00-24:00\n\n", self.name);
        for (number, units) in (1..).zip(&self.capacities) {
            let _ = writeln!(text, "resource r{number} capacity {units}");
        }
        text.push('\n');
        for (number, work) in (2..).zip(&self.jobs) {
            let needs = (1..).zip(&work.needs).filter(|(_, units)| 0 < **units);
            let by: Vec<String> = needs.map(|(resource, units): (u32, _)| format!("{units} of r{resource}")).collect();
            let after: Vec<String> = work.after.iter().map(|job| format!("j{}", job + 2)).collect();
            let _ = write!(text, "task j{number} {}d", work.duration);
            for (word, list) in [("by", by), ("after", after)] {
                if !list.is_empty() {
                    let _ = write!(text, " {word} {}", list.join(", "));
                }
            }
            text.push('\n');
        }
        text
    }
}
