//! Advice that no schedule needs: what the practice of tasks and milestones teaches, one rule a file.
//!
//! Rules look at a plan without errors only, because half a line read would make them complain of the other half.
//! Each is linear in the plan, and one that nobody wants to hear is not run.

mod context;

mod arbitrary_milestone;
mod dangling_task;
mod long_task;
mod no_estimate;
mod no_slack_to_deadline;
mod odd_day;
mod odd_margin;
mod part_time_span;
mod phase_without_milestone;
mod unassigned;

pub use context::{Context, Lints};

use crate::diagnostic::{Code, Diagnostics};

type Rule = fn(&Context<'_>, &mut Diagnostics);

const RULES: &[(Code, Rule)] = &[
    (Code::Unassigned, unassigned::check),
    (Code::LongTask, long_task::check),
    (Code::NoEstimate, no_estimate::check),
    (Code::ArbitraryMilestone, arbitrary_milestone::check),
    (Code::PhaseWithoutMilestone, phase_without_milestone::check),
    (Code::DanglingTask, dangling_task::check),
    (Code::NoSlackToDeadline, no_slack_to_deadline::check),
    (Code::PartTimeSpan, part_time_span::check),
    (Code::OddDay, odd_day::check),
    (Code::OddMargin, odd_margin::check),
];

/// Adds what the wanted rules find, each finding with its code's own severity. After an error it adds nothing.
pub fn check(cx: &Context<'_>, diagnostics: &mut Diagnostics) {
    if diagnostics.has_errors() {
        return;
    }
    for (code, rule) in RULES {
        if cx.lints.wants(*code) {
            rule(cx, diagnostics);
        }
    }
}
