/* What an agreed word means, beside the word: on hover, focus and first touch. Without this file the word is a link. */

const card = document.createElement("div");
card.className = "note-card note-card-over";
card.id = "term-card";
card.setAttribute("role", "tooltip");
card.hidden = true;

const kept = new Map(); // address of a card → its HTML
let shown = null; // the link whose card is open
let wanted = null; // the last link that asked for one: an answer that comes late opens nothing
let waiting = 0;

const addressOf = (link) => link.dataset.card || new URL("card/", link.href).href;

async function fetched(address) {
  if (!kept.has(address)) {
    const answer = await fetch(address, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
    if (!answer.ok) throw new Error(String(answer.status));
    kept.set(address, await answer.text());
  }
  return kept.get(address);
}

function place(link) {
  const word = link.getClientRects()[0] ?? link.getBoundingClientRect();
  const room = document.documentElement.clientWidth;
  const over = word.bottom + card.offsetHeight + 8 > window.innerHeight && word.top > card.offsetHeight;
  card.style.top = `${window.scrollY + (over ? word.top - card.offsetHeight - 6 : word.bottom + 6)}px`;
  card.style.left = `${Math.max(8, Math.min(word.left, room - card.offsetWidth - 8))}px`;
}

/* Whether the card stands there; without one the link still leads to the whole entry. */
async function open(link) {
  clearTimeout(waiting);
  if (shown === link) return true;
  wanted = link;
  try {
    const html = await fetched(addressOf(link));
    if (wanted !== link) return true;
    close();
    if (!card.isConnected) (document.querySelector("main") ?? document.body).append(card);
    card.innerHTML = html; // our own server's answer, already escaped; the policy runs no script in it
    card.hidden = false;
    shown = link;
    link.setAttribute("aria-describedby", card.id);
    place(link);
    return true;
  } catch {
    close();
    return false;
  }
}

function close() {
  clearTimeout(waiting);
  shown?.removeAttribute("aria-describedby");
  shown = wanted = null;
  card.hidden = true;
}

const later = (act, delay) => {
  clearTimeout(waiting);
  waiting = setTimeout(act, delay);
};
const termAt = (event) => event.target.closest?.("a.term[data-term]");

document.addEventListener("focusin", (event) => {
  const link = termAt(event);
  if (link && link.matches(":focus-visible")) open(link);
  else if ((shown || wanted) && !card.contains(event.target)) close();
});
document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  const link = termAt(event);
  if (link) later(() => open(link), 250);
  else if (card.contains(event.target)) clearTimeout(waiting);
  else if (shown && !shown.matches(":focus-visible")) later(close, 300);
  else if (!shown) clearTimeout(waiting);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && shown) close();
});
document.addEventListener("click", (event) => {
  const link = termAt(event);
  if (!link) {
    if (shown && !card.contains(event.target)) close();
  } else if (event.pointerType === "touch" && shown !== link) {
    event.preventDefault(); // the first touch shows the meaning, the second follows the link
    open(link).then((stands) => stands || location.assign(link.href));
  }
});
window.addEventListener("resize", () => shown && place(shown));
