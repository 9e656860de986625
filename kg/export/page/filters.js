// The filters that need room: relations, sources and publishers with how many facts each has, and how many articles must agree.

const drawer = byId("filters");
const LONG = 12; // of a list, so many are shown; more on demand

function option(field, value, label, count) {
  const id = `${field}-${value}`;
  const box = make("input", { type: "checkbox", id, "data-value": id, onchange: () => visit({ [field]: toggled(state[field], value) }) });
  box.checked = state[field].includes(value);
  return make("label", { class: "option", for: id }, box, make("span", {}, told(label)), make("small", {}, number(String(count))));
}
// What is ticked comes first, then what has the most facts.
function choices(field, title, counts, label) {
  const values = [...new Set([...state[field], ...counts.keys()])].filter(Boolean);
  values.sort((a, b) => state[field].includes(b) - state[field].includes(a) || (counts.get(b) || 0) - (counts.get(a) || 0) || byName.compare(label(a), label(b)));
  if (values.length < 2 && !state[field].length) return [];
  return [make("fieldset", {}, make("legend", {}, title), ...listed(values, (value) => option(field, value, label(value), counts.get(value) || 0), { step: LONG, tag: "div", attributes: {} }))];
}
function agreement() {
  const most = Math.max(1, Number(state.sources) || 1, ...sifted.counts.sources.keys());
  if (most < 2) return [];
  const least = Number(state.sources) || 1;
  const picker = make("select", { id: "sources", onchange: () => visit({ sources: picker.value === "1" ? undefined : picker.value }) },
    ...Array.from({ length: Math.min(most, 9) }, (_, i) => i + 1).map((count) => make("option", { value: String(count) }, count === 1 ? words.anySources : words.atLeast.replace("%n", count))));
  picker.value = String(Math.min(least, 9));
  return [make("fieldset", {}, make("legend", {}, words.agreement), make("label", { class: "unseen", for: "sources" }, words.agreement), picker)];
}
function drawFilters() {
  const focused = document.activeElement && drawer.contains(document.activeElement) && document.activeElement.id;
  const { property, publisher, source } = sifted.counts;
  drawer.replaceChildren(
    make("div", { class: "drawer-head" }, make("h2", {}, words.filters), make("button", { type: "button", class: "link", id: "reset", onclick: () => visit(NO_FILTER_STATE) }, words.reset), make("button", { type: "button", class: "tool", "aria-label": words.close, onclick: () => visit({ drawer: undefined }, { quiet: true }) }, "✕")),
    ...choices("property", words.relations, property, (key) => (properties[key] || { [lang]: key })[lang]),
    ...agreement(),
    ...choices("publisher", words.publishers, publisher, (name) => name),
    ...choices("source", words.articles, source, (key) => (articleOf.has(key) ? titleOf(articleOf.get(key)) : key)));
  byId("reset").hidden = !sifted.on;
  if (focused) byId(focused)?.focus();
}
const NO_FILTER_STATE = { ...NO_FILTER, without: [], property: [], source: [], publisher: [] };
onArrive((where) => {
  drawer.hidden = where.drawer !== "filters" || shownView() === "ask";
  if (!drawer.hidden) drawFilters();
  byId("filter").setAttribute("aria-expanded", String(!drawer.hidden));
  byId("filter-count").textContent = sifted.on ? String(sifted.on) : "";
});
byId("filter").addEventListener("click", () => visit({ drawer: state.drawer ? undefined : "filters" }, { quiet: true }));
for (const id of ["clear", "show-all"]) byId(id).addEventListener("click", () => visit(NO_FILTER_STATE));
onArrive(() => (byId("clear").hidden = !sifted.on));
