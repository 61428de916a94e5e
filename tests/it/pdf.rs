//! PDF: text that can be selected, pages that lose nothing, the same bytes twice.

use std::collections::BTreeMap;
use std::io::Read;

use flate2::read::ZlibDecoder;

use crate::support::{gantline, scratch};

/// Draws a plan twice with these options and returns the file.
fn draw(plan: &str, options: &[&str]) -> Vec<u8> {
    let folder = scratch(&[("a.plan", plan)]);
    let draw = |to: &str| {
        let run = gantline(folder.path(), &[&["chart", "a.plan", "-o", to], options].concat());
        assert_eq!(run.code, 0, "{}", run.err);
        std::fs::read(folder.path().join(to)).unwrap()
    };
    let bytes = draw("a.pdf");
    assert_eq!(bytes, draw("b.pdf"), "the same file twice");
    bytes
}

/// What is in every stream of a file, unpacked.
fn streams(bytes: &[u8]) -> Vec<Vec<u8>> {
    let starts = bytes.windows(7).enumerate().filter(|(_, window)| *window == b"stream\n").map(|(at, _)| at + 7);
    let unpacked = starts.map(|at| {
        let mut stream = Vec::new();
        ZlibDecoder::new(&bytes[at..]).read_to_end(&mut stream).map(|_| stream)
    });
    unpacked.filter_map(Result::ok).collect()
}

/// Returns the text of a file run by run, as a reader copies it: codes of glyphs, by the tables that tell what they mean.
fn texts(bytes: &[u8]) -> Vec<String> {
    let mut tables: Vec<BTreeMap<u16, String>> = Vec::new();
    let mut pages = Vec::new();
    for stream in streams(bytes) {
        match std::str::from_utf8(&stream) {
            Ok(text) if text.contains("beginbfchar") => tables.push(table(text)),
            _ if stream.windows(3).any(|window| window == b"BT ") => pages.push(stream),
            _ => {}
        }
    }
    pages.iter().flat_map(|page| runs(page, &tables)).collect()
}

fn table(cmap: &str) -> BTreeMap<u16, String> {
    let hex = |text: &str| -> Vec<u16> {
        let digits = text.trim_start_matches('<').trim_end_matches('>');
        (0..digits.len() / 4).map(|n| u16::from_str_radix(&digits[4 * n..4 * n + 4], 16).unwrap()).collect()
    };
    let entries = cmap.lines().filter_map(|line| line.split_once("> <")).filter(|(code, _)| code.len() == 5);
    entries
        .filter(|(code, _)| *code != "<0000" || !cmap.contains("<0000> <FFFF>"))
        .map(|(code, text)| (hex(code)[0], String::from_utf16(&hex(text)).unwrap()))
        .collect()
}

/// Reads the strings that a page shows, one a text object. Fonts are told apart by which table knows every code.
fn runs(page: &[u8], tables: &[BTreeMap<u16, String>]) -> Vec<String> {
    let mut runs = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.windows(3).position(|window| window == b"BT ") {
        let end = rest[at..].windows(3).position(|window| window == b"\nET").map_or(rest.len(), |end| at + end);
        let object = &rest[at..end];
        let font = object.windows(2).position(|window| window == b"/f").and_then(|at| char::from(object[at + 2]).to_digit(10)).unwrap();
        let table = &tables[font as usize];
        runs.push(codes(object).iter().map(|code| table.get(code).cloned().unwrap_or_else(|| "?".to_owned())).collect());
        rest = &rest[end..];
    }
    runs
}

/// Reads every string of a text object: pairs of bytes, with backslashes before what is not printable. Brackets that match
/// may stand in a string as they are.
fn codes(object: &[u8]) -> Vec<u16> {
    let mut bytes = Vec::new();
    let mut depth = 0;
    let mut at = 0;
    while at < object.len() {
        match (0 < depth, object[at]) {
            (false, b'(') => depth = 1,
            (true, b')') if depth == 1 => depth = 0,
            (true, bracket @ (b'(' | b')')) => {
                depth = if bracket == b'(' { depth + 1 } else { depth - 1 };
                bytes.push(bracket);
            }
            (true, b'\\') => {
                let digits = object[at + 1..].iter().take(3).take_while(|byte| byte.is_ascii_digit()).count();
                if digits == 3 {
                    bytes.push(u8::from_str_radix(std::str::from_utf8(&object[at + 1..at + 4]).unwrap(), 8).unwrap());
                } else {
                    let plain = match object[at + 1] {
                        b'n' => b'\n',
                        b'r' => b'\r',
                        b't' => b'\t',
                        b'b' => 8,
                        b'f' => 12,
                        other => other,
                    };
                    bytes.push(plain);
                }
                at += digits.max(1);
            }
            (true, byte) => bytes.push(byte),
            (false, _) => {}
        }
        at += 1;
    }
    bytes.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect()
}

/// Returns the size of every page, in points.
fn sizes(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    text.split("/MediaBox[").skip(1).map(|rest| rest.split(']').next().unwrap().to_owned()).collect()
}

/// A plan of three phases of twenty tasks.
fn long() -> String {
    let mut plan = String::from("plan \"Long & <wide>\"\n  start 2026-03-02\n");
    for phase in ["Design", "Build", "Launch"] {
        plan.push_str(&format!("\nphase {} \"{phase}\" in order\n", phase.to_lowercase()));
        for n in 1..=20 {
            plan.push_str(&format!("  task t{n} \"{phase} step {n}\" 1 day\n"));
        }
    }
    plan
}

#[test]
fn text_can_be_selected() {
    let texts = texts(&draw(
        "plan \"Übergabe\"\n  start 2026-03-02\n\ntask a \"Ωmega → Щука ✓ 10:30\" 3 days by ana\ntask b \"R&D <b>\" 2 days after a\n",
        &[],
    ));
    for expected in ["Übergabe", "Ωmega → Щука ✓ 10:30", "R&D <b>", "Mon 2 March 2026", "09:00", "critical path", "owner"] {
        assert!(texts.iter().any(|text| text == expected), "{expected}: {texts:?}");
    }
}

#[test]
fn text_is_read_out_row_by_row() {
    let plan = "plan \"Order\"\n  start 2026-03-02\nperson ana\nphase one \"One\"\n  task a \"First\" 3d by ana done\n  \
                milestone m \"Reached\" gate after a due 2026-03-09\ntask b \"Second\" 2d after m + 1d\n";
    let texts = texts(&draw(plan, &["--columns", "owner,done"]));
    let in_row = ["First", "ana", "100 %", "Reached", "Reached", "gate, open", "due 9 Mar", "Second"];
    let expected = ["Order", "owner", "One"].into_iter().chain(in_row).chain(["critical path"]);
    let mut rest = texts.iter();
    for words in expected {
        assert!(rest.any(|text| text.trim().eq_ignore_ascii_case(words)), "{words} comes in its place: {texts:?}");
    }
}

#[test]
fn other_scripts_and_colour_emoji_come_from_fonts_that_are_given() {
    let fonts = ["truetype/noto/NotoColorEmoji.ttf", "opentype/noto/NotoSansCJK-Regular.ttc"];
    let fonts: Vec<String> = fonts.iter().map(|font| format!("/usr/share/fonts/{font}")).collect();
    if !fonts.iter().all(|font| std::path::Path::new(font).exists()) {
        // Past the capture of the test's own output: a skipped test must not look like one that has passed.
        let _ = std::io::Write::write_all(&mut std::io::stderr(), b"skipped: there are no fonts of other scripts\n");
        return;
    }
    let plan = "plan \"開店 🚀\"\n  start 2026-03-02\ntask a \"壁を塗る 🎨\" 3d\n";
    let bytes = draw(plan, &["--font", &fonts[0], "--font", &fonts[1]]);
    let folder = scratch(&[("a.plan", plan)]);
    let without = gantline(folder.path(), &["chart", "a.plan", "-o", "a.pdf"]);
    assert!(without.err.contains("the fonts here do not set these characters"), "{}", without.err);
    let with = gantline(folder.path(), &["chart", "a.plan", "-o", "a.pdf", "--font", &fonts[0], "--font", &fonts[1]]);
    assert!(!with.err.contains("fonts here"), "{}", with.err);
    // An emoji is a picture of many colours, the others are letters that can be copied.
    assert!(String::from_utf8_lossy(&bytes).contains("/Subtype/Image"), "the rocket is drawn");
    let tables = streams(&bytes).concat();
    for letter in ["958B", "5E97", "58C1", "5857", "D83DDE80"] {
        let told = format!("<{letter}>").to_lowercase();
        assert!(tables.to_ascii_lowercase().windows(told.len()).any(|window| window == told.as_bytes()), "{letter}");
    }
}

#[test]
fn pages_lose_nothing_and_say_where_they_are() {
    let bytes = draw(&long(), &["--page", "a4-landscape"]);
    assert_eq!(sizes(&bytes), vec!["0 0 841.9 595.3"; 3]);
    let texts = texts(&bytes);
    let count = |text: &str| texts.iter().filter(|other| *other == text).count();
    for phase in ["Design", "Build", "Launch"] {
        for n in 1..=20 {
            assert_eq!(count(&format!("{phase} step {n}")), 1, "{phase} step {n}: {texts:?}");
        }
        assert_eq!(count(phase), 1);
    }
    for (repeated, times) in [("Long & <wide>", 3), ("critical path", 3), ("1/3", 1), ("2/3", 1), ("3/3", 1), ("March 2026", 3)] {
        assert_eq!(count(repeated), times, "{repeated}: {texts:?}");
    }
    let portrait = draw(&long(), &["--page", "A4"]);
    assert_eq!(sizes(&portrait), vec!["0 0 595.3 841.9"; 2]);
    assert_eq!(sizes(&draw(&long(), &["--page", "letter-landscape"])).first().unwrap(), "0 0 792 612");
    assert_eq!(sizes(&draw(&long(), &["--page", "a3"])), ["0 0 841.9 1190.6"], "a little smaller, on one sheet");
}

#[test]
fn without_paper_there_is_one_page_as_large_as_the_chart() {
    assert_eq!(sizes(&draw(&long(), &["--width", "800"])).len(), 1);
    assert!(sizes(&draw(&long(), &["--width", "800"]))[0].starts_with("0 0 600 "), "96 pixels are an inch");
}

#[test]
fn a_thousand_rows_keep_to_what_readers_show() {
    let mut plan = String::from("plan \"Long\"\n  start 2026-03-02\n");
    for n in 0..1_000 {
        plan.push_str(&format!("task \"Row {n}\" 1 day\n"));
    }
    let bytes = draw(&plan, &[]);
    let heights: Vec<f64> = sizes(&bytes).iter().map(|size| size.rsplit(' ').next().unwrap().parse().unwrap()).collect();
    assert_eq!(heights.len(), 2, "{heights:?}");
    assert!(heights.iter().all(|height| *height <= 14_400.0), "{heights:?}");
}

#[test]
fn large_letters_keep_the_width_of_pages() {
    let mut plan = String::from("plan \"Long\"\n  start 2026-03-02\n");
    for n in 0..700 {
        plan.push_str(&format!("task \"Row {n}\" 1 day\n"));
    }
    let folder = scratch(&[("a.plan", &plan), ("large.toml", "text-size = 24\n")]);
    let run = gantline(folder.path(), &["chart", "a.plan", "-o", "a.pdf", "--theme", "large.toml"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let sizes = sizes(&std::fs::read(folder.path().join("a.pdf")).unwrap());
    assert_eq!(sizes.len(), 2, "{sizes:?}");
    let heights = sizes.iter().map(|size| size.strip_prefix("0 0 900 ").expect("as wide as asked for").parse::<f64>().unwrap());
    assert!(heights.clone().all(|height| (7_000.0..=14_400.0).contains(&height)), "{sizes:?}");
}

#[test]
fn phases_are_bookmarks() {
    /// The bookmarks of a file in its order.
    fn bookmarks(bytes: &[u8]) -> Vec<String> {
        let text = String::from_utf8_lossy(bytes);
        let titles =
            text.split("/Title(").skip(1).filter(|rest| rest.contains(")/Dest ")).map(|rest| rest.split(')').next().unwrap().to_owned());
        titles.collect()
    }
    let bytes = draw(&long(), &["--page", "a4-landscape"]);
    assert_eq!(bookmarks(&bytes), ["Design", "Build", "Launch"]);
    let places = String::from_utf8_lossy(&bytes).into_owned();
    let tops: Vec<f32> = places.split("/XYZ 0 ").skip(1).map(|rest| rest.split(' ').next().unwrap().parse().unwrap()).collect();
    assert_eq!(tops.len(), 3, "one a phase");
    assert!(tops.windows(2).all(|pair| pair[0] == pair[1]) && 400.0 < tops[0], "each is at the top of its sheet: {tops:?}");
    let inner = "plan \"P\"\n  start 2026-03-02\nphase a \"Outer\"\n  phase b \"Inner\"\n    task c 1d\nphase d \"Next\"\n  task e 1d\n";
    let bytes = draw(inner, &[]);
    assert_eq!(bookmarks(&bytes), ["Inner", "Outer", "Next"], "in the file, what is inside comes first");
    assert!(String::from_utf8_lossy(&bytes).contains("/Count -1/Title(Outer)"), "what is inside unfolds");
    assert_eq!(bookmarks(&draw(inner, &["--group-by", "phase"]))[0], "Outer", "heads of groups too");
    assert_eq!(bookmarks(&draw("plan \"P\"\n  start 2026-03-02\ntask a 1d\n", &[])), [""; 0]);
}

#[test]
fn nothing_in_the_file_depends_on_the_day_or_the_version() {
    let text = String::from_utf8_lossy(&draw(&long(), &[])).into_owned();
    for word in ["CreationDate", "ModDate", "CreateDate", env!("CARGO_PKG_VERSION"), "/tmp"] {
        assert!(!text.contains(word), "{word}");
    }
}

#[test]
fn pages_are_only_for_paper() {
    let folder = scratch(&[("a.plan", "plan \"A\"\n  start 2026-03-02\ntask a 1d\n")]);
    let run = gantline(folder.path(), &["chart", "a.plan", "-o", "a.svg", "--page", "a4"]);
    assert_eq!((run.code, run.err.contains("--page is for a pdf")), (2, true), "{}", run.err);
    let run = gantline(folder.path(), &["chart", "a.plan", "-o", "a.pdf", "--page", "a5"]);
    assert_eq!((run.code, run.err.contains("a4-landscape")), (2, true), "{}", run.err);
}
