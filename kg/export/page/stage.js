// The drawing itself: vis-network holds what the view shows and nothing else, so that a graph of any size stays light.

const options = JSON.parse(byId("options").textContent);
const nodes = new vis.DataSet(JSON.parse(byId("nodes").textContent));
const edges = new vis.DataSet(JSON.parse(byId("edges").textContent));
const network = new vis.Network(byId("graph"), { nodes, edges }, options);

let seen = { name: "", keys: [], shown: new Set(), opened: [] }; // the view that is drawn
let laid = new Map(); // where each of its things stands, and what painting needs to know of it

// The more facts, the larger; shapes that fill less of their circle are drawn larger to look alike.
const FULLER = { star: 1.35, diamond: 1.12, triangle: 1.08, triangleDown: 1.08 };
const radius = (key) => Math.min(9 + 4 * Math.sqrt(degree(key)), 30) * (FULLER[shapes[things[key].kind]] || 1);
const clipped = (text) => (text.length <= 48 ? text : `${text.slice(0, 47)}…`);

function arrange(where) {
  const next = view(where);
  const same = next.name === seen.name;
  const places = placesOf(next);
  // What stood there stays there, wherever the reader has put it.
  if (same) for (const [key, place] of laid) if (places.has(key)) places.set(key, { x: place.x, y: place.y });
  laid = new Map([...places].map(([key, { x, y }]) => [key, { id: key, x, y, kind: things[key].kind, size: radius(key), letters: degree(key) < 5 ? 16 : 20, lines: broken(clipped(nameOf(key))), more: 0 }]));
  for (const node of laid.values()) node.more = neighbours(node.id).filter((key) => !laid.has(key)).length;
  for (const node of laid.values()) node.above = leavesDown(node);
  seen = next;
  fill(nodes, [...laid.values()].map(({ id, x, y, kind }) => ({ id, x, y, label: "", shape: shapes[kind] || "dot" })));
  fill(edges, [...arrows()]);
  return { fresh: !same };
}

// Whether arrows go down from a thing and none goes up: then its name has more room above it.
function leavesDown(node) {
  const ways = neighbours(node.id).filter((key) => laid.has(key)).map((key) => ({ x: laid.get(key).x - node.x, y: laid.get(key).y - node.y }));
  const steep = ways.filter(({ x, y }) => Math.abs(y) > Math.abs(x) * 0.5);
  return steep.some(({ y }) => y > 0) && steep.every(({ y }) => y > 0);
}

// One arrow for all that one thing does to another; there and back are bent apart.
function* arrows() {
  for (const key of laid.keys()) {
    const ends = new Set(factsOf.get(key).filter((fact) => fact.s === key && laid.has(fact.o) && fact.o !== key && sifted.fact(fact)).map((fact) => fact.o));
    for (const o of ends) {
      const said = between.get(arrow(key, o)).filter(sifted.fact);
      const bent = between.has(arrow(o, key)) && between.get(arrow(o, key)).some(sifted.fact);
      const strongest = said.map(drawnStatus).sort((a, b) => STATUSES.indexOf(a) - STATUSES.indexOf(b))[0];
      yield { id: arrow(key, o), from: key, to: o, status: strongest, said: said.length, words: wordsOf(said), smooth: bent ? { enabled: true, type: "curvedCW", roundness: 0.18 } : { enabled: false }, thickness: 1.2 + 0.5 * Math.sqrt(said.length - 1) };
    }
  }
}
const drawnStatus = (fact) => (fact.claims.find(sifted.claim) || fact.claims[0]).status;
// In the reader's words; past two properties the rest is counted. The name replaces "%s" as it is: it may hold a "$".
function wordsOf(said) {
  const all = [...new Set(said.map((fact) => (words.drawn[drawnStatus(fact)] || "%s").replace("%s", () => propertyName(fact))))];
  return all.slice(0, 2).join(" · ") + (all.length > 2 ? ` +${all.length - 2}` : "");
}

function fill(set, items) {
  const ids = new Set(items.map((item) => item.id));
  set.remove(set.getIds().filter((id) => !ids.has(id)));
  set.update(items);
}

// ---- moving the view ----------------------------------------------------------------------------------------------
const calm = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration: 350, easingFunction: "easeInOutQuad" });
const zoom = (factor) => network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.05), 4), animation: calm() });

// What lies over the drawing's edges: a view is fitted into what they leave free.
function margins() {
  const foot = byId("legend").parentElement.offsetHeight;
  return { left: 16, right: 16, top: byId("where").hidden ? 18 : 58, bottom: Math.max(foot, covered()) + 16 };
}
// Names keep their height on the screen whatever the scale, so how much room they take is found in a few rounds.
function fit(ids = laid.keys(), { closest = 1.5, animation = false } = {}) {
  const shown = [...ids].filter((id) => laid.has(id)).map((id) => laid.get(id));
  const { clientWidth, clientHeight } = byId("graph");
  if (!shown.length || !clientWidth) return;
  const free = margins();
  const [width, height] = [clientWidth - free.left - free.right, clientHeight - free.top - free.bottom];
  let [scale, box] = [closest, null];
  for (let round = 0; round < 4; round += 1) {
    box = boundsOf(shown, scale);
    scale = Math.min(closest, width / (box.right - box.left), height / (box.bottom - box.top));
  }
  const position = { x: (box.left + box.right) / 2 + (free.right - free.left) / 2 / scale, y: (box.top + box.bottom) / 2 + (free.bottom - free.top) / 2 / scale };
  network.moveTo({ position, scale, animation });
}
function boundsOf(shown, scale) {
  const shore = islands().length ? 54 : 0;
  const boxes = shown.map(({ x, y, size, lines, letters }) => {
    const high = kept(letters, PIXELS.name, scale);
    const half = Math.max(size + shore + 34 * (shore > 0), (Math.max(...lines.map(widthOf)) * high) / 2);
    const name = Math.max(size + lines.length * high * 1.25, size + shore); // below, or above where there is no room below
    return { left: x - half, right: x + half, top: y - name, bottom: y + name };
  });
  const least = (side) => Math.min(...boxes.map((box) => box[side]));
  const most = (side) => Math.max(...boxes.map((box) => box[side]));
  return { left: least("left"), right: most("right"), top: least("top"), bottom: most("bottom") };
}
// Moves only if what was chosen is out of sight or too small to read; then to it and all it is linked with.
function bring(ids) {
  const inside = [...ids].filter((id) => laid.has(id)).every((id) => {
    const { x, y } = network.canvasToDOM(laid.get(id));
    const { clientWidth, clientHeight } = byId("graph");
    return x > 40 && y > 30 && x < clientWidth - 40 && y < clientHeight - margins().bottom;
  });
  if (!inside || network.getScale() < 0.35) fit(ids, { closest: 1, animation: calm() });
}

// ---- the drawing follows the address ------------------------------------------------------------------------------------
let drawnFor = "";
let pointing = false; // what the reader points at is in sight, and must not move away under a double click
onArrive((where) => {
  if (shownView() !== "graph") return;
  const first = drawnFor === "";
  const asked = [siftedFor, lang, where.focus, where.group, where.path, where.open, where.hide, seen.shown.has(where.chosen) || where.chosen === ""].join("|");
  const change = asked === drawnFor && laid.has(where.chosen.split("+")[0]) ? {} : arrange(where);
  drawnFor = asked;
  light(where.chosen);
  drawWhere();
  network.unselectAll();
  paint();
  if (change.fresh) fit(undefined, { closest: seen.keys.length < 5 ? 1.1 : 1.5, animation: first ? false : calm() });
  else if (!pointing && lighted.nodes.size) bring(lighted.nodes);
});
