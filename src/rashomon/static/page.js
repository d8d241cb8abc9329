// What every room uses: the data, small helpers, the views and the address that remembers them.
// Words of the accounts are never built from strings here: they are cloned from the texts already on the page.

const byId = (id) => document.getElementById(id);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const data = JSON.parse(byId("data").textContent);
const { accounts, points } = data;
const claims = Object.fromEntries(Object.entries(data.claims).map(([id, [a, s, e, more]]) => [id, { a, s, e, ...more }]));
const root = document.documentElement;
root.classList.add("scripted");

// A very large case carries its rows and texts compressed: markup made by the same escaping templates.
if (byId("packed")) {
  const bytes = Uint8Array.from(atob(byId("packed").textContent), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const template = document.createElement("template");
  template.innerHTML = await new Response(stream).text();
  for (const part of all("[data-into]", template.content)) byId(part.dataset.into)?.append(...part.children);
}

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const say = (words) => { byId("told").textContent = words; };

const prose = (account) => byId("t-" + accounts[account].id)?.querySelector(".prose");

const claimsOf = (mark) => mark.dataset.c?.split(" ") ?? [mark.id.slice(2)];

// The runs of a claim, in text order: a run of one claim that begins there has its id, any other lists its claims.
function runsOf(id) {
  const first = document.getElementById("c-" + id);
  if (first?.matches("mark:not([data-c], [data-on])")) return [first];
  const within = prose(claims[id].a);
  if (!within) return [];
  const rest = all(`mark[data-c~="${CSS.escape(id)}"]`, within);
  return first?.matches("mark:not([data-c])") ? [first, ...rest] : rest;
}

const linkTo = (id, within) => within?.querySelector(`a[href="#c-${CSS.escape(id)}"]`);

function wordsBetween(first, last) {
  const range = document.createRange();
  range.setStartBefore(first);
  range.setEndAfter(last);
  return range.toString();
}

function claimWords(id) {
  const runs = runsOf(id);
  return runs.length ? wordsBetween(runs[0], runs[runs.length - 1]) : "";
}

// ---- views and address: #points?status=contested&claim=a0.3

const views = all(".view");
const state = { view: "points" };
const KEPT = ["claim", "point", "status", "kind", "account", "q", "marks", "panes"];

function show(id) {
  state.view = id;
  for (const view of views) {
    if (view.id === id) view.removeAttribute("hidden");
    else view.setAttribute("hidden", "until-found");
  }
  for (const link of all(".top nav a")) {
    if (link.hash === "#" + id) {
      link.setAttribute("aria-current", "page");
      link.scrollIntoView({ block: "nearest", inline: "nearest" });
    } else link.removeAttribute("aria-current");
  }
  if (id === "texts") startReader();
}

function remember({ step = false } = {}) {
  const query = new URLSearchParams();
  for (const name of KEPT) if (state[name]) query.set(name, state[name]);
  const address = "#" + state.view + (query.size ? "?" + query : "");
  if (address === location.hash) return;
  if (step) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
}

function go(id) {
  show(id);
  remember({ step: true });
  window.scrollTo({ top: 0, behavior: "instant" });
}

// An address may name a view, a claim, a sentence, a text, or anything else with an id.
function follow() {
  const [id, query] = location.hash.slice(1).split("?");
  const params = new URLSearchParams(query);
  for (const name of KEPT) state[name] = params.get(name) || undefined;
  const target = id ? document.getElementById(decodeURIComponent(id)) : null;
  if (id.startsWith("c-") && claims[id.slice(2)]) {
    state.claim = id.slice(2);
    show("points");
  } else if (id.startsWith("t-")) {
    openText(id.slice(2));
    return;
  } else {
    show(target?.closest(".view")?.id ?? "points");
    if (target && !target.matches(".view")) target.scrollIntoView({ block: "center" });
  }
  applyFilters();
  if (state.claim && claims[state.claim]) openEvidence(state.claim, null, { focus: false });
  else closeDrawer({ focus: false });
}

for (const view of views) view.addEventListener("beforematch", () => show(view.id));
window.addEventListener("popstate", follow);

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const id = link.getAttribute("href").slice(1);
  if (link.closest(".top nav")) {
    event.preventDefault();
    closeDrawer({ focus: false });
    go(id);
  } else if (claims[id.slice(2)]) {
    event.preventDefault();
    openEvidence(id.slice(2), link, { point: link.closest(".row")?.id });
  } else if (link.dataset.u) {
    event.preventDefault();
    openSentence(id, link.dataset.u.split(",").map(Number), link);
  } else if (id.startsWith("t-")) {
    event.preventDefault();
    openText(id.slice(2));
  }
});

// ---- tables that sort, events that hide, lists that open on paper

function sortable(table) {
  const heads = all("thead th", table);
  heads.forEach((head, column) => {
    const button = make("button", { type: "button" }, head.textContent);
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const key = (row) => row.cells[column].textContent.trim();
      const rows = [...table.tBodies[0].rows].sort((a, b) => key(a).localeCompare(key(b), "en", { numeric: true }));
      table.tBodies[0].append(...(down ? rows.reverse() : rows));
    });
  });
}
all("table.sortable").forEach(sortable);

byId("events-filter")?.addEventListener("change", (event) => {
  const { disagree, several } = event.currentTarget.elements;
  for (const row of all("#events .event")) {
    row.hidden = (disagree.checked && !row.classList.contains("disagree")) || (several.checked && row.dataset.accounts < 2);
  }
});

if (matchMedia("(max-width: 48rem)").matches && byId("accounts")) byId("accounts").open = false;

// Where there are too many points of one account alone to be written out, they are listed from its text.
for (const list of all("details[data-alone]")) {
  list.addEventListener("toggle", () => {
    const number = accounts.findIndex((account) => account.id === list.dataset.alone);
    const alone = Object.keys(claims).filter((id) => claims[id].a === number && !claims[id].p);
    list.querySelector("ul").replaceChildren(...alone.map((id) => make("li", {},
      make("a", { class: "to words", href: "#c-" + id, lang: accounts[number].language }, claimWords(id)))));
  }, { once: true });
}

window.addEventListener("beforeprint", () => all("details").forEach((one) => { one.open = true; }));
