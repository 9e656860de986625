// The period: how much was published when, as a small histogram, and two handles that keep what lies between them.

const UNITS = [10, 7, 4]; // of a date, as many characters: days, months, years
const SOME = 48; // bars have room

// Bars of one unit, the finest that fits; a stretch without anything is a gap before the next one.
function buckets() {
  const days = articles.map((article) => article.date).filter((day) => /^\d{4}/.test(day));
  for (const unit of UNITS) {
    const starts = [...new Set(days.map((day) => day.slice(0, unit)))].sort();
    if (starts.length <= SOME || unit === 4) return starts;
  }
  return [];
}
const bars = buckets();
// Whether nothing was published for so long that a reader should see that time passed.
function far(day, next) {
  const middle = (text) => Date.parse(`${text}-01-01`.slice(0, 10)) / 864e5;
  return middle(next) - middle(day) > { 10: 45, 7: 100, 4: 800 }[day.length];
}
const barOf = (day) => bars.findIndex((start) => day.slice(0, start.length) === start.slice(0, day.length));

function drawTimeline() {
  const strip = byId("timeline");
  strip.hidden = bars.length < 2;
  if (strip.hidden) return;
  const heights = bars.map(() => 0);
  for (const [day, count] of sifted.counts.day) if (barOf(day) >= 0) heights[barOf(day)] += count;
  const most = Math.max(1, ...heights);
  const [from, to] = chosenBars();
  byId("histogram").replaceChildren(...heights.map((count, i) => {
    const bar = make("span", { class: `${i < from || i > to ? "out" : ""} ${i && far(bars[i - 1], bars[i]) ? "gap" : ""}`.trim(), title: `${date(bars[i])} : ${plural(count, "fact", "facts")}` });
    bar.style.blockSize = `${count ? Math.max(4, (100 * count) / most) : 0}%`;
    return bar;
  }));
  for (const [id, value] of [["from", from], ["to", to]]) {
    const slider = byId(id);
    slider.max = bars.length - 1;
    slider.value = value;
    slider.setAttribute("aria-valuetext", date(bars[value]));
  }
  byId("period").textContent = from === to ? date(bars[from]) : `${date(bars[from], { short: true })} – ${date(bars[to], { short: true })}`;
}
function chosenBars() {
  const first = state.from ? bars.findIndex((start) => start.slice(0, state.from.length) >= state.from.slice(0, start.length)) : 0;
  const last = state.to ? bars.length - 1 - [...bars].reverse().findIndex((start) => start.slice(0, state.to.length) <= state.to.slice(0, start.length)) : bars.length - 1;
  return [first < 0 ? bars.length - 1 : first, Math.min(last, bars.length - 1)];
}
for (const id of ["from", "to"]) byId(id).addEventListener("input", () => {
  const values = ["from", "to"].map((name) => Number(byId(name).value));
  const [from, to] = id === "from" ? [values[0], Math.max(...values)] : [Math.min(...values), values[1]];
  visit({ from: from > 0 ? bars[from] : undefined, to: to < bars.length - 1 ? bars[to] : undefined }, { quiet: true });
});
onArrive(drawTimeline);
