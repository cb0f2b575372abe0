// Suggestions under a search field: an accessible combobox (ARIA 1.2). Without this script the form works as it is.
const WAIT = 150;

function combobox(input) {
  const list = document.createElement("ul");
  list.id = `${input.id}-suggestions`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0]?.textContent ?? "");
  list.hidden = true;
  input.closest(".ask").after(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("autocomplete", "off");

  let timer = 0;
  let asking = null;
  let chosen = -1;

  function close() {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(index) {
    const options = [...list.children];
    options[chosen]?.setAttribute("aria-selected", "false");
    chosen = (index + options.length) % options.length;
    options[chosen].setAttribute("aria-selected", "true");
    options[chosen].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[chosen].id);
  }

  function option(row, index) {
    const item = document.createElement("li");
    item.id = `${list.id}-${index}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.url = row.url;
    const title = document.createElement("span");
    title.lang = row.language;
    title.textContent = row.title;
    const kind = document.createElement("span");
    kind.className = "meta";
    kind.textContent = row.kind;
    item.append(title, " ", kind);
    return item;
  }

  async function ask() {
    asking?.abort();
    const text = input.value.trim();
    if (text.length < 2) return close();
    asking = new AbortController();
    try {
      const address = `${input.dataset.suggest}?q=${encodeURIComponent(text)}`;
      const response = await fetch(address, { signal: asking.signal, headers: { Accept: "application/json" } });
      if (!response.ok) return close();
      const { suggestions } = await response.json();
      if (!suggestions.length || document.activeElement !== input) return close();
      list.replaceChildren(...suggestions.map(option));
      chosen = -1;
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
    } catch {
      close(); // the line is gone or a newer question is on its way: the form still works
    }
  }

  close();
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? -1 : chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) location.assign(list.children[chosen].dataset.url);
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) location.assign(item.dataset.url);
  });
}

for (const input of document.querySelectorAll("input[data-suggest]")) combobox(input);
