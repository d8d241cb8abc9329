// What every room uses: the data, small helpers, the views and the address that remembers them.
// Words of the accounts are never built from strings here: they are cloned from the texts already on the page.

const byId = (id) => document.getElementById(id);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const data = JSON.parse(byId("data").textContent);
const { accounts } = data;
const claims = {};
const points = {};
const root = document.documentElement;
root.classList.add("scripted");

// Evidence as the server or the page writes it: short rows, by id.
function take(evidence) {
  for (const [id, [a, s, e, more]] of Object.entries(evidence.claims)) claims[id] = { a, s, e, ...more };
  Object.assign(points, evidence.points);
}

// Markup made by the project's own escaping templates; nothing else ever passes through here.
function parsed(markup) {
  const template = document.createElement("template");
  template.innerHTML = markup;
  return template.content;
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
  if (claims[id].x) return claims[id].x;
  const runs = runsOf(id);
  return runs.length ? wordsBetween(runs[0], runs[runs.length - 1]) : "";
}

// ---- views and address: #points?status=contested&claim=a0.3

const views = all(".view");
const state = { view: "points" };
const FILTERS = ["status", "kind", "account", "actor", "sort", "q"];
const KEPT = ["claim", "point", ...FILTERS, "marks", "panes"];

const titled = document.title;

async function show(id) {
  state.view = id;
  for (const view of views) {
    if (view.id === id) view.removeAttribute("hidden");
    else view.setAttribute("hidden", "until-found");
  }
  for (const link of all(".top nav a")) {
    if (link.hash === "#" + id) {
      link.setAttribute("aria-current", "page");
      document.title = (id === "points" ? "" : link.firstChild.data.trim() + " – ") + titled;
      link.scrollIntoView({ block: "nearest", inline: "nearest" });
    } else link.removeAttribute("aria-current");
  }
  await bringView(id);
  if (id === "texts") await startReader();
}

function remember({ step = false } = {}) {
  const query = new URLSearchParams();
  for (const name of KEPT) if (state[name]) query.set(name, state[name]);
  const address = "#" + state.view + (query.size ? "?" + query : "");
  if (address === location.hash) return;
  if (step) history.pushState(null, "", location.pathname + address);
  else history.replaceState(null, "", location.pathname + address);
}

async function go(id) {
  const shown = show(id);
  remember({ step: true });
  window.scrollTo({ top: 0, behavior: "instant" });
  await shown;
}

// An address may name a view, a claim, a sentence, a text, or anything else with an id.
function follow() {
  const [named, query] = location.hash.slice(1).split("?");
  const id = named || document.body.dataset.view || "";
  const params = new URLSearchParams(query ?? location.search);
  for (const name of KEPT) state[name] = params.get(name) || undefined;
  const target = id ? document.getElementById(decodeURIComponent(id)) : null;
  if (id.startsWith("c-")) {
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
  if (state.claim) openEvidence(state.claim, null, { focus: false });
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
  } else if (id.startsWith("c-")) {
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

function filterEvents(event) {
  const { disagree, several } = event.currentTarget.elements;
  for (const row of all("#events .event")) {
    row.hidden = (disagree.checked && !row.classList.contains("disagree")) || (several.checked && row.dataset.accounts < 2);
  }
}

if (matchMedia("(max-width: 48rem)").matches && byId("accounts")) byId("accounts").open = false;

// What a part of the page needs to be more than text: called once for each part, when it is there.
function wire(part) {
  all("table.sortable", part).forEach(sortable);
  part.querySelector("#events-filter")?.addEventListener("change", filterEvents);
  if (part.querySelector("#reader")) wireReader();
  for (const list of all("details[data-list]", part)) list.addEventListener("toggle", () => fillList(list), { once: true });
}

window.addEventListener("beforeprint", () => all("details").forEach((one) => { one.open = true; }));
