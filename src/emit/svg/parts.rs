//! The long parts of a picture, links and rows: two threads take turns at writing them, and the bytes are the same.

use std::io;
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};

use super::pen::Pen;
use super::{between, link, row};
use crate::view::chart::{Arrow, Chart, Paths, Row};

/// What can be written apart from the rest.
enum Part<'a, 'p> {
    Slack(&'a [Row<'p>]),
    Links(&'a [Arrow]),
    Between,
    Rows(&'a [Row<'p>]),
}

/// How many of each are one part: some tens of thousands of bytes.
const SLACK: usize = 1_024;
const LINKS: usize = 512;
const ROWS: usize = 256;
/// Fewer parts are not worth the beginning of a second thread.
const WORTH_SHARING: usize = 5;

/// Writes the slack, the links, what lies between, and the rows.
pub(super) fn write(chart: &Chart<'_>, pen: &mut Pen<'_>) -> io::Result<()> {
    let slack = chart.rows.chunks(SLACK).map(Part::Slack);
    let links = chart.arrows.chunks(LINKS).map(Part::Links);
    let parts: Vec<Part<'_, '_>> = slack.chain(links).chain([Part::Between]).chain(chart.rows.chunks(ROWS).map(Part::Rows)).collect();
    if parts.len() < WORTH_SHARING {
        let mut paths = Paths::default();
        return parts.iter().try_for_each(|part| part.write(chart, &mut paths, pen));
    }
    // Buffers go round: the other thread is at most three parts ahead, whatever the size of the picture. Where nothing more
    // can be written, both ends of their way are dropped here, which ends that thread, too.
    let ((full, filled), (empty, emptied)) = (sync_channel(2), channel());
    let parts = parts.as_slice();
    std::thread::scope(move |scope| {
        let others = parts.iter().enumerate().filter(|(index, _)| !is_own(*index)).map(|(_, part)| part);
        let radius = pen.radius();
        scope.spawn(move || fill(others, chart, |buffer| Pen::into(buffer, radius), (&full, &emptied)));
        let mut paths = Paths::default();
        for (index, part) in parts.iter().enumerate() {
            if is_own(index) {
                part.write(chart, &mut paths, pen)?;
            } else {
                let part = filled.recv().map_err(io::Error::other)?;
                pen.part(&part)?;
                let _ = empty.send(part);
            }
        }
        Ok(())
    })
}

/// Tells whether the thread that hands everything on writes a part itself: two of five.
const fn is_own(index: usize) -> bool {
    matches!(index % 5, 0 | 2)
}

/// Writes parts into buffers until nobody wants them any more.
fn fill<'a, 'p: 'a>(
    parts: impl Iterator<Item = &'a Part<'a, 'p>>,
    chart: &Chart<'p>,
    pen: impl Fn(Vec<u8>) -> Pen<'static>,
    (full, emptied): (&SyncSender<Vec<u8>>, &Receiver<Vec<u8>>),
) {
    let mut paths = Paths::default();
    for part in parts {
        let mut pen = pen(emptied.try_recv().unwrap_or_default());
        if part.write(chart, &mut paths, &mut pen).is_err() || full.send(pen.into_buffer()).is_err() {
            return;
        }
    }
}

impl<'p> Part<'_, 'p> {
    fn write(&self, chart: &Chart<'p>, paths: &mut Paths, pen: &mut Pen<'_>) -> io::Result<()> {
        match self {
            Part::Slack(rows) => rows.iter().try_for_each(|row| row::slack(chart, row, pen)),
            Part::Links(links) => links.iter().try_for_each(|arrow| link::link(arrow, pen)),
            Part::Between => {
                between(chart, pen);
                Ok(())
            }
            Part::Rows(rows) => {
                let mut sentence = String::new();
                rows.iter().try_for_each(|row| {
                    sentence.clear();
                    chart.words().describe(row, &mut sentence);
                    row::row(chart, row, (paths.next(chart.plan, row.task), &sentence), pen)
                })
            }
        }
    }
}
