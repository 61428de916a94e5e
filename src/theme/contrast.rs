//! Contrasts that a theme file takes away, told where it sets one of the two colours.

use super::Set;
use crate::diagnostic::{Code, Diagnostics};
use crate::view::chart::theme::{CONTRASTS, Palette};

/// Warns of every contrast that is too low or too high because of a colour that was set.
pub(super) fn check(diagnostics: &mut Diagnostics, palette: &Palette, set: &[Set], place: &str) {
    for needed in CONTRASTS {
        let find = |name: &str| set.iter().find(|colour| colour.name == name);
        let on_paper = needed.ground == "paper" && needed.mark != "grid";
        let shade = on_paper.then(|| find("shade")).flatten();
        let Some(blamed) = find(needed.mark).or(find(needed.ground)).or(shade) else { continue };
        let ratio = needed.of(palette);
        let (bound, word) = match () {
            () if ratio < needed.least => (needed.least, "less"),
            () if needed.most < ratio => (needed.most, "more"),
            () => continue,
        };
        // Rounded away from the bound, so that what is told is never the bound itself.
        let shown = if ratio < bound { (ratio * 100.0).floor() } else { (ratio * 100.0).ceil() } / 100.0;
        let (mark, ground) = (needed.mark, needed.ground);
        let message = format!("`{mark}` on `{ground}` has a contrast of {shown:.2}{place}, {word} than {bound}");
        let diagnostic = diagnostics.report(Code::LowContrast, blamed.span, message);
        if let Some(mended) = needed.mended(palette) {
            diagnostic.help(format!("{bound} is kept by `{mark} = \"#{:02x}{:02x}{:02x}\"`", mended.0, mended.1, mended.2));
        }
    }
}
