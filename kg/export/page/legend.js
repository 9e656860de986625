// The legend, which is the filter: what each colour, shape and line means, how many there are, and a click hides or shows them.

function toggled(list, value) {
  return list.includes(value) ? list.filter((one) => one !== value) : [...list, value].sort();
}
function chip(value, sign, label, count) {
  const shown = !state.without.includes(value);
  return make("button", { type: "button", "aria-pressed": String(shown), "data-value": value, title: words.statusHints[value], onclick: () => visit({ without: toggled(state.without, value) }) },
    sign, make("span", {}, label), make("small", {}, number(String(count))));
}
const present = new Set([...keys.map((key) => things[key].kind), ...claims.map((claim) => claim.status)]);

function drawLegend() {
  const focused = document.activeElement && document.activeElement.dataset.value;
  const { kind, status } = sifted.counts;
  const there = (counts) => (one) => present.has(one) && (counts.get(one) || state.without.includes(one));
  const legend = byId("legend");
  legend.replaceChildren(
    make("div", { class: "chips-row", role: "group", "aria-label": words.kindsTitle }, ...KINDS.filter(there(kind)).map((one) => chip(one, kindSign(one), words.kinds[one], kind.get(one) || 0))),
    make("div", { class: "chips-row", role: "group", "aria-label": words.statusesTitle }, ...STATUSES.filter(there(status)).map((one) => chip(one, statusSign(one), words.statuses[one], status.get(one) || 0))));
  if (focused) legend.querySelector(`[data-value="${CSS.escape(focused)}"]`)?.focus();
}
onArrive(drawLegend);

// How many things, facts and articles there are, and of how many if a filter is on.
onArrive(() => {
  const part = (count, all, one, many) => make("span", {}, make("b", {}, number(String(count))), count === all ? "" : make("span", { class: "of" }, `\u2009/\u2009${number(String(all))}`), ` ${all === 1 ? words[one] : words[many]}`);
  byId("counts").replaceChildren(
    part(sifted.entities, keys.length, "entity", "entities"), part(sifted.passing, facts.length, "fact", "facts"), part(sifted.articles, articles.length, "source", "sources"));
});
