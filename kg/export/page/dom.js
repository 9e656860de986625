// The smallest makers of what the page is built of: elements, signs, and numbers and dates as the reader's language writes them.
// Whatever comes from an article enters the page as text (textContent, canvas), never as markup. All scripts of this folder
// are one module when they reach the page, in the order that __init__.py gives.

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== null && value !== "" && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}
const byId = (id) => document.getElementById(id);

// Words of an article stand apart from those around them, whichever way they are written (Unicode's isolates).
const told = (text, attributes = {}) => make("bdi", attributes, text);

// ---- signs --------------------------------------------------------------------------------------------------------
const PATHS = {
  dot: "M6 1a5 5 0 1 0 .01 0z", square: "M1.5 1.5h9v9h-9z", diamond: "M6 .3 11.7 6 6 11.7 .3 6z", triangle: "M6 .8 11.6 10.8H.4z",
  hexagon: "M3.2 1.2h5.6L11.6 6 8.8 10.8H3.2L.4 6z", triangleDown: "M6 11.2 .4 1.2h11.2z", star: "M6 .2 7.6 4.2l4.2.3-3.2 2.8 1 4.2L6 9.2l-3.6 2.3 1-4.2L.2 4.5l4.2-.3z",
};
function svg(width, ...shapesOf) {
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [name, value] of Object.entries({ class: "sign", width, height: 12, viewBox: `0 0 ${width} 12`, "aria-hidden": "true" })) picture.setAttribute(name, value);
  for (const attributes of shapesOf) {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    for (const [name, value] of Object.entries(attributes)) path.setAttribute(name, value);
    picture.append(path);
  }
  return picture;
}
const kindSign = (kind) => svg(12, { d: PATHS[shapes[kind]] || PATHS.dot, fill: `var(--kind-${kind})` });
const DASHES = { Reported: "9 3", Planned: "5 3", Conditional: "5 3 1.5 3", Negated: "1.5 3" };
const statusSign = (status) =>
  svg(26, { d: "M1 6h24", fill: "none", "stroke-width": 2, stroke: status === "Negated" ? "var(--negated)" : "var(--edge-ink)", "stroke-dasharray": DASHES[status] || "none" });

// ---- numbers and dates --------------------------------------------------------------------------------------------
const plural = (count, one, many) => `${number(String(count))}\u00a0${count === 1 ? words[one] : words[many]}`;
function number(text, options = {}) {
  const value = Number(text);
  if (text === "" || !Number.isFinite(value)) return String(text);
  return new Intl.NumberFormat(lang, { maximumFractionDigits: 2, ...options }).format(value);
}
function quantity(text, value) {
  const short = Math.abs(Number(text)) >= 1e6 ? { notation: "compact", compactDisplay: "long" } : {};
  if (!value.money) return number(text, short);
  try {
    // The long form ("milliards") is not to be had together with a currency: its sign goes where the language puts it.
    const parts = new Intl.NumberFormat(lang, { style: "currency", currency: value.unit }).formatToParts(0);
    const sign = parts.find((part) => part.type === "currency").value;
    return parts[0].type === "currency" ? sign + number(text, short) : `${number(text, short)}\u00a0${sign}`;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // not a currency that the browser knows
    return `${number(text, short)}\u00a0${value.unit}`;
  }
}
function date(text, { short = false } = {}) {
  const parts = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(text);
  if (!parts) return text;
  const [, year, month, day] = parts;
  const shape = { year: "numeric", month: month && (short ? "short" : "long"), day: day && "numeric", timeZone: "UTC" };
  return new Intl.DateTimeFormat(lang, shape).format(new Date(Date.UTC(+year, (month || 1) - 1, day || 1)));
}
function written(value) {
  if (value.datatype) return /#(date|gYear|gYearMonth|dateTime)$/.test(value.datatype) ? date(value.label) : value.label;
  const amount = value.number ? quantity(value.number, value) : [value.low, value.high].filter(Boolean).map((end) => quantity(end, value)).join("\u2009–\u2009");
  return value.money || !value.unit ? amount : `${amount}\u00a0${value.unit}`;
}
