// @ts-check
/** The log of questions and answers: data to DOM nodes. */

import { nameOf, placeOf } from "./citation.js";
import * as markdown from "./markdown.js";
import { strings } from "./strings.js";
import { taskFile } from "./task_file.js";

/** @typedef {import("./api.js").Answer} Answer */
/** @typedef {import("./api.js").Citation} Citation */
/** @typedef {import("./bus.js").Bus} Bus */

const MANY_TASKS = 3; // from so many on a table is worth taking along

/** @param {HTMLElement} log @param {Bus} bus */
export function makeLog(log, bus) {
  return {
    clear: () => log.replaceChildren(),
    /** @param {Node} node */
    show: (node) => log.replaceChildren(node),
    /** A question whose answer is on its way. @param {string} question */
    begin: (question) => makeTurn(log, bus, question),
  };
}

/** @param {HTMLElement} log @param {Bus} bus @param {string} question */
function makeTurn(log, bus, question) {
  const welcome = log.querySelector(".welcome");
  if (welcome) welcome.remove();
  const turn = stamp("turn-template");
  const part = parts(turn);
  let streamed = "";
  part(".question").textContent = question;
  part(".status-words").textContent = strings.asking;
  log.append(turn);
  turn.scrollIntoView({ block: "start" });
  return {
    /** @param {string} words */
    status: (words) => {
      part(".status-words").textContent = words;
    },
    /** @param {string} piece */
    token: (piece) => {
      streamed += piece;
      part(".status").hidden = true;
      part(".text").replaceChildren(markdown.render(streamed, (n) => mark(n)));
    },
    /** @param {Answer} answer @param {boolean} [opinion] */
    finish: (answer, opinion) => {
      part(".status").hidden = true;
      part(".text").replaceChildren(
        markdown.render(answer.answer, (n) => sourceMark(answer, n, bus))
      );
      fillAfter(part, answer, bus, opinion);
    },
    /** @param {string} sentence */
    fail: (sentence) => {
      part(".status").hidden = true;
      const fault = document.createElement("p");
      fault.className = "fault";
      fault.setAttribute("role", "alert");
      fault.textContent = sentence;
      const again = button(strings.again, "tool", () => {
        turn.remove();
        bus.emit("ask", question);
      });
      part(".text").replaceChildren(fault, again);
    },
    remove: () => turn.remove(),
  };
}

/** @param {(selector: string) => HTMLElement} part @param {Answer} answer @param {Bus} bus @param {boolean} [opinion] */
function fillAfter(part, answer, bus, opinion) {
  part(".after").hidden = false;
  const sources = part(".sources");
  sources.hidden = !answer.citations.length;
  part(".sources summary").textContent = strings.sources(answer.citations.length);
  part(".sources ol").replaceChildren(
    ...answer.citations.map((citation) => sourceLine(answer, citation, bus))
  );
  fillOpinion(part, answer, bus, opinion);
  part(".copy").addEventListener("click", async () => {
    const done = await copy(answer.answer);
    part(".thanks").textContent = done ? strings.copied : strings.notCopied;
  });
  const save = part(".save");
  save.hidden = answer.tasks.length < MANY_TASKS;
  save.textContent = strings.save(answer.tasks.length);
  save.addEventListener("click", () => download(taskFile(answer.tasks), strings.fileName));
  part(".follow-ups").replaceChildren(
    ...answer.follow_ups.map((words) => button(words, "chip", () => bus.emit("ask", words)))
  );
}

/** @param {(selector: string) => HTMLElement} part @param {Answer} answer @param {Bus} bus @param {boolean} [opinion] */
function fillOpinion(part, answer, bus, opinion) {
  const buttons = [
    { node: part(".helpful"), helpful: true },
    { node: part(".unhelpful"), helpful: false },
  ];
  /** @param {boolean | undefined} given */
  const press = (given) => {
    for (const { node, helpful } of buttons) {
      node.setAttribute("aria-pressed", String(given === helpful));
    }
  };
  press(opinion);
  for (const { node, helpful } of buttons) {
    node.addEventListener("click", () => {
      press(helpful);
      part(".thanks").textContent = strings.thanks;
      bus.emit("opinion", { answerId: answer.id, helpful });
    });
  }
}

/** [1] as a button that opens the source. @param {Answer} answer @param {number} n @param {Bus} bus */
function sourceMark(answer, n, bus) {
  const citation = answer.citations.find((held) => held.n === n);
  if (!citation) return null;
  const made = button(String(n), "mark", () => bus.emit("source", { answer, n }));
  made.setAttribute("aria-label", strings.openSource(n, nameOf(citation)));
  made.title = `${nameOf(citation)}\n${placeOf(citation)}`;
  return made;
}

/** A mark that leads nowhere yet, while the answer is being written. @param {number} n */
function mark(n) {
  const made = document.createElement("span");
  made.className = "mark";
  made.textContent = String(n);
  return made;
}

/** @param {Answer} answer @param {Citation} citation @param {Bus} bus */
function sourceLine(answer, citation, bus) {
  const item = document.createElement("li");
  item.value = citation.n;
  const name = button(nameOf(citation), "link", () =>
    bus.emit("source", { answer, n: citation.n })
  );
  const place = document.createElement("span");
  place.className = "source-where";
  place.textContent = placeOf(citation);
  item.append(name, " ", place);
  return item;
}

/** @param {string} words @param {string} kind @param {() => void} pressed */
export function button(words, kind, pressed) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = kind;
  made.textContent = words;
  made.addEventListener("click", pressed);
  return made;
}

/** @param {string} id @returns {HTMLElement} */
export function stamp(id) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(id));
  const copied = /** @type {HTMLElement} */ (template.content.firstElementChild);
  return /** @type {HTMLElement} */ (copied.cloneNode(true));
}

/** @param {HTMLElement} root */
export function parts(root) {
  return (/** @type {string} */ selector) =>
    /** @type {HTMLElement} */ (root.querySelector(selector));
}

/** @param {string} text */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // no clipboard over plain http
  }
}

/** @param {Blob} file @param {string} name */
function download(file, name) {
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(file);
  anchor.download = name;
  anchor.click();
  URL.revokeObjectURL(anchor.href);
}
