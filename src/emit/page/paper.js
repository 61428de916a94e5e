// On paper a long picture is cut between rows into sheets. Each begins with title and axis, says of what it is the rest, and
// is as high as A4 across within its margins, which letter is a little more than.

const still = document.querySelector(".still"), picture = still.firstElementChild;
const sheets = html("div", "sheets", "", document.body);
/// Widths over heights, the least width, and how far a sheet reaches over what it is cut from: distances stand between rows.
const SHAPE = 1.47, NARROWEST = 1000, OVER = 6;

const loads = rows.find((row) => row.id === "w");

/// Returns where each part of the picture begins and ends; what is cut wherever a sheet ends has no place.
function placed() {
  const number = (text) => Number(text) || 0;
  return [...picture.children].filter((child) => !/^(title|desc|style|defs)$/.test(child.localName)).map((child) => {
    const d = child.getAttribute("d"), moved = /translate\(\S+ (\S+)\)/.exec(child.getAttribute("transform") || "");
    if (/^t-/.test(child.id)) return { child, kind: "row", top: number(moved[1]) - BASELINE, bottom: number(moved[1]) - BASELINE + ROW };
    if (/^w-/.test(child.id)) return { child, kind: "strip", top: number(child.querySelector("text").getAttribute("y")) - 4 };
    if (moved) return { child, top: number(moved[1]) };
    const y = number(child.getAttribute("y"));
    if (child.matches("text.b:not(.r)") && plan.still.top < y && y < plan.still.bottom) return { child, kind: "head", top: y - BASELINE };
    if (child.localName === "text") return { child, top: y - 4 };
    if (!d || child.matches(".g, .n")) return { child };
    const ys = [number(/^M\S+ ([-\d.]+)/.exec(d)?.[1]), ...[...d.matchAll(/V([-\d.]+)/g)].map((found) => number(found[1]))];
    return { child, top: Math.min(...ys) - 9, bottom: Math.max(...ys) + 9 };
  });
}

/// Returns where the picture may be cut: above each row but the first under what it belongs to, above each strip but the first.
function cuts(parts) {
  const { top, bottom, height, strips } = plan.still;
  const rowAt = new Map(parts.filter((part) => part.kind === "row").map((part) => [part.top, part]));
  const isHead = (y) => !rowAt.has(y) || rowAt.get(y).child.querySelector(":scope > text").classList.contains("b");
  const all = [];
  for (let y = top + ROW; y < bottom - 1; y += ROW) if (!isHead(y - ROW)) all.push({ y, isBest: isHead(y) && levelAt(rowAt.get(y)) < 2 });
  strips.slice(0, -1).forEach((y, n) => { if (n) all.push({ y, isBest: false }); });
  return all.concat({ y: height, isBest: true });
}

const levelAt = (part) => (part ? Math.round((Number(part.child.querySelector("text").getAttribute("x")) - 24) / 16) + 1 : 1);

/// Returns where sheets end that are at most so high, and end before a phase where that is near.
function ended(all, most) {
  const ends = [];
  for (let from = plan.still.top, n = 0; n < all.length;) {
    let last = n;
    while (last + 1 < all.length && all[last + 1].y - from <= most) last++;
    if (last + 1 < all.length) last -= [0, 1, 2, 3, 4].find((back) => n < last - back && all[last - back].isBest) || 0;
    from = all[last].y;
    ends.push(from);
    n = last + 1;
  }
  return ends;
}

/// Returns a part of the picture as it is from `top` to `bottom`, with what reaches over its ends.
function cut(parts, top, bottom, over) {
  const { width } = plan.still, height = bottom - top + 2 * over;
  const part = svg("svg", { class: "gantline", y: top - over, width, height, viewBox: `0 ${top - over} ${width} ${height}` });
  for (const each of parts) {
    const isIn = each.top === undefined || (each.kind || each.bottom === undefined ? top <= each.top && each.top < bottom : top < each.bottom && each.top < bottom);
    if (isIn) part.append(each.child.cloneNode(true));
  }
  for (const named of part.querySelectorAll("[id]")) named.removeAttribute("id");
  return part;
}

/// Returns what goes on at `y`: the phases or the group around a row, the outermost first, or the load; nothing where a phase begins.
function goingOn(parts, y) {
  if (plan.still.bottom <= y) return [loads.name];
  const named = parts.filter((part) => part.kind === "row" || part.kind === "head");
  const row = named.find((part) => part.top === y), names = [];
  let level = row.kind === "head" ? 1 : levelAt(row);
  for (const part of named.filter((each) => each.top < y).sort((a, b) => b.top - a.top)) {
    const words = part.kind === "head" ? part.child : part.child.querySelector("text");
    const at = part.kind === "head" ? 1 : levelAt(part);
    if (level <= at || !words.classList.contains("b")) continue;
    level = at;
    names.unshift(words.textContent);
  }
  return names;
}

function sheet(parts, from, to, number, count) {
  const { width, top, bottom, axis: line, left } = plan.still, wider = Math.max(width, NARROWEST);
  const whole = svg("svg", { class: "gantline", viewBox: `0 0 ${wider} ${Math.max(Math.floor(wider / SHAPE), top + to - from)}` });
  const rest = svg("g", { transform: `translate(0 ${top - from})` });
  rest.append(cut(parts, from, to, from === top ? 0 : OVER));
  const above = cut(parts, 0, top, 0);
  whole.append(rest, above);
  svg("text", { class: "q e", x: width - 24, y: 16 }, whole).textContent = `${number}/${count}`;
  if (bottom <= from) {
    // The columns of the table are those of the rows.
    for (const column of above.querySelectorAll("text.c")) column.remove();
    svg("text", { class: "c", x: left - 10, y: line + 36 }, above).textContent = loads.share;
  }
  const names = from === top ? [] : goingOn(parts, from), words = () => names.join(" · ") + ", continued";
  while (names.length && left - 30 < measure(words())) names.shift();
  if (names.length) svg("text", { class: "b", x: 24, y: line + 15 }, whole).textContent = words();
  return whole;
}

addEventListener("beforeprint", () => {
  if (still.classList.contains("one")) return;
  const parts = placed(), all = cuts(parts), { top, width } = plan.still;
  const most = Math.floor(Math.max(width, NARROWEST) / SHAPE) - top - OVER;
  let ends = ended(all, most);
  // As many sheets, filled alike.
  for (let less = most - ROW; 4 * ROW < less; less -= ROW) {
    const fewer = ended(all, less);
    if (ends.length < fewer.length) break;
    ends = fewer;
  }
  ends.forEach((to, n) => sheets.append(sheet(parts, n ? ends[n - 1] : top, to, n + 1, ends.length)));
  document.documentElement.classList.add("sheeted");
});

addEventListener("afterprint", () => {
  sheets.replaceChildren();
  document.documentElement.classList.remove("sheeted");
});
