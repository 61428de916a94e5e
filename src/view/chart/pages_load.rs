//! The load of people on paper: under the last rows where it has room, else on pages of its own with the same axis.

use super::legend::Legend;
use super::strips::Strips;
use super::{AXIS, Chart, Frame, MARGIN, Px};

/// Adds strips to the pages of a chart, whose own rows, links and strips were taken from it.
pub(super) fn add<'p>((chart, strips): (&Chart<'p>, &Strips), pages: &mut Vec<Chart<'p>>, height: Px) {
    if strips.list.is_empty() {
        return;
    }
    if let Some(last) = pages.last_mut().filter(|last| last.height + strips.height() <= height) {
        let bottom = last.frame.bottom + if last.frame.repeated { AXIS } else { Px::ZERO };
        last.strips = Strips::placed((strips.title, strips.key), &strips.list, (last.frame.left, last.frame.right), bottom);
        last.legend = std::mem::take(&mut last.legend).below(last.strips.bottom);
        last.height = last.legend.bottom;
        return;
    }
    let top = chart.frame.top;
    let room = Strips::room(top, height - MARGIN);
    pages.extend(
        strips
            .list
            .chunks(room)
            .map(|some| page(chart, Strips::placed((strips.title, strips.key), some, (chart.frame.left, chart.frame.right), top))),
    );
}

/// Returns a page of strips without rows; the legend tells nothing of them.
fn page<'p>(chart: &Chart<'p>, strips: Strips) -> Chart<'p> {
    let bottom = strips.bottom;
    Chart {
        height: bottom + MARGIN,
        frame: Frame { bottom, repeated: false, ..chart.frame },
        columns: Vec::new(),
        legend: Legend { entries: Vec::new(), top: bottom, bottom: bottom + MARGIN },
        heads: Vec::new(),
        strips,
        ..chart.clone()
    }
}
