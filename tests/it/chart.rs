//! Laws of the chart, read from the SVG that is written: nothing overlaps, every arrow ends at a bar, every file is safe.

use std::cell::Cell;
use std::collections::HashSet;
use std::path::Path;

use gantline::compile::{Compilation, Options, compile};
use gantline::emit;
use gantline::view::chart::{Arrows, Chart, ChartOptions, Column, Font, Theme, layout};

use crate::support::{Folder, files};
use crate::svg::{Element, read};

fn compiled(path: &Path) -> Compilation {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    compile(&name, std::fs::read_to_string(path).unwrap(), &Folder(path.parent().unwrap().to_path_buf()), &Options::default())
}

fn plan(text: &str) -> Compilation {
    let compilation = compile("p.plan", text.to_owned(), &Folder(".".into()), &Options::default());
    assert!(!compilation.schedule.tasks.is_empty(), "the plan has no dates");
    compilation
}

fn drawn(compilation: &Compilation, options: &ChartOptions) -> String {
    emit::svg::to_string(&layout(&compilation.plan, &compilation.schedule, options))
}

/// Calls `check` with every example that compiles, drawn in several ways.
fn every_picture(check: impl Fn(&str, &Chart<'_>, &str)) {
    let ways = [
        ("by default", ChartOptions::default()),
        ("narrow", ChartOptions { width: 760, theme: Theme::Dark, ..ChartOptions::default() }),
        ("wide, with all columns", ChartOptions { width: 1_900, columns: Some(Column::ALL.to_vec()), ..ChartOptions::default() }),
        ("two levels", ChartOptions { depth: Some(1), theme: Theme::Print, ..ChartOptions::default() }),
    ];
    let mut pictures = 0;
    for path in files("examples", "plan") {
        let compilation = compiled(&path);
        let part = |share: i32| {
            let (start, finish) = compilation.schedule.start.zip(compilation.schedule.finish)?;
            Some(start.day().plus((finish.day().0 - start.day().0) * share / 10))
        };
        let window = ("a window", ChartOptions { from: part(3), to: part(6), ..ChartOptions::default() });
        for (way, options) in ways.iter().chain([&window]) {
            if !compilation.schedule.tasks.is_empty() {
                let chart = layout(&compilation.plan, &compilation.schedule, options);
                check(&format!("{} {way}", path.display()), &chart, &emit::svg::to_string(&chart));
                pictures += 1;
            }
        }
    }
    assert!(30 < pictures, "only {pictures} pictures were checked");
}

/// A box on the picture: left, top, right, bottom.
#[derive(Clone, Copy, Debug)]
struct Area(f64, f64, f64, f64);

impl Area {
    fn meets(self, other: Self) -> bool {
        self.0 < other.2 && other.0 < self.2 && self.1 < other.3 && other.1 < self.3
    }

    /// Tells whether a point lies on the edge.
    fn has_on_edge(self, (x, y): (f64, f64)) -> bool {
        let near = |a: f64, b: f64| (a - b).abs() < 0.11;
        let beside = (near(x, self.0) || near(x, self.2)) && self.1 - 0.1 <= y && y <= self.3 + 0.1;
        beside || (near(y, self.1) || near(y, self.3)) && self.0 - 0.1 <= x && x <= self.2 + 0.1
    }
}

/// Returns how wide a text is, as the chart measures it.
fn text_width(text: &Element) -> f64 {
    let width = |class: &str, content: &str| {
        let font = match class {
            "h" => Font::TITLE,
            "b" | "b r" => Font::STRONG,
            "q u" | "" => Font::NAME,
            "nt" | "l b" | "l k" => Font::SMALL_STRONG,
            _ => Font::SMALL,
        };
        f64::from(font.width(content).0) / 10.0
    };
    if text.parts.is_empty() {
        return width(&text.class, &text.text);
    }
    let gaps = text.parts.iter().filter(|part| part.2).count();
    let label = if text.class.starts_with('l') { "l " } else { "" };
    let sum: f64 = text.parts.iter().map(|(class, content, _)| width(&format!("{label}{class}"), content)).sum();
    sum + f64::from(u32::try_from(gaps).unwrap()) * 8.0 + if text.text.is_empty() { 0.0 } else { width(&text.class, &text.text) }
}

fn text_area(text: &Element) -> Area {
    let (x, y, width) = (text.number("x"), text.number("y"), text_width(text));
    let left = match text.class.as_str() {
        "nt" => x - width / 2.0,
        class if class == "c" || class.ends_with(" e") => x - width,
        _ => x,
    };
    Area(left, y - 8.0, left + width, y + 2.0)
}

/// Returns the bars, brackets and diamonds of the rows.
fn bars(elements: &[Element]) -> Vec<Area> {
    let in_rows = elements.iter().filter(|element| element.row.is_some());
    in_rows
        .filter_map(|element| match (element.name.as_str(), element.class.split(' ').next().unwrap_or("")) {
            ("rect", "t" | "tc" | "f" | "fc") => {
                let (x, y) = (element.number("x"), element.number("y"));
                Some(Area(x, y, x + element.number("width"), y + element.number("height")))
            }
            ("path", "t" | "tc" | "f" | "fc" | "z") => {
                let points = element.points();
                let (xs, ys) = (points.iter().map(|point| point.0), points.iter().map(|point| point.1));
                let least = f64::min;
                let bottom = ys.clone().fold(f64::MIN, f64::max);
                Some(Area(xs.clone().fold(f64::MAX, least), ys.fold(f64::MAX, least), xs.fold(f64::MIN, f64::max), bottom))
            }
            _ => None,
        })
        .collect()
}

#[test]
fn every_picture_is_safe_xml_with_one_element_a_line() {
    every_picture(|name, _, svg| {
        let elements = read(svg);
        for word in ["var(", "<script", "foreignObject", "href", "@import", "url(h", "<image"] {
            assert!(!svg.contains(word), "{name}: `{word}`");
        }
        assert_eq!(svg.matches("http").count(), 1, "{name}: an address besides the namespace");
        let ids: Vec<_> = elements.iter().filter_map(|element| element.attribute("id")).collect();
        assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len(), "{name}: an id is given twice");
        for line in svg.lines().filter(|line| line.starts_with('<') && !line.contains("<style")) {
            let opened = line.matches('<').count() - line.matches("</").count();
            let grouped =
                ["<g transform", "<text", "<rect class=\"o", "<marker", "<pattern", "<defs"].iter().any(|start| line.starts_with(start));
            assert!(opened <= 1 || grouped, "{name}: several elements on one line: {line}");
        }
        for number in elements.iter().flat_map(Element::numbers) {
            assert!(number.split_once('.').is_none_or(|(_, decimals)| decimals.len() <= 2), "{name}: {number} has too many decimals");
        }
        let root = elements.iter().find(|element| element.name == "svg").unwrap();
        assert_eq!(root.attribute("role"), Some("img"), "{name}");
        assert_eq!(svg.matches("<desc>").count(), 1, "{name}");
    });
}

#[test]
fn no_text_meets_another_or_leaves_the_picture() {
    every_picture(|name, chart, svg| {
        let elements = read(svg);
        let texts: Vec<_> = elements.iter().filter(|element| element.name == "text").map(|text| (text, text_area(text))).collect();
        for (index, (text, area)) in texts.iter().enumerate() {
            let inside =
                0.0 <= area.0 && area.2 <= f64::from(chart.width.0) / 10.0 && 0.0 <= area.1 && area.3 <= f64::from(chart.height.0) / 10.0;
            assert!(inside, "{name}: `{}` leaves the picture: {area:?}", text.content());
            for (other, other_area) in texts.iter().skip(index + 1) {
                assert!(
                    !area.meets(*other_area),
                    "{name}: `{}` and `{}` overlap: {area:?} {other_area:?}",
                    text.content(),
                    other.content()
                );
            }
        }
    });
}

#[test]
fn bars_stay_inside_of_the_axis_and_out_of_texts() {
    every_picture(|name, chart, svg| {
        let elements = read(svg);
        let bars = bars(&elements);
        assert!(
            chart.rows.iter().filter(|row| row.bar.is_some()).count() <= bars.len(),
            "{name}: {} bars for {} rows",
            bars.len(),
            chart.rows.len()
        );
        let (left, right) = (f64::from(chart.frame.left.0) / 10.0, f64::from(chart.frame.right.0) / 10.0);
        for bar in &bars {
            assert!(left <= bar.0 && bar.2 <= right && 3.0 <= bar.2 - bar.0, "{name}: a bar outside of {left} to {right}: {bar:?}");
        }
        for text in elements.iter().filter(|element| element.name == "text" && element.row.is_some()) {
            let area = text_area(text);
            let met = bars.iter().find(|bar| area.meets(**bar));
            assert!(met.is_none(), "{name}: `{}` lies on a bar: {area:?} {met:?}", text.content());
        }
    });
}

#[test]
fn arrows_are_orthogonal_and_go_from_edge_to_edge() {
    every_picture(|name, chart, svg| {
        let elements = read(svg);
        let bars = bars(&elements);
        let arrows: Vec<_> =
            elements.iter().filter(|element| element.row.is_none() && ["d", "dc"].contains(&element.class.as_str())).collect();
        assert!(chart.arrows.len() <= arrows.len(), "{name}");
        for arrow in arrows.iter().take(chart.arrows.len()) {
            let points = arrow.points();
            for end in [points.first().unwrap(), points.last().unwrap()] {
                assert!(bars.iter().any(|bar| bar.has_on_edge(*end)), "{name}: {end:?} is at no edge: {}", arrow.attribute("d").unwrap());
            }
        }
        for corner in chart.arrows.iter().flat_map(|arrow| arrow.route.points().windows(2)) {
            let [a, b] = corner else { unreachable!("windows of two") };
            assert!(a.0 == b.0 || a.1 == b.1, "{name}: a slanting line from {a:?} to {b:?}");
        }
    });
}

#[test]
fn rows_and_arrows_stay_small() {
    every_picture(|name, chart, svg| {
        let (first, last) = (svg.find("<g id=\"t-").unwrap(), svg.rfind("<g id=\"t-").unwrap());
        let rows = last + svg[last..].find("</g>").unwrap() - first;
        let most = if chart.columns.len() <= 2 { 450 } else { 500 };
        assert!(rows / chart.rows.len() <= most, "{name}: {} bytes a row", rows / chart.rows.len());
        for line in svg.lines().filter(|line| line.starts_with("<path class=\"d")) {
            assert!(line.len() < 150, "{name}: {} bytes for {line}", line.len());
        }
    });
}

#[test]
fn axis_labels_stand_apart_by_six_pixels_at_every_scale() {
    for days in [1, 2, 4, 9, 20, 45, 110, 300, 900, 2_500, 9_000, 40_000] {
        let compilation = plan(&format!("plan \"P\"\n  start 2026-03-02\ntask a {days}d elapsed\n"));
        for width in [500, 800, 1_200, 2_000] {
            let chart = layout(&compilation.plan, &compilation.schedule, &ChartOptions { width, ..ChartOptions::default() });
            for (tier, font) in [(&chart.axis.upper, Font::STRONG), (&chart.axis.lower, Font::SMALL)] {
                let labels: Vec<_> = tier.iter().filter_map(|tick| tick.label.as_ref()).collect();
                assert!(!labels.is_empty(), "{days} days on {width}: an empty tier");
                for pair in labels.windows(2) {
                    let gap = pair[1].0.0 - pair[0].0.0 - font.width(&pair[0].1).0;
                    assert!(60 <= gap, "{days} days on {width}: {pair:?} stand {gap} tenths apart");
                }
            }
            let years = chart.axis.upper.iter().chain(&chart.axis.lower).filter_map(|tick| tick.label.as_ref());
            assert!(years.into_iter().any(|label| label.1.contains("20")), "{days} days on {width}: no year");
        }
    }
}

#[test]
fn a_week_of_work_ends_with_friday_and_so_does_its_milestone() {
    let compilation = plan("plan \"P\"\n  start 2026-10-05\ntask a 5d\nmilestone m after a\ntask b 20d after m\n");
    let elements = read(&drawn(&compilation, &ChartOptions::default()));
    let friday_ends = elements.iter().find(|element| element.class == "s" && 300.0 < element.number("x")).unwrap().number("x");
    let bars = bars(&elements);
    assert_eq!(bars[0].2, friday_ends, "the bar ends where Saturday's shading begins");
    assert_eq!((bars[1].0 + bars[1].2) / 2.0, friday_ends, "the milestone is centred on the instant");
}

#[test]
fn a_new_title_changes_only_its_own_row() {
    let text = std::fs::read_to_string(crate::support::project("examples/website.plan")).unwrap();
    let (before, after) = (plan(&text), plan(&text.replace("Device testing", "Testing devices")));
    let (before, after) = (drawn(&before, &ChartOptions::default()), drawn(&after, &ChartOptions::default()));
    let changed: Vec<_> = before.lines().zip(after.lines()).filter(|(a, b)| a != b).collect();
    assert_eq!(before.lines().count(), after.lines().count());
    assert_eq!(changed.len(), 3, "its name, its sentence, the description: {changed:?}");
}

#[test]
fn many_links_are_reduced_and_the_legend_says_so() {
    let tasks: String = (1..200)
        .map(|n| format!("task t{n} 1d after t{}{}\n", n - 1, if 1 < n { format!(", t{}", n - 2) } else { String::new() }))
        .collect();
    let compilation = plan(&format!("plan \"P\"\n  start 2026-03-02\ntask t0 1d\n{tasks}"));
    let all = drawn(&compilation, &ChartOptions::default());
    assert!(all.contains("199 of 397 links: those that set a date"), "the legend is silent");
    let none = drawn(&compilation, &ChartOptions { arrows: Arrows::None, ..ChartOptions::default() });
    assert!(!none.contains("class=\"d\"") && !none.contains("class=\"dc\""));
}

#[test]
fn what_lies_outside_of_the_picture_is_told_at_its_edge() {
    let compilation = plan(
        "plan \"P\"\n  start 2026-03-02\ntask a 5d\ntask b 5d after a + 100d due 2026-03-20\ntask c 5d after b\nmilestone m after a due 2027-06-01\n",
    );
    let to = gantline::calendar::Day::from_ymd(2026, 4, 1);
    let svg = drawn(&compilation, &ChartOptions { to, ..ChartOptions::default() });
    assert!(svg.contains("27 Jul 2026 ►"), "a bar after the picture is not told:\n{svg}");
    assert!(svg.contains("1 Jun 2027"), "a deadline after the picture is not told:\n{svg}");
    assert!(svg.contains("1 item after 1 Apr 2026") && !svg.contains("C:"), "what has nothing in the picture is counted:\n{svg}");
}

#[test]
fn hostile_titles_are_text() {
    let compilation = plan("plan \"</title><script>&\"\n  start 2026-03-02\ntask \"<b> & 'c' ]]>\" 1d by \"<i>\"\n");
    let svg = drawn(&compilation, &ChartOptions::default());
    assert!(svg.contains("&lt;b&gt; &amp; 'c' ]]&gt;") && !svg.contains("<script") && !svg.contains("<b>"));
    assert!(read(&svg).iter().any(|element| element.text == "</title><script>&"));
}

#[test]
fn the_axis_ends_with_the_last_finish_and_late_words_stand_left() {
    let compilation = plan("plan \"P\"\n  start 2026-02-02\ntask a 40w\nmilestone m \"The long awaited end of it all\" after a\n");
    let elements = read(&drawn(&compilation, &ChartOptions::default()));
    let last = elements.iter().rfind(|element| element.class == "q r").unwrap();
    assert_eq!(last.text, "2", "the plan ends in the week of 2 November");
    let words = elements.iter().find(|element| element.class == "l e").expect("the words of the milestone stand left of it");
    let diamond = *bars(&elements).last().unwrap();
    assert!(text_area(words).2 < diamond.0);
}

#[test]
fn few_distances_are_crossed_by_lines() {
    let (distances, crossed) = (Cell::new(0), Cell::new(0));
    every_picture(|_, _, svg| {
        let elements = read(svg);
        let lines: Vec<_> = elements.iter().filter(|element| matches!(element.class.as_str(), "d" | "dc")).map(Element::points).collect();
        for words in elements.iter().filter(|element| element.row.is_none() && matches!(element.class.as_str(), "l q" | "l q e")) {
            let area = text_area(words);
            let crosses = |pair: &[(f64, f64)]| {
                let (a, b) = (pair[0], pair[1]);
                area.meets(Area(a.0.min(b.0), a.1.min(b.1), a.0.max(b.0) + 0.1, a.1.max(b.1) + 0.1))
            };
            distances.set(distances.get() + 1);
            crossed.set(crossed.get() + i32::from(lines.iter().any(|line| line.windows(2).any(crosses))));
        }
    });
    assert!(60 < distances.get() && crossed.get() * 6 < distances.get(), "{} of {} are crossed", crossed.get(), distances.get());
}

#[test]
fn work_that_has_begun_is_told_from_work_to_come() {
    let compilation = plan("plan \"P\"\n  start 2026-09-07\n  as of 2026-09-09\ntask a 3w started 2026-09-07\ntask b 2w\n");
    let svg = drawn(&compilation, &ChartOptions::default());
    let elements = read(&svg);
    let marks: Vec<_> = elements.iter().filter(|element| element.class.ends_with(" j")).map(|element| element.row.is_some()).collect();
    assert_eq!(marks, [true, false], "one in its row, one in the legend");
    assert!(svg.lines().any(|line| line.starts_with("<title>") && line.contains(", started")));
}

#[test]
fn a_deadline_at_noon_says_so_and_one_at_the_end_of_the_day_does_not() {
    let text = "plan \"P\"\n  start 2026-03-02\nmilestone a after work due 2026-03-02 12:00\nmilestone b after work due 2026-03-03\ntask work 1h\n";
    let svg = drawn(&plan(text), &ChartOptions::default());
    assert!(svg.contains("due 2 Mar 12:00<") && svg.contains("due 3 Mar<"), "{svg}");
}
