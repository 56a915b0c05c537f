"use strict";
{
  const controls = document.querySelector(".controls");
  const boxes = [...controls.querySelectorAll("input[data-show]")];
  const words = controls.querySelector("input[data-words]");
  const count = controls.querySelector("[data-count]");
  const shown = () => new Set(boxes.filter((box) => box.checked).map((box) => box.dataset.show));
  const findings = [...document.querySelectorAll("[data-severity]")];
  const rows = [...document.querySelectorAll("tr[data-verdict]")];
  const filter = () => {
    const wanted = shown();
    const text = words ? words.value.trim().toLowerCase() : "";
    for (const one of findings) one.hidden = !wanted.has(one.dataset.severity);
    for (const row of rows) row.hidden = !wanted.has(row.dataset.verdict) || !row.textContent.toLowerCase().includes(text);
    if (count) count.textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length} shown`;
  };
  // What a finding or a criterion is on is shown beside it.
  const lit = () => {
    for (const one of document.querySelectorAll(".lit")) one.classList.remove("lit");
    const chosen = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const link = chosen?.closest("article")?.querySelector('a[href^="#"]');
    const words = link && document.getElementById(link.hash.slice(1));
    if (!words?.closest("#text")) return;
    const whole = words.closest(".statement, a") ?? words.nextElementSibling ?? words;
    whole.classList.add("lit");
    whole.scrollIntoView({ block: "center" });
    chosen.scrollIntoView({ block: "nearest" });
  };
  let at = -1;
  const step = (by) => {
    const seen = findings.filter((one) => !one.hidden);
    if (!seen.length) return;
    at = (at + by + seen.length) % seen.length;
    location.hash = seen[at].id;
  };
  controls.hidden = false;
  controls.addEventListener("input", filter);
  for (const button of controls.querySelectorAll("button[data-step]"))
    button.addEventListener("click", () => step(Number(button.dataset.step)));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, button")) return;
    if (event.key === "n") step(1);
    if (event.key === "p") step(-1);
  });
  addEventListener("hashchange", lit);
  filter();
  lit();
}
