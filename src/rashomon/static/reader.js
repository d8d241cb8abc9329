// The texts side by side: choose, scroll together, light up together, jump from difference to difference.

const reader = () => byId("reader");
const panes = () => byId("panes");
const texts = () => all(".text", reader());
const shownTexts = () => texts().filter((text) => !text.hidden);
const numberOf = (id) => accounts.findIndex((account) => account.id === id);
let selected = null;
let driven = null;

async function startReader() {
  const chosen = state.panes?.split(",").filter((id) => accounts[numberOf(id)]?.status === "read");
  await setPanes(chosen?.length ? chosen : data.panes);
}

async function setPanes(ids) {
  state.panes = ids.join(",");
  await Promise.all(ids.map((id) => bringReading(numberOf(id))));
  for (const box of all("[name=pane]", panes())) box.checked = ids.includes(box.value);
  for (const text of texts()) {
    text.hidden = !ids.includes(text.dataset.account);
    text.tabIndex = 0; // a pane that scrolls is reached by keyboard
  }
  if (state.view === "texts") remember();
}

const ticked = () => all("[name=pane]:checked", panes()).map((box) => box.value);

async function choosePanes({ target }) {
  if (target.name === "pane") await setPanes(ticked());
  if (target.name === "another" && target.value) await setPanes([...new Set([...ticked(), target.value])]);
  if (target.name === "another") target.value = "";
}

async function openText(id) {
  const others = (state.panes?.split(",") ?? data.panes).filter((other) => other !== id);
  state.panes = [id, ...others.slice(0, 1)].join(",");
  await go("texts");
  byId("t-" + id)?.focus();
}

function wireReader() {
  panes().addEventListener("submit", (event) => event.preventDefault());
  panes().addEventListener("change", choosePanes);
  byId("evidence").addEventListener("click", (event) => openEvidence(selected, event.currentTarget));
  byId("next").addEventListener("click", () => stepDifference(1));
  byId("previous").addEventListener("click", () => stepDifference(-1));
  reader().addEventListener("pointerover", (event) => {
    const mark = event.target.closest("mark");
    light(mark ? mainClaim(mark) : selected);
  });
  reader().addEventListener("pointerleave", () => light(selected));
  reader().addEventListener("click", (event) => {
    const mark = event.target.closest("mark");
    if (!mark || getSelection().type === "Range") return;
    const id = mainClaim(mark);
    if (selected === id) openEvidence(id, mark);
    else select(id, mark);
  });
  reader().addEventListener("scroll", scrolled, { capture: true, passive: true }); // of any pane inside it
}

// ---- light up and line up

const rank = ["contested", "differs", "shared", "single"];

// Of the claims over a run, the one whose point has most to show.
function mainClaim(mark) {
  return claimsOf(mark).sort((a, b) => rank.indexOf(points[claims[a].p]?.st ?? "single") - rank.indexOf(points[claims[b].p]?.st ?? "single"))[0];
}

function counterparts(id) {
  const point = points[claims[id].p];
  return (point?.c ?? []).filter((other) => claims[other].a !== claims[id].a);
}

function light(id) {
  for (const old of all("mark.lit", reader())) old.classList.remove("lit");
  if (!id) return;
  for (const one of [id, ...counterparts(id)]) for (const run of runsOf(one)) run.classList.add("lit");
}

function select(id, mark) {
  selected = id;
  for (const old of all("mark.now", reader())) old.classList.remove("now");
  for (const run of runsOf(id)) run.classList.add("now");
  light(id);
  lineUp(id, mark);
  const point = points[claims[id].p];
  const told = point?.n ? `${point.st}, ${point.n[0]} of ${point.n[1]} independent` : "told here alone";
  byId("picked").textContent = told;
  byId("evidence").hidden = false;
}

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

// Scroll the other panes so that what belongs together stands at one height.
function lineUp(id, mark, smooth = true) {
  const text = mark.closest(".text");
  const height = mark.getBoundingClientRect().top - text.getBoundingClientRect().top;
  for (const other of counterparts(id)) {
    const run = runsOf(other)[0];
    const pane = run?.closest(".text");
    if (!pane || pane.hidden || pane === text) continue;
    const top = pane.scrollTop + run.getBoundingClientRect().top - pane.getBoundingClientRect().top - height;
    driven = { pane, until: performance.now() + (smooth ? 700 : 120) };
    pane.scrollTo({ top, behavior: smooth && !calm() ? "smooth" : "instant" });
  }
}

// While a pane is scrolled by hand the others follow the run nearest its upper third.
function followScroll(text) {
  const line = text.getBoundingClientRect().top + text.clientHeight / 3;
  let best = null;
  for (const mark of all("mark.contested, mark.differs, mark.shared", text)) {
    const away = Math.abs(mark.getBoundingClientRect().top - line);
    if (away < 80 && (!best || away < best.away)) best = { mark, away };
  }
  if (!best || best.mark === text.followed) return;
  text.followed = best.mark;
  lineUp(mainClaim(best.mark), best.mark);
}

let waiting = false;
function scrolled({ target: text }) {
  if (!text.matches?.(".text")) return;
  const moved = driven && driven.pane === text && performance.now() < driven.until;
  if (waiting || moved || !panes().elements.sync.checked || !text.matches(":hover, :focus-within")) return;
  waiting = true;
  requestAnimationFrame(() => { waiting = false; followScroll(text); });
}

// ---- from difference to difference

function stepDifference(by) {
  const shown = shownTexts();
  const visible = new Set(shown.map((text) => text.dataset.account));
  const home = document.activeElement.closest?.(".text:not([hidden])") ?? shown[0];
  if (!home) return;
  const stops = all("mark.contested, mark.differs", home).filter((mark) => {
    const id = mainClaim(mark);
    return runsOf(id)[0] === mark && (visible.size < 2 || counterparts(id).some((other) => visible.has(accounts[claims[other].a].id)));
  });
  if (!stops.length) { byId("picked").textContent = "no difference between these texts"; return; }
  const at = stops.findIndex((mark) => mainClaim(mark) === selected);
  const mark = stops[at < 0 ? (by > 0 ? 0 : stops.length - 1) : (at + by + stops.length) % stops.length];
  focusMark(mark);
  select(mainClaim(mark), mark);
}

function focusMark(mark) {
  mark.tabIndex = -1;
  mark.focus({ preventScroll: true });
  mark.scrollIntoView({ block: "center", behavior: "instant" });
}

async function showInText(id) {
  const others = counterparts(id).map((other) => accounts[claims[other].a].id);
  state.panes = [...new Set([accounts[claims[id].a].id, ...others])].slice(0, 2).join(",");
  await go("texts");
  const mark = runsOf(id)[0];
  if (!mark) return;
  focusMark(mark);
  select(id, mark);
}

async function showSentence(sentence) {
  const id = sentence.closest(".text").dataset.account;
  state.panes = [id, ...(state.panes?.split(",") ?? []).filter((other) => other !== id).slice(0, 1)].join(",");
  await go("texts");
  focusMark(sentence);
}
