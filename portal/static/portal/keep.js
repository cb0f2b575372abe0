// Keeps a response on the server while it is written, and says when. Without this script every button saves.
const WAIT = 2500;
const AGAIN = 15000;

function keeping(form) {
  const line = form.querySelector("[data-saved]");
  let timer = 0;
  let leaving = false;

  function say(words) {
    line.textContent = words;
    line.hidden = false;
  }

  function later(delay) {
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  }

  function put(name, value) {
    let field = form.elements.namedItem(name);
    if (!field) {
      field = Object.assign(document.createElement("input"), { type: "hidden", name });
      form.append(field);
    }
    field.value = value;
  }

  async function save() {
    if (leaving) return;
    const body = new FormData(form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    body.set("autosave", "1");
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
      if (leaving) return;
      if (answer.status === 409) return say(line.dataset.clash);
      if (!answer.ok) throw new Error(String(answer.status));
      const { saved, seen, key, shown } = await answer.json();
      put("seen", seen);
      put("key", key);
      if (shown) put("shown", shown);
      const time = new Date(saved).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
      say(line.dataset.words.replace("{time}", time));
    } catch {
      say(line.dataset.offline);
      later(AGAIN);
    }
  }

  form.addEventListener("input", () => later(WAIT));
  form.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(timer);
  });
}

for (const form of document.querySelectorAll("form[data-keep]")) keeping(form);
