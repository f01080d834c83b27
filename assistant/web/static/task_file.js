// @ts-check
/** The rows of an answer as a file that opens in Excel. */

import { strings } from "./strings.js";

/** @typedef {import("./api.js").Task} Task */

const UTF8_MARK = "\ufeff"; // without it Excel takes the file for a Western one

/** @param {Task[]} tasks @returns {Blob} */
export function taskFile(tasks) {
  const rows = tasks.map((task) => [
    task.file,
    task.section,
    task.stt,
    task.title,
    task.lead.join(", "),
    task.support.join(", "),
    task.due.text,
    task.deliverable || "",
    String(task.page || ""),
  ]);
  const lines = [strings.columns, ...rows].map((row) => row.map(cell).join(","));
  return new Blob([UTF8_MARK + lines.join("\r\n")], { type: "text/csv;charset=utf-8" });
}

/** @param {string} words */
function cell(words) {
  // A spreadsheet would run a cell that begins so as a formula.
  const safe = /^[=+\-@\t\r]/.test(words) ? `'${words}` : words;
  return `"${safe.replace(/"/g, '""')}"`;
}
