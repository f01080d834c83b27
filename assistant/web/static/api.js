// @ts-check
/** All talk with the server. Failures are ApiErrors with one sentence for the person who asks. */

import { strings } from "./strings.js";

/** @typedef {{page: number, left: number, top: number, right: number, bottom: number}} Box */
/** @typedef {{id: string, title: string, number: string, issuer: string, file: string}} DocumentRef */
/**
 * @typedef {{n: number, document: DocumentRef, section: string, page: number | null,
 *   quote: string, url: string, boxes?: Box[]}} Citation
 */
/**
 * @typedef {{id: string, file: string, section: string, stt: string, title: string,
 *   lead: string[], support: string[], due: {text: string}, deliverable: string | null,
 *   page: number | null}} Task
 */
/**
 * @typedef {{id: string, conversation_id: string, answered: boolean, answer: string,
 *   citations: Citation[], tasks: Task[], follow_ups: string[]}} Answer
 */
/**
 * @typedef {{id: string, title: string, number: string, issuer: string, organization: string,
 *   date: string | null, kind: string, pages: number, tasks: number, is_sample: boolean,
 *   files: {name: string, format: string, pages: number | null}[]}} HeldDocument
 */

export class ApiError extends Error {
  /** @param {string} sentence @param {number} status */
  constructor(sentence, status = 0) {
    super(sentence);
    this.status = status;
  }
}

/** @returns {Promise<{total: number, documents: HeldDocument[]}>} */
export const getDocuments = () => getJson("/api/documents");

/** @param {string} id @returns {Promise<HeldDocument>} */
export const getDocument = (id) => getJson(`/api/documents/${encodeURIComponent(id)}`);

/** @param {number} limit @returns {Promise<{total: number, tasks: Task[]}>} */
export const getTasks = (limit) => getJson(`/api/tasks?limit=${limit}`);

/** @returns {Promise<{allowed: boolean}>} */
export const getSession = () => getJson("/api/session");

/** @param {string} key */
export const openSession = (key) => post("/api/session", { key });

/** @param {string} answerId @param {boolean} helpful */
export const sendFeedback = (answerId, helpful) =>
  post("/api/feedback", { answer_id: answerId, helpful });

/**
 * Ask, and be told of every step until the whole answer is there.
 * @param {string} question
 * @param {{conversationId: string | null, signal: AbortSignal,
 *   onStatus: (words: string) => void, onToken: (piece: string) => void}} options
 * @returns {Promise<Answer>}
 */
export async function ask(question, { conversationId, signal, onStatus, onToken }) {
  const body = { question, conversation_id: conversationId };
  const response = await post("/api/ask/stream", body, signal);
  for await (const { name, content } of events(response)) {
    if (name === "status") onStatus(content.text);
    if (name === "token") onToken(content.text);
    if (name === "error") throw new ApiError(content.detail, content.status);
    if (name === "answer") return content;
  }
  throw new ApiError(strings.broken);
}

/** @param {string} path */
async function getJson(path) {
  const response = await send(path, { headers: { Accept: "application/json" } });
  return response.json();
}

/** @param {string} path @param {object} body @param {AbortSignal} [signal] */
function post(path, body, signal) {
  return send(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal,
  });
}

/** @param {string} path @param {RequestInit} options */
async function send(path, options) {
  let response;
  try {
    response = await fetch(path, { credentials: "same-origin", ...options });
  } catch (error) {
    if (/** @type {Error} */ (error).name === "AbortError") throw error;
    throw new ApiError(strings.offline);
  }
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new ApiError(problem.detail || strings.failed, response.status);
  }
  return response;
}

/** The server-sent events of a response. @param {Response} response */
async function* events(response) {
  if (!response.body) throw new ApiError(strings.broken);
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let held = "";
  for (;;) {
    let part;
    try {
      part = await reader.read();
    } catch (error) {
      if (/** @type {Error} */ (error).name === "AbortError") throw error;
      throw new ApiError(strings.broken);
    }
    if (part.done) return;
    held += decoder.decode(part.value, { stream: true }).replace(/\r/g, "");
    for (let end = held.indexOf("\n\n"); end >= 0; end = held.indexOf("\n\n")) {
      const event = readEvent(held.slice(0, end));
      held = held.slice(end + 2);
      if (event) yield event;
    }
  }
}

/** @param {string} text @returns {{name: string, content: any} | null} */
function readEvent(text) {
  let name = "message";
  const data = [];
  for (const line of text.split("\n")) {
    if (line.startsWith("event:")) name = line.slice(6).trim();
    if (line.startsWith("data:")) data.push(line.slice(5).trim());
  }
  return data.length ? { name, content: JSON.parse(data.join("\n")) } : null;
}
