// Where the reader is: all of it stands in the address after "#", so that back, forward, reload and a sent link work.
//
//   #organization/netflix?open=person/ada&without=place&from=2012-10-01
//
// What is chosen comes first (a thing, or "thing+thing" for an arrow), then fields. A file of this folder may keep a field of its own:
// `visit({ read: "44046" })` puts it there and `state.read` has it; `onArrive(f)` calls f(state, before) whenever the address changes.

const LISTS = ["open", "hide", "path", "without", "property", "source", "publisher"]; // fields that hold several; the others hold one
const EMPTY = Object.freeze({ chosen: "", ...Object.fromEntries(LISTS.map((name) => [name, Object.freeze([])])) });
let state = EMPTY;
const arrivals = [];
const onArrive = (arrival) => arrivals.push(arrival);

const escaped = (text) => encodeURIComponent(text).replace(/%2F/g, "/").replace(/%3A/g, ":");
function unescaped(text) {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (!(error instanceof URIError)) throw error; // an address typed by hand
    return "";
  }
}
function addressOf(where) {
  const fields = Object.keys(where).filter((name) => name !== "chosen" && where[name] !== undefined && String(where[name]) !== "").sort();
  const value = (name) => (LISTS.includes(name) ? where[name].map(escaped).join(",") : escaped(String(where[name])));
  const chosen = where.chosen.split("+").map(escaped).join("+");
  return `#${chosen}${fields.length ? "?" : ""}${fields.map((name) => `${escaped(name)}=${value(name)}`).join("&")}`;
}
function placeOf(address) {
  const [chosen, ...rest] = address.replace(/^#/, "").split("?");
  const where = { ...EMPTY, chosen: chosen.split("+").map(unescaped).join("+") };
  for (const field of rest.join("?").split("&").filter(Boolean)) {
    const [name, ...values] = field.split("=");
    const value = values.join("=");
    if (name === "chosen") continue;
    where[unescaped(name)] = LISTS.includes(name) ? value.split(",").filter(Boolean).map(unescaped) : unescaped(value);
  }
  return where;
}

// A frame without an address of its own, as in a notebook, keeps none: then the place is kept here, and there is no way back.
let keptAddress = null;
const currentAddress = () => keptAddress ?? location.hash;
function keepAddress(address, quiet) {
  try {
    if (quiet) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
  } catch (error) {
    if (error.name !== "SecurityError") throw error;
    keptAddress = address;
  }
}

// Goes where the reader is now but for `changes`; `{ quiet: true }` leaves no step to go back to.
function visit(changes, { quiet = false } = {}) {
  const address = addressOf({ ...state, ...changes });
  if (address !== (currentAddress() || "#")) keepAddress(address, quiet);
  arrive();
}
const go = (chosen) => visit({ chosen, view: undefined });
function arrive() {
  const before = state;
  state = placeOf(currentAddress());
  for (const arrival of arrivals) arrival(state, before);
}
addEventListener("popstate", arrive); // a changed "#" is one too
