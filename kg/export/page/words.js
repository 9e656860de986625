// The page's own words, in the reader's language: the one that the address names, else the browser's, else the page's.

let lang = content.lang;
let words = content.words[lang];
let byName = new Intl.Collator(lang, { sensitivity: "base", numeric: true });

function spoken(asked) {
  const known = Object.keys(content.words);
  const wanted = [asked, ...navigator.languages.map((name) => name.split("-")[0]), content.lang];
  return wanted.find((name) => known.includes(name));
}
// Words in the template stand in `data-word` (the text) and `data-label` (its name for those who cannot see it).
function speak(to) {
  lang = to;
  words = content.words[lang];
  byName = new Intl.Collator(lang, { sensitivity: "base", numeric: true });
  document.documentElement.lang = lang;
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = words[element.dataset.word];
  for (const element of document.querySelectorAll("[data-label]")) {
    const label = words[element.dataset.label];
    element.setAttribute("aria-label", label);
    if (element.tagName === "BUTTON") element.title = label;
    if (element.tagName === "INPUT") element.placeholder = label;
  }
}
let spoke = "";
onArrive(({ lang: asked }) => {
  const to = spoken(asked);
  if (to !== spoke) speak((spoke = to));
});

// ---- light and dark: the system's, unless the reader says otherwise ------------------------------------------------
const systemDark = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (state.theme ? state.theme === "dark" : systemDark.matches);
const wear = () => (document.documentElement.dataset.theme = isDark() ? "dark" : "light");
onArrive(wear);
systemDark.addEventListener("change", arrive);
