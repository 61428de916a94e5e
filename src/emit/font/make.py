"""Makes the two fonts of this folder and the table of their widths from Inter.

    python3 -m venv venv && venv/bin/pip install fonttools==4.68.0
    venv/bin/python make.py /usr/share/fonts/opentype/inter

The folder holds Inter-Regular.otf and Inter-SemiBold.otf. README.md says what is changed and why.
"""

import math
import pathlib
import sys

from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = pathlib.Path(__file__).parent
TABLE = HERE / "../../view/chart/metrics/inter.rs"

# Latin with what Vietnamese needs, combining marks, Greek, Cyrillic, punctuation, raised and lowered figures,
# currencies, letter-like signs, fractions, arrows, operators, shapes, ticks and stars.
RANGES = [
    (0x20, 0x7E), (0xA0, 0x24F), (0x2B9, 0x2DD), (0x300, 0x36F), (0x370, 0x3FF), (0x400, 0x52F), (0x1E80, 0x1E85), (0x1E9E, 0x1E9E), (0x1EA0, 0x1EF9),
    (0x2000, 0x206F), (0x2070, 0x209C), (0x20A0, 0x20BF), (0x2100, 0x214F), (0x2150, 0x215E), (0x2190, 0x21FF),
    (0x2200, 0x22FF), (0x25A0, 0x25FF), (0x2600, 0x27BF), (0xFB00, 0xFB04), (0xFFFD, 0xFFFD),
]
FIGURES = "0123456789"


def main(folder):
    fonts = [("regular", make(folder / "Inter-Regular.otf")), ("semibold", make(folder / "Inter-SemiBold.otf"))]
    for name, font in fonts:
        font.save(HERE / f"inter-{name}.otf")
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_text(widths(*(font for _, font in fonts)))


def make(path):
    font = TTFont(path, recalcTimestamp=False)
    stand_tabular(font)
    draw_signs(font)
    options = Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp"]
    options.notdef_outline = True
    options.hinting = False
    options.glyph_names = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    options.name_languages = [0x409]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    subsetter.subset(font)
    return font


def stand_tabular(font):
    """Lets the digits be the tabular ones, for renderers that know no `font-variant-numeric`."""
    table = font["GSUB"].table
    tabular = {}
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for subtable in table.LookupList.Lookup[index].SubTable:
                    tabular.update(getattr(subtable, "ExtSubTable", subtable).mapping)
    for subtable in font["cmap"].tables:
        for figure in FIGURES:
            glyph = subtable.cmap.get(ord(figure))
            if glyph in tabular:
                subtable.cmap[ord(figure)] = tabular[glyph]


def draw_signs(font):
    """Draws the box of a character that no font has, and U+FFFD, which Inter lacks: a box with a question mark's bar and dot."""
    em = font["head"].unitsPerEm
    unit = lambda *values: [round(value * em) for value in values]
    width, left, right, bottom, top, stroke = unit(0.72, 0.1, 0.62, -0.04, 0.74, 0.055)
    def rectangle(pen, x0, y0, x1, y1):
        points = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
        pen.moveTo(points[0])
        for point in points[1:]:
            pen.lineTo(point)
        pen.closePath()
    def box(pen):
        rectangle(pen, left, bottom, right, top)
        rectangle(pen, right - stroke, bottom + stroke, left + stroke, top - stroke)
    replace(font, ".notdef", width, box)
    middle = (left + right) // 2
    half = (top - bottom) // 2
    def lozenge(pen):
        center = (top + bottom) // 2
        points = [(middle - half, center), (middle, center - half), (middle + half, center), (middle, center + half)]
        pen.moveTo(points[0])
        for point in points[1:]:
            pen.lineTo(point)
        pen.closePath()
        thin, (low, gap, high) = stroke * 2 // 3, unit(0.12, 0.24, 0.58)
        for y0, y1 in [(low, low + 2 * thin), (gap, high)]:
            pen.moveTo((middle - thin, y0))
            for point in [(middle - thin, y1), (middle + thin, y1), (middle + thin, y0)]:
                pen.lineTo(point)
            pen.closePath()
    # `uniFFFD` takes the place of a glyph that the subset does not keep, so that no table has to grow.
    spare = next(name for name in font.getGlyphOrder() if name.startswith("uniE") and unmapped(font, name))
    replace(font, spare, 2 * half + left, lozenge)
    for subtable in font["cmap"].tables:
        if subtable.isUnicode():
            subtable.cmap[0xFFFD] = spare


def unmapped(font, name):
    return name not in {mapped for code, mapped in font.getBestCmap().items() if not 0xE000 <= code <= 0xF8FF}


def replace(font, name, width, draw):
    strings = font["CFF "].cff.topDictIndex[0].CharStrings
    old = strings[name]
    pen = T2CharStringPen(width, None)
    draw(pen)
    new = pen.getCharString(old.private, old.globalSubrs)
    nominal = old.private.nominalWidthX
    new.program[0] = width - nominal
    strings[name] = new
    font["hmtx"][name] = (width, 0)


def widths(regular, semibold):
    """Returns the Rust table: advance widths in 128ths of an em, rounded up; 0 where the font has no glyph or it is a mark."""
    maps = [font.getBestCmap() for font in (regular, semibold)]
    width = lambda font, glyphs, code: math.ceil(font["hmtx"][glyphs[code]][0] * 128 / font["head"].unitsPerEm) if code in glyphs else 0
    lines = ["//! Generated by `src/emit/font/make.py`: the advance widths of the embedded Inter, in 128ths of an em, rounded up.", "",
             "/// First character; widths in regular and semibold. 0 where Inter has no glyph, or one that takes no room.",
             "#[rustfmt::skip]", "pub(super) const BLOCKS: &[(u32, &[u8], &[u8])] = &["]
    for first, last in blocks(sorted(maps[0])):
        rows = [[width(font, glyphs, code) for code in range(first, last + 1)] for font, glyphs in zip((regular, semibold), maps)]
        lines.append(f"    ({first:#x},")
        for row in rows:
            lines.append("     &[")
            for at in range(0, len(row), 32):
                lines.append("        " + " ".join(f"{value}," for value in row[at:at + 32]))
            lines.append("     ],")
        lines.append("    ),")
    return "\n".join(lines + ["];", ""])


def blocks(codes):
    """Returns runs of characters, those that lie close together in one."""
    first = last = codes[0]
    for code in codes[1:]:
        if last + 24 < code:
            yield first, last
            first = code
        last = code
    yield first, last


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
