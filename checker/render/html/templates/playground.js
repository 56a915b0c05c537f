"use strict";
{
  const at = (id) => document.getElementById(id);
  const [left, right, result, answer, status, numbers, start, file, save] = [
    "left", "right", "result", "answer", "status", "numbers", "start", "file", "save",
  ].map(at);
  const PAUSE = 350;
  let timer, running = false, again = null;

  const numbered = (wrong = new Set()) => {
    numbers.replaceChildren(...left.value.split("\n").map((_, line) => {
      const one = document.createElement("div");
      one.textContent = line + 1;
      if (wrong.has(line + 1)) one.className = "wrong";
      return one;
    }));
    numbers.scrollTop = left.scrollTop;
  };
  const go = (line) => {
    const lines = left.value.split("\n");
    const from = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    left.focus();
    left.setSelectionRange(from, from + lines[line - 1].length);
    left.scrollTop = Math.max(0, (line - 6) * 20);
  };
  const show = (html) => {
    // All that a letter or a file says is escaped in it; the policy of the page runs nothing of it either.
    result.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
    status.textContent = result.querySelector("[data-said]")?.dataset.said ?? "";
    const jumps = [...result.querySelectorAll("button[data-line]")];
    numbered(new Set(jumps.map((jump) => Number(jump.dataset.line))));
    for (const jump of jumps) jump.addEventListener("click", () => go(Number(jump.dataset.line)));
  };
  const ask = async (more = {}) => {
    clearTimeout(timer);
    if (running) {
      again = { ...again, ...more };
      return;
    }
    running = true;
    answer.setAttribute("aria-busy", "true");
    const typed = { left: left.value, right: right.value, file: file ? file.value.trim() : "", ...more };
    try {
      const told = await fetch("try", {
        method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(typed),
      });
      const words = await told.text();
      if (told.ok) show(words);
      else status.textContent = words;
    } catch {
      status.textContent = "imr-check serve does not answer: was it ended?";
    }
    running = false;
    if (again) {
      const next = again;
      again = null;
      ask(next);
    } else answer.setAttribute("aria-busy", "false");
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  };
  const begin = async () => {
    const [kind, name] = start.value.split(/:(.*)/s);
    if (kind === "file") {
      const told = await fetch(`file?name=${encodeURIComponent(name)}`);
      if (!told.ok) {
        status.textContent = await told.text();
        return;
      }
      left.value = await told.text();
    } else left.value = kind === "start" ? document.querySelector(`template[data-start="${name}"]`).content.textContent : "";
    if (file) file.value = kind === "file" ? name : "";
    numbered();
    soon();
  };
  left.addEventListener("input", () => { numbered(); soon(); });
  left.addEventListener("scroll", () => { numbers.scrollTop = left.scrollTop; });
  right.addEventListener("input", soon);
  if (file) file.addEventListener("input", soon);
  start.addEventListener("change", begin);
  at("cases").addEventListener("click", () => ask({ cases: true }));
  if (save) save.addEventListener("click", () => ask({ save: true }));
  document.addEventListener("keydown", (event) => {
    if (save && event.key === "s" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      ask({ save: true });
    }
  });
  numbered();
  ask();
}
