// What the page does: paints the network that pyvis laid down, and tells what is known of what the reader points at.
// Whatever comes from an article enters the page as text (textContent, canvas), never as markup.
"use strict";
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const content = read("content");
  const { things, facts, quotes, articles, words, lang, shapes } = content;
  const nodes = new vis.DataSet(read("nodes"));
  const edges = new vis.DataSet(read("edges"));
  const network = new vis.Network(document.getElementById("graph"), { nodes, edges }, read("options"));
  const panel = document.getElementById("panel");
  const byName = new Intl.Collator(lang, { sensitivity: "base", numeric: true });

  // ---- small makers of elements -------------------------------------------------------------------------------------
  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "onclick") element.addEventListener("click", value);
      else if (value !== undefined && value !== "") element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child !== null && child !== ""));
    return element;
  }

  const PATHS = {
    dot: "M6 1a5 5 0 1 0 .01 0z", square: "M1.5 1.5h9v9h-9z", diamond: "M6 .3 11.7 6 6 11.7 .3 6z", triangle: "M6 .8 11.6 10.8H.4z", hexagon: "M3.2 1.2h5.6L11.6 6 8.8 10.8H3.2L.4 6z",
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
  const DASHES = { Planned: "6 3", Conditional: "6 3", Negated: "1.5 3" };
  const statusSign = (status) =>
    svg(22, { d: "M0 6h22", stroke: status === "Negated" ? "var(--negated)" : "var(--edge)", "stroke-width": 2, "stroke-dasharray": DASHES[status] || "none" });

  const plural = (n, one, many) => `${n}\u00a0${n === 1 ? words[one] : words[many]}`;

  // ---- values, written in the reader's language ---------------------------------------------------------------------
  function number(text, options = {}) {
    const value = Number(text);
    if (text === "" || !Number.isFinite(value)) return text;
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
  function date(text) {
    const parts = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(text);
    if (!parts) return text;
    const [, year, month, day] = parts;
    const shape = { year: "numeric", month: month && "long", day: day && "numeric", timeZone: "UTC" };
    return new Intl.DateTimeFormat(lang, shape).format(new Date(Date.UTC(+year, (month || 1) - 1, day || 1)));
  }
  function written(value) {
    if (value.datatype) return /#(date|gYear|gYearMonth|dateTime)$/.test(value.datatype) ? date(value.label) : value.label;
    const amount = value.number ? quantity(value.number, value) : [value.low, value.high].filter(Boolean).map((end) => quantity(end, value)).join("\u2009–\u2009");
    return value.money || !value.unit ? amount : `${amount}\u00a0${value.unit}`;
  }

  // ---- what the panel is made of ------------------------------------------------------------------------------------
  const entity = (key) =>
    things[key] ? make("button", { type: "button", class: "entity", onclick: () => go(key) }, things[key].label) : make("span", {}, key);
  const statusChip = (status) => make("span", { class: "status", "data-status": status, title: words.statusHints[status] }, words.statuses[status] || status);
  const end = (fact) => (typeof fact.o === "string" ? entity(fact.o) : make("span", { class: "figure", title: fact.o.label }, written(fact.o)));
  const best = (fact) => fact.claims[0].status; // claims come least doubtful first

  function cited(index) {
    const article = articles[index];
    if (!article) return [];
    const title = article.title || words.untitled;
    const name = article.url ? make("a", { href: article.url, target: "_blank", rel: "noopener noreferrer", title: words.read }, title) : make("cite", {}, title);
    return [name, article.publisher, date(article.date)].filter(Boolean).map((part) => make("span", {}, part));
  }
  function sentence(pieces) {
    const quote = make("blockquote");
    for (const [text, ...roles] of pieces) quote.append(roles.length ? make("mark", { class: roles.join(" ") }, text) : text);
    return quote;
  }
  function claimBlock(claim) {
    const meta = make("div", { class: "meta" }, statusChip(claim.status));
    if (claim.by) meta.append(make("span", {}, `${words.by} `, entity(claim.by)));
    if (claim.asOf) meta.append(make("span", {}, `${words.asOf} ${date(claim.asOf)}`));
    if (claim.confidence !== null) meta.append(make("span", {}, `${words.confidence} ${number(claim.confidence * 100, { maximumFractionDigits: 0 })}\u00a0%`));
    return make("div", { class: "claim" }, claim.runs.length ? sentence(claim.runs) : null, meta, make("div", { class: "meta" }, ...cited(claim.article)));
  }
  function factRow(fact, { open = false, from = null } = {}) {
    const line = make("div", { class: "line" });
    if (fact.s !== from) line.append(entity(fact.s));
    line.append(make("span", {}, fact.p), fact.o === from ? things[from].label : end(fact));
    if (best(fact) !== "Asserted") line.append(statusChip(best(fact)));
    const claims = make("div", {}, ...fact.claims.map(claimBlock));
    if (!open) {
      claims.hidden = true;
      const toggle = make("button", { type: "button", class: "toggle", "aria-expanded": "false", onclick: () => {
        claims.hidden = !claims.hidden;
        toggle.setAttribute("aria-expanded", String(!claims.hidden));
      } }, plural(fact.claims.length, "sentence", "sentences"));
      line.append(toggle);
    }
    return make("li", {}, line, claims);
  }
  const section = (title, ...children) => (children.length ? [make("h3", {}, title), make("ul", { class: "rows" }, ...children)] : []);
  const listed = (key, extra) => make("li", { class: "with-sign" }, kindSign(things[key].kind), entity(key), make("small", {}, extra));
  const markKey = () => make("p", { class: "key" }, words.key, ...["subject", "object", "evidence"].map((role) => make("mark", { class: role }, words[role])));
  const back = () => make("button", { type: "button", class: "back", onclick: () => go("") }, `← ${words.back}`);

  function show(...children) {
    panel.replaceChildren(...children.filter((child) => child !== null));
    panel.scrollTop = 0;
  }
  function showOverview() {
    const keys = Object.keys(things);
    const degree = new Map(keys.map((key) => [key, 0]));
    for (const fact of facts) for (const key of new Set([fact.s, fact.o])) if (degree.has(key)) degree.set(key, degree.get(key) + 1);
    const order = keys.sort((a, b) => degree.get(b) - degree.get(a) || byName.compare(things[a].label, things[b].label));
    const linked = order.filter((key) => degree.get(key));
    const alone = order.filter((key) => !degree.get(key));
    const limited = nodes.length < linked.length ? make("p", { class: "lead" }, words.limited.replace("%n", nodes.length).replace("%m", linked.length)) : null;
    show(
      make("p", { class: "lead" }, facts.length ? words.intro : words.empty),
      limited,
      ...section(words.most, ...linked.slice(0, 10).map((key) => listed(key, plural(degree.get(key), "fact", "facts")))),
      ...section(words.articles, ...articles.map((_, index) => make("li", {}, make("div", { class: "line" }, ...cited(index).flatMap((part, i) => (i ? ["·", part] : [part])))))),
      ...(alone.length ? [make("h3", {}, words.also), make("div", { class: "chips" }, ...alone.map((key) => make("button", { type: "button", onclick: () => go(key) }, things[key].label)))] : []),
    );
  }
  function showThing(key) {
    const thing = things[key];
    const out = facts.filter((fact) => fact.s === key && typeof fact.o === "string");
    const into = facts.filter((fact) => fact.o === key && fact.s !== key);
    const figures = facts.filter((fact) => fact.s === key && typeof fact.o !== "string");
    const stated = facts.filter((fact) => fact.s !== key && fact.o !== key && fact.claims.some((claim) => claim.by === key));
    const spoken = quotes.filter((quote) => quote.by === key);
    const links = thing.same.filter((url) => /^https?:/.test(url));
    const row = (fact) => factRow(fact, { from: key });
    show(
      back(),
      make("h2", {}, thing.label),
      make("p", { class: "class" }, kindSign(thing.kind), thing.class || words.kinds[thing.kind],
        ...links.map((url) => make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, /\/\/www\.wikidata\.org\//.test(url) ? words.same : words.elsewhere))),
      thing.names.length ? make("p", { class: "names" }, `${words.names} `, ...thing.names.flatMap((name, i) => (i ? [", ", make("b", {}, name)] : [make("b", {}, name)]))) : null,
      ...(out.length + into.length + figures.length + stated.length + spoken.length ? [] : [make("p", { class: "lead" }, words.noFacts)]),
      ...section(words.figures, ...figures.map(row)),
      ...section(words.about, ...[...out, ...into].map(row)),
      ...section(words.stated, ...stated.map((fact) => factRow(fact))),
      ...section(words.quotes, ...spoken.map((quote) => make("li", { class: "quote" }, make("blockquote", {}, quote.text), make("div", { class: "meta" }, ...cited(quote.article))))),
    );
  }
  function showLink(edge) {
    const fact = facts[edge.facts[0]];
    show(back(), make("h2", {}, entity(fact.s), " → ", entity(fact.o)), markKey(), ...section(plural(edge.facts.length, "fact", "facts"), ...edge.facts.map((i) => factRow(facts[i], { open: true }))));
  }

  // ---- painting -----------------------------------------------------------------------------------------------------
  const hiddenKinds = new Set();
  const hiddenStatuses = new Set();
  let selected = { node: null, edge: null };
  const dark = matchMedia("(prefers-color-scheme: dark)");

  function paint() {
    const style = getComputedStyle(document.documentElement);
    const ink = (name) => style.getPropertyValue(`--${name}`).trim();
    const face = getComputedStyle(document.body).fontFamily;
    const edgeList = edges.get();
    const gone = new Set(nodes.get().filter((node) => hiddenKinds.has(node.kind)).map((node) => node.id));
    const shown = (edge) => !gone.has(edge.from) && !gone.has(edge.to) && edge.facts.some((i) => facts[i].claims.some((claim) => !hiddenStatuses.has(claim.status)));
    const touches = (edge) => edge.id === selected.edge || (selected.node !== null && (edge.from === selected.node || edge.to === selected.node));
    const lit = new Set(edgeList.filter(touches).flatMap((edge) => [edge.from, edge.to]));
    const some = selected.edge !== null || (selected.node !== null && nodes.get(selected.node) !== null);
    if (selected.node !== null) lit.add(selected.node);
    nodes.update(nodes.get().map(({ id, kind, font }) => {
      const fill = ink(`kind-${kind}`) || ink("kind-thing");
      const bright = !some || lit.has(id);
      const border = id === selected.node ? ink("ink") : ink("paper");
      const color = { background: fill, border, highlight: { background: fill, border: ink("ink") }, hover: { background: fill, border: ink("ink") } };
      return { id, hidden: gone.has(id), opacity: bright ? 1 : 0.18, color, font: { ...font, color: bright ? ink("ink") : `${ink("ink")}40`, strokeWidth: 4, strokeColor: ink("paper"), face } };
    }));
    edges.update(edgeList.map((edge) => {
      const bright = !some || touches(edge);
      const line = edge.status === "Negated" ? ink("negated") : some && bright ? ink("edge-strong") : ink("edge");
      const wordInk = edge.status === "Negated" ? ink("negated") : ink("edge-ink");
      return { id: edge.id, hidden: !shown(edge), color: { color: line, highlight: line, hover: ink("edge-strong"), opacity: bright ? 1 : 0.15 },
        font: { size: 14, face, color: bright ? wordInk : `${wordInk}00`, strokeWidth: 0, background: bright ? ink("paper") : "transparent", align: "horizontal" } };
    }));
  }

  // How many figures wait in the panel: a small number at the node's shoulder.
  network.on("afterDrawing", (context) => {
    const style = getComputedStyle(document.documentElement);
    context.save();
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.font = "600 10px system-ui, sans-serif";
    context.lineWidth = 1;
    for (const node of nodes.get()) {
      if (!node.figures || node.hidden) continue;
      const { x, y } = network.getPosition(node.id);
      const at = [x + node.size * 0.85 + 3, y - node.size * 0.85 - 3];
      context.globalAlpha = node.opacity ?? 1;
      context.beginPath();
      context.arc(...at, 8, 0, 2 * Math.PI);
      context.fillStyle = style.getPropertyValue("--surface");
      context.strokeStyle = style.getPropertyValue("--edge");
      context.fill();
      context.stroke();
      context.fillStyle = style.getPropertyValue("--ink");
      context.fillText(node.figures, at[0], at[1] + 0.5);
    }
    context.restore();
  });

  // ---- going somewhere: the address after # is the state, so that back, forward and a sent link work ---------------------
  function go(target) {
    if (decode(location.hash) === target) arrive();
    else location.hash = encodeURIComponent(target).replace(/%2F/g, "/").replace(/%2B/g, "+");
  }
  function decode(hash) {
    try {
      return decodeURIComponent(hash.slice(1));
    } catch (error) {
      if (!(error instanceof URIError)) throw error; // an address typed by hand
      return "";
    }
  }
  const own = (table, key) => Object.prototype.hasOwnProperty.call(table, key);
  function arrive() {
    const target = decode(location.hash);
    const edge = edges.get(target);
    selected = { node: own(things, target) ? target : null, edge: edge ? target : null };
    if (selected.node !== null) showThing(target);
    else if (edge) showLink(edge);
    else showOverview();
    network.unselectAll();
    paint();
    bring();
  }
  // Moves the view only if what was chosen is out of sight or too small to read.
  function bring() {
    const id = selected.node !== null ? selected.node : selected.edge && edges.get(selected.edge).from;
    if (!id || !nodes.get(id)) return;
    const { x, y } = network.canvasToDOM(network.getPosition(id));
    const { clientWidth, clientHeight } = document.getElementById("graph");
    const inside = x > 60 && y > 60 && x < clientWidth - 60 && y < clientHeight - 90;
    if (!inside || network.getScale() < 0.5) network.focus(id, { scale: Math.max(network.getScale(), 0.8), animation: calm() });
  }
  const calm = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration: 350, easingFunction: "easeInOutQuad" });
  function fit() {
    const boxes = nodes.get().filter((node) => !node.hidden).map((node) => network.getBoundingBox(node.id));
    if (!boxes.length) return;
    const [left, top] = ["left", "top"].map((side) => Math.min(...boxes.map((box) => box[side])));
    const [right, bottom] = ["right", "bottom"].map((side) => Math.max(...boxes.map((box) => box[side])));
    const { clientWidth, clientHeight } = document.getElementById("graph");
    const covered = document.getElementById("legend").offsetHeight + 14; // the legend lies over the lower edge
    const beside = 56; // and the buttons over the left one
    const scale = Math.min(1.3, (clientWidth - beside - 48) / (right - left), (clientHeight - covered - 56) / (bottom - top));
    network.moveTo({ position: { x: (left + right - beside / scale) / 2, y: (top + bottom + covered / scale) / 2 }, scale });
  }

  network.on("click", ({ nodes: [node], edges: [edge] }) => go(node !== undefined ? node : edge !== undefined ? edge : ""));
  network.on("hoverNode", () => (document.body.style.cursor = "pointer"));
  network.on("hoverEdge", () => (document.body.style.cursor = "pointer"));
  network.on("blurNode", () => (document.body.style.cursor = ""));
  network.on("blurEdge", () => (document.body.style.cursor = ""));
  addEventListener("hashchange", arrive);
  dark.addEventListener("change", paint);

  // ---- legend -------------------------------------------------------------------------------------------------------
  function switchable(set, value, sign, label, count) {
    const button = make("button", { type: "button", "aria-pressed": "true", title: words.statusHints[value], onclick: () => {
      set.has(value) ? set.delete(value) : set.add(value);
      button.setAttribute("aria-pressed", String(!set.has(value)));
      paint();
    } }, sign, label, make("small", {}, String(count)));
    return button;
  }
  function buildLegend() {
    const legend = document.getElementById("legend");
    const count = (list) => list.reduce((sums, value) => sums.set(value, (sums.get(value) || 0) + 1), new Map());
    const kinds = count(nodes.get().map((node) => node.kind));
    const statuses = count(edges.get().flatMap((edge) => edge.facts.map((i) => best(facts[i]))));
    for (const kind of Object.keys(words.kinds)) if (kinds.has(kind)) legend.append(switchable(hiddenKinds, kind, kindSign(kind), words.kinds[kind], kinds.get(kind)));
    legend.append(make("hr"));
    for (const status of Object.keys(words.statuses))
      if (statuses.has(status)) legend.append(switchable(hiddenStatuses, status, statusSign(status), words.drawn[status].replace("%s", words.statuses[status]).replace(/ \(.*\)$|^.*: /, ""), statuses.get(status)));
  }

  // ---- search -------------------------------------------------------------------------------------------------------
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[’']/g, "'").toLowerCase();
  function buildSearch() {
    const input = document.getElementById("search");
    const list = document.getElementById("suggestions");
    const index = Object.entries(things).map(([key, thing]) => ({ key, thing, names: [thing.label, ...thing.names].map(plain) }));
    let found = [];
    let active = 0;

    function close() {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }
    function choose(key) {
      close();
      input.value = "";
      go(key);
      panel.focus({ preventScroll: true });
    }
    // 0 begins with it, 1 a word of it does, 2 it stands somewhere inside, 3 nowhere.
    const rank = (names, query) => Math.min(...names.map((name) => (name.startsWith(query) ? 0 : name.includes(` ${query}`) || name.includes(`'${query}`) ? 1 : name.includes(query) ? 2 : 3)));
    function suggest() {
      const query = plain(input.value.trim());
      if (!query) return close();
      found = index.map((item) => ({ ...item, rank: rank(item.names, query) })).filter((item) => item.rank < 3);
      found = found.sort((a, b) => a.rank - b.rank || byName.compare(a.thing.label, b.thing.label)).slice(0, 12);
      active = 0;
      draw();
    }
    function draw() {
      list.replaceChildren(...found.map(({ key, thing }, i) => make("li", { id: `s${i}`, role: "option", "aria-selected": String(i === active), onclick: () => choose(key) }, kindSign(thing.kind), thing.label, make("small", {}, thing.class || words.kinds[thing.kind]))));
      if (!found.length) list.append(make("li", { class: "none" }, words.noMatch));
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      if (found.length) input.setAttribute("aria-activedescendant", `s${active}`);
    }
    input.addEventListener("input", suggest);
    input.addEventListener("focus", suggest);
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the click comes before the blur
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape") return close();
      if (list.hidden || !found.length) return;
      if (event.key === "Enter") choose(found[active].key);
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      active = (active + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length;
      draw();
    });
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && document.activeElement !== input) go("");
      if (event.key === "/" && document.activeElement !== input) {
        event.preventDefault();
        input.focus();
      }
    });
  }

  const zoom = (factor) => network.moveTo({ scale: network.getScale() * factor, animation: calm() });
  document.getElementById("zoom-in").addEventListener("click", () => zoom(1.3));
  document.getElementById("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
  document.getElementById("fit").addEventListener("click", () => fit());

  buildLegend();
  buildSearch();
  paint();
  fit();
  arrive();
  addEventListener("resize", () => selected.node === null && selected.edge === null && requestAnimationFrame(() => fit()));
  window.kgPage = { network, nodes, edges, content };
})();
