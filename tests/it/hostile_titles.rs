//! Titles that try to act, in every text field of every format: well-formed, inert, layout kept.
//!
//! Control characters and overrides of the writing direction are errors in a plan, so that they come this far only through
//! the library; every format shows them as U+FFFD.

use gantline::compile::{Compilation, Options, compile};
use gantline::emit::{self, Ink};
use gantline::model::Plan;
use gantline::view::chart::{ChartOptions, Style, Theme, layout, screen};
use gantline::view::select::{Bounds, Rows, Selection};
use gantline::view::table::TableOptions;
use gantline::view::terminal::{self, TerminalOptions};
use gantline::view::{self, Cards, Reader, display_width};

use crate::picture;
use crate::support::Folder;
use crate::svg;

/// Markup, code, formulas, and what ends a field somewhere.
const ACTING: [&str; 9] = [
    "</title></text></svg></script><script>alert(1)</script><img src=x onerror=alert(1)>",
    "&amp; &#x41; &lt;b&gt; ]]> --> <!-- <![CDATA[ <?xml?> <!DOCTYPE x>",
    "'; drop \\' ` ``` $(rm) ${x} {{x}} %x% |pipe|",
    "=HYPERLINK(1)",
    "@SUM(1) , ; : \\, \\n",
    "[link](javascript:alert(1)) ![i](x) **b** _i_ # h",
    "END:VEVENT;X=1,Y",
    "@endgantt",
    "section x :crit, done, 2026-01-01, 9d",
];

/// Characters that act instead of being seen.
const STEERING: [char; 9] = ['\u{1}', '\u{8}', '\u{1b}', '\u{7f}', '\u{85}', '\u{9b}', '\u{202e}', '\u{2066}', '\u{2069}'];

/// Returns a plan with `title` in every place that holds a text of its writer.
fn plan(title: &str) -> Compilation {
    let text = format!(
        "plan \"{title}\"\n  start 2026-03-02\n  as of 2026-03-10\n  holiday 2026-03-05 \"{title}\"\n\nperson p \"{title}\" away 2026-03-03 \"{title}\"\n\nphase a \"{title}\" in order\n  \
         task b \"{title}\" 3d by p note \"{title}\"\n  milestone c \"{title}\" due 2026-03-03\ntask d \"{title}\" 2d after c\n"
    );
    let text = if title.contains(STEERING) { text.replace(title, "Title") } else { text };
    let mut compilation = compile("p.plan", text, &Folder(".".into()), &Options::default());
    if title.contains(STEERING) {
        rename(&mut compilation.plan, title);
    }
    assert!(!compilation.schedule.tasks.is_empty(), "{title:?} has no dates");
    compilation
}

/// Gives everything in a plan that has a title this one, which no text can give it.
fn rename(plan: &mut Plan, title: &str) {
    let text = plan.add_text(title);
    plan.settings.title = text;
    for id in plan.tasks.ids().collect::<Vec<_>>() {
        plan.tasks[id].title = text;
    }
    for id in plan.resources.ids().collect::<Vec<_>>() {
        plan.resources[id].title = text;
    }
}

/// Returns every title that a format has to bear.
fn titles() -> Vec<String> {
    let mut titles: Vec<String> = ACTING.map(ToOwned::to_owned).to_vec();
    titles.extend([
        "x".repeat(4_000),
        "設".repeat(4_000),
        "a\u{301}".repeat(2_000),
        "word ".repeat(800).trim_end().to_owned(),
        "🏳\u{fe0f}\u{200d}🌈".repeat(200),
    ]);
    titles.extend(STEERING.map(|c| format!("left{c}right")));
    titles
}

/// Writes a plan in every format that is text, by its name.
fn texts(compilation: &Compilation) -> Vec<(&'static str, String)> {
    let (plan, schedule) = (&compilation.plan, &compilation.schedule);
    let reader = Reader::of(plan, schedule);
    let report = view::tasks(plan, schedule, &TableOptions::default());
    let chart = emit::svg::to_string(&layout(plan, schedule, &ChartOptions::default()));
    let mut page = Vec::new();
    emit::page(&screen(plan, schedule, &ChartOptions::default()), &Cards::of(&reader), &mut page).unwrap();
    let rows = Rows::of(&reader, &Selection::default(), Bounds::default());
    vec![
        ("report.html", emit::html(&report, Some(&chart), (Theme::Auto, &Style::default()))),
        ("svg", chart),
        ("html", String::from_utf8(page).unwrap()),
        ("chart.txt", emit::terminal(&terminal::layout(plan, schedule, &TerminalOptions::default()), Ink::Plain)),
        ("report.txt", emit::text(&report, 100, Ink::Plain)),
        ("md", emit::markdown(&report)),
        ("csv", emit::csv(&report.table)),
        ("json", emit::json(&reader, &rows)),
        ("ics", emit::ics(&reader)),
        ("diary.ics", emit::Diaries::of(&reader).calendar(&plan.resources.iter().map(|(who, _)| who).collect::<Vec<_>>())),
        ("mmd", emit::mermaid(&reader)),
        ("puml", emit::plantuml(&reader)),
        ("project.csv", emit::project_csv(&reader)),
        ("jira", emit::jira(&reader)),
        ("xml", emit::msproject(&reader).text),
    ]
}

#[test]
fn no_format_lets_a_character_steer() {
    for c in STEERING {
        for (format, text) in texts(&plan(&format!("left{c}right"))) {
            if format == "json" {
                // Data for programs, which get the title as it is, escaped.
                let value: serde_json::Value = serde_json::from_str(&text).unwrap();
                assert_eq!(value["plan"]["title"], format!("left{c}right"));
            }
            assert!(!text.contains(c) || (format == "json" && ' ' <= c), "{c:?} is in {format}");
        }
    }
}

#[test]
fn what_would_steer_is_shown_as_a_sign_of_its_own() {
    for (format, text) in texts(&plan("left\u{202e}right")) {
        assert!(format == "json" || text.contains("left\u{fffd}right"), "{format}: {}", text.get(..600).unwrap_or(&text));
    }
}

#[test]
fn markup_stays_well_formed_and_inert() {
    for title in titles() {
        for (format, text) in texts(&plan(&title)) {
            match format {
                "svg" => drop(svg::read(&text)),
                "xml" => well_formed(&text),
                _ => {}
            }
            if matches!(format, "svg" | "html" | "report.html" | "md" | "xml") {
                for act in ["<script>alert", "<img", "onerror=alert(1)>", "<!DOCTYPE x", "<![CDATA[ <?xml"] {
                    assert!(!text.contains(act), "{act} is in {format} of {title:?}");
                }
            }
        }
    }
}

/// Reads an XML file as a strict reader does.
#[allow(clippy::wildcard_enum_match_arm, reason = "of what XML has, a test looks for a part")]
fn well_formed(text: &str) {
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_comments = true;
    let mut depth = 0;
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Start(_) => depth += 1,
            quick_xml::events::Event::End(_) => depth -= 1,
            quick_xml::events::Event::Eof => break,
            quick_xml::events::Event::GeneralRef(name) => {
                let name: &str = name.as_ref();
                assert!(["amp", "lt", "gt", "quot", "apos"].contains(&name), "the entity {name}");
            }
            _ => {}
        }
    }
    assert_eq!(depth, 0);
}

#[test]
fn tables_keep_their_columns_and_cells_do_not_compute() {
    for title in titles() {
        for (format, text) in texts(&plan(&title)) {
            match format {
                "csv" | "project.csv" | "jira" => {
                    let mut reader = csv::Reader::from_reader(text.as_bytes());
                    let width = reader.headers().unwrap().len();
                    for record in reader.records().map(Result::unwrap) {
                        assert_eq!(record.len(), width, "{format} of {title:?}");
                        assert!(record.iter().all(|cell| !cell.starts_with(['=', '@', '+'])), "{format} of {title:?}");
                    }
                }
                "md" => {
                    let bars = |row: &str| row.replace("\\|", "").matches('|').count();
                    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with('|')).collect();
                    assert!(rows.iter().all(|row| bars(row) == bars(rows[0])), "{title:?}: {rows:?}");
                }
                "json" => drop(serde_json::from_str::<serde_json::Value>(&text).unwrap()),
                "ics" | "diary.ics" => {
                    let ends = text.split("\r\n").filter(|line| *line == "END:VEVENT").count();
                    let begins = text.split("\r\n").filter(|line| *line == "BEGIN:VEVENT").count();
                    assert_eq!(begins, ends, "{title:?}");
                    assert!(text.split("\r\n").all(|line| line.len() <= 75), "{title:?}");
                }
                "puml" => assert_eq!(text.matches("@endgantt").count(), 1, "{title:?}: {text}"),
                _ => {}
            }
        }
    }
}

#[test]
fn text_keeps_to_its_width() {
    for title in titles() {
        for (format, text) in texts(&plan(&title)) {
            if matches!(format, "chart.txt" | "report.txt") {
                let widest = text.lines().map(display_width).max().unwrap_or(0);
                assert!(widest <= 100, "{format} of {title:.40} is {widest} wide");
            }
        }
    }
}

#[test]
fn pictures_keep_their_layout() {
    let mut found = Vec::new();
    for title in titles() {
        let compilation = plan(&title);
        for width in [640, 1_200] {
            let chart = layout(&compilation.plan, &compilation.schedule, &ChartOptions { width, ..ChartOptions::default() });
            // Who somebody is has no column as wide as this, pictures of four characters are wider than letters, and the checker
            // looks for the very characters that are shown as signs.
            let is_cut = |fault: &String| {
                (fault.starts_with("cut:") || fault.starts_with("told:")) && (title.contains(STEERING) || title.contains('🏳'))
            };
            let is_meant = |fault: &String| fault.starts_with("cut: the figure") || is_cut(fault);
            let faults = picture::faults_in(&chart).into_iter().filter(|fault| !is_meant(fault));
            found.extend(faults.map(|fault| format!("{title:.20} on {width}: {fault:.300}")));
        }
    }
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n"));
}

#[cfg(all(feature = "png", feature = "pdf"))]
#[test]
fn pixels_and_pages_bear_every_title() {
    use gantline::view::chart::{Paper, sheets};
    let fonts = emit::Fonts::default();
    let plain = plan("A title as titles are");
    let height = |compilation: &Compilation| layout(&compilation.plan, &compilation.schedule, &ChartOptions::default()).height;
    for title in titles() {
        let compilation = plan(&title);
        let chart = layout(&compilation.plan, &compilation.schedule, &ChartOptions::default());
        let png = emit::png(&chart, &fonts, emit::Scale::ONE).unwrap();
        assert!(png.bytes.starts_with(b"\x89PNG"), "{title:?}");
        assert!(chart.height.0 <= height(&plain).0 * 3, "{title:.40}: {:?}", chart.height);
        let steering = png.missing.iter().any(|c| STEERING.contains(c));
        assert!(!steering, "{title:?} is drawn with U+FFFD, which the font has");
        let paper = Some(Paper::A4Landscape);
        let pdf = emit::pdf(&sheets(chart, paper), &fonts, paper);
        assert!(pdf.bytes.starts_with(b"%PDF-1.7"), "{title:?}");
    }
}
