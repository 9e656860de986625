// What may be typed next: prefixes, classes, properties, keywords and the query's own variables, in a list beside the cursor.
const KEYWORDS = `ASK BASE BIND BY CONSTRUCT COUNT DESCRIBE DISTINCT EXISTS FILTER FROM GRAPH GROUP HAVING LIMIT MINUS NAMED NOT OFFSET
OPTIONAL ORDER PREFIX REGEX SELECT STR UNION VALUES WHERE`.split(/\s+/);
const WORD = /[?$]?[\p{L}\p{N}_-]*:?[\p{L}\p{N}_-]*$/u;
const MOST = 50;

// The words that fit what stands before the cursor: [{ text, about }], those used most first.
export function fitting(text, at, vocabulary) {
  const word = text.slice(0, at).match(WORD)[0];
  const folded = word.toLowerCase();
  if (!word) return { word, found: [] };
  const known = word.startsWith("?") || word.startsWith("$") ? variables(text, word) : named(text, at, vocabulary);
  const found = known.filter(({ text: name, labels }) =>
    name !== word && (name.toLowerCase().startsWith(folded) || labels?.some((label) => label.toLowerCase().startsWith(folded))));
  return { word, found: found.slice(0, MOST) };
}

function variables(text, word) {
  const names = new Set(text.match(/[?$][\p{L}\p{N}_]+/gu));
  return [...names].sort().map((name) => ({ text: word[0] + name.slice(1), about: "" }));
}

function named(text, at, { classes, properties, prefixes }) {
  const afterA = /\sa\s+\S*$/.test(text.slice(0, at));
  const term = ({ name, uses, labels }) => ({ text: name, about: `${labels[document.documentElement.lang]} · ${uses}`, labels: Object.values(labels) });
  const terms = (afterA ? classes : [...properties, ...classes]).filter(({ name, iri }) => name !== iri).map(term);
  const spaces = Object.keys(prefixes).map((name) => ({ text: `${name}:`, about: prefixes[name] }));
  return [...terms, ...spaces, ...KEYWORDS.map((name) => ({ text: name, about: "" }))];
}

// The list of completions below a textarea; `vocabulary` is what the server says there is.
export class Completions {
  constructor(field, list, vocabulary) {
    Object.assign(this, { field, list, vocabulary, found: [], at: 0, word: "" });
    field.addEventListener("input", () => this.show());
    field.addEventListener("blur", () => this.hide());
    field.addEventListener("keydown", (event) => this.key(event));
    list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const item = event.target.closest("li");
      if (item) this.take([...list.children].indexOf(item));
    });
  }

  show() {
    const { word, found } = fitting(this.field.value, this.field.selectionStart, this.vocabulary);
    Object.assign(this, { word, found, at: 0 });
    this.list.replaceChildren(...found.map(({ text, about }, index) => {
      const item = document.createElement("li");
      const small = document.createElement("small");
      small.textContent = about;
      item.id = `completion-${index}`;
      item.setAttribute("role", "option");
      item.append(text, small);
      return item;
    }));
    this.mark();
  }

  hide() {
    this.found = [];
    this.mark();
  }

  mark() {
    const open = this.found.length > 0;
    this.list.hidden = !open;
    this.field.setAttribute("aria-expanded", String(open));
    [...this.list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === this.at)));
    if (open) {
      this.field.setAttribute("aria-activedescendant", `completion-${this.at}`);
      this.list.children[this.at].scrollIntoView({ block: "nearest" });
    } else {
      this.field.removeAttribute("aria-activedescendant");
    }
  }

  take(index) {
    const { field, word } = this;
    field.setRangeText(this.found[index].text, field.selectionStart - word.length, field.selectionStart, "end");
    this.hide();
    field.focus();
  }

  key(event) {
    if (event.key === " " && event.ctrlKey) {
      event.preventDefault();
      this.show();
    } else if (this.found.length === 0) {
      return;
    } else if (event.key === "Escape") {
      this.hide();
    } else if ((event.key === "Enter" && !event.ctrlKey) || event.key === "Tab") {
      event.preventDefault();
      this.take(this.at);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.at = (this.at + (event.key === "ArrowDown" ? 1 : this.found.length - 1)) % this.found.length;
      this.mark();
    }
  }
}
