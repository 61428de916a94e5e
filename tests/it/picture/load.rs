//! Rules of the load under the items: a column is as high as it says, stands on its line and under its own weeks.

use super::Picture;
use crate::svg::Element;

/// Every column agrees with its words and with the lines of its strip.
pub(super) fn load(picture: &Picture<'_>, faults: &mut Vec<String>) {
    let is_strip = |element: &Element| element.name == "g" && element.attribute("id").is_some_and(|id| id.starts_with("w-"));
    for (at, strip) in picture.elements.iter().enumerate().filter(|(_, element)| is_strip(element)) {
        let id = strip.attribute("id").unwrap_or("");
        let inside = || picture.elements.iter().enumerate().filter(move |(_, element)| element.holder == Some(at));
        let lines: Vec<Vec<(f64, f64)>> = inside().filter(|(_, element)| element.class == "g").map(|(_, line)| line.points()).collect();
        let [full, foot] = &lines[..] else {
            faults.push(format!("load: {id} has {} lines", lines.len()));
            continue;
        };
        let (full, foot, left, right) = (full[0].1, foot[0].1, foot[0].0, foot[1].0);
        let mut before = left - 0.1;
        for (index, column) in inside().filter(|(_, element)| element.name == "rect") {
            let title = picture.elements.get(index + 1).filter(|next| next.name == "title" && next.holder == Some(index));
            let words = title.map_or("", |title| &title.text);
            let (x, y, width, height) = (column.number("x"), column.number("y"), column.number("width"), column.number("height"));
            if (y + height - foot).abs() > 0.15 || x < before - 0.01 || right + 0.1 < x + width || width <= 0.0 {
                faults.push(format!("load: {id}: {words:?} stands elsewhere"));
            }
            before = x + width;
            match told(words) {
                Some(share) if ((foot - full) * share.clamp(0.0, 1.5) - height).abs() < 1.0 => {}
                share => faults.push(format!("load: {id}: {words:?} is {height} high, of {}: {share:?}", foot - full)),
            }
            let inside = |x: f64, y: f64| column.number("x") <= x && x <= column.number("x") + width && y <= foot;
            let label = picture
                .texts
                .iter()
                .find(|text| text.class == "vt" && inside((text.area.left + text.area.right) / 2.0, text.baseline) && full < text.baseline);
            if let (Some(label), Some(share)) = (label, told(words)) {
                let is_right = label.content.ends_with(" h") || label.content == format!("{} %", (share * 100.0 + 1e-9).floor());
                if !is_right || label.area.left < x || x + width < label.area.right {
                    faults.push(format!("load: {id}: `{}` stands on {words:?}", label.content));
                }
            }
            if words.ends_with("overloaded") != (column.class == "tc") {
                faults.push(format!("load: {id}: {words:?} has the wrong colour"));
            }
        }
        if !inside().any(|(_, element)| element.name == "text" && !element.text.is_empty()) {
            faults.push(format!("load: {id} has no name"));
        }
    }
}

/// Returns the share of all hours that words such as `Ana, week of 2 Mar: 24 h booked of 40 h` tell.
fn told(words: &str) -> Option<f64> {
    let (booked, of) = words.rsplit_once(" h booked of ")?;
    let booked: f64 = booked.rsplit_once(' ')?.1.parse().ok()?;
    let hours: f64 = of.split_once(" h")?.0.parse().ok()?;
    Some(if hours == 0.0 { 1.5 } else { booked / hours })
}

#[cfg(test)]
mod tests {
    use gantline::compile::{Options, compile};
    use gantline::view::chart::{ChartOptions, Theme, layout};

    use super::super::{faults_of, tasks_of};
    use crate::support::Folder;

    /// Ana has too much in one week, and far too much in the next.
    const BUSY: &str = "plan \"P\"\n  start 2026-03-02\n  leveling off\nperson ana\nperson ben\n\
                        task a 10d by ana\ntask b 2d by ana\ntask c 5d by ana from 2026-03-09\ntask d 5d by ana from 2026-03-09\ntask e 9d by ben\n";

    /// Draws the load of a plan, asserts that nothing is wrong with it, and returns it with what the checker finds when `spoil` has been at it.
    fn drawn(text: &str, theme: Theme, spoil: impl Fn(&str) -> String) -> (String, Vec<String>) {
        let compilation = compile("p.plan", text.to_owned(), &Folder(".".into()), &Options::default());
        assert!(!compilation.diagnostics.has_errors(), "{:?}", compilation.diagnostics.iter().collect::<Vec<_>>());
        let chart = layout(&compilation.plan, &compilation.schedule, &ChartOptions { load: true, theme, ..ChartOptions::default() });
        let svg = gantline::emit::svg::to_string(&chart);
        let check = |svg: &str| faults_of(&compilation.plan, &compilation.schedule, (&tasks_of(&chart), svg));
        assert_eq!(check(&svg), Vec::<String>::new());
        let found = check(&spoil(&svg));
        (svg, found)
    }

    #[test]
    fn too_much_says_how_much_it_is() {
        let (svg, found) = drawn(BUSY, Theme::Light, |svg| svg.replace(">140 %<", ">150 %<"));
        assert!(found.iter().any(|fault| fault.starts_with("load")), "{found:?}");
        assert!(svg.contains(">300 %</text>"), "what is capped says how much it is");
        assert_eq!(svg.matches("<path class=\"vc\"").count(), 1, "and has a break");
        assert!(svg.contains("red is too much<"));
        assert!(drawn(BUSY, Theme::Print, str::to_owned).0.contains("hatched is too much<"));
        let calm = BUSY.replace("task b 2d by ana\n", "").replace(" by ana from", " from");
        assert!(!drawn(&calm, Theme::Light, str::to_owned).0.contains("too much"), "nothing is");
    }

    #[test]
    fn the_time_line_runs_through_the_load() {
        let (svg, _) = drawn(&BUSY.replace("  leveling", "  as of 2026-03-04\n  leveling"), Theme::Light, str::to_owned);
        let load = svg.split(">Load by week").nth(1).unwrap();
        let below = load.split("<g id=\"w-").next().unwrap();
        for class in ["s", "g", "n"] {
            assert!(below.contains(&format!("<path class=\"{class}\"")), "no {class} behind the strips");
        }
    }
}
