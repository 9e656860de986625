// How the graph looks: colours of the theme, what is lit and what is dimmed, and which names have room at this zoom.

const nodes = new vis.DataSet(JSON.parse(byId("nodes").textContent));
const edges = new vis.DataSet(JSON.parse(byId("edges").textContent));
const network = new vis.Network(byId("graph"), { nodes, edges }, JSON.parse(byId("options").textContent));
const hiddenKinds = new Set();
const hiddenStatuses = new Set();
let selected = { node: null, edge: null };

// As on a map, what is written stays legible at any zoom: the more facts a thing has the sooner it gets its name,
// and a name that would lie on another waits until there is room.
const laid = new Map(nodes.get().map((node) => [node.id, node]));
const byWeight = [...laid.values()].sort((a, b) => b.size - a.size || byName.compare(a.label, b.label));
// On the screen, whatever the zoom: the least and the most height of a name's letters, of an edge's, radius of a sign, width of a line.
const PIXELS = { name: [12.5, 19], link: [9, 14], lit: [11.5, 14], sign: [4, 26], line: [0.9, 4] };
const kept = (length, [least, most], scale) => Math.min(Math.max(length, least / scale), most / scale);
const WRAP = 9.4; // a label is broken where it would be wider than this many times its letters' height

const EM = 0.53; // and this is how wide a letter is, on the whole
const broken = new Map([...laid.values()].map(({ id, label }) => [id, lines(label)]));

function lines(label) {
  return label.split(" ").reduce(([last, ...before], word) => {
    const longer = last === undefined ? word : `${last} ${word}`;
    return last === undefined || longer.length * EM <= WRAP ? [longer, ...before] : [word, last, ...before];
  }, []);
}

const apart = (box) => ([left, top, right, bottom]) => box[2] < left || right < box[0] || box[3] < top || bottom < box[1];

function named(scale, gone, lit, taken) {
  const first = byWeight.filter((node) => lit.has(node.id));
  const shown = new Map();
  for (const node of new Set([...first, ...byWeight])) {
    if (gone.has(node.id)) continue;
    const letters = kept(node.font.size, PIXELS.name, scale);
    const size = kept(node.size, PIXELS.sign, scale);
    const lines = broken.get(node.id);
    const half = Math.max(...lines.map((line) => line.length)) * letters * EM / 2;
    const sign = [node.x - size, node.y - size, node.x + size, node.y + size];
    const name = [node.x - half, node.y + size, node.x + half, node.y + size + lines.length * letters * 1.12];
    const free = node.id === hovered || (taken.every(apart(sign)) && taken.every(apart(name)));
    if (free) taken.push(sign, name);
    shown.set(node.id, { letters, size, label: free ? node.label : "" });
  }
  return shown;
}

// An edge's words stand at its middle; a little overlap is borne, for they cannot move.
function worded(scale, some, list, taken) {
  const letters = some ? kept(15, PIXELS.lit, scale) : Math.min(15, PIXELS.link[1] / scale);
  if (letters * scale < PIXELS.link[0]) return { letters, said: new Set() };
  const said = list.sort((a, b) => (b.id === hovered) - (a.id === hovered) || b.facts.length - a.facts.length).filter((edge) => {
    const [a, b] = [laid.get(edge.from), laid.get(edge.to)];
    const [x, y, half] = [(a.x + b.x) / 2, (a.y + b.y) / 2, edge.label.length * letters * 0.2];
    const box = [x - half, y - letters * 0.4, x + half, y + letters * 0.4];
    const free = edge.id === hovered || taken.every(apart(box));
    if (free) taken.push(box);
    return free;
  });
  return { letters, said: new Set(said.map((edge) => edge.id)) };
}

let hovered = null;
const widths = new Map(edges.get().map((edge) => [edge.id, edge.width]));
let painted = 0; // the scale for which names were last chosen
network.on("beforeDrawing", () => {
  const ratio = network.getScale() / painted;
  if (ratio < 0.9 || ratio > 1.1) requestAnimationFrame(paint);
});
network.on("dragEnd", ({ nodes: [id] }) => {
  if (id !== undefined) Object.assign(laid.get(id), network.getPosition(id));
});

function paint() {
  const scale = (painted = network.getScale());
  const style = getComputedStyle(document.documentElement);
  const ink = (name) => style.getPropertyValue(`--${name}`).trim();
  const face = getComputedStyle(document.body).fontFamily;
  const edgeList = edges.get();
  const gone = new Set(nodes.get().filter((node) => hiddenKinds.has(node.kind)).map((node) => node.id));
  const shown = (edge) => !gone.has(edge.from) && !gone.has(edge.to) && edge.facts.some((i) => facts[i].claims.some((claim) => !hiddenStatuses.has(claim.status)));
  const touches = (edge) => edge.id === selected.edge || (selected.node !== null && (edge.from === selected.node || edge.to === selected.node));
  const lit = new Set(edgeList.filter(touches).flatMap((edge) => [edge.from, edge.to]));
  const some = selected.edge !== null || (selected.node !== null && nodes.get(selected.node) !== null);
  if (selected.node !== null) lit.add(selected.node);
  const taken = [];
  const first = new Set([hovered, ...(some ? lit : [])]);
  const names = named(scale, gone, first, taken);
  const { letters: edgeLetters, said } = worded(scale, some, edgeList.filter((edge) => shown(edge) && (!some || touches(edge))), taken);
  nodes.update([...laid.values()].map(({ id, kind, font }) => {
    if (gone.has(id)) return { id, hidden: true };
    const { letters, size, label } = names.get(id);
    const fill = ink(`kind-${kind}`) || ink("kind-thing");
    const bright = !some || lit.has(id);
    const border = id === selected.node ? ink("ink") : ink("paper");
    const color = { background: fill, border, highlight: { background: fill, border: ink("ink") }, hover: { background: fill, border: ink("ink") } };
    return { id, label, size, hidden: false, widthConstraint: { maximum: letters * WRAP }, opacity: bright ? 1 : 0.18, color, font: { ...font, size: letters, color: bright ? ink("ink") : `${ink("ink")}40`, strokeWidth: 4, strokeColor: ink("paper"), face } };
  }));
  edges.update(edgeList.map((edge) => {
    const bright = !some || touches(edge);
    const line = edge.status === "Negated" ? ink("negated") : some && bright ? ink("edge-strong") : ink("edge");
    const wordInk = edge.status === "Negated" ? ink("negated") : ink("edge-ink");
    const written = said.has(edge.id);
    return { id: edge.id, hidden: !shown(edge), width: kept(widths.get(edge.id), PIXELS.line, scale), color: { color: line, highlight: line, hover: ink("edge-strong"), opacity: bright ? 1 : 0.15 },
      font: { size: edgeLetters, face, color: written ? wordInk : "#00000000", strokeWidth: 0, background: written ? ink("paper") : "#00000000", align: "horizontal" } };
  }));
}

// How many figures wait in the panel: a small number at the node's shoulder.
network.on("afterDrawing", (context) => {
  const style = getComputedStyle(document.documentElement);
  context.save();
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.font = "600 10px system-ui, sans-serif";
  context.lineWidth = 1;
  for (const node of nodes.get()) {
    if (!node.figures || node.hidden) continue;
    const { x, y } = network.getPosition(node.id);
    if (node.label === "") continue;
    const at = [x + node.size * 0.85 + 3, y - node.size * 0.85 - 3];
    context.globalAlpha = node.opacity ?? 1;
    context.beginPath();
    context.arc(...at, 8, 0, 2 * Math.PI);
    context.fillStyle = style.getPropertyValue("--surface");
    context.strokeStyle = style.getPropertyValue("--edge");
    context.fill();
    context.stroke();
    context.fillStyle = style.getPropertyValue("--ink");
    context.fillText(node.figures, at[0], at[1] + 0.5);
  }
  context.restore();
});
