"use strict";
{
  const form = document.getElementById("drop");
  const input = document.getElementById("letter");
  const status = document.getElementById("status");
  const check = async (file) => {
    if (!file) return;
    status.textContent = `Checking ${file.name} …`;
    form.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(`letter?name=${encodeURIComponent(file.name)}`, { method: "POST", body: file });
      if (answer.ok) {
        status.textContent = "";
        location.assign((await answer.json()).page);
      } else status.textContent = `${file.name}: ${await answer.text()}`;
    } catch {
      status.textContent = "imr-check serve does not answer: was it ended?";
    }
    form.removeAttribute("aria-busy");
    input.value = "";
  };
  input.addEventListener("change", () => check(input.files[0]));
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const name of ["dragenter", "dragover", "dragleave", "drop"])
    document.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.toggle("over", name === "dragenter" || name === "dragover");
      if (name === "drop") check(event.dataTransfer.files[0]);
    });
}
