//! Advice that no schedule needs: what the practice of tasks and milestones teaches, one rule a file.
//!
//! Rules look at a plan without errors only, because half a line read would make them complain of the other half.
//! Each is linear in the plan, and one that nobody wants to hear is not run. Those that point into the text run before
//! there are dates, so that the parsed text need not be kept while a large plan is scheduled.

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

const TEXT_RULES: &[(Code, Rule)] = &[
    (Code::ArbitraryMilestone, arbitrary_milestone::check),
    (Code::PartTimeSpan, part_time_span::check),
    (Code::OddDay, odd_day::check),
    (Code::OddMargin, odd_margin::check),
];

const DATE_RULES: &[(Code, Rule)] = &[
    (Code::Unassigned, unassigned::check),
    (Code::LongTask, long_task::check),
    (Code::NoEstimate, no_estimate::check),
    (Code::PhaseWithoutMilestone, phase_without_milestone::check),
    (Code::DanglingTask, dangling_task::check),
    (Code::NoSlackToDeadline, no_slack_to_deadline::check),
];

/// Adds what the wanted rules find that point into the text and need no dates, each finding with its code's own severity.
pub fn check_text(cx: &Context<'_>, diagnostics: &mut Diagnostics) {
    run(TEXT_RULES, cx, diagnostics);
}

/// Adds what the other wanted rules find, which need dates and no parsed text.
pub fn check_dates(cx: &Context<'_>, diagnostics: &mut Diagnostics) {
    run(DATE_RULES, cx, diagnostics);
}

fn run(rules: &[(Code, Rule)], cx: &Context<'_>, diagnostics: &mut Diagnostics) {
    for (_, rule) in rules.iter().filter(|(code, _)| cx.lints.wants(*code)) {
        rule(cx, diagnostics);
    }
}
