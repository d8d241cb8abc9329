// Which letter does what: the sheet of keys says it, a person can change or switch it off (WCAG 2.1.4), and this
// browser remembers. Only letters can be changed: arrows, Enter, Escape and Tab are what they are everywhere.

const help = document.getElementById("help");
const keysOn = document.getElementById("keys-on");
const shownKeys = () => [...document.querySelectorAll("kbd[data-act]")];
const usual = Object.fromEntries([...help.querySelectorAll("kbd[data-act]")].map((one) => [one.dataset.act, one.textContent]));
const STORED = "rashomon-keys";

function storedKeys() {
  try { return JSON.parse(localStorage.getItem(STORED)) ?? {}; } catch { return {}; } // a page from disk may have no memory
}

let keys = storedKeys();
const keyOf = (act) => keys.map?.[act] ?? usual[act];
const actOf = (key) => (keysOn.checked ? Object.keys(usual).find((act) => keyOf(act) === key) : undefined);

function showKeys() {
  for (const one of shownKeys()) one.textContent = keyOf(one.dataset.act);
  keysOn.checked = !keys.off;
}

function storeKeys(changed) {
  keys = { ...keys, ...changed };
  try { localStorage.setItem(STORED, JSON.stringify(keys)); } catch { /* kept until the page is closed */ }
  showKeys();
}

// The next letter pressed is the key's; if another action had it, that one gets the letter given up.
let changing = null;

function startChange(button) {
  stopChange();
  changing = button;
  button.setAttribute("aria-pressed", "true");
  document.getElementById("keys-note").textContent = "Press the new letter, or Escape to leave it.";
}

function stopChange(words = "") {
  changing?.removeAttribute("aria-pressed");
  changing = null;
  document.getElementById("keys-note").textContent = words;
}

help.addEventListener("click", (event) => {
  const button = event.target.closest("button.key");
  if (button) startChange(button);
});

help.addEventListener("keydown", (event) => {
  if (!changing || event.key === "Tab" || event.key === "Shift") return;
  event.preventDefault();
  event.stopPropagation();
  if (event.key === "Escape") return stopChange();
  if (event.key.length !== 1 || event.key === " " || event.ctrlKey || event.metaKey || event.altKey) return;
  const { act } = changing.querySelector("kbd").dataset;
  const other = Object.keys(usual).find((one) => one !== act && keyOf(one) === event.key);
  storeKeys({ map: { ...keys.map, ...(other ? { [other]: keyOf(act) } : {}), [act]: event.key } });
  stopChange(other ? "Changed; the two have swapped letters." : "Changed.");
});

document.getElementById("keys-usual").addEventListener("click", () => { storeKeys({ map: {} }); stopChange("The letters are as they came."); });
keysOn.addEventListener("change", () => storeKeys({ off: !keysOn.checked }));
help.addEventListener("close", () => stopChange());
document.getElementById("help-button").addEventListener("click", () => help.showModal());
document.getElementById("help-close").addEventListener("click", () => help.close());
showKeys();

const typingIn = (target) => target.matches?.("input:not([type=checkbox]), select, textarea");

// Left to itself the browser empties a field of search without a word to the page. The first Escape clears the words,
// the next goes back to what had the focus before.
let before = null;
document.addEventListener("focusin", (event) => { if (typingIn(event.target)) before = event.relatedTarget; });

function escapeField(event) {
  event.preventDefault();
  const field = event.target;
  if (field.type === "search" && field.value) {
    field.value = "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  } else {
    field.blur();
    before?.focus();
  }
}
