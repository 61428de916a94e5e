// Words beside bars, and what stands in the rows: links pass between, and words move where one cannot.

const AWAY = 3, TOUCHING = -1, BUDGET = 400_000, FEW = 64;
/// How far words may go from where they stand best.
const REACH = 56;

/// Where words stand that do not stand at their best place: where they begin, whether that is left of their bar, whether
/// the name has gone, which the table tells, and whether they hide what is behind them.
const moved = new Map();
/// What stands in the rows that are shown: bars, and words where there are any.
const standing = { bars: [], words: [], most: FEW };

/// The missed deadline of a milestone is drawn with the way to it.
const isSlipping = (row) => row.kind === MILESTONE && Boolean(row.ends) && row.flag !== undefined && row.flag[1] !== undefined;

/// Returns the places of words that no line is in the way of, the best first: after their bar, before it, and if all is to
/// fit the same without the name.
function firstPlaces(row) {
  const from = wordsAt(row), end = wordsBefore(row) + row.note[3];
  const at = (width, isBare) => [from, end - width].map((from) => ({ from, width, isBare, isBacked: false }));
  const bare = bareWidth(row);
  return given === WITHOUT_NAMES && row.note[0] ? [...at(row.note[3], false), ...at(bare, true)] : at(row.note[3], false);
}

const isInside = ({ from, width }) => 2 <= from && from + width <= wide - 4;

/// Returns where the words beside a row stand; `null` where there are none, or no room but for a name.
function wordsOf(i) {
  const row = rows[i];
  if (!row.note || !row.ends) return null;
  const places = moved.has(i) ? [] : firstPlaces(row);
  const words = moved.get(i) || places.find(isInside) || places[0];
  return words.width < 0 ? null : words;
}

/// Returns where what is told at the edge of the picture begins and ends.
function edgeOf(row) {
  const width = measure(row.edge[0]);
  return row.edge[1] ? [x(plan.length) - width, x(plan.length)] : [4, 4 + width];
}

/// Takes down what stands in the rows, for so many links.
function stand(count) {
  standing.most = Math.max(FEW, BUDGET / Math.max(count, 1));
  standing.bars = shown.map((i) => ends(rows[i]) || [1, 0]);
  standing.words = shown.map((i) => {
    const words = wordsOf(i), spans = words ? [[words.from, words.from + words.width]] : [];
    if (rows[i].edge) spans.push(edgeOf(rows[i]));
    return spans;
  });
}

/// Returns what an upright at `at` would cross in these rows, with the room that it should have: words, and bars unless it
/// may run behind them; nothing where the rows are too many to ask.
function block(first, last, at, away) {
  if (standing.most < last - first) return null;
  const hit = (span, by) => span[0] - by < at && at < span[1] + by && span[0] <= span[1];
  for (let n = first; n < last; n++) {
    const bar = standing.bars[n];
    if (away !== null && hit(bar, away)) return [bar[0] - AWAY, bar[1] + AWAY];
    for (const span of standing.words[n]) if (hit(span, AWAY)) return [span[0] - AWAY, span[1] + AWAY];
  }
  return null;
}

/// Returns what lies in the words' band of each row that has words: where it begins and ends.
function strokes(ways) {
  const lines = new Map();
  shown.forEach((_, n) => { if (standing.words[n].length) lines.set(n, []); });
  const worded = [...lines.keys()];
  const from = (row) => {
    let low = 0, high = worded.length;
    while (low < high) { const middle = (low + high) >> 1; if (worded[middle] < row) low = middle + 1; else high = middle; }
    return low;
  };
  for (const way of ways) {
    const points = corners(way);
    for (let n = 1; n < points.length; n++) {
      const [[ax, ay], [bx, by]] = [points[n - 1], points[n]];
      const top = Math.min(ay, by), bottom = Math.max(ay, by);
      for (let k = from(Math.floor((top - 22) / ROW)); k < worded.length && worded[k] * ROW + 7 <= bottom; k++) {
        if (top <= worded[k] * ROW + 22) lines.get(worded[k]).push([Math.min(ax, bx), Math.max(ax, bx)]);
      }
    }
  }
  return lines;
}

/// Moves words that a line crosses to where none does: to the other side of their mark, beyond the line, and then without
/// the name; what finds no place hides the line. Returns whether any words are now elsewhere.
function keepClear(ways) {
  let isChanged = false;
  for (const [n, lines] of strokes(ways)) {
    const i = shown[n], now = wordsOf(i);
    const isFree = (from, to, spans) => !spans.some((span) => span[0] - 3 < to && from < span[1] + 3);
    if (!now || now.isBacked || isFree(now.from, now.from + now.width, lines)) continue;
    const found = placeFor(i, lines, isFree);
    moved.set(i, found || { ...now, isBacked: true });
    isChanged ||= Boolean(found);
  }
  return isChanged;
}

/// Returns a place for words that crosses none of the lines and nothing of the row itself.
function placeFor(i, lines, isFree) {
  const row = rows[i], bar = ends(row), own = [bar, ...(row.edge ? [edgeOf(row)] : [])];
  for (const [shape, , from] of row.marks || []) {
    if (shape === "promise") own.push([x(from) - 8, x(from) + 8]);
  }
  if (row.flag) own.push([x(row.flag[0]) - 2, x(row.flag[0]) + 9]);
  if (isSlipping(row)) own.push([x(row.flag[0]), bar[0]]);
  if (row.slack) own.push([bar[1], x(row.slack[0])]);
  const widths = [[row.note[3], false], [bareWidth(row), true]].filter(([width]) => 0 < width);
  const best = wordsAt(row), end = wordsBefore(row) + row.note[3];
  for (const [width, isBare] of widths) {
    const left = end - width;
    const after = lines.map((line) => line[1] + 5).filter((from) => best < from && from < best + REACH);
    const before = lines.map((line) => line[0] - 5 - width).filter((from) => left - REACH < from && from < left);
    const order = [best, left, ...after.sort((a, b) => a - b), ...before.sort((a, b) => b - a)];
    const from = order.find((at) => 2 <= at && at + width <= wide - 4 && isFree(at, at + width, lines) && isFree(at, at + width, own));
    if (from !== undefined) return { from, width, isBare, isBacked: false };
  }
  return null;
}
