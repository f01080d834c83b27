// @ts-check
/** The box in which questions are written. */

import { strings } from "./strings.js";

/** @typedef {import("./bus.js").Bus} Bus */

/** @param {HTMLFormElement} form @param {Bus} bus */
export function makeComposer(form, bus) {
  const box = /** @type {HTMLTextAreaElement} */ (form.querySelector("textarea"));
  const send = /** @type {HTMLButtonElement} */ (form.querySelector("button"));
  let waiting = false;
  let last = "";

  const grow = () => {
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight + 2}px`;
  };
  const submit = () => {
    if (waiting) {
      bus.emit("stop");
      return;
    }
    const question = box.value.trim();
    if (!question) return;
    box.value = "";
    grow();
    bus.emit("ask", question);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  box.addEventListener("input", grow);
  box.addEventListener("keydown", (event) => {
    // While an input method (Telex, VNI) is putting a letter together, Enter belongs to it.
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (!waiting) submit();
    } else if (event.key === "ArrowUp" && !box.value && last) {
      event.preventDefault();
      box.value = last;
      grow();
    }
  });

  return {
    focus: () => box.focus(),
    /** @param {string} words */
    fill: (words) => {
      box.value = words;
      grow();
      box.focus();
    },
    /** @param {string} question */
    begin: (question) => {
      last = question;
      waiting = true;
      send.textContent = strings.stop;
    },
    end: () => {
      waiting = false;
      send.textContent = strings.send;
    },
  };
}
