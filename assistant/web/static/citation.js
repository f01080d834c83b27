// @ts-check
/** How a source is named, and the addresses of its page. */

import { strings } from "./strings.js";

/** @typedef {import("./api.js").Citation} Citation */

/** @param {Citation} citation */
export function nameOf(citation) {
  const held = citation.document;
  return held.number ? `${held.number} – ${held.title}` : held.title;
}

/** @param {Citation} citation */
export function placeOf(citation) {
  const page = citation.page ? strings.page(citation.page) : "";
  return [citation.section, page].filter(Boolean).join(" · ");
}

/** The places on its page, as the picture's address takes them. @param {Citation} citation */
export function marksOf(citation) {
  return (citation.boxes || [])
    .filter((box) => box.page === citation.page)
    .map((box) => [box.left, box.top, box.right, box.bottom].map((x) => x.toFixed(1)).join(","))
    .join(";");
}

/** @param {string} documentId @param {number} page @param {string} marks */
export function pictureOf(documentId, page, marks) {
  const query = marks ? `?highlight=${encodeURIComponent(marks)}` : "";
  return `/documents/${encodeURIComponent(documentId)}/pages/${page}.png${query}`;
}

/** The viewer at the place. @param {Citation} citation */
export function addressOf(citation) {
  const marks = marksOf(citation);
  return marks ? `${citation.url}&highlight=${marks}` : citation.url;
}
