// @ts-check
/**
 * Markdown as answers use it, to DOM nodes: paragraphs, headings, lists, tables, quotes, bold,
 * italics, code, links and source marks. Text only ever becomes text nodes, never markup.
 */

const TABLE_RULE = /^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$/;
const ITEM = /^(\s*)(?:([-*•])|(\d+)[.)])\s+(.*)$/;
const HEADING = /^#{1,6}\s+(.*)$/;
// In this order: an escaped sign, a source mark, a link, bold, italics, code.
const INLINE =
  /\\([\\`*_[\]()|#>.+-])|\[(\d{1,3})\](?!\()|\[([^\]\n]+)\]\(([^)\s]+)\)|\*\*(.+?)\*\*|\*([^*\s](?:[^*]*[^*\s])?)\*|`([^`]+)`/g;

/** @typedef {(n: number) => Node | null} MakeMark what stands for [n], or null for plain text */

/** @param {string} text @param {MakeMark} makeMark @returns {DocumentFragment} */
export function render(text, makeMark) {
  const out = document.createDocumentFragment();
  const lines = text.replace(/\r/g, "").split("\n");
  let i = 0;
  while (i < lines.length) {
    const line = lines[i];
    if (!line.trim()) {
      i += 1;
    } else if (line.includes("|") && TABLE_RULE.test(lines[i + 1] || "")) {
      i = table(lines, i, out, makeMark);
    } else if (ITEM.test(line)) {
      i = list(lines, i, out, makeMark);
    } else if (line.startsWith(">")) {
      i = quote(lines, i, out, makeMark);
    } else {
      i = paragraph(lines, i, out, makeMark);
    }
  }
  return out;
}

/** @param {string[]} lines @param {number} i @param {Node} out @param {MakeMark} makeMark */
function paragraph(lines, i, out, makeMark) {
  const heading = HEADING.exec(lines[i]);
  if (heading) {
    const head = element("h3", out);
    inline(heading[1], head, makeMark);
    return i + 1;
  }
  const p = element("p", out);
  const first = i;
  while (i < lines.length && lines[i].trim() && (i === first || !startsBlock(lines, i))) {
    if (i > first) element("br", p);
    inline(lines[i].trim(), p, makeMark);
    i += 1;
  }
  return i;
}

/** @param {string[]} lines @param {number} i */
function startsBlock(lines, i) {
  const line = lines[i];
  return (
    ITEM.test(line) ||
    HEADING.test(line) ||
    line.startsWith(">") ||
    (line.includes("|") && TABLE_RULE.test(lines[i + 1] || ""))
  );
}

/** @param {string[]} lines @param {number} i @param {Node} out @param {MakeMark} makeMark */
function quote(lines, i, out, makeMark) {
  const inner = [];
  while (i < lines.length && lines[i].startsWith(">")) {
    inner.push(lines[i].replace(/^>\s?/, ""));
    i += 1;
  }
  element("blockquote", out).append(render(inner.join("\n"), makeMark));
  return i;
}

/** @param {string[]} lines @param {number} i @param {Node} out @param {MakeMark} makeMark */
function list(lines, i, out, makeMark) {
  const first = /** @type {RegExpExecArray} */ (ITEM.exec(lines[i]));
  const indent = first[1].length;
  const holder = element(first[3] ? "ol" : "ul", out);
  if (first[3] && first[3] !== "1") holder.setAttribute("start", first[3]);
  let item = null;
  while (i < lines.length) {
    const found = ITEM.exec(lines[i]);
    if (found && found[1].length > indent && item) {
      i = list(lines, i, item, makeMark);
    } else if (found && found[1].length === indent && Boolean(found[3]) === Boolean(first[3])) {
      item = element("li", holder);
      inline(found[4], item, makeMark);
      i += 1;
    } else if (!found && item && lines[i].trim() && /^\s{2,}/.test(lines[i])) {
      element("br", item); // a line that goes on under its item
      inline(lines[i].trim(), item, makeMark);
      i += 1;
    } else {
      return i;
    }
  }
  return i;
}

/** @param {string[]} lines @param {number} i @param {Node} out @param {MakeMark} makeMark */
function table(lines, i, out, makeMark) {
  const frame = element("div", out);
  frame.className = "table-frame";
  frame.tabIndex = 0; // so that the keyboard can scroll it
  const holder = element("table", frame);
  const headers = cells(lines[i]);
  if (headers.length > 2) holder.className = "stacks";
  const top = element("tr", element("thead", holder));
  for (const words of headers) {
    const head = element("th", top);
    head.setAttribute("scope", "col");
    inline(words, head, makeMark);
  }
  const body = element("tbody", holder);
  i += 2;
  while (i < lines.length && lines[i].includes("|")) {
    const row = element("tr", body);
    const held = cells(lines[i]);
    headers.forEach((words, column) => {
      const cell = element("td", row);
      cell.dataset.label = words.replace(/[*`\\]/g, "");
      inline(held[column] || "", cell, makeMark);
      if (!held[column]) cell.className = "blank";
    });
    i += 1;
  }
  return i;
}

/** The cells of a table's line; an escaped bar is none. @param {string} line */
function cells(line) {
  // Cut by hand: older Safari refuses a whole script for one look-behind in a pattern.
  const found = [""];
  const inner = line.trim().replace(/^\|/, "");
  for (let i = 0; i < inner.length; i += 1) {
    if (inner[i] === "\\") {
      found[found.length - 1] += inner.slice(i, i + 2);
      i += 1;
    } else if (inner[i] === "|") found.push("");
    else found[found.length - 1] += inner[i];
  }
  if (found.length > 1 && !found[found.length - 1].trim()) found.pop();
  return found.map((cell) => cell.trim());
}

/** @param {string} text @param {HTMLElement} out @param {MakeMark} makeMark */
function inline(text, out, makeMark) {
  let last = 0;
  for (const found of text.matchAll(INLINE)) {
    const [whole, escaped, mark, words, address, bold, italics, code] = found;
    const before = text.slice(last, found.index);
    // A source mark stays on the line of the words that it supports.
    out.append(mark ? before.replace(/ $/, "\u00a0") : before);
    last = found.index + whole.length;
    if (escaped) out.append(escaped);
    else if (mark) out.append(makeMark(Number(mark)) || whole);
    else if (words) link(words, address, out, makeMark);
    else if (bold) inline(bold, element("strong", out), makeMark);
    else if (italics) inline(italics, element("em", out), makeMark);
    else if (code) element("code", out).textContent = code;
  }
  out.append(text.slice(last));
}

/** @param {string} words @param {string} address @param {HTMLElement} out @param {MakeMark} makeMark */
function link(words, address, out, makeMark) {
  // Anything but the web and this very site (javascript:, data: …) stays text.
  if (!/^(https?:\/\/|\/(?!\/))/i.test(address)) {
    out.append(`${words} (${address})`);
    return;
  }
  const anchor = /** @type {HTMLAnchorElement} */ (element("a", out));
  anchor.href = address;
  anchor.target = "_blank";
  anchor.rel = "noopener noreferrer";
  inline(words, anchor, makeMark);
}

/** @param {string} name @param {Node} parent @returns {HTMLElement} */
function element(name, parent) {
  const made = document.createElement(name);
  parent.appendChild(made);
  return made;
}
