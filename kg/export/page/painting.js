// How the drawing looks: colours of the theme, what is lit and what is dimmed, and which names and words have room at this zoom.

// As on a map, what is written stays legible at any zoom: the more facts a thing has the sooner it gets its name,
// and a name that would lie on another waits until there is room.
// On the screen, whatever the zoom: the least and the most height of a name's letters, of an arrow's, radius of a sign, width of a line.
const PIXELS = { name: [12.5, 19], hub: [14, 20], link: [11, 14], sign: [4.5, 28], line: [0.9, 4] };
const kept = (length, [least, most], scale) => Math.min(Math.max(length, least / scale), most / scale);
const WRAP = 9.4; // a name is broken where it would be wider than this many times its letters' height
const FACE = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", sans-serif';
const LINES = { Reported: [13, 4], Planned: [7, 6], Conditional: [9, 4, 2, 4], Negated: [2, 4] };

const ruler = document.createElement("canvas").getContext("2d");
const measured = new Map();
// How wide a text is, in times its letters' height.
function widthOf(text) {
  if (!measured.has(text)) {
    ruler.font = `100px ${FACE}`;
    measured.set(text, ruler.measureText(text).width / 100);
  }
  return measured.get(text);
}
function broken(label) {
  return label.split(" ").reduce((lines, word) => {
    const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
    return lines.length && widthOf(longer) > WRAP ? [...lines, word] : [...lines.slice(0, -1), longer];
  }, []);
}

let hovered = null;
let lighted = { nodes: new Set(), edges: new Set() };
let painted = { scale: 0, names: new Map(), links: [] }; // what was last chosen for this scale, and is drawn at each frame

const apart = (box) => ([left, top, right, bottom]) => box[2] < left || right < box[0] || box[3] < top || bottom < box[1];

// Signs first: no name lies on one. A name stands below its sign, or above where arrows leave downwards.
function named(scale, first, taken) {
  const order = [...laid.values()].sort((a, b) => first.has(b.id) - first.has(a.id) || b.size - a.size || (a.id < b.id ? -1 : 1));
  for (const node of order) {
    const size = kept(node.size, PIXELS.sign, scale);
    taken.push({ id: node.id, box: [node.x - size, node.y - size, node.x + size, node.y + size] });
  }
  const shown = new Map();
  for (const node of order) {
    const letters = kept(node.letters, node.letters > 16 ? PIXELS.hub : PIXELS.name, scale);
    const size = kept(node.size, PIXELS.sign, scale);
    const half = (Math.max(...node.lines.map(widthOf)) * letters) / 2 + 2 / scale;
    const high = node.lines.length * letters * 1.2 + 3 / scale;
    const sides = [node.above, !node.above].map((above) => ({ above, box: [node.x - half, above ? node.y - size - high : node.y + size, node.x + half, above ? node.y - size : node.y + size + high] }));
    const clear = ({ box }) => taken.every((other) => other.id === node.id || apart(box)(other.box));
    // The most important is named whatever it covers, and so is what is pointed at.
    const side = sides.find(clear) || (node === order[0] || node.id === hovered ? sides[0] : null);
    if (side) taken.push({ id: node.id, box: side.box });
    shown.set(node.id, { letters, size, label: side ? node.lines.join("\n") : "", raised: side && side.above ? -(2 * size + high + letters * 0.3 + 3 / scale) : -2 });
  }
  return shown;
}

// How many links of a thing are not shown stands at its side, if there is room: it can be opened.
function counted(scale, names, taken) {
  const size = 10 / scale;
  return [...laid.values()].filter((node) => node.more && names.get(node.id).label && (!lighted.nodes.size || lighted.nodes.has(node.id))).flatMap((node) => {
    const text = `+${node.more}`;
    const [half, x, y] = [(widthOf(text) * size) / 2 + size * 0.45, node.x + names.get(node.id).size, node.y - names.get(node.id).size * 0.5];
    const box = [x + 1 / scale, y - size * 0.75, x + half * 2 + 1 / scale, y + size * 0.75];
    if (!taken.every((other) => other.id === node.id ? true : apart(box)(other.box))) return [];
    taken.push({ id: node.id, box });
    return [{ text, box, size }];
  });
}

// An arrow's words stand on it wherever there is room, its middle first, and nowhere where there is none.
function worded(scale, some, taken) {
  const letters = kept(15, PIXELS.link, scale);
  const wanted = edges.get().filter((edge) => edge.id === hovered || (some ? lighted.edges.has(edge.id) : scale > 0.42));
  wanted.sort((a, b) => (b.id === hovered) - (a.id === hovered) || b.said - a.said || (a.id < b.id ? -1 : 1));
  const written = [];
  for (const edge of wanted) {
    const drawn = network.body.edges[edge.id];
    if (!drawn || !drawn.connected) continue;
    const half = (widthOf(edge.words) * letters) / 2 + 3 / scale;
    const at = (share) => {
      const { x, y } = drawn.edgeType.getPoint(share);
      return { x, y, box: [x - half, y - letters * 0.62, x + half, y + letters * 0.62] };
    };
    const outwards = seen.layout !== "round" ? 0 : edge.from === seen.keys[0] ? 0.14 : -0.14; // round one thing there is more room away from it
    const spots = [0.5, 0.44, 0.56, 0.38, 0.62, 0.33, 0.67, 0.28, 0.72].map((share) => at(share + outwards));
    const spot = spots.find(({ box }) => taken.every((other) => apart(box)(other.box))) || (edge.id === hovered ? spots[0] : null);
    if (!spot) continue;
    taken.push({ id: edge.id, box: spot.box });
    written.push({ ...spot, half, letters, text: edge.words, status: edge.status, id: edge.id });
  }
  return written;
}

function light(chosen) {
  const list = edges.get();
  const touching = list.filter((edge) => edge.id === chosen || edge.from === chosen || edge.to === chosen || (seen.layout === "line" && !chosen));
  lighted = { nodes: new Set(touching.flatMap((edge) => [edge.from, edge.to])), edges: new Set(touching.map((edge) => edge.id)) };
  if (laid.has(chosen)) lighted.nodes.add(chosen);
}

function paint() {
  const scale = network.getScale();
  const style = getComputedStyle(document.documentElement);
  const ink = (name) => style.getPropertyValue(`--${name}`).trim();
  const some = lighted.nodes.size > 0;
  const taken = [];
  const names = named(scale, new Set([hovered, ...lighted.nodes]), taken);
  nodes.update([...laid.values()].map(({ id, kind }) => {
    const { letters, size, label, raised } = names.get(id);
    const fill = ink(`kind-${kind}`) || ink("kind-thing");
    const bright = !some || lighted.nodes.has(id) || id === hovered;
    const border = id === state.chosen ? ink("ink") : ink("paper");
    const color = { background: fill, border, highlight: { background: fill, border: ink("ink") }, hover: { background: fill, border: ink("ink") } };
    return { id, label, size, widthConstraint: false, opacity: bright ? 1 : 0.16, borderWidth: id === state.chosen ? 3 : 2, color,
      font: { size: letters, vadjust: raised, color: bright ? ink("ink") : ink("faint"), strokeWidth: 4, strokeColor: ink("paper"), face: FACE } };
  }));
  edges.update(edges.get().map((edge) => {
    const bright = !some || lighted.edges.has(edge.id) || edge.id === hovered;
    const line = edge.status === "Negated" ? ink("negated") : (some && bright) || edge.id === hovered ? ink("edge-strong") : ink("edge");
    return { id: edge.id, width: kept(edge.thickness, PIXELS.line, scale), dashes: LINES[edge.status] || false, color: { color: line, highlight: line, hover: line, opacity: bright ? 1 : 0.14 } };
  }));
  const counts = counted(scale, names, taken);
  painted = { scale, names, counts, hulls: islands().map((group) => hullOf(group.filter((key) => laid.has(key)).map((key) => laid.get(key)))), links: worded(scale, some, taken), ink: { paper: ink("paper"), surface: ink("surface"), ink: ink("ink"), soft: ink("soft"), edge: ink("edge"), words: ink("edge-ink"), negated: ink("negated"), shore: ink("shore"), coast: ink("coast") } };
  network.redraw();
}
network.on("beforeDrawing", (context) => {
  const ratio = network.getScale() / painted.scale;
  if (ratio < 0.92 || ratio > 1.08) requestAnimationFrame(paint);
  if (painted.ink) shores(context);
});

// ---- what vis-network does not draw: the islands' shores, the arrows' words, and how many links are not shown ---------------
const islands = () => (seen.layout === "opening" ? groups.slice(0, content.islands) : []);
function shores(context) {
  context.save();
  context.lineJoin = "round";
  for (const hull of painted.hulls) {
    if (hull.length < 2) continue;
    context.beginPath();
    hull.forEach(({ x, y }, i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)));
    context.closePath();
    // A coast line, and over it the land: a stroke as wide as the shore is far from the outermost names.
    for (const [colour, width] of [[painted.ink.coast, 103], [painted.ink.shore, 100]]) {
      context.strokeStyle = context.fillStyle = colour;
      context.lineWidth = width;
      context.stroke();
    }
    context.fill();
  }
  context.restore();
}
function hullOf(places) {
  const sorted = places.flatMap(({ x, y, lines }) => [{ x: x - 34, y }, { x: x + 34, y }, { x, y: y + lines.length * 16 }]).sort((a, b) => a.x - b.x || a.y - b.y);
  const half = (list) => list.reduce((hull, point) => {
    while (hull.length > 1 && cross(hull[hull.length - 2], hull[hull.length - 1], point) <= 0) hull.pop();
    return [...hull, point];
  }, []);
  const cross = (a, b, c) => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
  return [...half(sorted).slice(0, -1), ...half(sorted.reverse()).slice(0, -1)];
}
// Whether a place lies inside an island: on the land, or no farther from its outline than the shore is wide.
function onShore(group, { x, y }) {
  const hull = hullOf(group.filter((key) => laid.has(key)).map((key) => laid.get(key)));
  return hull.length > 1 && hull.every((point, i) => {
    const next = hull[(i + 1) % hull.length];
    const [dx, dy] = [next.x - point.x, next.y - point.y];
    return (dx * (y - point.y) - dy * (x - point.x)) / (Math.hypot(dx, dy) || 1) > -51;
  });
}
network.on("afterDrawing", (context) => {
  if (!painted.ink) return;
  context.save();
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const { x, y, half, letters, text, status, id } of painted.links) {
    context.fillStyle = seen.layout === "opening" && content.islands ? painted.ink.shore : painted.ink.paper;
    context.beginPath();
    context.roundRect(x - half, y - letters * 0.62, half * 2, letters * 1.24, letters * 0.3);
    context.fill();
    context.font = `${id === hovered ? "600 " : ""}${letters}px ${FACE}`;
    context.fillStyle = status === "Negated" ? painted.ink.negated : painted.ink.words;
    context.fillText(text, x, y);
  }
  for (const { text, box: [left, top, right, bottom], size } of painted.counts) {
    context.font = `600 ${size}px ${FACE}`;
    context.beginPath();
    context.roundRect(left, top, right - left, bottom - top, size * 0.75);
    context.fillStyle = painted.ink.surface;
    context.strokeStyle = painted.ink.edge;
    context.lineWidth = 1 / painted.scale;
    context.fill();
    context.stroke();
    context.fillStyle = painted.ink.soft;
    context.fillText(text, (left + right) / 2, (top + bottom) / 2 + size * 0.05);
  }
  context.restore();
});
