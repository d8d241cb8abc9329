// The workbench's pages work by links and forms; this adds keys that press them, and live progress.

const byId = (id) => document.getElementById(id);
const { body } = document;
const board = byId("data") !== null; // the board's keys are the report's own
document.documentElement.classList.add("scripted");

// ---- progress: a line of words for everyone, spoken when there is something new to say and not at every tick

const work = byId("work");
const words = byId("work-words");
let spoken = { at: 0, step: "" };

function share({ step, counts }) {
  const [done, total] = counts[step === "read" ? "read" : "compare"] ?? [0, 0];
  if (step === "ingest" || !total) return null;
  return step === "read" ? (70 * done) / total : 70 + (30 * done) / total;
}

function tell(state) {
  const now = performance.now();
  work.hidden = !state.busy && state.phase !== "failed" && state.phase !== "cancelled";
  work.classList.toggle("failed", state.phase === "failed");
  byId("work-cancel").hidden = !state.busy;
  const bar = byId("work-bar");
  bar.hidden = !state.busy;
  const part = share(state);
  if (part === null) bar.removeAttribute("value");
  else bar.value = part;
  if (state.step === spoken.step && now - spoken.at < 4000 && state.busy) return;
  words.textContent = state.words;
  spoken = { at: now, step: state.step };
}

function untouched() {
  return [...document.querySelectorAll("main input:not([type=hidden]), main textarea")]
    .every((field) => field.type === "checkbox" || field.value === field.defaultValue);
}

// A page about the accounts themselves follows the work; any other keeps what is being read, and offers the new.
function finished(state) {
  if (state.comparison === Number(body.dataset.comparison)) return;
  const follows = location.pathname === "/add" || byId("waiting") !== null;
  if (follows && untouched()) location.reload();
  else if (location.pathname !== "/review") {
    work.hidden = false;
    words.textContent = state.words;
    byId("work-fresh").hidden = false;
  }
}

function watch() {
  const source = new EventSource("/progress/events");
  let added = null;
  source.addEventListener("message", (event) => {
    const state = JSON.parse(event.data);
    tell(state);
    if (location.pathname === "/add" && added !== null && state.added !== added && state.busy && untouched()) location.reload();
    added = state.added;
    if (!state.busy) {
      source.close();
      finished(state);
    }
  });
}
if (body.dataset.busy === "yes") watch();

byId("work-fresh").addEventListener("click", (event) => {
  event.preventDefault();
  location.reload();
});

// ---- keys: they press what is on the page, and nothing else; single letters can be switched off (WCAG 2.1.4)

const help = byId("help");
const keysOn = byId("keys-on");
const KEPT = "rashomon-keys";
if (keysOn) {
  keysOn.checked = localStorage.getItem(KEPT) !== "off";
  keysOn.addEventListener("change", () => localStorage.setItem(KEPT, keysOn.checked ? "on" : "off"));
}

const places = { g: "/", r: "/review", "/": "/search" };
let pressed = false; // one answer a page: a key held down must not answer for the next pair

function press(key) {
  const target = document.querySelector(`main [data-key="${CSS.escape(key)}"]`);
  if (target && !pressed) {
    pressed = true;
    target.click();
  } else if (key === "?") help.showModal();
  else if (key === "/" && byId("q")) byId("q").select();
  else if (places[key]) location.assign(places[key]);
  else return false;
  return true;
}

if (!board && help) {
  byId("help-button").addEventListener("click", () => help.showModal());
  byId("help-close").addEventListener("click", () => help.close());
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches?.("input:not([type=checkbox]), select, textarea");
    const acts = event.key === "Enter" && event.target.matches?.("a, button, summary, input");
    if (help.open || event.ctrlKey || event.metaKey || event.altKey || event.repeat || acts) return;
    if (event.key === "Escape" && typing) event.target.blur();
    else if (!typing && keysOn.checked && press(event.key)) event.preventDefault();
  });
}

// ---- on a narrow screen the page's own link in the bar is scrolled to

if (!board) document.querySelector(".top nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

// ---- the list of actors narrows as one types

byId("narrow")?.addEventListener("input", (event) => {
  const wanted = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const row of byId("actors-rows").tBodies[0].rows) {
    const text = row.textContent.toLowerCase();
    row.hidden = !wanted.every((word) => text.includes(word)) && !row.querySelector(":checked");
  }
});
