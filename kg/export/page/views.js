// The ways to see the graph, as tabs: the drawing, the table, and what other files of this folder add.
//
//   addView("ask", byId("ask"), (section) => …)   the section to show, and what to do the first time it is shown
//
// The button is `<button role="tab" data-view="ask" data-word="viewAsk">` in template.html, and `#?view=ask` leads there.

const views = new Map();
const tabs = [...document.querySelectorAll("[role=tab]")];
function addView(name, section, opened = () => {}) {
  views.set(name, { section, opened, seen: false });
}
const shownView = () => (views.has(state.view) ? state.view : "graph");
function showView() {
  for (const [name, view] of views) {
    const shown = name === shownView();
    view.section.hidden = !shown;
    if (shown && !view.seen) view.opened(view.section);
    view.seen ||= shown;
  }
  for (const tab of tabs) {
    const shown = tab.dataset.view === shownView();
    tab.setAttribute("aria-selected", String(shown));
    tab.tabIndex = shown ? 0 : -1;
  }
  document.body.dataset.view = shownView();
}
for (const tab of tabs) {
  tab.addEventListener("click", () => visit({ view: tab.dataset.view === "graph" ? undefined : tab.dataset.view, read: undefined, at: undefined }));
  tab.addEventListener("keydown", ({ key }) => {
    if (key !== "ArrowRight" && key !== "ArrowLeft") return;
    const next = tabs[(tabs.indexOf(tab) + (key === "ArrowRight" ? 1 : tabs.length - 1)) % tabs.length];
    next.click();
    next.focus();
  });
}
onArrive(showView);

// A button among the tools at the top right: `addTool("takeAway", "↓", () => …)`, its name a word of words.json.
function addTool(word, sign, onclick) {
  const button = make("button", { type: "button", class: "tool", "data-label": word, onclick }, sign);
  byId("tools").prepend(button);
  return button;
}
