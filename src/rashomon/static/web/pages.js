
// The pages beside the board work by links and forms; the letters press them, and nothing else.

const places = { board: "/", review: "/review", search: "/search" };
let pressed = false; // one answer a page: a key held down must not answer for the next pair

// Where a page lists several links, letters act on the one that is now in hand.
const inHand = () => document.querySelector(".hand.now");

function press(act) {
  const target = (inHand() ?? document.querySelector("main"))?.querySelector(`[data-do="${CSS.escape(act)}"]`);
  const anywhere = target ?? document.querySelector(`main [data-do="${CSS.escape(act)}"]`);
  if (anywhere && !pressed) {
    pressed = true;
    anywhere.click();
  } else if (act === "next" || act === "previous") takeInHand(act === "next" ? 1 : -1);
  else if (act === "help") help.showModal();
  else if (act === "search" && document.getElementById("q")) document.getElementById("q").select();
  else if (places[act]) location.assign(places[act]);
  else return false;
  return true;
}

function takeInHand(by) {
  const all = [...document.querySelectorAll(".hand")];
  if (!all.length) return;
  const at = all.indexOf(inHand()) + by;
  const next = all[Math.min(Math.max(at, 0), all.length - 1)];
  for (const one of all) one.classList.toggle("now", one === next);
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center", behavior: "instant" });
}

document.addEventListener("focusin", (event) => {
  const hand = event.target.closest(".hand");
  if (hand) for (const one of document.querySelectorAll(".hand")) one.classList.toggle("now", one === hand);
});

document.addEventListener("keydown", (event) => {
  const typing = typingIn(event.target);
  const acts = event.key === "Enter" && event.target.matches?.("a, button, summary, input");
  if (help.open || event.ctrlKey || event.metaKey || event.altKey || event.repeat || acts) return;
  const act = event.key === "Enter" ? "whole" : actOf(event.key);
  if (event.key === "Escape" && typing) escapeField(event);
  else if (!typing && act && press(act)) event.preventDefault();
});

document.querySelector(".top nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

// ---- the list of actors narrows as one types

document.getElementById("narrow")?.addEventListener("input", (event) => {
  const wanted = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const row of document.getElementById("actors-rows").tBodies[0].rows) {
    const text = row.textContent.toLowerCase();
    row.hidden = !wanted.every((word) => text.includes(word)) && !row.querySelector(":checked");
  }
});
