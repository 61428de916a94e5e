// What is in view is drawn, and nothing else: ten thousand rows cost what fifty cost.

const layer = (className) => svg("path", className ? { class: className } : {}, plot);
const band = () => svg("rect", { class: "band", width: "100%", height: 0 }, plot);
const hoverBand = band(), activeBand = band();
const parting = layer("g");
const lowerGrid = layer("g"), upperGrid = layer("g");
const links = { line: layer("d"), head: layer("a") }, criticals = { line: layer("dc"), head: layer("ac") };
const lit = svg("g", { class: "lit" }, plot);
const litPaths = { line: svg("path", { class: "d" }, lit), head: svg("path", { class: "a" }, lit) };
const litCriticals = { line: svg("path", { class: "dc" }, lit), head: svg("path", { class: "ac" }, lit) };
const today = layer("n"), bars = svg("g", {}, plot), shade = layer("s"), holidays = svg("g", {}, plot);
const litLags = svg("g", { class: "lit" }, plot);
const drawn = new Map();

const shapes = {
  bar: (a, b) => ["rect", { x: a, y: -12, width: round(Math.max(b - a, 3)), height: 16, rx: 3 }],
  part: (a, b) => ["rect", { x: a, y: -12, width: round(b - a), height: 16, rx: Math.min(3, round((b - a) / 2)) }],
  core: (a, b) => ["rect", { x: round(a + 2), y: -10, width: round(Math.max(b - a - 2, 1)), height: 12, rx: 1.5 }],
  post: (a) => `M${a}-15V7`,
  bracket: (a, b) => {
    const right = Math.max(b, a + 3), tick = Math.min(5, round((right - a) / 2));
    if (right - a < 12) return `M${a}-10H${right}v5H${a}z`;
    return `M${a}-10H${right}v10l${-tick}-5H${round(a + tick)}l${-tick} 5z`;
  },
  diamond: (a) => `M${round(a - 8)}-4l8-8 8 8-8 8z`,
  promise: (a) => `M${round(a - 7)}-4l7-7 7 7-7 7z`,
  dot: (a) => `M${round(a - 4)}-4l4-4 4 4-4 4z`,
  cross: (a) => `M${round(a - 3)}-7l6 6m0-6l-6 6`,
  before: (a) => `M${round(a - 4)}-8l-5 4 5 4z`,
  after: (a) => `M${round(a + 4)}-8l5 4-5 4z`,
  ghost: (a, b) => ["rect", { x: a, y: 5.6, width: round(Math.max(b - a, 3)), height: 2.4, rx: 1 }],
};

function drawBar(i) {
  const row = rows[i];
  const g = svg("g", { transform: `translate(0 ${place[i] * ROW + BASELINE})` });
  if (row.load) return drawLoad(row, g);
  const words = wordsOf(i);
  if (row.slack) {
    const to = x(row.slack[0]), bar = ends(row)[1];
    const from = words && bar < words.from && words.from < to ? words.from + words.width + 4 : bar;
    if (from + 10 <= to) svg("path", { class: row.slack[1] ? "w" : "w wo", d: `M${round(from)}-4H${round(to)}` }, g);
  }
  for (const [shape, className, a, b] of row.marks || []) {
    const made = shapes[shape](round(x(a)), b === undefined ? 0 : round(x(b)));
    if (typeof made === "string") svg("path", { class: className, d: made }, g);
    else svg(made[0], { class: className, ...made[1] }, g);
  }
  if (row.flag && !isHidden(row, words)) {
    const at = round(x(row.flag[0])), isMissed = row.flag[1] !== undefined;
    const line = isMissed && row.ends && at < ends(row)[0] ? `M${at}-4H${round(ends(row)[0])}` : "";
    svg("path", { class: isMissed ? "yc" : "y", d: `M${at} 5V-17l7 2.5-7 2.5${line}` }, g);
  }
  if (words) {
    // What is too much for the room between links is read on the paper, not on the links.
    if (words.isBacked) svg("rect", { class: "p", x: round(words.from - 4), y: -11, width: round(words.width + 8), height: 17 }, g);
    label(g, round(words.from), words.isBare ? ["", ...row.note.slice(1)] : row.note);
  }
  if (row.edge) label(g, row.edge[1] ? round(x(plan.length)) : 4, ["", row.edge[0], ""], Boolean(row.edge[1]));
  return g;
}

/// Draws how busy somebody is: all hours are 14 pixels high.
function drawLoad(row, g) {
  if (row.edge) label(g, 8, ["", row.edge[0], ""]);
  for (const [a, b, high, words, isOver] of row.load) {
    const left = round(x(a)), height = round(Math.max(high * 0.14, 1));
    const rect = svg("rect", { class: isOver ? "tc" : "t", x: left, y: round(6 - height), width: round(Math.max(x(b) - left, 1)), height }, g);
    svg("title", {}, rect).textContent = `${row.name}, ${words}`;
  }
  if (row.kind !== PHASE) svg("path", { class: "g", d: `M0-8H${plot.getAttribute("width")}M0 6H${plot.getAttribute("width")}` }, g);
  return g;
}

/// Tells whether a flag would stand on its diamond, or in the words that tell the deadline themselves.
function isHidden(row, words) {
  const at = x(row.flag[0]), isKept = row.flag[1] === undefined;
  if (row.kind === MILESTONE && isKept && row.ends && at <= ends(row)[1] + 3) return true;
  return words !== null && words.from - 8 < at && at < words.from + words.width + 5;
}

function label(g, at, [name, detail, alarm], isEnd) {
  const text = svg("text", { class: isEnd ? "l e" : "l", x: at }, g);
  for (const [className, part] of [["b", name], ["q", detail], ["k", alarm]]) {
    if (!part) continue;
    const span = svg("tspan", { class: className }, text);
    if (1 < text.childNodes.length) span.setAttribute("dx", 8);
    span.textContent = part;
  }
}

function drawName(i) {
  const row = rows[i], element = html("div", "row");
  element.id = "g-r" + i;
  element.setAttribute("role", "row");
  element.setAttribute("aria-level", row.level);
  element.setAttribute("aria-rowindex", place[i] + 2);
  element.style.top = place[i] * ROW + "px";
  if (row.kind === PHASE) element.classList.add("phase");
  if (row.parted && place[i]) element.classList.add("parted");
  const name = html("span", "name", "", element);
  name.setAttribute("role", "gridcell");
  name.style.paddingLeft = 8 + Math.min(row.level - 1, 8) * 16 + "px";
  const twist = html("span", isOpenable(i) ? "twist" : "twist none", "", name);
  twist.setAttribute("aria-hidden", "true");
  if (isOpenable(i)) element.setAttribute("aria-expanded", String(!folded[i]));
  const words = html("span", "words", "", name);
  // Cut at the end at which the script of the name ends.
  words.dir = "auto";
  marked(words, row.name);
  if (row.share) html("span", "share", row.share, name);
  for (const text of row.cells || []) html("span", "cell", text, element).setAttribute("role", "gridcell");
  html("span", "aside", told(row), element).setAttribute("role", "gridcell");
  return element;
}

/// Returns what a card says, for those who hear it.
const told = (row) => [row.when, row.notes, (row.facts || []).map((fact) => fact.join(" ")).join(", "), (row.why || []).join("")]
  .filter(Boolean).join(". ");

function look(i, element) {
  const isHit = hits.has(i);
  element.classList.toggle("active", i === active);
  element.classList.toggle("hover", i === hover);
  element.classList.toggle("near", near.has(i));
  element.classList.toggle("hit", isHit);
  element.setAttribute("aria-selected", String(i === active));
}

let seen = [0, 0], range = [0, 0];

/// Draws what has come into view and drops what has left it.
function draw() {
  const { scrollTop: top, scrollLeft: left, clientHeight: height, clientWidth: width } = pane;
  const first = Math.max(0, Math.floor(top / ROW) - OVERSCAN);
  const last = Math.min(shown.length, Math.ceil((top + height) / ROW) + OVERSCAN);
  for (const [i, parts] of drawn) {
    if (place[i] < first || last <= place[i]) { parts.forEach((part) => part.remove()); drawn.delete(i); }
  }
  for (let n = first; n < last; n++) {
    const i = shown[n];
    if (drawn.has(i)) continue;
    const parts = [drawName(i), drawBar(i)];
    look(i, parts[0]);
    // In the order of the rows, which is the order in which they are read out.
    const next = shown.slice(n + 1, last).map((k) => drawn.get(k)).find(Boolean);
    names.insertBefore(parts[0], next ? next[0] : null);
    bars.append(parts[1]);
    drawn.set(i, parts);
  }
  if (seen[0] !== first || seen[1] !== last) { seen = [first, last]; drawLinks(); }
  if (left < range[0] || range[1] < left + width) {
    range = [left - width, left + 2 * width];
    drawTime();
  }
}

function drawLinks() {
  const top = seen[0] * ROW, bottom = seen[1] * ROW;
  const parted = shown.slice(...seen).filter((i) => rows[i].parted && place[i]);
  parting.setAttribute("d", parted.map((i) => `M0 ${place[i] * ROW}H${plot.getAttribute("width")}`).join(""));
  for (const [paths, isCritical] of [[links, false], [criticals, true]]) {
    const within = ways.filter((way) => way.tie.critical === isCritical && way.top - ROW < bottom && top < way.bottom + ROW);
    trace(paths, within.map((way) => arrow(way, isCritical ? 7 : 6)));
  }
}

function trace(paths, arrows) {
  paths.line.setAttribute("d", arrows.map((each) => each.line).join(""));
  paths.head.setAttribute("d", arrows.map((each) => each.head).join(""));
}

function drawTime() {
  const { upper, lower, centred, end } = tier();
  const height = shown.length * ROW, until = Math.min(x(end), plot.width.baseVal.value);
  const isNear = (a, b) => range[0] <= b && a <= range[1];
  axis.replaceChildren();
  const lines = (units) => units.map((unit) => x(unit[0])).concat(x(end))
    .filter((at) => plan.lead - 28 <= at && at <= until && isNear(at, at)).map((at) => `M${round(at)} 0V${height}`).join("");
  lowerGrid.setAttribute("d", lines(lower));
  upperGrid.setAttribute("d", lines(upper.slice(1)));
  units(upper, until, isNear, (unit, left, width) => {
    const element = tick("upper", left, width);
    const text = unit[1].find((each) => measure(each) + 9 <= width);
    if (text) html("span", "", text, element);
  });
  units(lower, until, isNear, (unit, left, width) => {
    // What is cut off at the end may have no room for its label.
    const isWhole = left + width < until || measure(unit[1]) + 5 <= width;
    if (unit[1] && isWhole && 0 <= x(unit[0])) tick(centred ? "lower centred" : "lower", left, width).append(unit[1]);
    else if (6 <= width) tick("lower", left, width);
  });
  if (plan.asOf && plan.asOf[0] !== null) html("div", "pill", plan.asOf[1], axis).style.left = round(x(plan.asOf[0])) + "px";
  holidays.replaceChildren();
  const off = plan.shades.filter((each) => isNear(x(each[0]), x(each[1])) && 2 <= z && x(each[0]) < until);
  const box = (each) => `M${round(x(each[0]))} 0H${round(Math.min(x(each[1]), until))}V${height}H${round(x(each[0]))}z`;
  shade.setAttribute("d", off.filter((each) => each[2] === undefined).map(box).join(""));
  for (const each of off.filter((one) => one[2] !== undefined)) {
    const path = svg("path", { class: "o", d: box(each) }, holidays);
    if (each[2]) svg("title", {}, path).textContent = each[2];
  }
  if (plan.asOf && plan.asOf[0] !== null) today.setAttribute("d", `M${round(x(plan.asOf[0]))} 0V${height}`);
}

function units(list, until, isNear, make) {
  list.forEach((unit, n) => {
    const left = Math.max(x(unit[0]), 0), right = Math.min(n + 1 < list.length ? x(list[n + 1][0]) : until, until);
    if (left < right && isNear(left, right)) make(unit, left, right - left);
  });
}

function tick(className, left, width) {
  const element = html("div", className, "", axis);
  element.style.left = round(left) + "px";
  element.style.width = round(width) + "px";
  return element;
}

const canvas = document.createElement("canvas").getContext("2d");
const measured = new Map();
function measure(text) {
  if (!measured.has(text)) {
    canvas.font = "600 13px " + getComputedStyle(document.body).fontFamily;
    measured.set(text, canvas.measureText(text).width);
  }
  return measured.get(text);
}

/// Places everything anew, after a fold, a zoom or another size of the window.
function settle() {
  const height = shown.length * ROW;
  wide = Math.max(widthAt(z, given), pane.clientWidth - table);
  body.style.height = height + "px";
  body.style.width = head.style.width = table + wide + "px";
  plot.setAttribute("width", wide);
  plot.setAttribute("height", height);
  for (const parts of drawn.values()) parts.forEach((part) => part.remove());
  drawn.clear();
  route();
  seen = [-1, -1];
  range = [0, -1];
  pane.setAttribute("aria-rowcount", shown.length + 1);
  draw();
  light();
}
