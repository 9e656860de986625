// Files that the reader takes away: their names, CSV, and the click that saves one.

const fileName = () => plain(document.title).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "graph";

// RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe before it.
const csvCell = (text) => {
  const safe = /^[=+@\t\r]|^-(?![\d.])/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
};
const csv = (rows) => rows.map((row) => row.map((text) => csvCell(String(text))).join(",")).join("\r\n") + "\r\n";
function saveFile(name, type, parts) {
  const url = URL.createObjectURL(new Blob([parts], { type: `${type};charset=utf-8` }));
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
const saveButton = (name, type, made) => make("button", { type: "button", class: "save", onclick: () => saveFile(name, type, made()) }, `↓ ${name.split(".").pop() === "csv" ? "CSV" : "Turtle"}`);
