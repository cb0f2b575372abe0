// A proposed change against the words it is about, while it is typed. Without this script a button shows the same.
const MOST = 4e6; // pairs of words compared; past that, what goes stands before what comes
const pieces = (text) => text.match(/\s+|[\p{L}\p{N}\p{M}_]+|[^\p{L}\p{N}\p{M}_\s]/gu) ?? [];

export function placeOf(quote, text) {
  const words = quote.trim().split(/\s+/u).map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  const found = quote.trim() && new RegExp(words.join("\\s+"), "u").exec(text);
  return found ? [found.index, found.index + found[0].length] : null;
}

export function changed(text, { mode, quote, proposed }) {
  const place = quote.trim() ? placeOf(quote, text) : [0, text.length];
  if (!place || !text) return null;
  const [start, end] = place;
  if (mode === "replace" && proposed) return text.slice(0, start) + proposed + text.slice(end);
  if (mode === "add" && proposed) return text.slice(0, end) + (quote.trim() ? " " : "\n") + proposed + text.slice(end);
  if (mode === "delete") return text.slice(0, start).replace(/ +$/u, "") + text.slice(end);
  return null;
}

// The longest run of pieces that both have, in their order; ends that are alike are taken off first.
export function differences(old, young) {
  const a = pieces(old);
  const b = pieces(young);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const before = a.slice(head, a.length - tail);
  const after = b.slice(head, b.length - tail);
  const steps = [["same", a.slice(0, head).join("")], ...between(before, after), ["same", a.slice(a.length - tail).join("")]];
  return joined(steps.flatMap(([kind, words]) => (kind === "same" && words === " " ? [["del", " "], ["ins", " "]] : [[kind, words]])));
}

function between(a, b) {
  if (!a.length || !b.length || a.length * b.length > MOST) return [["del", a.join("")], ["ins", b.join("")]];
  const wide = b.length + 1;
  const table = new Uint16Array((a.length + 1) * wide);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const here = i * wide + j;
      table[here] = a[i] === b[j] ? table[here + wide + 1] + 1 : Math.max(table[here + wide], table[here + 1]);
    }
  }
  const steps = [];
  const step = (kind, words) => (steps.at(-1)?.[0] === kind ? (steps.at(-1)[1] += words) : steps.push([kind, words]));
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) step("same", a[(j += 1, i++)]);
    else if (j === b.length || (i < a.length && table[(i + 1) * wide + j] >= table[i * wide + j + 1])) step("del", a[i++]);
    else step("ins", b[j++]);
  }
  return steps;
}

function joined(steps) {
  const out = [];
  let gone = "";
  let come = "";
  for (const [kind, words] of [...steps, ["same", ""]]) {
    if (kind === "del") gone += words;
    else if (kind === "ins") come += words;
    else if (words || kind === "same") {
      out.push(...[["del", gone], ["ins", come], ["same", words]].filter(([, some]) => some));
      gone = come = "";
    }
  }
  return out;
}

function draw(into, steps) {
  into.replaceChildren(
    ...steps.map(([kind, words]) => {
      if (kind === "same") return document.createTextNode(words);
      const mark = document.createElement(kind);
      mark.textContent = words;
      return mark;
    }),
  );
}

function watch(place) {
  const form = place.closest("form");
  const field = (name) => form.elements.namedItem(name);
  const value = (name) => field(name)?.value ?? "";
  const figure = place.querySelector(".redline");

  function quoted() {
    const [quote, passage] = [value("quote").trim(), value("passage")];
    return quote && (!passage || placeOf(quote, passage)) ? quote : passage || quote;
  }

  function redraw() {
    const clause = value("clause").trim();
    const isHere = !field("clause") || place.dataset.clause.split(" ").includes(clause);
    const text = place.dataset.text;
    const said = { mode: value("change_mode"), quote: quoted(), proposed: value("proposed_change").trim() };
    const young = isHere ? changed(text, said) : null;
    figure.hidden = young === null;
    if (young !== null) draw(figure.querySelector(".redline-words"), differences(text, young));
  }

  form.addEventListener("input", redraw);
  form.addEventListener("change", redraw);
  return { field, redraw };
}

// Words marked with the mouse in the clause beside the form stand in the field for quoted words.
function quoteFrom(clause, { field, redraw }) {
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    const words = String(chosen).trim();
    if (!words || !clause.contains(chosen.anchorNode) || !clause.contains(chosen.focusNode)) return;
    field("quote").value = words;
    field("quote").closest("details").open = true;
    if (field("passage")) field("passage").value = "";
    redraw();
  });
}

if (typeof document !== "undefined") {
  for (const place of document.querySelectorAll("[data-difference][data-text]")) {
    const form = watch(place);
    const clause = document.querySelector("[data-quotable]");
    if (clause) quoteFrom(clause, form);
  }
}
