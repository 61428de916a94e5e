//! A chart as one HTML page: the picture itself where nothing runs, and a chart that folds, zooms and answers where it may.
//!
//! The page asks for nothing beside itself, and says so: its policy allows the scripts and styles whose digests it names
//! and no request at all. What the script shows is data that was decided before; texts of the plan are set as text.

mod data;
mod digest;
mod marks;
mod shell;

use std::io;

use crate::view::Cards;
use crate::view::chart::{Px, Screen};

/// A picture no higher than this is printed on one sheet, where its smallest letters are still read.
const ONE_SHEET: Px = Px::of(1_000);

/// Writes a page.
///
/// # Errors
/// Whatever `out` answers.
pub fn page(screen: &Screen<'_>, cards: &Cards<'_, '_>, out: &mut dyn io::Write) -> io::Result<()> {
    let picture = crate::emit::svg::to_string(&screen.still);
    let picture = picture.find("<svg").and_then(|at| picture.get(at..)).unwrap_or("").trim_end();
    let data = data::json(screen, cards);
    out.write_all(shell::head(screen, picture).as_bytes())?;
    let still: &[u8] = if screen.still.height <= ONE_SHEET { b"<div class=\"still one\">\n" } else { b"<div class=\"still\">\n" };
    out.write_all(still)?;
    out.write_all(picture.as_bytes())?;
    out.write_all(b"\n</div>\n")?;
    out.write_all(shell::screen(screen).as_bytes())?;
    out.write_all(b"<script type=\"application/json\" id=\"g-plan\">")?;
    out.write_all(data.as_bytes())?;
    out.write_all(b"</script>\n<script>")?;
    out.write_all(shell::SCRIPT.as_bytes())?;
    out.write_all(b"</script>\n</body>\n</html>\n")
}
