// What the reader can do with the drawing: point, click, open, focus, hide, find a path, and all of it from the keyboard.

// The opening view with nothing chosen; filters, language and the like stay as they are.
const HOME = { chosen: "", view: undefined, focus: undefined, group: undefined, path: [], open: [], hide: [] };

// ---- going from thing to thing --------------------------------------------------------------------------------------
// To a thing wherever it is: in the drawing if it stands there, else with those round it.
function reach(key) {
  if (pathFrom && pathFrom !== key) return visit({ ...HOME, path: [endPath(), key] });
  const away = shownView() === "graph" && !seen.shown.has(key) && neighbours(key).length;
  visit(away ? { ...HOME, chosen: key, focus: key } : { chosen: key });
}
function openLinks(key) {
  const node = laid.get(key);
  if (!node || !node.more) return;
  visit({ ...steady(), chosen: key, open: [...state.open, key], hide: state.hide.filter((one) => !neighbours(key).includes(one)) });
}
const focusOn = (key) => visit({ ...HOME, chosen: key, focus: key });
const hideThing = (key) => visit({ ...steady(), chosen: "", hide: [...state.hide, key] });
// A view that an address led to by what is chosen stays when something else is chosen.
const steady = () => (seen.layout === "round" && !state.focus ? { focus: seen.keys[0] } : {});

let pathFrom = "";
function startPath(key) {
  pathFrom = key;
  drawWhere();
  say(words.pathPick);
}
function endPath() {
  const from = pathFrom;
  pathFrom = "";
  return from;
}

// ---- where the reader is, over the drawing ----------------------------------------------------------------------------
function drawWhere() {
  const place = { focus: isThing(state.focus) && state.focus, group: isThing(state.group) && state.group };
  const title = pathFrom ? [`${words.pathPick} `]
    : state.path.length === 2 && state.path.every(isThing) ? [told(nameOf(state.path[0])), " → ", told(nameOf(state.path[1]))]
    : place.focus ? [`${words.around} `, told(nameOf(place.focus))]
    : place.group ? [`${words.group} `, told(nameOf(place.group))] : [];
  const crumb = byId("where");
  const elsewhere = title.length > 0 || state.open.length > 0 || state.hide.length > 0;
  crumb.replaceChildren(
    elsewhere ? make("button", { type: "button", class: "home", onclick: () => (endPath(), visit(HOME)) }, pathFrom ? words.cancel : `← ${words.back}`) : "",
    title.length ? make("span", {}, ...title) : "",
    state.hide.length ? make("button", { type: "button", class: "link", onclick: () => visit({ hide: [] }) }, words.showHidden.replace("%n", number(String(state.hide.length)))) : "",
    state.open.length ? make("button", { type: "button", class: "link", onclick: () => visit({ open: [] }) }, words.collapse) : "");
  crumb.hidden = !crumb.childElementCount;
  byId("nothing").hidden = !sifted.on || seen.keys.length > 0;
}

// ---- pointing and clicking ------------------------------------------------------------------------------------------------
let opening = 0; // the click that may yet become a double one
let lastClicked; // a thing, or nothing
network.on("click", (click) => {
  clearTimeout(opening);
  pointing = true;
  lastClicked = click.nodes[0];
  clicked(click);
  pointing = false;
});
function clicked({ nodes: [node], edges: [edge], pointer, event }) {
  if (node !== undefined) {
    const from = state.chosen;
    if (event.srcEvent.shiftKey && isThing(from) && from !== node) return visit({ ...HOME, path: [from, node] });
    if (pathFrom) return reach(node);
    visit({ ...steady(), chosen: node });
    if (laid.get(node).more) opening = setTimeout(() => visit({ open: [...state.open, node] }, { quiet: true }), 280);
  } else if (edge !== undefined) visit({ ...steady(), chosen: edge });
  else {
    const island = islands().find((group) => onShore(group, pointer.canvas));
    if (island) visit({ ...HOME, group: island[0] });
    else visit({ ...steady(), chosen: "" });
  }
}
network.on("doubleClick", () => {
  clearTimeout(opening);
  if (lastClicked !== undefined) focusOn(lastClicked); // vis-network itself has not drawn it again yet, and finds nothing there
});
function point(id) {
  byId("graph").style.cursor = id === null ? "" : "pointer";
  hovered = id;
  paint();
}
network.on("hoverNode", ({ node }) => point(node));
network.on("hoverEdge", ({ edge }) => point(edge));
network.on("blurNode", () => point(null));
network.on("blurEdge", () => point(null));
network.on("dragEnd", ({ nodes: [id] }) => {
  if (id === undefined) return;
  Object.assign(laid.get(id), network.getPosition(id));
  paint();
});

// ---- the keyboard -----------------------------------------------------------------------------------------------------------
const say = (text) => (byId("spoken").textContent = text);
const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

// The nearest thing that way: what lies straight ahead before what lies aside.
function nextThing(key, [dx, dy]) {
  const from = laid.get(key);
  const ahead = [...laid.values()].map((node) => ({ id: node.id, along: (node.x - from.x) * dx + (node.y - from.y) * dy, aside: Math.abs((node.x - from.x) * dy - (node.y - from.y) * dx) }));
  const best = ahead.filter(({ id, along, aside }) => id !== key && along > 0 && aside < along * 2).sort((a, b) => a.along + 2 * a.aside - b.along - 2 * b.aside)[0];
  return best ? best.id : key;
}
function describe(key) {
  const near = neighbours(key);
  say([nameOf(key), className(things[key]), plural(sifted.degree(key), "fact", "facts"), near.length ? `${words.linkedTo} ${near.slice(0, 5).map(nameOf).join(", ")}` : ""].filter(Boolean).join(" · "));
}
byId("graph").addEventListener("keydown", (event) => {
  const here = laid.has(state.chosen) ? state.chosen : null;
  if (WAYS[event.key] && laid.size) {
    const next = here ? nextThing(here, WAYS[event.key]) : [...laid.values()].reduce((a, b) => (b.size > a.size ? b : a)).id;
    visit({ ...steady(), chosen: next }, { quiet: here !== null });
    describe(next);
  } else if (here && event.key === "Enter") openLinks(here);
  else if (here && event.key.toLowerCase() === "f") focusOn(here);
  else if (here && (event.key === "Delete" || event.key === "Backspace")) hideThing(here);
  else if (event.key === "+" || event.key === "=") zoom(1.25);
  else if (event.key === "-") zoom(0.8);
  else return;
  event.preventDefault();
});
addEventListener("keydown", (event) => {
  const typing = document.activeElement.matches("input:not([type=checkbox], [type=range]), select, textarea");
  if (event.key === "Escape" && !typing) {
    if (endPath()) drawWhere(); // what lies over the rest goes first
    else if (state.read) visit({ read: undefined, at: undefined });
    else if (!drawer.hidden) visit({ drawer: undefined }, { quiet: true });
    else if (state.chosen) visit({ chosen: "" });
    else visit(HOME);
  }
  if (event.key === "/" && !typing) {
    event.preventDefault();
    input.focus();
  }
});

byId("skip").addEventListener("click", () => {
  visit({ view: "table" });
  byId("table").querySelector("button").focus();
});
byId("zoom-in").addEventListener("click", () => zoom(1.3));
byId("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
byId("fit").addEventListener("click", () => fit(undefined, { animation: calm() }));
byId("language").addEventListener("click", () => visit({ lang: Object.keys(content.words).find((name) => name !== lang) }, { quiet: true }));
byId("theme").addEventListener("click", () => visit({ theme: isDark() ? "light" : "dark" }, { quiet: true }));
new ResizeObserver(() => requestAnimationFrame(() => lighted.nodes.size || fit())).observe(byId("graph"));

arrive();
window.kgPage = { network, nodes, edges, content, visit, paint, get state() { return state; }, get sifted() { return sifted; }, get links() { return painted.links; } };
