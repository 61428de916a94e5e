// On paper a long picture is cut between rows, and every sheet begins with the axis.

const still = document.querySelector(".still"), picture = still.firstElementChild;
const sheets = html("div", "sheets", "", document.body);
const CHUNK = 5, MOST = 1500;

/// Returns a part of the picture: what is common to all of it, and some of its rows, or of those who are busy.
function cut(top, height, from, to, kind = "t-") {
  const part = svg("svg", { class: "gantline", viewBox: `0 ${top} ${plan.still.width} ${height}` });
  let n = -1;
  for (const child of picture.children) {
    const isOne = child.id.startsWith(kind), isOther = !isOne && /^[tw]-/.test(child.id);
    if (isOne) n++;
    if (/^(title|desc|style|defs)$/.test(child.localName) || isOther || (isOne && (n < from || to <= n))) continue;
    part.append(child.cloneNode(true));
  }
  for (const named of part.querySelectorAll("[id]")) named.removeAttribute("id");
  return part;
}

addEventListener("beforeprint", () => {
  const { top, bottom, axis: above, height, count, strips } = plan.still;
  if (still.classList.contains("one") || MOST < count) return;
  const table = html("table", "", "", sheets);
  const row = (group, part) => html("td", "", "", html("tr", "", "", group)).append(part);
  sheets.prepend(cut(0, above, 0, 0));
  row(html("thead", "", "", table), cut(above, top - above, 0, 0));
  const rest = html("tbody", "", "", table);
  for (let n = 0; n < count; n += CHUNK) {
    row(rest, cut(top + n * ROW, (Math.min(n + CHUNK, count) - n) * ROW, n, n + CHUNK));
  }
  let foot = bottom;
  for (let n = 0; n < strips.length; n += CHUNK) {
    const end = strips[Math.min(n + CHUNK, strips.length) - 1];
    row(rest, cut(foot, end - foot, n, n + CHUNK, "w-"));
    foot = end;
  }
  row(rest, cut(foot, height - foot, 0, 0));
  document.documentElement.classList.add("sheeted");
});

addEventListener("afterprint", () => {
  sheets.replaceChildren();
  document.documentElement.classList.remove("sheeted");
});
