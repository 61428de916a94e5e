// What a reader does: point, press keys, search, zoom, fold.

let active = -1, hover = -1, hits = new Map(), near = new Set(), query = "", pointed = 0;

/// Lights the links of the item that is pointed at, or else of the active one.
function light() {
  const i = 0 <= hover ? hover : active;
  near = new Set();
  const own = 0 <= i && 0 <= place[i] ? tiesOf[i].filter(isSeen) : [];
  for (const tie of own) near.add(tie.from === i ? tie.to : tie.from);
  for (const [element, n] of [[hoverBand, hover], [activeBand, active]]) {
    const isThere = 0 <= n && 0 <= place[n];
    element.setAttribute("height", isThere ? ROW : 0);
    if (isThere) element.setAttribute("y", place[n] * ROW);
  }
  plot.classList.toggle("dim", 0 < own.length);
  for (const [paths, isCritical] of [[litPaths, false], [litCriticals, true]]) {
    const arrows = own.filter((tie) => tie.critical === isCritical).map((tie) => arrow(tie.drawn ? tie.way : way(tie), isCritical ? 7 : 6));
    trace(paths, arrows);
  }
  litLags.replaceChildren();
  for (const tie of own) {
    if (!tie.lag) continue;
    const b = anchor(tie.to), at = (tie.drawn ? tie.way : way(tie)).at;
    const y = place[tie.from] < place[tie.to] ? b.y + 3 : b.y + ROW + 5;
    svg("text", { class: "l q", x: round(at + 4), y }, litLags).textContent = tie.lag;
  }
  for (const [row, parts] of drawn) look(row, parts[0]);
}

function setHover(i) {
  if (i === hover) return;
  hover = i;
  light();
}

/// Makes a row the active one and brings it into view.
function activate(i, isCentred) {
  active = i;
  const top = place[i] * ROW, room = pane.clientHeight - head.offsetHeight;
  const isOut = top < pane.scrollTop || pane.scrollTop + room < top + ROW;
  if (isOut && isCentred) pane.scrollTop = top - room / 2;
  else if (top < pane.scrollTop) pane.scrollTop = top;
  else if (isOut) pane.scrollTop = top + ROW - room;
  draw();
  pane.setAttribute("aria-activedescendant", "g-r" + i);
  light();
}

/// Scrolls in time until the bar of a row is seen.
function reveal(i) {
  const bar = ends(rows[i]), room = pane.clientWidth - table;
  if (bar && (bar[1] < pane.scrollLeft + 8 || pane.scrollLeft + room - 8 < bar[0])) pane.scrollLeft = bar[0] - room / 4;
}

function fold(i, isFolded) {
  if (!isOpenable(i) || Boolean(folded[i]) === isFolded) return;
  folded[i] = isFolded ? 1 : 0;
  refold();
}

function foldAll(isFolded) {
  folded.forEach((_, i) => { folded[i] = isFolded && isOpenable(i) ? 1 : 0; });
  refold();
}

/// Counts the rows anew; what was active and is folded away now is stood for by its phase.
function refold() {
  outline();
  hover = -1;
  hide();
  if (0 <= active) active = standIn(active);
  settle();
  if (0 <= active) activate(active);
}

/// Returns what stays where it is when time grows: the bar of the active row, the status date, or the first bar in view.
function pivot() {
  const room = pane.clientWidth - table, first = Math.floor(pane.scrollTop / ROW);
  const starts = (i) => ends(rows[i])?.[0];
  const inView = shown.slice(first, first + Math.ceil(pane.clientHeight / ROW)).map(starts);
  const wanted = [0 <= active ? starts(active) : undefined, plan.asOf && plan.asOf[0] !== null ? x(plan.asOf[0]) : undefined];
  const isSeen = (at) => at !== undefined && pane.scrollLeft <= at && at <= pane.scrollLeft + room;
  const at = wanted.find(isSeen) ?? inView.filter(isSeen).reduce((least, each) => Math.min(least, each), Infinity);
  return at < Infinity ? at - pane.scrollLeft : room / 2;
}

/// Zooms so that what is at `at` pixels of the time line stays there.
function zoom(wanted, at = pivot()) {
  const [fit, giving] = fitted();
  isFit = wanted === "fit";
  given = isFit ? giving : 0;
  const time = (pane.scrollLeft + at - plan.lead) / z;
  z = isFit ? fit : Math.min(Math.max(wanted, Math.min(fit, 100 / days)), mostZoom);
  hide();
  settle();
  pane.scrollLeft = isFit ? 0 : time * z + plan.lead - at;
  draw();
  for (const button of document.querySelectorAll("[data-zoom]")) {
    const value = button.dataset.zoom;
    if (value !== "in" && value !== "out") button.setAttribute("aria-pressed", String(isFit ? value === "fit" : Number(value) === z));
  }
}

/// Divides the width between the table and the time line.
function divide() {
  const wide = pane.clientWidth;
  const first = Math.min(plan.names + 44, Math.max(wide * 0.34, 150), 460);
  table = first + 12;
  const columns = plan.columns.map(([, width]) => {
    const has = 640 <= wide && table + width <= wide * 0.62;
    if (has) table += width;
    return has ? width : 0;
  });
  pane.style.setProperty("--table", table + "px");
  pane.style.setProperty("--columns", [first, ...columns].map((width) => width + "px").join(" "));
  pane.classList.toggle("bare", columns.every((width) => !width));
}

// The card.

function show(i, clientX, clientY) {
  const row = rows[i];
  card.replaceChildren();
  html("strong", "", row.name, card);
  html("p", "when", row.when, card);
  if (row.notes) html("p", row.bad ? "notes bad" : "notes", row.notes, card);
  if (row.facts) {
    const list = html("dl", "", "", card);
    for (const [name, text] of row.facts) {
      html("dt", "", name, list);
      html("dd", "", text, list);
    }
  }
  if (row.why) {
    const why = html("p", "why", "", card);
    // Words and names by turns.
    row.why.forEach((part, n) => { if (part) html(n % 2 ? "b" : "span", "", part, why); });
  }
  card.hidden = false;
  const box = card.getBoundingClientRect(), scale = enlarged(card), right = document.documentElement.clientWidth - 8;
  const bottom = document.documentElement.clientHeight - 8;
  const left = clientX + 14 + box.width <= right ? clientX + 14 : Math.max(8, Math.min(clientX - 14 - box.width, right - box.width));
  const top = clientY + 18 + box.height <= bottom ? clientY + 18 : Math.max(8, clientY - 14 - box.height);
  card.style.left = left / scale + "px";
  card.style.top = top / scale + "px";
}

function hide() {
  clearTimeout(pointed);
  card.hidden = true;
}

/// Shows the card of a row under its bar, or under its name where that is not seen.
function showAtRow(i) {
  const box = pane.getBoundingClientRect(), scale = enlarged(pane), bar = ends(rows[i]);
  const at = bar ? Math.min(Math.max(bar[0] - pane.scrollLeft, 0), pane.clientWidth - table - 40) : 0;
  const below = head.offsetHeight + (place[i] + 1) * ROW - pane.scrollTop;
  show(i, box.left + (table + at) * scale - 14, box.top + below * scale - 14);
}

/// Returns how large a pixel of an element is on the screen: not one where a theme sets larger text.
const enlarged = (element) => element.getBoundingClientRect().width / element.offsetWidth || 1;

/// Returns where a pointer is, in pixels of the pane.
function inPane(event) {
  const box = pane.getBoundingClientRect(), scale = enlarged(pane);
  return [(event.clientX - box.left) / scale, (event.clientY - box.top) / scale];
}

/// Returns the row at a point, and whether the point is on its name, its bar or the words beside that.
function rowAt(event) {
  const [across, top] = inPane(event), y = top - head.offsetHeight;
  const i = y < 0 || pane.clientHeight < top ? undefined : shown[Math.floor((y + pane.scrollTop) / ROW)];
  if (i === undefined || pane.clientWidth < across) return null;
  if (across < table) return { i, isOn: true, isName: true };
  const at = across - table + pane.scrollLeft, bar = ends(rows[i]);
  const words = wordsOf(i);
  const left = words ? Math.min(words.from, bar[0]) : bar && bar[0], right = words ? Math.max(words.from + words.width, bar[1]) : bar && bar[1];
  return { i, isOn: Boolean(bar) && left - 4 <= at && at <= right + 4, isName: false };
}

pane.addEventListener("pointermove", (event) => {
  if (event.pointerType === "touch") return;
  const point = rowAt(event);
  setHover(point ? point.i : -1);
  clearTimeout(pointed);
  if (!point || !point.isOn) card.hidden = true;
  else if (!card.hidden) show(point.i, event.clientX, event.clientY);
  else pointed = setTimeout(() => { if (hover === point.i) show(point.i, event.clientX, event.clientY); }, 180);
});

pane.addEventListener("pointerleave", () => { setHover(-1); hide(); });

pane.addEventListener("click", (event) => {
  const point = rowAt(event);
  if (!point) return;
  const wasShown = !card.hidden && active === point.i;
  activate(point.i);
  if (point.isName && isOpenable(point.i)) return fold(point.i, !folded[point.i]);
  reveal(point.i);
  if (!point.isOn || (wasShown && event.pointerType === "touch")) hide();
  else show(point.i, event.clientX, event.clientY);
});

pane.addEventListener("wheel", (event) => {
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  zoom(z * Math.exp(-Math.max(-60, Math.min(60, event.deltaY)) / 150), inPane(event)[0] - table);
}, { passive: false });

let isAsked = false;
pane.addEventListener("scroll", () => {
  if (isAsked) return;
  isAsked = true;
  requestAnimationFrame(() => { isAsked = false; draw(); });
}, { passive: true });

// Keys.

const keys = {
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  PageDown: () => step(Math.floor(pane.clientHeight / ROW) - 2),
  PageUp: () => step(2 - Math.floor(pane.clientHeight / ROW)),
  Home: () => step(-shown.length),
  End: () => step(shown.length),
  ArrowRight: () => (isOpenable(active) && folded[active] ? fold(active, false) : isOpenable(active) ? step(1) : reveal(active)),
  ArrowLeft: () => (isOpenable(active) && !folded[active] ? fold(active, true) : 0 <= holder[active] ? activate(holder[active]) : null),
  Enter: () => { reveal(active); if (card.hidden) showAtRow(active); else hide(); },
  " ": () => (isOpenable(active) ? fold(active, !folded[active]) : keys.Enter()),
  n: () => next(1),
  N: () => next(-1),
};

function step(by) {
  const wasShown = !card.hidden;
  const at = 0 <= active ? place[active] + by : 0;
  activate(shown[Math.min(Math.max(at, 0), shown.length - 1)]);
  if (wasShown) showAtRow(active);
}

pane.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.shiftKey && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
    pane.scrollLeft += (event.key === "ArrowLeft" ? -0.5 : 0.5) * (pane.clientWidth - table);
  } else if (keys[event.key] && 0 <= active) {
    keys[event.key]();
  } else return;
  event.preventDefault();
});

pane.addEventListener("focus", () => { if (active < 0 && shown.length) activate(shown[seen[0] ? seen[0] + OVERSCAN : 0]); });

document.addEventListener("keydown", (event) => {
  // Open help closes itself.
  if (event.key === "Escape" && $("help").matches(":popover-open")) return;
  if (event.key === "Escape") {
    if (card.hidden && query) search("");
    hide();
    pane.focus();
  } else if (event.target === find || event.ctrlKey || event.metaKey || event.altKey) return;
  else if (event.key === "/") find.focus();
  else if (event.key === "+" || event.key === "=") zoom(z * 1.5);
  else if (event.key === "-") zoom(z / 1.5);
  else if (event.key === "0") zoom("fit");
  else return;
  event.preventDefault();
});

// Search.

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
let texts = null;

function search(text) {
  find.value = text;
  query = plain(text.trim());
  texts ||= rows.map((row) => plain([row.name, ...(row.cells || []), row.notes || "", ...(row.facts || []).map((fact) => fact[1])].join("\n")));
  hits = new Map();
  if (query) rows.forEach((_, i) => { if (texts[i].includes(query)) hits.set(i, hits.size + 1); });
  tell();
  for (const [i, parts] of drawn) {
    look(i, parts[0]);
    marked(parts[0].querySelector(".words"), rows[i].name);
  }
}

/// Says how many hits there are, and which of them is the active row.
function tell() {
  const at = hits.get(active);
  found.textContent = !query ? "" : !hits.size ? "none" : at ? `${at} of ${hits.size}` : String(hits.size);
}

/// Goes to the next hit, or the one before; after the last comes the first.
function next(by) {
  const all = [...hits.keys()];
  if (!all.length) return;
  const i = (by < 0 ? all.findLast((each) => each < active) : all.find((each) => active < each)) ?? all.at(by < 0 ? -1 : 0);
  unfoldTo(i);
  if (place[i] < 0) refold();
  activate(i, true);
  reveal(i);
  tell();
}

/// Sets a name as text, with what is searched for marked in it.
function marked(element, name) {
  const at = query ? name.toLowerCase().indexOf(query) : -1;
  element.replaceChildren(at < 0 ? name : name.slice(0, at));
  if (at < 0) return;
  html("mark", "", name.slice(at, at + query.length), element);
  element.append(name.slice(at + query.length));
}

find.addEventListener("input", () => search(find.value));
find.addEventListener("keydown", (event) => {
  if (event.key === "Enter") next(event.shiftKey ? -1 : 1);
  else if (event.key === "ArrowDown") pane.focus();
  else return;
  event.preventDefault();
});

// Buttons, the window, an address that names an item.

$("tools").addEventListener("click", (event) => {
  const { zoom: wanted, fold: all } = event.target.closest("button")?.dataset || {};
  if (wanted) zoom(wanted === "in" ? z * 1.5 : wanted === "out" ? z / 1.5 : wanted === "fit" ? "fit" : Number(wanted));
  if (all) foldAll(all === "all");
});

function visit() {
  if (location.hash.length < 2) return;
  const i = rows.findIndex((row) => location.hash === "#" + row.id || location.hash === "#" + encodeURI(row.id));
  if (i < 0) return;
  unfoldTo(i);
  refold();
  activate(i, true);
  reveal(i);
}

let size = "";

function resize() {
  const now = pane.clientWidth + " " + pane.clientHeight;
  if (now === size) return;
  size = now;
  divide();
  zoom(isFit ? "fit" : z);
}

new ResizeObserver(resize).observe(pane);
addEventListener("hashchange", visit);

for (const button of document.querySelectorAll("[data-zoom]")) {
  button.hidden = Number(button.dataset.zoom) * days < 140;
}
if (!rows.some((_, i) => isOpenable(i))) for (const button of document.querySelectorAll("[data-fold]")) button.hidden = true;
outline();
resize();
visit();
