// Where things are in the report: all of it is on this page. (In the workbench, web/pieces.js says otherwise.)

take(data);

// A very large case carries its rows and texts compressed.
if (byId("packed")) {
  const bytes = Uint8Array.from(atob(byId("packed").textContent), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const markup = parsed(await new Response(stream).text());
  for (const part of all("[data-into]", markup)) byId(part.dataset.into)?.append(...part.children);
}

async function bring() {}
async function bringView() {}
async function bringText() {}
async function bringReading() {}
const more = async () => false;
const whyInFull = () => null;

// ---- the filters, over rows that are all here

const sought = new Map();

// What a row can be found by: its own words and every claim of its point in full.
function soughtIn(row) {
  if (!sought.has(row)) {
    const words = [row.textContent, ...(points[row.id]?.c ?? []).map(claimWords)];
    sought.set(row, words.join(" ").toLowerCase());
  }
  return sought.get(row);
}

const told = (row) => new Set(points[row.id].c.map((id) => accounts[claims[id].a].id));

function passes(row, { status, kind, account, actor, q }, who) {
  if (status && !status.split(",").includes(row.parentElement.dataset.status)) return false;
  if (kind && !row.dataset.kinds?.split(" ").includes(kind)) return false;
  if (actor && !row.dataset.who?.split(" ").includes(who)) return false;
  if (account && told(row).has(account.slice(1)) !== account.startsWith("+")) return false;
  return !q || q.toLowerCase().split(/\s+/).every((word) => soughtIn(row).includes(word));
}

const orders = {
  "": null, // as the rows were written
  text: (a, b) => a.dataset.place - b.dataset.place,
  doubt: (a, b) => a.dataset.sure - b.dataset.sure || a.dataset.place - b.dataset.place,
};
let written = null;
let order = "";

function sortRows(sort) {
  if (sort === order) return;
  order = sort;
  written ??= new Map(rows.map((row, index) => [row, index]));
  const by = orders[sort] ?? ((a, b) => written.get(a) - written.get(b));
  for (const body of matrix.tBodies) body.append(...all(".row", body).sort(by));
  rowsChanged();
}

async function sift(asked) {
  sortRows(asked.sort ?? "");
  const who = asked.actor && String(all("option", filters.elements.actor).findIndex((one) => one.value === asked.actor) - 1);
  let found = 0;
  for (const row of rows) {
    row.hidden = !passes(row, asked, who);
    found += !row.hidden;
  }
  for (const body of matrix.tBodies) body.hidden = !body.querySelector(".row:not([hidden])");
  return { found, total: rows.length };
}

// Where there are too many points of one account alone to be written out, they are listed from its text.
function fillList(list) {
  const number = accounts.findIndex((account) => account.id === list.dataset.account);
  const alone = Object.keys(claims).filter((id) => claims[id].a === number && !claims[id].p);
  list.querySelector("ul").replaceChildren(...alone.map((id) => make("li", {},
    make("a", { class: "to words", href: "#c-" + id, lang: accounts[number].language }, claimWords(id)))));
}
