// What the reader can do: point, click, search, filter, move about, and send a link.

onArrive(() => {
  const chosen = between.get(state.chosen);
  selected = { node: isThing(state.chosen) ? state.chosen : null, edge: chosen ? state.chosen : null };
  if (selected.node !== null) showThing(selected.node);
  else if (chosen) showLink(chosen);
  else showOverview();
  network.unselectAll();
  paint();
  bring();
});
// Moves the view only if what was chosen is out of sight or too small to read; then to it and all it is linked with.
function bring() {
  const id = selected.node !== null ? selected.node : selected.edge && edges.get(selected.edge).from;
  if (!id || !nodes.get(id)) return;
  const { x, y } = network.canvasToDOM(network.getPosition(id));
  const { clientWidth, clientHeight } = document.getElementById("graph");
  const inside = x > 60 && y > 60 && x < clientWidth - 60 && y < clientHeight - 90;
  if (inside && network.getScale() >= 0.5) return;
  const around = edges.get().filter((edge) => edge.id === selected.edge || edge.from === selected.node || edge.to === selected.node);
  fit(new Set([id, ...around.flatMap((edge) => [edge.from, edge.to])]), 1, calm());
}
const calm = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration: 350, easingFunction: "easeInOutQuad" });
function fit(ids = laid, closest = 1.6, animation = false) {
  const boxes = nodes.get().filter((node) => !node.hidden && ids.has(node.id)).map(({ id }) => laid.get(id)).map(({ x, y, size }) => ({ left: x - 60, right: x + 60, top: y - size, bottom: y + size + 36 }));
  if (!boxes.length) return;
  const [left, top] = ["left", "top"].map((side) => Math.min(...boxes.map((box) => box[side])));
  const [right, bottom] = ["right", "bottom"].map((side) => Math.max(...boxes.map((box) => box[side])));
  const { clientWidth, clientHeight } = document.getElementById("graph");
  if (!clientWidth) return; // another view is shown
  const covered = document.getElementById("legend").offsetHeight + 14; // the legend lies over the lower edge
  const beside = 56; // and the buttons over the left one
  const scale = Math.min(closest, (clientWidth - beside - 48) / (right - left), (clientHeight - covered - 56) / (bottom - top));
  network.moveTo({ position: { x: (left + right - beside / scale) / 2, y: (top + bottom + covered / scale) / 2 }, scale, animation });
}

network.on("click", ({ nodes: [node], edges: [edge] }) => go(node !== undefined ? node : edge !== undefined ? edge : ""));
function point(id) {
  document.body.style.cursor = id === null ? "" : "pointer";
  hovered = id;
  paint();
}
network.on("hoverNode", ({ node }) => point(node));
network.on("hoverEdge", ({ edge }) => point(edge));
network.on("blurNode", () => point(null));
network.on("blurEdge", () => point(null));

// ---- legend -------------------------------------------------------------------------------------------------------
function switchable(set, value, sign, label, count) {
  const button = make("button", { type: "button", "aria-pressed": "true", title: words.statusHints[value], onclick: () => {
    set.has(value) ? set.delete(value) : set.add(value);
    button.setAttribute("aria-pressed", String(!set.has(value)));
    paint();
  } }, sign, label, make("small", {}, String(count)));
  return button;
}
function buildLegend() {
  const legend = document.getElementById("legend");
  const count = (list) => list.reduce((sums, value) => sums.set(value, (sums.get(value) || 0) + 1), new Map());
  const kinds = count(nodes.get().map((node) => node.kind));
  const statuses = count(facts.map(best)); // figures and titles too, so that they add up to the count above
  for (const kind of Object.keys(words.kinds)) if (kinds.has(kind)) legend.append(switchable(hiddenKinds, kind, kindSign(kind), words.kinds[kind], kinds.get(kind)));
  legend.append(make("hr"));
  for (const status of Object.keys(words.statuses))
    if (statuses.has(status)) legend.append(switchable(hiddenStatuses, status, statusSign(status), words.drawn[status].replace("%s", words.statuses[status]).replace(/ \(.*\)$|^.*: /, ""), statuses.get(status)));
}

// ---- search -------------------------------------------------------------------------------------------------------
function buildSearch() {
  const input = document.getElementById("search");
  const list = document.getElementById("suggestions");
  const index = Object.entries(things).map(([key, thing]) => ({ key, thing, names: [nameOf(key), ...(thing.names || [])].map(plain) }));
  let found = [];
  let active = 0;

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
  function choose(key) {
    close();
    input.value = "";
    go(key);
    panel.focus({ preventScroll: true });
  }
  // 0 begins with it, 1 a word of it does, 2 it stands somewhere inside, 3 nowhere.
  const rank = (names, query) => Math.min(...names.map((name) => (name.startsWith(query) ? 0 : name.includes(` ${query}`) || name.includes(`'${query}`) ? 1 : name.includes(query) ? 2 : 3)));
  function suggest() {
    const query = plain(input.value.trim());
    if (!query) return close();
    found = index.map((item) => ({ ...item, rank: rank(item.names, query) })).filter((item) => item.rank < 3);
    found = found.sort((a, b) => a.rank - b.rank || byName.compare(nameOf(a.key), nameOf(b.key))).slice(0, 12);
    active = 0;
    draw();
  }
  function draw() {
    list.replaceChildren(...found.map(({ key, thing }, i) => make("li", { id: `s${i}`, role: "option", "aria-selected": String(i === active), onclick: () => choose(key) }, kindSign(thing.kind), nameOf(key), make("small", {}, className(thing)))));
    if (!found.length) list.append(make("li", { class: "none" }, words.noMatch));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    if (found.length) input.setAttribute("aria-activedescendant", `s${active}`);
  }
  input.addEventListener("input", suggest);
  input.addEventListener("focus", suggest);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the click comes before the blur
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return close();
    if (list.hidden || !found.length) return;
    if (event.key === "Enter") choose(found[active].key);
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    active = (active + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length;
    draw();
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.activeElement !== input) go("");
    if (event.key === "/" && document.activeElement !== input) {
      event.preventDefault();
      input.focus();
    }
  });
}

const zoom = (factor) => network.moveTo({ scale: network.getScale() * factor, animation: calm() });
document.getElementById("zoom-in").addEventListener("click", () => zoom(1.3));
document.getElementById("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
document.getElementById("fit").addEventListener("click", () => fit(laid, 1.6, calm()));

addView("graph", byId("stage"));
addView("table", byId("table"));
byId("language").addEventListener("click", () => visit({ lang: Object.keys(content.words).find((name) => name !== lang) }));
byId("theme").addEventListener("click", () => visit({ theme: isDark() ? "light" : "dark" }));
arrive();
buildLegend();
buildSearch();
fit();
addEventListener("resize", () => selected.node === null && selected.edge === null && requestAnimationFrame(() => fit()));
window.kgPage = { network, nodes, edges, content, get state() { return state; }, visit };
