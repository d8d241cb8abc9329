// Where things are in the workbench: the server has them, and they are fetched as they are needed.

const shelf = byId("shelf"); // texts that are here for the evidence alone
const asked = new Map();

async function get(address, options) {
  const answer = await fetch(address, options);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

// The same question is asked once, unless it failed.
function once(address) {
  if (!asked.has(address)) asked.set(address, get(address).catch((error) => { asked.delete(address); throw error; }));
  return asked.get(address);
}

// What was asked for may be gone since the page was made, or the server may: the page says so and stays as it is.
async function tried(question) {
  try { return await question; } catch { say("That could not be fetched. Open the page again."); return null; }
}

async function bring(id) {
  if (!claims[id]?.x) {
    const evidence = await tried(once(`/evidence?claim=${encodeURIComponent(id)}`));
    if (evidence) take(evidence);
  }
  if (claims[id]) await bringText(claims[id].a);
}

async function bringText(number) {
  const { id } = accounts[number];
  if (byId("t-" + id)) return;
  const text = await tried(once(`/text/${id}`));
  if (text && !byId("t-" + id)) place(parsed(text.html).querySelector(".text"));
}

// A text and the evidence of all its claims, to be read beside others.
async function bringReading(number) {
  const [evidence] = await Promise.all([tried(once(`/evidence?account=${accounts[number].id}`)), bringText(number)]);
  if (evidence) take(evidence);
}

function place(article) {
  const home = byId("reader") ?? shelf;
  const at = (text) => accounts.findIndex((account) => account.id === text.dataset.account);
  article.hidden = true;
  home.insertBefore(article, all(".text", home).find((other) => at(other) > at(article)) ?? null);
}

async function bringView(id) {
  const section = byId(id);
  const { from } = section.dataset;
  if (!from) return;
  const part = await tried(once(from));
  if (!part || !section.dataset.from) return;
  delete section.dataset.from;
  section.replaceChildren(...parsed(part.html).firstElementChild.childNodes);
  if (id === "texts") for (const text of all(".text", shelf)) place(text);
  wire(section);
}

async function fillList(list) {
  const part = await tried(once(`/part/${list.dataset.list}?account=${list.dataset.account}`));
  if (part) list.querySelector("ul").replaceChildren(parsed(part.html));
}

// What stands under the matrix comes when the matrix is seen.
addEventListener("load", async () => {
  const part = await tried(once("/part/beside"));
  if (!part) return;
  byId("beside").replaceChildren(parsed(part.html));
  wire(byId("beside"));
});

// ---- the filters: the server sifts, and sends the first rows of what is left

let shownRows = data.query;
let counts = { found: data.found, total: data.total };
let asking = null;

const queryOf = (wanted) => new URLSearchParams(FILTERS.filter((name) => wanted[name]).map((name) => [name, wanted[name]])).toString();

async function sift(wanted) {
  const query = queryOf(wanted);
  if (query === shownRows) return counts;
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  const page = await tried(get("/rows?" + query, { signal }).catch((error) => { if (!signal.aborted) throw error; }));
  if (!page) return null;
  for (const body of [...matrix.tBodies]) body.remove();
  shownRows = query;
  counts = page;
  addRows(page);
  return counts;
}

// A page of rows goes on where the one before ended: a group's rows under its heading.
function addRows(page) {
  for (const body of parsed(`<table>${page.html}</table>`).querySelectorAll("tbody")) {
    const last = matrix.tBodies[matrix.tBodies.length - 1];
    if (last?.dataset.status === body.dataset.status) last.append(...all(".row", body));
    else matrix.append(body);
  }
  const link = byId("more");
  link.hidden = !page.more;
  link.href = "/?" + (page.more ?? "");
  link.textContent = page.words;
  rowsChanged();
}

async function more() {
  const link = byId("more");
  if (!link || link.hidden) return false;
  const query = link.search.slice(1);
  const page = await tried(get("/rows?" + query));
  if (!page || link.search.slice(1) !== query) return false;
  addRows(page);
  return true;
}

byId("more")?.addEventListener("click", async (event) => {
  event.preventDefault();
  const first = rows.length;
  if (await more()) stepTo(rows[first], 0);
});
