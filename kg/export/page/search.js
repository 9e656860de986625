// Finding a thing by any of its names: no accent nor capital needed, suggestions as one types, all from the keyboard.

const MOST = 12; // suggestions
let index = []; // what is searched: every name, plainly written; another language has other names
let indexed = "";

function names() {
  if (indexed !== lang) index = keys.map((key) => ({ key, names: [nameOf(key), ...(things[key].names || [])].map((name) => plain(name.slice(0, 200))) }));
  indexed = lang;
  return index;
}
// 0 begins with it, 1 a word of it does, 2 it stands somewhere inside, 3 nowhere.
function rank(name, query) {
  const at = name.indexOf(query);
  if (at <= 0) return at ? 3 : 0;
  return name.includes(` ${query}`) || name.includes(`'${query}`) || name.includes(`-${query}`) ? 1 : 2;
}
// The things that a query may mean, the best first: how the name matches, then how much is said of it.
function matches(query) {
  const wanted = plain(query.trim());
  const ranked = [[], [], []];
  if (wanted) for (const item of names()) {
    const best = item.names.reduce((least, name) => Math.min(least, rank(name, wanted)), 3);
    if (best < 3) ranked[best].push(item.key);
  }
  return ranked.flatMap((list) => list.sort((a, b) => degree(b) - degree(a) || (a < b ? -1 : 1)));
}

const input = byId("search");
const suggestions = byId("suggestions");
let found = [];
let active = 0;

function closeSuggestions() {
  suggestions.hidden = true;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}
function choose(key) {
  closeSuggestions();
  input.value = "";
  reach(key);
  panel.focus({ preventScroll: true });
}
function suggest() {
  if (!input.value.trim()) return closeSuggestions();
  const all = matches(input.value);
  found = all.slice(0, MOST);
  active = 0;
  drawSuggestions(all.length);
}
function drawSuggestions(count) {
  suggestions.replaceChildren(...found.map((key, i) => make("li", { id: `s${i}`, role: "option", "aria-selected": String(i === active), onclick: () => choose(key) },
    kindSign(things[key].kind), make("span", { class: "name" }, told(nameOf(key))), make("small", {}, className(things[key]), degree(key) ? ` · ${number(String(degree(key)))}` : ""))));
  if (!found.length) suggestions.append(make("li", { class: "none" }, words.noMatch));
  if (count > found.length) suggestions.append(make("li", { class: "none" }, words.moreMatches.replace("%n", number(String(count - found.length)))));
  suggestions.hidden = false;
  input.setAttribute("aria-expanded", "true");
  if (found.length) input.setAttribute("aria-activedescendant", `s${active}`);
}
function walk(by) {
  const options = suggestions.querySelectorAll("[role=option]");
  options[active].setAttribute("aria-selected", "false");
  active = (active + by + found.length) % found.length;
  options[active].setAttribute("aria-selected", "true");
  options[active].scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", `s${active}`);
}
input.addEventListener("input", suggest);
input.addEventListener("focus", suggest);
input.addEventListener("blur", closeSuggestions);
suggestions.addEventListener("mousedown", (event) => event.preventDefault()); // the click comes before the blur
input.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    event.stopPropagation();
    return suggestions.hidden ? input.blur() : closeSuggestions();
  }
  if (suggestions.hidden || !found.length) return;
  if (event.key === "Enter") choose(found[active]);
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  event.preventDefault();
  walk(event.key === "ArrowDown" ? 1 : -1);
});
