// On a phone the panel is a sheet over the drawing: low enough to see the graph, or high enough to read.

const panel = byId("panel");
const HEIGHTS = ["low", "half", "high"];
let height = "half";

function sheetHandle() {
  return make("button", { type: "button", class: "handle", "aria-label": words.sheet, onclick: () => setSheet(HEIGHTS[(HEIGHTS.indexOf(height) + 1) % HEIGHTS.length]) });
}
function setSheet(to) {
  height = to;
  panel.dataset.height = to;
}
// How much of the drawing the sheet covers once it has come to rest; it begins below the drawing's lower edge.
const covered = () => (getComputedStyle(panel).position === "absolute" ? { low: 0, half: 0.46, high: 0.88 }[height] * panel.parentElement.clientHeight - (height === "low" ? 0 : 90) : 0);
// What is chosen opens it halfway; what is not lets the graph be seen, and an article that is opened is to be read.
let sheetFor = null;
let readFor = "";
onArrive(({ chosen, path, read, at }) => {
  const wanted = chosen + path.join();
  const reads = read ? `${read} ${at}` : "";
  if (reads && reads !== readFor && (wanted === sheetFor || sheetFor === null)) setSheet("low");
  else if (wanted !== sheetFor && height !== "high") setSheet(wanted ? "half" : "low");
  [sheetFor, readFor] = [wanted, reads];
});
// Dragged by its handle the sheet goes to the next height up or down.
let grabbed = null;
panel.addEventListener("pointerdown", (event) => (grabbed = event.target.closest(".handle") ? event.clientY : null));
addEventListener("pointerup", (event) => {
  if (grabbed === null) return;
  const way = event.clientY - grabbed;
  grabbed = null;
  if (Math.abs(way) < 24) return;
  setSheet(HEIGHTS[Math.min(Math.max(HEIGHTS.indexOf(height) + (way < 0 ? 1 : -1), 0), 2)]);
  addEventListener("click", (click) => click.stopPropagation(), { capture: true, once: true }); // the drag is no click
});
