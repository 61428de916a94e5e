// Links, routed as in the picture: orthogonal, uprights in the gutter of the item that waits.

const tiesOf = rows.map(() => []);
ties.forEach((tie) => { tiesOf[tie.from].push(tie); tiesOf[tie.to].push(tie); });

const STUB = 5, GUTTER = 9, ROOM = 17, BESIDE = 40, LANE = 4, LANES = 4, TRIED = 40;

/// Returns a row as links see it.
function anchor(i) {
  const row = rows[i], n = place[i], y = n * ROW, [left, right] = standing.bars[n], isPhase = row.kind === PHASE;
  const [top, mid, bottom] = isPhase ? [8, 10.5, 13] : [6, 14, 22];
  const instant = row.kind === MILESTONE ? left + 8 : null;
  const spans = standing.words[n];
  const wordsLeft = spans.some((span) => span[1] <= left) || isSlipping(row);
  const wordsRight = spans.reduce((least, span) => (right < span[0] ? Math.min(least, span[0]) : least), Infinity);
  return { place: n, left, right, top: y + top, mid: y + mid, bottom: y + bottom, y, instant, isPhase, wordsLeft, wordsRight };
}

/// Returns the way of a tie: the points up to its upright, where that is best, which way and how far it may give way, its end.
function way(tie) {
  const a = anchor(tie.from), b = anchor(tie.to), isDown = a.place < b.place;
  const [first, last] = isDown ? [a.place + 1, b.place] : [b.place + 1, a.place];
  const facing = (one, other) => (one.place < other.place ? one.bottom : one.top);
  const channel = isDown ? a.y + ROW - (rows[tie.from].marks?.some((mark) => mark[0] === "ghost") ? 1.5 : 3) : a.y + 3;
  const isClear = (at) => last - first <= 6 && !block(first, last, at, AWAY);
  const isOpenTo = (at) => a.right <= at && at + 2 <= a.wordsRight;
  const side = [[a.right, a.mid]];
  const around = a.instant === null
    ? [[a.right, a.mid], [a.right + STUB, a.mid], [a.right + STUB, channel]]
    : [[a.instant, facing(a, b)], [a.instant, channel]];
  const tip = [[a.instant, facing(a, b)]];
  const backward = [[a.left, a.mid], [a.left - STUB, a.mid], [a.left - STUB, channel]];
  const into = (edge) => (at) => [[at, b.mid], [edge, b.mid]];
  const onto = (at) => [[at, facing(b, a)]];
  const made = (out, at, give, far, end) => (
    { out, at, give, far, end, from: out.at(-1)[1], to: end === onto ? facing(b, a) : b.mid, first, last }
  );
  const drop = (out, at) => made(out, at, 0, at, onto);
  const half = b.left + (b.right - b.left) / 2;
  const start = b.instant ?? Math.min(b.left + 4, half), finish = b.instant ?? Math.max(b.right - 4, half);

  if (tie.kind === "SS") {
    const out = a.wordsLeft ? backward : [[a.left, a.mid]];
    if (b.wordsLeft) return drop(start < a.left ? out : backward, start);
    const at = Math.min(a.left, b.left) - GUTTER;
    return made(out, at, -1, at - BESIDE, into(b.left));
  }
  if (tie.kind === "FF") {
    const at = Math.max(a.right, b.right) + GUTTER + 4;
    if (b.wordsRight < at + 20) return drop(isOpenTo(finish) ? side : around, finish);
    return made(isOpenTo(at + 12) ? side : around, at, 1, at + BESIDE, into(b.right));
  }
  if (tie.kind === "SF") {
    const at = b.right + GUTTER + 4;
    return b.wordsRight < at + 20 ? drop(backward, finish) : made(backward, at, 1, at + BESIDE, into(b.right));
  }
  const leaves = a.instant ?? a.right;
  if (b.instant !== null && (b.wordsLeft || !block(first, last, b.instant, TOUCHING))) {
    if (a.instant === b.instant) return drop(tip, b.instant);
    const isStraight = a.instant === null && leaves <= b.instant && (isOpenTo(b.instant) || b.instant <= leaves + STUB);
    return drop(isStraight ? side : around, b.instant);
  }
  if (b.wordsLeft) return drop(isOpenTo(start) ? side : around, start);
  const gutter = b.left - GUTTER;
  const dropped = () => {
    const at = Math.min(Math.max(leaves + STUB, b.left + 4), Math.max(b.right - 3, b.left + 1));
    const isNear = leaves <= b.left + 1 && leaves <= at && (isDown || !b.isPhase) && b.instant === null;
    return isNear && isClear(at) ? drop(a.instant === null && isOpenTo(at) ? side : around, at) : null;
  };
  if (a.instant !== null) {
    // A bracket begins just below: straight down.
    if (b.isPhase && isDown && b.left <= a.instant && a.instant <= b.left + 5 && isClear(a.instant)) return drop(tip, a.instant);
    if (a.instant + GUTTER <= b.left) {
      if (a.instant + 40 < b.left) return made(around, gutter, -1, a.instant + 4, into(b.left));
      if (isClear(a.instant)) return made(tip, a.instant, 0, a.instant, into(b.left));
      const beside = Math.min(gutter, a.instant - GUTTER);
      return made(around, beside, -1, beside - BESIDE, into(b.left));
    }
    return dropped() || made(around, gutter, -1, gutter - BESIDE, into(b.left));
  }
  const isWide = a.right + 60 <= b.left;
  if (a.right + ROOM <= b.left && (isWide || !block(first, last, gutter, AWAY))) {
    return made(isOpenTo(gutter) ? side : around, gutter, -1, a.right + 4, into(b.left));
  }
  return dropped() || made(around, gutter, -1, gutter - BESIDE, into(b.left));
}

/// Gives uprights that mean different things lanes of their own, four pixels apart, from top to bottom. They pass marks and
/// words by where there is room for that, and run behind marks where there is none.
function spread(ways) {
  const taken = new Map(), chosen = new Map();
  const order = [...ways].sort((a, b) => a.top - b.top || Math.abs(a.give) - Math.abs(b.give) || a.bottom - b.bottom);
  let budget = BUDGET;
  for (const way of order) {
    const nominal = Math.floor(way.at / LANE), least = Math.min(way.at, way.far), most = Math.max(way.at, way.far);
    const isInside = (lane) => 2 <= lane * LANE && lane * LANE <= wide - 2;
    const allows = (lane) => lane === nominal || (isInside(lane) && least <= lane * LANE && lane * LANE <= most);
    const isFree = (lane) => {
      const held = taken.get(lane);
      return !held || held.bundle === way.bundle || held.bottom < way.top;
    };
    const inTheWay = (lane, away) => {
      budget -= way.last - way.first;
      return budget < 0 ? null : block(way.first, way.last, lane * LANE, away);
    };
    // Goes from the best place on until nothing is in the way.
    const walk = (away) => {
      let lane = nominal;
      for (let n = 0; n < TRIED && allows(lane); n++) {
        const span = isFree(lane) ? inTheWay(lane, away) : [lane * LANE, lane * LANE];
        if (!span) return lane;
        lane = way.give < 0 ? Math.min(Math.floor(span[0] / LANE), lane - 1) : Math.max(Math.floor(span[1] / LANE) + 1, lane + 1);
      }
      return undefined;
    };
    const near = () => [...Array(LANES).keys()].map((n) => nominal + n * way.give).find((lane) => isInside(lane) && isFree(lane));
    const held = chosen.get(way.bundle), shared = held !== undefined && allows(held) && isFree(held) ? held : undefined;
    const sharing = (away) => (shared !== undefined && !inTheWay(shared, away) ? shared : undefined);
    const choose = () => sharing(AWAY) ?? walk(AWAY) ?? sharing(null) ?? walk(null) ?? near() ?? nominal;
    const lane = way.give ? choose() : nominal;
    if (way.give) {
      way.at = lane * LANE;
      chosen.set(way.bundle, lane);
    }
    const before = taken.get(lane);
    taken.set(lane, { bundle: way.bundle, bottom: before?.bundle === way.bundle ? Math.max(before.bottom, way.bottom) : way.bottom });
  }
}

/// Returns the corners of a way.
const corners = (way) => [...way.out, [way.at, way.out.at(-1)[1]], ...way.end(way.at)]
  .filter((point, n, all) => !n || point[0] !== all[n - 1][0] || point[1] !== all[n - 1][1]);

/// Returns a line with rounded corners and the head at its end, as two paths.
function arrow(way, size) {
  const points = corners(way);
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

/// Draws links and moves words out of their way, until both have found their places or it has been tried often enough.
function route() {
  const waiting = new Map();
  const drawn = ties.filter((tie) => tie.drawn && isSeen(tie));
  for (const tie of drawn) waiting.set(tie.to, (waiting.get(tie.to) || 0) + 1);
  moved.clear();
  for (let again = drawn.length <= 300 ? 4 : 0; 0 <= again; again--) {
    stand(drawn.length);
    ways = drawn.map((tie) => {
      const found = way(tie);
      const bundle = 1 < waiting.get(tie.to) ? tie.to * 2 + 1 : tie.from * 2;
      return { ...found, tie, bundle, top: Math.min(found.from, found.to), bottom: Math.max(found.from, found.to) };
    });
    spread(ways);
    if (!keepClear(ways)) break;
  }
  for (const each of ways) each.tie.way = each;
}
