// Where things stand that the opening view does not show: springs, a ring round one thing, a line, and free room beside a thing.
// No chance in it: the same view is laid out the same way each time.

const APART = { x: 165, y: 92 }; // a name with its sign
const LENGTH = 190; // an arrow with its words

// A phone held upright is higher than wide, and so are its views.
const tall = () => byId("graph").clientWidth < byId("graph").clientHeight * 0.8;
const wideness = () => (tall() ? 0.75 : 1.35);

function springs(list) {
  const parts = connected(list).sort((a, b) => b.length - a.length);
  return packed(parts.map((part) => pushedApart(turned(settled(part)))));
}

function connected(list) {
  const left = new Set(list);
  const parts = [];
  for (const key of list) {
    if (!left.delete(key)) continue;
    const part = [key];
    for (const one of part) for (const next of neighbours(one)) if (left.delete(next)) part.push(next);
    parts.push(part);
  }
  return parts;
}

// Fruchterman and Reingold's layout (1991), from a spiral on which the most central stand innermost.
function settled(part) {
  const places = new Map(part.map((key, i) => [key, { x: Math.sqrt(i) * 60 * Math.cos(i * 2.4), y: Math.sqrt(i) * 60 * Math.sin(i * 2.4) }]));
  const all = [...places.values()];
  const pairs = part.flatMap((key) => neighbours(key).filter((next) => places.has(next) && key < next).map((next) => [places.get(key), places.get(next)]));
  // Those with many links ask for more room, and everything is drawn a little to the middle: no long arms, no crowded hubs.
  for (const place of all) place.weight = 0.75;
  for (const pair of pairs) for (const place of pair) place.weight += 0.09;
  const rounds = 300;
  for (let round = 0; round < rounds; round += 1) {
    const heat = 60 * (1 - round / rounds) + 1;
    for (const place of all) place.fx = place.fy = 0;
    for (let i = 0; i < all.length; i += 1) for (let j = 0; j < i; j += 1) pull(all[i], all[j], (distance) => -(LENGTH * LENGTH * all[i].weight * all[j].weight) / distance);
    for (const [a, b] of pairs) pull(a, b, (distance) => (distance * distance) / LENGTH);
    for (const place of all) {
      place.fx -= place.x * all.length * 0.012 * place.weight;
      place.fy -= place.y * all.length * 0.012 * place.weight;
      const far = Math.hypot(place.fx, place.fy) || 1;
      place.x += (place.fx / far) * Math.min(far, heat);
      place.y += (place.fy / far) * Math.min(far, heat);
    }
  }
  return places;
}
function pull(a, b, strength) {
  const [dx, dy] = [b.x - a.x || 0.01, b.y - a.y || 0.01];
  const distance = Math.max(Math.hypot(dx, dy), 1);
  const force = strength(distance) / distance;
  a.fx += dx * force; a.fy += dy * force;
  b.fx -= dx * force; b.fy -= dy * force;
}

// A chain lies flat, as names do; a large part fills the page.
function turned(places) {
  const all = [...places.entries()];
  let [least, angle] = [Infinity, 0];
  for (let degrees = 0; degrees < 180; degrees += 5) {
    const box = boxOf(all.map(([, place]) => rotated(place, degrees)));
    const room = all.length > 6 ? Math.max(box.width / wideness(), box.height) : box.width * box.height;
    if (room < least - 0.01) [least, angle] = [room, degrees];
  }
  return new Map(all.map(([key, place]) => [key, rotated(place, angle)]));
}
function rotated({ x, y }, degrees) {
  const turn = (degrees * Math.PI) / 180;
  return { x: x * Math.cos(turn) - y * Math.sin(turn), y: x * Math.sin(turn) + y * Math.cos(turn) };
}
function boxOf(places) {
  const [xs, ys] = [places.map((place) => place.x), places.map((place) => place.y)];
  const [left, top] = [Math.min(...xs) - APART.x / 2, Math.min(...ys) - APART.y / 2];
  return { left, top, width: Math.max(...xs) + APART.x / 2 - left, height: Math.max(...ys) + APART.y / 2 - top };
}

function pushedApart(places, fixed = new Set()) {
  const all = [...places.entries()];
  for (let round = 0, moved = true; moved && round < 200; round += 1) {
    moved = false;
    for (let i = 0; i < all.length; i += 1) for (let j = 0; j < i; j += 1) {
      const [[a, p], [b, q]] = [all[i], all[j]];
      const [lackX, lackY] = [APART.x - Math.abs(p.x - q.x), APART.y - Math.abs(p.y - q.y)];
      if (lackX <= 0.5 || lackY <= 0.5 || (fixed.has(a) && fixed.has(b))) continue;
      moved = true;
      const share = fixed.has(a) || fixed.has(b) ? 1 : 0.5;
      const axis = lackX / APART.x < lackY / APART.y ? "x" : "y";
      const push = (axis === "x" ? lackX : lackY) * share * (p[axis] < q[axis] ? -1 : 1);
      if (!fixed.has(a)) p[axis] += push;
      if (!fixed.has(b)) q[axis] -= push;
    }
  }
  return places;
}

// Parts side by side, each where the page grows least.
function packed(parts) {
  const lying = [];
  const meets = (box) => lying.some((other) => box.left < other.left + other.width - 0.01 && other.left < box.left + box.width - 0.01 && box.top < other.top + other.height - 0.01 && other.top < box.top + box.height - 0.01);
  const page = (box) => {
    const all = [...lying, box];
    const [left, top] = [Math.min(...all.map((one) => one.left)), Math.min(...all.map((one) => one.top))];
    const [right, bottom] = [Math.max(...all.map((one) => one.left + one.width)), Math.max(...all.map((one) => one.top + one.height))];
    return Math.max((right - left) / wideness(), bottom - top) * 1e4 + Math.hypot(box.left + box.width / 2, box.top + box.height / 2);
  };
  const placed = new Map();
  for (const places of parts) {
    const { left, top, width, height } = boxOf([...places.values()]);
    const beside = lying.flatMap((box) => [
      ...[box.top, box.top + (box.height - height) / 2, box.top + box.height - height].flatMap((y) => [[box.left + box.width, y], [box.left - width, y]]),
      ...[box.left, box.left + (box.width - width) / 2, box.left + box.width - width].flatMap((x) => [[x, box.top + box.height], [x, box.top - height]]),
    ]);
    const boxes = (lying.length ? beside : [[-width / 2, -height / 2]]).map(([x, y]) => ({ left: x, top: y, width, height }));
    const best = boxes.filter((box) => !meets(box)).reduce((a, b) => (page(b) < page(a) ? b : a));
    lying.push(best);
    places.forEach((place, key) => placed.set(key, { x: Math.round(place.x - left + best.left), y: Math.round(place.y - top + best.top) }));
  }
  return placed;
}

// One thing in the middle and the others on an ellipse round it, those of one kind side by side; many take two.
function round([centre, ...others]) {
  const sorted = [...others].sort((a, b) => KINDS.indexOf(things[a].kind) - KINDS.indexOf(things[b].kind) || (a < b ? -1 : 1));
  const inner = sorted.length > 20 ? sorted.filter((_, i) => i % 3 === 0) : [];
  const outer = sorted.filter((key) => !inner.includes(key));
  const places = new Map([[centre, { x: 0, y: 0 }]]);
  const ring = (list, wide, high, turn) => list.forEach((key, i) => {
    const angle = -Math.PI / 2 + ((i + turn) * 2 * Math.PI) / list.length;
    places.set(key, { x: Math.round(wide * Math.cos(angle)), y: Math.round(high * Math.sin(angle)) });
  });
  const reach = Math.max(260, 26 * outer.length);
  ring(outer, reach * (tall() ? 0.85 : 1.25), reach * (tall() ? 1.15 : 0.85), outer.length % 2 ? 0 : 0.5);
  ring(inner, reach * 0.6, reach * 0.45, 0.25);
  return pushedApart(places, new Set([centre]));
}

const line = (steps) => new Map(steps.map((key, i) => [key, { x: i * 260, y: i % 2 ? 60 : -60 }]));

// Free room round a thing, nearest first, on the side that looks away from what is there.
function beside(key, news, places) {
  const from = places.get(key) || { x: 0, y: 0 };
  const around = [...places.values()];
  const middle = { x: around.reduce((sum, place) => sum + place.x, 0) / around.length, y: around.reduce((sum, place) => sum + place.y, 0) / around.length };
  const away = Math.atan2(from.y - middle.y, from.x - middle.x);
  const free = ({ x, y }) => [...places.values()].every((place) => Math.abs(place.x - x) >= APART.x || Math.abs(place.y - y) >= APART.y);
  for (const next of news) {
    search: for (let reach = LENGTH; ; reach += 60) {
      for (let step = 0; step < 24; step += 1) {
        const angle = away + (step % 2 ? 1 : -1) * Math.ceil(step / 2) * (Math.PI / 12);
        const place = { x: Math.round(from.x + 1.25 * reach * Math.cos(angle)), y: Math.round(from.y + reach * Math.sin(angle)) };
        if (!free(place)) continue;
        places.set(next, place);
        break search;
      }
    }
  }
}

const LAYOUTS = { opening: (list) => new Map(list.map((key) => [key, { ...(tall() && key in content.tall ? content.tall[key] : openingPlaces.get(key)) }])), springs, round, line };
function placesOf({ keys: list, layout, opened, shown }) {
  const places = LAYOUTS[layout](list);
  for (const { key, news } of opened) {
    if (!places.has(key)) places.set(key, { x: 0, y: 0 });
    beside(key, news.filter((next) => next !== key), places);
  }
  for (const key of [...places.keys()]) if (!shown.has(key)) places.delete(key);
  return places;
}
