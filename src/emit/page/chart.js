// The chart on a screen: rows that fold and time that zooms. Everything that it shows was decided before; this only places
// it. Texts of the plan are set as text, never as markup.

const ROW = 28, BASELINE = 18, OVERSCAN = 10, SVG = "http://www.w3.org/2000/svg";
const PHASE = 0, MILESTONE = 2;
const $ = (name) => document.getElementById("g-" + name);
const plan = JSON.parse($("plan").textContent);
const { rows, ties, tiers } = plan;
const pane = $("pane"), body = $("body"), head = $("head"), names = $("names"), plot = $("plot"), axis = $("axis");
const card = $("card"), find = $("find"), found = $("found");
// Patterns that are hidden with their picture would not be drawn.
$("marks").append(document.querySelector(".still defs"));
const round = (n) => Math.round(n * 10) / 10;

function svg(name, attributes, parent) {
  const element = document.createElementNS(SVG, name);
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  if (parent) parent.append(element);
  return element;
}

function html(name, className, text, parent) {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text) element.textContent = text;
  if (parent) parent.append(element);
  return element;
}

const holder = new Int32Array(rows.length).fill(-1);
const after = new Int32Array(rows.length);
const folded = new Uint8Array(rows.length);
const place = new Int32Array(rows.length);
let shown = [];

(function nest() {
  const open = [];
  rows.forEach((row, i) => {
    while (open.length && row.level <= rows[open.at(-1)].level) after[open.pop()] = i;
    if (open.length) holder[i] = open.at(-1);
    open.push(i);
    folded[i] = plan.depth && plan.depth <= row.level && !row.load ? 1 : 0;
  });
  for (const i of open) after[i] = rows.length;
})();

const isOpenable = (i) => i + 1 < after[i];

function outline() {
  shown = [];
  place.fill(-1);
  for (let i = 0; i < rows.length; i = folded[i] ? after[i] : i + 1) {
    place[i] = shown.length;
    shown.push(i);
  }
}

function unfoldTo(i) {
  for (let up = holder[i]; 0 <= up; up = holder[up]) folded[up] = 0;
}

/// Returns the row that stands for `i`: itself, or the phase in which it is folded away.
function standIn(i) {
  while (place[i] < 0) i = holder[i];
  return i;
}

let z = 1, isFit = true, table = 0, wide = 0;
const days = plan.length / 1440;
const mostZoom = plan.hourly ? 3200 : 96;
const x = (t) => plan.lead + (t * z) / 1440;
const tier = () => tiers.findLast((each) => each.least <= z) || tiers[0];

function ends(row) {
  if (!row.ends) return null;
  const [left, right] = row.ends.map(x);
  if (row.kind === MILESTONE) return [left - 8, left + 8];
  return [left, Math.max(right, left + 3)];
}

/// Returns where the words beside a row begin: after its flag and its slack where those are close.
function wordsAt(row) {
  let right = ends(row)[1];
  const bar = right, width = row.note[3] + 20;
  const [shape, , promised] = (row.kind === MILESTONE && row.marks && row.marks[0]) || [];
  if (shape === "promise" && x(promised) - 8 < right + width) right = Math.max(right, x(promised) + 8);
  if (row.flag && bar + 3 <= x(row.flag[0]) && x(row.flag[0]) < bar + 60) right = x(row.flag[0]) + 2;
  if (row.slack && x(row.slack[0]) < right + width) right = Math.max(right, x(row.slack[0]));
  return right + 12;
}

/// Returns where the words beside a row begin that end before it, its promise and its flag.
function wordsBefore(row) {
  const [shape, , promised] = (row.kind === MILESTONE && row.marks && row.marks[0]) || [];
  const lefts = [ends(row)[0], shape === "promise" ? x(promised) - 8 : Infinity, row.flag ? x(row.flag[0]) + 4 : Infinity];
  return Math.min(...lefts) - 12 - row.note[3];
}

const worded = rows.filter((row) => row.note && row.ends);

/// Returns how wide the words beside a row are without its name, which the table tells.
const bareWidth = (row) => row.note.slice(1, 3).filter(Boolean).reduce((sum, text) => sum + Math.ceil(measure(text) * 0.9) + 8, -8);

const ASIDE = 1, WITHOUT_NAMES = 2;
let given = 0;

/// Returns how wide all must be for the words of a row. If it is to fit, words may stand before their bars, and leave out the
/// name where there is no other way.
function need(row, giving) {
  const room = giving === WITHOUT_NAMES ? bareWidth(row) : row.note[3];
  return giving && 2 <= wordsBefore(row) + row.note[3] - room ? 0 : wordsAt(row) + Math.max(room, -16) + 16;
}

/// Returns how wide all of it is at a zoom.
function widthAt(zoom, giving, among = worded) {
  const old = z;
  z = zoom;
  const width = among.reduce((width, row) => Math.max(width, need(row, giving)), x(plan.length) + 16);
  z = old;
  return width;
}

/// Returns the zoom at which all of it is seen, and how words give way for it; those that never have room are left out.
function fitted() {
  const room = Math.max(pane.clientWidth - table, 80), least = (room * 0.55) / days;
  const giving = widthAt(least, ASIDE) <= room ? ASIDE : WITHOUT_NAMES;
  const among = worded.filter((row) => widthAt(least, giving, [row]) <= room);
  let low = least, high = (room - plan.lead) / days;
  for (let n = 0; n < 24; n++) {
    const middle = (low + high) / 2;
    if (widthAt(middle, giving, among) <= room) low = middle; else high = middle;
  }
  return [low, giving];
}
