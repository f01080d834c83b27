// @ts-check
/** One source of an answer: its words, and the picture of its page with the place marked. */

import { addressOf, marksOf, nameOf, pictureOf, placeOf } from "./citation.js";
import { parts, stamp } from "./render.js";
import { strings } from "./strings.js";

/** @typedef {import("./api.js").Answer} Answer */
/** @typedef {import("./api.js").Citation} Citation */
/** @typedef {import("./bus.js").Bus} Bus */

/** @param {Answer} answer @param {number} n @param {Bus} bus */
export function makeSource(answer, n, bus) {
  const index = answer.citations.findIndex((held) => held.n === n);
  const citation = answer.citations[index];
  const node = stamp("source-template");
  const part = parts(node);
  part(".source-name").textContent = nameOf(citation);
  part(".source-place").textContent = placeOf(citation);
  part(".quote").textContent = citation.quote;
  link(part(".open"), addressOf(citation));
  link(part(".original"), `/documents/${encodeURIComponent(citation.document.id)}/file`);
  showPicture(part, citation);
  step(part(".previous"), answer, answer.citations[index - 1], bus);
  step(part(".next"), answer, answer.citations[index + 1], bus);
  return node;
}

/** @param {(selector: string) => HTMLElement} part @param {Citation} citation */
function showPicture(part, citation) {
  const note = part(".picture-note");
  const image = /** @type {HTMLImageElement} */ (part("img"));
  if (!citation.page) {
    note.textContent = strings.noPicture;
    return;
  }
  note.textContent = strings.loadingPicture;
  image.addEventListener("load", () => {
    image.hidden = false;
    note.textContent = "";
  });
  image.addEventListener("error", () => {
    note.textContent = strings.noPicture;
  });
  image.alt = strings.pagePicture(citation.page);
  image.src = pictureOf(citation.document.id, citation.page, marksOf(citation));
  link(part(".picture"), addressOf(citation));
}

/** @param {HTMLElement} node @param {Answer} answer @param {Citation | undefined} citation @param {Bus} bus */
function step(node, answer, citation, bus) {
  node.hidden = !citation;
  if (citation) node.addEventListener("click", () => bus.emit("source", { answer, n: citation.n }));
}

/** @param {HTMLElement} node @param {string} address */
function link(node, address) {
  /** @type {HTMLAnchorElement} */ (node).href = address;
}
