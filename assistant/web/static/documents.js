// @ts-check
/** The documents held, and questions to begin with that they can answer. */

import { button } from "./render.js";
import { strings } from "./strings.js";

/** @typedef {import("./api.js").HeldDocument} HeldDocument */
/** @typedef {import("./api.js").Task} Task */
/** @typedef {import("./bus.js").Bus} Bus */

const LONGEST_TITLE = 70;

/** @param {HeldDocument[]} held @param {Bus} bus */
export function makeDocumentList(held, bus) {
  const list = document.createElement("ul");
  list.className = "documents";
  if (!held.length) {
    const none = document.createElement("p");
    none.textContent = strings.noDocuments;
    return none;
  }
  list.append(...held.map((document_) => item(document_, bus)));
  return list;
}

/** @param {HeldDocument} held @param {Bus} bus */
function item(held, bus) {
  const node = document.createElement("li");
  const title = document.createElement("a");
  title.href = `/documents/${encodeURIComponent(held.id)}`;
  title.target = "_blank";
  title.rel = "noopener";
  title.textContent = held.title;
  const name = document.createElement("p");
  name.className = "document-name";
  name.textContent = labelOf(held) === held.title ? held.kind : labelOf(held);
  const facts = document.createElement("p");
  facts.className = "document-facts";
  facts.textContent = [
    held.organization || held.issuer,
    held.date ? strings.issuedOn(dayOf(held.date)) : "",
    held.pages ? strings.pages(held.pages) : "",
    held.tasks ? strings.tasks(held.tasks) : "",
    held.is_sample ? strings.sample : "",
  ]
    .filter(Boolean)
    .join(" · ");
  const ask = button(strings.askAbout, "link", () =>
    bus.emit("fill", `${labelOf(held)}: `)
  );
  node.append(name, title, facts, ask);
  return node;
}

/** @param {HeldDocument} held */
export function labelOf(held) {
  return held.number && !held.number.startsWith("/")
    ? `${held.kind} ${held.number}`.trim()
    : held.title;
}

/** 2025-12-31 as it is written here. @param {string} day */
export function dayOf(day) {
  return day.split("-").reverse().join("/");
}

/** Questions that the documents at hand can answer. @param {HeldDocument[]} held @param {Task[]} tasks */
export function examplesOf(held, tasks) {
  if (!tasks.length) return [];
  const words = strings.examples;
  const unit = busiest(tasks.map((task) => task.lead[0]).filter(Boolean));
  const plan = held.find((document_) => document_.tasks && document_.number);
  const short = tasks.find((task) => task.lead.length && task.title.length <= LONGEST_TITLE);
  return [
    unit ? words.ofUnit(unit) : "",
    words.dueThisMonth,
    short ? words.lead(short.title) : "",
    plan ? words.count(labelOf(plan)) : "",
  ].filter(Boolean);
}

/** @param {string[]} names */
function busiest(names) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const name of names) counts.set(name, (counts.get(name) || 0) + 1);
  const sorted = [...counts].sort((a, b) => b[1] - a[1]);
  return sorted.length ? sorted[0][0] : "";
}
