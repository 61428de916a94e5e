// Links, routed as in the picture: orthogonal, uprights in the gutter of the item that waits.

const tiesOf = rows.map(() => []);
ties.forEach((tie) => { tiesOf[tie.from].push(tie); tiesOf[tie.to].push(tie); });

function anchor(i) {
  const row = rows[i], y = place[i] * ROW, [left, right] = ends(row);
  const [top, mid, bottom] = row.kind === PHASE ? [8, 10.5, 13] : [6, 14, 22];
  const instant = row.kind === MILESTONE ? left + 8 : null;
  return { place: place[i], left, right, top: y + top, mid: y + mid, bottom: y + bottom, y, instant, isPhase: row.kind === PHASE, words: Boolean(row.note) };
}

/// Tells whether no bar lies at `at` between two rows that are near each other.
function isClear(a, b, at) {
  const first = Math.min(a.place, b.place) + 1, last = Math.max(a.place, b.place);
  if (6 < last - first) return false;
  return shown.slice(first, last).every((i) => {
    const bar = ends(rows[i]);
    return !bar || at < bar[0] - 2 || bar[1] + 2 < at;
  });
}

/// Returns the way of a tie: the points up to its upright, where that is, which way it may give way, and its end.
function way(tie) {
  const a = anchor(tie.from), b = anchor(tie.to);
  const facing = (one, other) => (one.place < other.place ? one.bottom : one.top);
  const channel = a.place < b.place ? a.y + ROW : a.y;
  const side = (edge) => [[edge, a.mid]];
  const around = () => a.instant === null
    ? [[a.right, a.mid], [a.right + 5, a.mid], [a.right + 5, channel]]
    : [[a.instant, facing(a, b)], [a.instant, channel]];
  const tip = () => [[a.instant, facing(a, b)]];
  const into = (edge) => (at) => [[at, b.mid], [edge, b.mid]];
  const onto = (at) => [[at, facing(b, a)]];
  const made = (out, at, give, end) => ({ out, at, give, end, from: out.at(-1)[1], to: end === onto ? facing(b, a) : b.mid });
  switch (tie.kind) {
    case "SS": return made(side(a.left), Math.min(a.left, b.left) - 7, -1, into(b.left));
    case "FF": return made(a.words ? around() : side(a.right), Math.max(a.right, b.right) + 11, 1, into(b.right));
    case "SF": return made([[a.left, a.mid], [a.left - 5, a.mid], [a.left - 5, channel]], b.right + 11, 1, into(b.right));
  }
  const leaves = a.instant ?? a.right;
  if (b.instant !== null) {
    if (a.instant === b.instant) return made(tip(), b.instant, 0, onto);
    const straight = a.instant === null && leaves <= b.instant && (!a.words || b.instant <= leaves + 5);
    return made(straight ? side(a.right) : around(), b.instant, 0, onto);
  }
  // A bracket begins just below: straight down.
  if (a.instant !== null && b.isPhase && a.place < b.place && b.left <= a.instant && a.instant <= b.left + 5 && isClear(a, b, a.instant)) {
    return made(tip(), a.instant, 0, onto);
  }
  const gutter = b.left - 7;
  if (a.right + 14 <= b.left || (a.instant !== null && a.instant + 7 <= b.left)) {
    if (a.instant === null) return made(a.words ? around() : side(a.right), gutter, -1, into(b.left));
    if (a.instant + 40 < b.left) return made(around(), gutter, -1, into(b.left));
    if (isClear(a, b, a.instant)) return made(tip(), a.instant, 0, into(b.left));
    return made(around(), Math.min(gutter, a.instant - 7), -1, into(b.left));
  }
  const drop = Math.min(Math.max(leaves + 5, b.left + 4), Math.max(b.right - 3, b.left + 1));
  if (leaves <= b.left + 1 && leaves <= drop && isClear(a, b, drop)) {
    return made(a.instant === null ? side(a.right) : around(), drop, 0, onto);
  }
  return made(around(), gutter, -1, into(b.left));
}

/// Gives uprights that mean different things lanes of their own, four pixels apart, from top to bottom.
function spread(ways) {
  const taken = new Map();
  for (const way of ways.sort((a, b) => a.top - b.top || Math.abs(a.give) - Math.abs(b.give) || a.bottom - b.bottom)) {
    const nominal = Math.floor(way.at / 4);
    const isFree = (lane) => {
      const held = taken.get(lane);
      return !held || held.bundle === way.bundle || held.bottom < way.top;
    };
    let lane = nominal;
    for (let n = 0; n < 4 && way.give; n++) {
      if (isFree(nominal + n * way.give)) { lane = nominal + n * way.give; break; }
    }
    if (way.give) way.at = lane * 4;
    const held = taken.get(lane);
    const bottom = held && held.bundle === way.bundle ? Math.max(held.bottom, way.bottom) : way.bottom;
    taken.set(lane, { bundle: way.bundle, bottom });
  }
}

/// Returns a line with rounded corners and the head at its end, as two paths.
function arrow(way, size) {
  const points = [...way.out, [way.at, way.out.at(-1)[1]], ...way.end(way.at)]
    .filter((point, n, all) => !n || point[0] !== all[n - 1][0] || point[1] !== all[n - 1][1]);
  const toward = (from, to, most) => {
    const dx = to[0] - from[0], dy = to[1] - from[1], length = Math.abs(dx) + Math.abs(dy) || 1;
    const step = Math.min(3, most * length);
    return [from[0] + (dx / length) * step, from[1] + (dy / length) * step];
  };
  let line = `M${round(points[0][0])} ${round(points[0][1])}`;
  for (let n = 1; n + 1 < points.length; n++) {
    const at = points[n], a = toward(at, points[n - 1], 0.5), b = toward(at, points[n + 1], n + 2 < points.length ? 0.5 : 1);
    line += `L${round(a[0])} ${round(a[1])}Q${round(at[0])} ${round(at[1])} ${round(b[0])} ${round(b[1])}`;
  }
  const [tx, ty] = points.at(-1), [px, py] = points.at(-2) || points[0];
  const ux = Math.sign(tx - px), uy = ux ? 0 : Math.sign(ty - py) || 1;
  const h = size / 2;
  line += `L${round(tx - ux * 3)} ${round(ty - uy * 3)}`;
  const tipped = `M${round(tx)} ${round(ty)}l${-6 * ux - h * uy} ${-6 * uy - h * ux} ${size * uy} ${size * ux}z`;
  return { line, head: tipped };
}

let ways = [];
const isSeen = (tie) => 0 <= place[tie.from] && 0 <= place[tie.to];

function route() {
  const waiting = new Map();
  const drawn = ties.filter((tie) => tie.drawn && isSeen(tie));
  for (const tie of drawn) waiting.set(tie.to, (waiting.get(tie.to) || 0) + 1);
  ways = drawn.map((tie) => {
    const found = way(tie);
    const bundle = 1 < waiting.get(tie.to) ? tie.to * 2 + 1 : tie.from * 2;
    return { ...found, tie, bundle, top: Math.min(found.from, found.to), bottom: Math.max(found.from, found.to) };
  });
  spread(ways);
  for (const each of ways) each.tie.way = each;
}
