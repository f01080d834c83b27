// @ts-check
/** A document's pages as pictures; the address says at which page to open and what to mark. */

import { getDocument } from "./api.js";
import { pictureOf } from "./citation.js";
import { dayOf, labelOf } from "./documents.js";
import { strings } from "./strings.js";

/** @typedef {import("./api.js").HeldDocument} HeldDocument */

const A4_RATIO = 297 / 210; // until a picture has come, its page takes this room

void show();

async function show() {
  const id = decodeURIComponent(location.pathname.split("/").filter(Boolean)[1] || "");
  try {
    const held = await getDocument(id);
    fill(held);
    goTo();
    window.addEventListener("hashchange", () => {
      fill(held);
      goTo();
    });
  } catch (error) {
    byId("facts").textContent = /** @type {Error} */ (error).message;
  }
}

/** @param {HeldDocument} held */
function fill(held) {
  document.title = labelOf(held);
  byId("title").textContent = labelOf(held);
  const original = /** @type {HTMLAnchorElement} */ (byId("original"));
  original.href = `/documents/${encodeURIComponent(held.id)}/file`;
  original.hidden = !held.files.length;
  const facts = byId("facts");
  facts.textContent = [
    held.title,
    held.organization || held.issuer,
    held.date ? strings.issuedOn(dayOf(held.date)) : "",
  ]
    .filter(Boolean)
    .join(" · ");
  const { page, marks } = place();
  byId("pages").replaceChildren(facts);
  if (!held.pages) note(strings.noPicture);
  for (let n = 1; n <= held.pages; n += 1) {
    addPage(held.id, n, held.pages, n === page ? marks : "");
  }
}

/** @param {string} id @param {number} n @param {number} all @param {string} marks */
function addPage(id, n, all, marks) {
  const figure = document.createElement("figure");
  figure.id = `page-${n}`;
  const image = document.createElement("img");
  image.loading = "lazy";
  image.width = 1000;
  image.height = Math.round(1000 * A4_RATIO);
  image.alt = strings.pageOf(n, all);
  image.addEventListener("load", () => {
    image.width = image.naturalWidth;
    image.height = image.naturalHeight;
  });
  image.src = pictureOf(id, n, marks);
  const caption = document.createElement("figcaption");
  caption.textContent = strings.pageOf(n, all);
  figure.append(image, caption);
  byId("pages").append(figure);
}

/** What the address asks for: "#page=11&highlight=…". */
function place() {
  const asked = new URLSearchParams(location.hash.slice(1));
  return { page: Number(asked.get("page")) || 0, marks: asked.get("highlight") || "" };
}

function goTo() {
  const { page } = place();
  const figure = page && document.getElementById(`page-${page}`);
  if (!figure) return;
  const image = /** @type {HTMLImageElement} */ (figure.querySelector("img"));
  const jump = () => figure.scrollIntoView({ block: "start" });
  jump();
  // Pages on their side are lower than the room kept for them: jump again when it has come.
  image.addEventListener("load", jump, { once: true });
}

/** @param {string} words */
function note(words) {
  const made = document.createElement("p");
  made.className = "document-facts";
  made.textContent = words;
  byId("pages").append(made);
}

/** @param {string} id @returns {HTMLElement} */
function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}
