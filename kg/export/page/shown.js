// Which things the drawing shows: the opening view, or a view that the address asks for, what was opened from there, less what was hidden.

const openingPlaces = new Map(JSON.parse(byId("nodes").textContent).map(({ id, x, y }) => [id, { x, y }]));
const groups = content.groups.map((group) => group.map((number) => keys[number]));
const groupOf = new Map(groups.flatMap((group, index) => group.map((key) => [key, index])));
const ROOM = content.whole; // things that one view holds and stays legible
const STEP = 12; // and that one click opens

// Neighbours through facts that pass, those with the most facts first.
function neighbours(key, kept = sifted) {
  const ends = new Set(factsOf.get(key).filter((fact) => typeof fact.o === "string" && kept.fact(fact)).map((fact) => otherEnd(fact, key)));
  ends.delete(key);
  return byDegree([...ends].filter(kept.thing), kept);
}
const byDegree = (list, kept = sifted) => list.sort((a, b) => kept.degree(b) - kept.degree(a) || (a < b ? -1 : 1));

// The most central, then whoever is most central among those linked to them, so that what is shown holds together.
function grown(candidates, room, seeds) {
  const order = new Map(byDegree(candidates).map((key, index) => [key, index]));
  const taken = new Set(candidates.slice(0, seeds));
  const shore = new Set();
  const reach = (key) => neighbours(key).forEach((next) => order.has(next) && !taken.has(next) && shore.add(next));
  taken.forEach(reach);
  while (taken.size < room && shore.size) {
    const next = [...shore].reduce((a, b) => (order.get(a) < order.get(b) ? a : b));
    shore.delete(next);
    taken.add(next);
    reach(next);
  }
  return [...taken];
}

// The fewest steps from one thing to another, by what is asserted if that leads there; null where nothing does.
function pathBetween(from, to) {
  const walk = (allowed) => {
    const before = new Map([[from, null]]);
    for (const key of before.keys()) {
      if (key === to) break;
      for (const fact of factsOf.get(key)) {
        const next = otherEnd(fact, key);
        if (typeof next === "string" && !before.has(next) && sifted.fact(fact) && sifted.thing(next) && fact.claims.some((claim) => sifted.claim(claim) && allowed(claim.status))) before.set(next, key);
      }
    }
    const steps = [];
    for (let key = to; before.has(key) && key !== null; key = before.get(key)) steps.unshift(key);
    return steps.length ? steps : null;
  };
  const asserted = walk((status) => status === "Asserted");
  return asserted || walk((status) => status !== "Negated") || walk(() => true);
}

// A view: `name` (a view of the same name keeps its places), `keys`, and how they are laid out.
function baseView(where) {
  const [from, to] = where.path;
  if (isThing(from) && isThing(to)) return { name: `path ${from} ${to}`, keys: pathBetween(from, to) || [from, to], layout: "line" };
  if (isThing(where.focus)) return ego(where.focus);
  if (isThing(where.group) && groupOf.has(where.group)) {
    const members = groups[groupOf.get(where.group)].filter(sifted.thing);
    return { name: `group ${where.group} ${siftedFor}`, keys: members.length <= ROOM ? members : grown(members, ROOM, 1), layout: "springs" };
  }
  if (!sifted.on) return { name: "opening", keys: [...openingPlaces.keys()], layout: "opening" };
  const found = linked.filter(sifted.tied);
  if (!content.islands) return { name: "opening", keys: [...openingPlaces.keys()].filter(sifted.thing), layout: "opening" };
  return { name: `found ${siftedFor}`, keys: found.length <= ROOM ? found : grown(found, ROOM, 16), layout: "springs" };
}
const ego = (key) => ({ name: `focus ${key}`, keys: [key, ...neighbours(key).slice(0, 40)], layout: "round" });

// What is chosen and has no place in the view is a view of its own: a link to a thing always leads to it.
function view(where) {
  const base = baseView(where);
  const opened = [];
  const shown = new Set(base.keys);
  for (const key of where.open.filter(isThing)) {
    const news = [...(shown.has(key) ? [] : [key]), ...neighbours(key).filter((next) => !shown.has(next)).slice(0, STEP)];
    if (news.length) opened.push({ key, news });
    news.forEach((next) => shown.add(next));
  }
  where.hide.forEach((key) => shown.delete(key));
  const ends = isThing(where.chosen) ? [where.chosen] : where.chosen.split("+").filter(isThing);
  if (ends.length && !ends.every((end) => shown.has(end)) && ends.some((end) => neighbours(end).length)) {
    const around = ego(ends[0]);
    return { ...around, keys: [...new Set([...around.keys, ...ends])], opened: [], shown: new Set([...around.keys, ...ends]) };
  }
  return { ...base, opened, shown };
}
