//! Pictures in pixels: the same bytes twice, as large as asked for, no character left out in silence.

use resvg::tiny_skia::Pixmap;

use crate::support::{gantline, scratch};

const PLAN: &str = "plan \"Übergabe\"\n  start 2026-03-02\n\ntask a \"Ωmega → 10:30\" 3 days\ntask b \"Щука ✓\" 2 days after a\n";
const FONT: &str = "inter-semibold.otf";

/// Draws `plan` with these options and returns the picture and what was said.
fn draw(plan: &str, options: &[&str]) -> (Pixmap, String) {
    let folder = scratch(&[("a.plan", plan)]);
    let font = std::fs::read(crate::support::project("src/emit/font").join(FONT)).unwrap();
    std::fs::write(folder.path().join(FONT), font).unwrap();
    let draw = |to: &str| {
        let run = gantline(folder.path(), &[&["chart", "a.plan", "-o", to], options].concat());
        assert_eq!(run.code, 0, "{}", run.err);
        (std::fs::read(folder.path().join(to)).unwrap(), run.err)
    };
    let ((bytes, said), (again, _)) = (draw("a.png"), draw("b.png"));
    assert_eq!(bytes, again, "the same picture twice");
    (Pixmap::decode_png(&bytes).unwrap(), said)
}

#[test]
fn a_picture_is_as_large_as_asked_for() {
    let (one, said) = draw(PLAN, &[]);
    assert_eq!(one.width(), 1200);
    assert!(!said.contains("warning"), "{said}");
    for (scale, width) in [("2", 2400), ("1.5", 1800), ("0.25", 300)] {
        let (picture, _) = draw(PLAN, &["--scale", scale]);
        assert_eq!((picture.width(), picture.height()), (width, (one.height() * width).div_ceil(1200)));
    }
    assert_eq!(draw(PLAN, &["--width", "640"]).0.width(), 640);
}

#[test]
fn themes_reach_pixels_and_auto_is_light() {
    let paper = |options: &[&str]| {
        let pixel = draw(PLAN, options).0.pixel(2, 2).unwrap();
        (pixel.red(), pixel.green(), pixel.blue(), pixel.alpha())
    };
    assert_eq!(paper(&[]), (255, 255, 255, 255));
    assert_eq!(paper(&["--theme", "dark"]), (0x11, 0x16, 0x1d, 255));
}

#[test]
fn words_are_drawn_without_any_font_of_the_system() {
    let ink = |plan: &str| draw(plan, &[]).0.pixels().iter().filter(|pixel| pixel.red() < 120 && pixel.blue() < 120).count();
    let (named, unnamed) = (ink(PLAN), ink(&PLAN.replace("Ωmega → 10:30", ".")));
    assert!(unnamed + 100 < named, "the name of a task is dark pixels: {unnamed}, {named}");
}

#[test]
fn a_character_that_no_font_has_is_a_box_and_told_of() {
    let plan = PLAN.replace("Ωmega", "設計");
    let (boxes, said) = draw(&plan, &[]);
    assert!(said.contains("warning: the fonts here do not set these characters: `計設`; a box stands for each"), "{said}");
    assert!(said.contains("--font NotoSansCJK-Regular.ttc"), "{said}");
    let nothing = draw(&PLAN.replace("Ωmega", "\u{3000}\u{3000}"), &[]).0;
    assert_ne!(boxes.data(), nothing.data(), "boxes are seen");
    let (_, said) = draw(&plan, &["--font", FONT]);
    assert!(said.contains("`計設`"), "a font without the character changes nothing: {said}");
    let (_, said) = draw(&PLAN.replace("Ωmega", "👩\u{200d}👧"), &["-q"]);
    assert!(said.contains("NotoColorEmoji.ttf") && !said.contains("U+200D"), "quiet about what is well only: {said}");
}

#[test]
fn emoji_are_drawn_in_their_colours_beside_other_words() {
    let font = "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf";
    if !std::path::Path::new(font).exists() {
        // Past the capture of the test's own output: a skipped test must not look like one that has passed.
        let _ = std::io::Write::write_all(&mut std::io::stderr(), b"skipped: there is no font of emoji\n");
        return;
    }
    // Nothing else in a picture is yellow.
    let yellow = |title: &str| {
        let (picture, said) = draw(&format!("plan \"P\"\n  start 2026-03-02\ntask a \"{title}\" 3d\n"), &["--font", font]);
        assert!(!said.contains("fonts here"), "{said}");
        picture.pixels().iter().filter(|pixel| pixel.blue() < 90 && 150 < pixel.red() && 110 < pixel.green()).count()
    };
    assert_eq!(yellow("Party"), 0);
    for title in ["🎉", "Party 🎉", "Party 🎉 and 👩‍👩‍👧 together"] {
        assert!(0 < yellow(title), "{title}");
    }
}

#[test]
fn letters_that_join_are_drawn_beside_other_scripts() {
    let fonts = ["dejavu/DejaVuSans.ttf", "noto/NotoColorEmoji.ttf"].map(|font| format!("/usr/share/fonts/truetype/{font}"));
    if !fonts.iter().all(|font| std::path::Path::new(font).exists()) {
        // Past the capture of the test's own output: a skipped test must not look like one that has passed.
        let _ = std::io::Write::write_all(&mut std::io::stderr(), b"skipped: there are no fonts of Arabic and emoji\n");
        return;
    }
    let options = ["--font", &fonts[0], "--font", &fonts[1]];
    let draw = |title: &str| draw(&format!("plan \"P\"\n  start 2026-03-02\ntask a \"{title}\" 3d\n"), &options);
    // Two letters of the last word join to one: it has fewer signs than characters.
    let (alone, _) = draw("الاستقلال");
    for title in ["🎉 الاستقلال", "الاستقلال 🎉", "الاستقلال 🎉 Party ✓", "Party الاستقلال 🎉", "👩‍👩‍👧 الاستقلال"]
    {
        let (_, said) = draw(title);
        assert!(!said.contains("fonts here"), "{title}: {said}");
    }
    let (beside, _) = draw("الاستقلال 🎉");
    let ink = |picture: &Pixmap| -> Vec<bool> {
        let word = |y: u32| (24..74).map(move |x| picture.pixel(x, y).is_some_and(|pixel| pixel.red() < 128));
        (112..140).flat_map(word).collect()
    };
    assert!(ink(&alone).contains(&true));
    assert_eq!(ink(&alone), ink(&beside), "the word is drawn as it is alone");
}

#[test]
fn what_cannot_be_drawn_is_refused_with_a_reason() {
    let folder = scratch(&[("a.plan", PLAN), ("no.ttf", "plan"), ("old.png", "old")]);
    let cases: [(&[&str], i32, &str); 9] = [
        (&["-o", "old.png", "--scale", "10", "--width", "20000"], 4, "200000 ×"),
        (&["-o", "old.png", "--scale", "10", "--width", "3000"], 0, ""),
        (&["-o", "old.png", "--scale", "0"], 2, "between 0.1 and 10"),
        (&["-o", "old.png", "--scale", "two"], 2, "such as 2 or 1.5"),
        (&["-o", "old.png", "--scale", "10.01"], 2, "between 0.1 and 10"),
        (&["-o", "old.png", "--font", "none.ttf"], 3, "`none.ttf` cannot be read"),
        (&["-o", "old.png", "--font", "no.ttf"], 3, "`no.ttf` is not a font"),
        (&["-o", "a.svg", "--font", "no.ttf"], 2, "--font is for a png"),
        (&["-o", "a.gif"], 2, "written as svg"),
    ];
    for (options, code, sentence) in cases {
        let run = gantline(folder.path(), &[&["chart", "a.plan"], options].concat());
        assert_eq!(run.code, code, "{options:?}: {}", run.err);
        assert!(run.err.contains(sentence), "{options:?}: {}", run.err);
        let old = std::fs::read(folder.path().join("old.png")).unwrap();
        assert_eq!(code == 0, old != b"old", "{options:?}: on any failure the old picture stays");
        std::fs::write(folder.path().join("old.png"), "old").unwrap();
    }
}

#[test]
fn a_picture_of_thousands_of_rows_is_refused_before_it_is_drawn() {
    let mut plan = String::from("plan \"Long\"\n  start 2026-03-02\n");
    for n in 0..5_000 {
        plan.push_str(&format!("task \"Row {n}\" 1 day\n"));
    }
    let folder = scratch(&[("a.plan", &plan)]);
    let run = gantline(folder.path(), &["chart", "a.plan", "-o", "a.png"]);
    assert_eq!(run.code, 4, "{}", run.err);
    assert!(run.err.contains("32000 on a side") && run.err.contains("--depth 2"), "{}", run.err);
}
