// The evidence: a sentence where it stands, who told it to whom, and what the others say.

const drawer = byId("drawer");
let opener = null;
const isOpen = () => !drawer.hidden;

function openDrawer(from, focus) {
  drawer.hidden = false;
  root.classList.add("drawer-open");
  drawer.scrollTop = 0;
  if (from) opener = from;
  if (focus) byId("drawer-head").focus({ preventScroll: true });
  from?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function closeDrawer({ focus = true } = {}) {
  if (!isOpen()) return;
  drawer.hidden = true;
  root.classList.remove("drawer-open");
  markOpen(null);
  state.claim = state.point = undefined;
  remember();
  if (focus && opener?.isConnected) opener.focus();
}

byId("drawer-close").addEventListener("click", () => closeDrawer());
byId("drawer-up").addEventListener("click", () => stepPoint(-1));
byId("drawer-down").addEventListener("click", () => stepPoint(1));

async function openEvidence(id, from, { point, focus = true } = {}) {
  state.claim = id;
  state.point = point ?? claims[id]?.p;
  await bring(id);
  const claim = claims[id];
  if (!claim || state.claim !== id) return; // gone, or another was asked for meanwhile
  state.point ??= claim.p;
  const row = byId(state.point);
  fill(accounts[claim.a], evidenceOf(id, claim, points[state.point]));
  markOpen(row, id);
  openDrawer(from ?? linkTo(id, row) ?? row?.querySelector(".cell"), focus);
  remember();
}

function markOpen(row, id) {
  for (const old of all(".row.open, .row .here")) old.classList.remove("open", "here");
  if (!row || !row.matches(".row")) return;
  row.classList.add("open");
  all("td", row).find((cell) => linkTo(id, cell))?.classList.add("here");
}

function fill(account, parts) {
  byId("drawer-head").replaceChildren(chip(account), " ", make("span", { dir: "auto" }, account.outlet));
  byId("drawer-body").replaceChildren(...parts.filter(Boolean));
}

const chip = (account) => make("span", { class: "chip" }, account.siglum);

function evidenceOf(id, claim, point) {
  const account = accounts[claim.a];
  return [
    make("p", { class: "facts" }, account.date, ...standing(claim, point)),
    chainOf(claim, account),
    contextOf(runsOf(id)),
    particulars(claim, account),
    actionsFor(id, claim, account),
    ...theOthers(id, point),
    ...reasons(id, point),
  ];
}

function standing(claim, point) {
  const word = claim.w ?? claim.m;
  const mark = word ? [" · ", make("span", { class: claim.m }, make("i", { class: "mark" }), word)] : [];
  if (claim.j) mark.push(" · ", make("span", { class: "by-hand" }, "✎ judged by a person"));
  const told = point?.n ? ` · point told by ${point.n[0]} of ${point.n[1]} independent accounts` : " · told by this account alone";
  return [...mark, told];
}

function chainOf(claim, account) {
  const links = [[account.outlet, "author"], ...(claim.h ?? [])];
  const parts = links.flatMap(([name, kind], index) => [
    index ? make("span", { class: "arrow", "aria-label": "on the word of" }, "▸") : null,
    make("span", { class: kind, dir: "auto" }, name, kind === "unnamed" ? make("small", {}, " (unnamed)") : ""),
  ]);
  if (links.length === 1) parts.push(make("small", {}, " in its own voice"));
  return make("p", { class: "chain" }, ...parts.filter(Boolean));
}

// The paragraph of these runs with two sentences to either side; short paragraphs bring their neighbours.
function contextOf(runs, mark = (clone) => clone) {
  if (!runs.length) return null;
  const text = runs[0].closest(".prose");
  const quote = make("blockquote", { lang: text.getAttribute("lang"), dir: "auto" });
  const held = [...new Set(runs.map((run) => run.closest("p")))];
  const around = held.length === 1 && held[0].textContent.length < 320;
  if (around) quote.append(...pale(held[0].previousElementSibling));
  for (const paragraph of held) quote.append(mark(nearby(paragraph, runs)));
  if (around) quote.append(...pale(held[held.length - 1].nextElementSibling));
  for (const element of all("[id]", quote)) element.removeAttribute("id");
  return quote;
}

function pale(paragraph) {
  if (!paragraph || paragraph.matches(".off")) return [];
  const clone = paragraph.cloneNode(true);
  clone.className = "pale";
  return [clone];
}

function nearby(paragraph, runs) {
  const inside = runs.filter((run) => paragraph.contains(run));
  const children = [...paragraph.childNodes];
  const hit = children.flatMap((child, index) => (inside.some((run) => child.contains(run)) ? [index] : []));
  // Sentences and the gaps between them alternate: four children are two sentences.
  const [from, to] = [Math.max(0, hit[0] - 4), Math.min(children.length - 1, hit[hit.length - 1] + 4)];
  const clone = make("p");
  const wanted = new Set(inside);
  children.slice(from, to + 1).forEach((child) => {
    const copy = child.cloneNode(true);
    if (copy.nodeType === 1) {
      const originals = all("mark", child);
      all("mark", copy).forEach((one, index) => one.classList.toggle("now", wanted.has(originals[index])));
    }
    clone.append(copy);
  });
  if (from > 0) clone.prepend(make("span", { class: "cut" }, "… "));
  if (to < children.length - 1) clone.append(make("span", { class: "cut" }, " …"));
  return clone;
}

function particulars(claim, account) {
  const rows = (claim.t ?? []).map(([words, value]) => [`“${words}”`, `read as ${value}`]);
  rows.push(["Place", `characters ${claim.s}–${claim.e}`]);
  if (account.title) rows.push(["Title", account.title]);
  rows.push(["File", account.path]);
  rows.push(["SHA-256", make("code", {}, account.sha256)]);
  return make("dl", {}, ...rows.map(([term, value]) => make("div", {}, make("dt", {}, term), make("dd", { dir: "auto" }, value))));
}

function citation(id, claim, account) {
  const title = account.title ? `, “${account.title}”` : "";
  const told = [account.outlet, ...(claim.h ?? []).map(([name]) => name)].join(" ▸ ");
  return `“${claimWords(id)}” – ${told}${title}, ${account.date}, ${account.url ?? account.path}; characters ${claim.s}–${claim.e}, SHA-256 ${account.sha256}`;
}

function actionsFor(id, claim, account) {
  const copy = make("button", { type: "button" }, "Copy as citation");
  copy.addEventListener("click", () => copyWords(citation(id, claim, account), copy));
  const open = make("button", { type: "button" }, "Show in the text");
  open.addEventListener("click", () => { closeDrawer({ focus: false }); showInText(id); });
  return make("div", { class: "actions" }, copy, open);
}

async function copyWords(words, button) {
  try {
    await navigator.clipboard.writeText(words);
    button.textContent = "Copied";
    say("Citation copied");
  } catch {
    // A page from disk may be refused the clipboard: offer the words for copying by hand.
    const box = make("textarea", { class: "citation", readonly: true, "aria-label": "Citation" });
    box.value = words;
    button.parentElement.after(box);
    box.select();
  }
}

function theOthers(id, point) {
  const others = (point?.c ?? []).filter((other) => other !== id);
  if (!others.length) return [];
  const list = make("ul", { class: "others" }, ...others.map((other) => make("li", {}, otherButton(other))));
  const told = new Set(point.c.map((one) => claims[one].a));
  const quiet = accounts.map((_, index) => index).filter((index) => accounts[index].status === "read" && !told.has(index));
  return [make("h3", {}, "The others on this point"), list, ...silences(quiet, point.s ?? {})];
}

const WHY = { omits: "silent, though it tells of the matter", earlier: "silent, written before it", foreign: "not in English, so not understood" };

function silences(quiet, reasons) {
  const known = new Set(Object.values(reasons).flat());
  const groups = Object.entries(WHY).map(([reason, words]) => [words, quiet.filter((index) => reasons[reason]?.includes(index))]);
  groups.push(["silent", quiet.filter((index) => !known.has(index))]);
  return groups.filter(([, members]) => members.length).map(([words, members]) => silence(words, members));
}

function silence(words, members) {
  const who = members.length > 12 ? `${members.length} accounts` : members.map((index) => accounts[index].siglum).join(", ");
  return make("p", { class: "note" }, make("span", { class: "silent" }, make("i", { class: "mark" }), `${words}: ${who}`));
}

function otherButton(id) {
  const claim = claims[id];
  const account = accounts[claim.a];
  const words = claimWords(id);
  const button = make("button", { type: "button" },
    make("span", { class: claim.m ?? "says" }, make("i", { class: "mark" })), chip(account), " ",
    make("small", {}, `${account.outlet} · ${claim.w ?? claim.m ?? "says"}`),
    make("span", { class: "words", dir: "auto", lang: account.language }, words.length > 260 ? words.slice(0, 260).trimEnd() + " …" : words));
  const told = (claim.h ?? []).flatMap(([name, kind], index) => [index ? " ▸ " : null, make("span", { class: kind }, name)]);
  if (told.length) button.append(make("span", { class: "via" }, ...told));
  button.addEventListener("click", () => openEvidence(id, null, { point: state.point }));
  return button;
}

function reasons(id, point) {
  const why = (point?.w ?? []).filter(([a, b]) => a === id || b === id);
  if (!why.length) return [];
  const items = why.map(([a, b, relation, slot, doubt, words, judged]) => {
    const other = accounts[claims[a === id ? b : a].a];
    const verdict = { agree: "agrees with", differ: "differs from", conflict: "conflicts with" }[relation];
    const head = `${verdict} ${other.siglum}${slot ? ` in the ${slot}` : ""}: `;
    const hand = judged ? make("span", { class: "by-hand" }, "✎ judged by a person") : null;
    const unsure = doubt ? make("span", { class: "doubt" }, ` (${doubt} match)`) : null;
    const about = { "data-pair": `${a} ${b}`, "data-judged": Boolean(judged) };
    return make("li", about, make("b", {}, head), words, " ", hand, whyInFull(a, b), unsure);
  });
  return [make("h3", {}, "Why these were set together"), make("ul", { class: "whys" }, ...items)];
}

// ---- a sentence that is no claim: from an actor's card, the timeline, a shared passage

async function openSentence(id, [start, end], from) {
  await bringText(Number(id.slice(1).split(".")[0]));
  const sentence = document.getElementById(id);
  const article = sentence?.closest(".text");
  if (!article) return;
  state.claim = state.point = undefined;
  markOpen(null);
  const account = accounts.find((one) => one.id === article.dataset.account);
  const mark = (clone) => emphasise(clone, sentence, start, end);
  const open = make("button", { type: "button" }, "Show in the text");
  open.addEventListener("click", () => { closeDrawer({ focus: false }); showSentence(sentence); });
  fill(account, [
    make("p", { class: "facts" }, account.date),
    contextOf([sentence], mark),
    make("div", { class: "actions" }, open),
  ]);
  openDrawer(from, true);
}

// Marks the words at these UTF-16 offsets of the sentence inside its copy; Python counted them.
function emphasise(clone, sentence, start, end) {
  const copy = [...clone.children].find((child) => child.id === sentence.id);
  if (!copy) return clone;
  const walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
  const hits = [];
  for (let at = 0, node = walker.nextNode(); node; node = walker.nextNode()) {
    const [low, high] = [Math.max(start - at, 0), Math.min(end - at, node.length)];
    if (low < high) hits.push([node, low, high]);
    at += node.length;
  }
  for (const [node, low, high] of hits) {
    const range = document.createRange();
    range.setStart(node, low);
    range.setEnd(node, high);
    range.surroundContents(make("mark", { class: "now" }));
  }
  return clone;
}
