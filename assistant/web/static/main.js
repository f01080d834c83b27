// @ts-check
/** Wires the components of the chat together. */

import { ApiError, ask, getDocuments, getSession, getTasks, sendFeedback } from "./api.js";
import { makeBus } from "./bus.js";
import { makeComposer } from "./composer.js";
import { examplesOf, makeDocumentList } from "./documents.js";
import { makeKeyForm } from "./key.js";
import { makePanel } from "./panel.js";
import { button, makeLog, parts, stamp } from "./render.js";
import { makeSource } from "./sources.js";
import { makeState } from "./state.js";
import { strings } from "./strings.js";

const SAMPLE_OF_TASKS = 60; // enough to see who leads most

const bus = makeBus();
const state = makeState();
const log = makeLog(byId("log"), bus);
const composer = makeComposer(/** @type {HTMLFormElement} */ (byId("composer")), bus);
const panel = makePanel(byId("panel"));
/** @type {AbortController | null} */
let running = null;

bus.on("ask", (question) => void answer(question));
bus.on("stop", () => running && running.abort());
bus.on("fill", (words) => {
  panel.close();
  composer.fill(words);
});
bus.on("source", ({ answer: given, n }) => panel.open(strings.source(n), makeSource(given, n, bus)));
bus.on("opinion", ({ answerId, helpful }) => {
  state.keepOpinion(answerId, helpful);
  sendFeedback(answerId, helpful).catch(() => {
    // An opinion that does not arrive is no reason to disturb somebody.
  });
});
byId("new-conversation").addEventListener("click", () => {
  if (running) running.abort();
  state.clear();
  panel.close();
  void welcome();
  composer.focus();
});
byId("show-documents").addEventListener("click", () => void showDocuments());

void start();

/** What stands on the page at once does not wait for the server: somebody may already be typing. */
async function start() {
  log.clear();
  const held = state.turns();
  for (const turn of held) log.begin(turn.question).finish(turn.answer, turn.opinion);
  if (!held.length) void welcome();
  composer.focus();
  const session = await getSession().catch(() => ({ allowed: true }));
  if (!session.allowed) askForKey();
}

function askForKey() {
  log.show(makeKeyForm(() => void start()));
}

/** @param {string} question */
async function answer(question) {
  if (running) return;
  const controller = new AbortController();
  running = controller;
  const turn = log.begin(question);
  composer.begin(question);
  try {
    const given = await ask(question, {
      conversationId: state.conversationId(),
      signal: controller.signal,
      onStatus: turn.status,
      onToken: turn.token,
    });
    turn.finish(given);
    state.add({ question, answer: given });
  } catch (error) {
    fail(turn, /** @type {Error} */ (error));
  } finally {
    running = null;
    composer.end();
  }
}

/** @param {{fail: (sentence: string) => void}} turn @param {Error} error */
function fail(turn, error) {
  if (error.name === "AbortError") turn.fail(strings.stopped);
  else if (error instanceof ApiError) turn.fail(error.message);
  else turn.fail(strings.failed);
  if (error instanceof ApiError && error.status === 401) askForKey();
}

async function welcome() {
  const node = stamp("welcome-template");
  const part = parts(node);
  log.show(node);
  try {
    const [held, table] = await Promise.all([getDocuments(), getTasks(SAMPLE_OF_TASKS)]);
    part(".welcome-words").textContent = held.total
      ? strings.held(held.total, held.documents.reduce((sum, d) => sum + d.tasks, 0))
      : strings.noDocuments;
    part(".examples").replaceChildren(
      ...examplesOf(held.documents, table.tasks).map((words) =>
        button(words, "chip", () => bus.emit("ask", words))
      )
    );
  } catch (error) {
    part(".welcome-words").textContent = /** @type {Error} */ (error).message;
  }
}

async function showDocuments() {
  const waiting = document.createElement("p");
  waiting.textContent = strings.loading;
  panel.open(strings.documents, waiting);
  try {
    const held = await getDocuments();
    panel.open(strings.documents, makeDocumentList(held.documents, bus));
  } catch (error) {
    waiting.textContent = /** @type {Error} */ (error).message;
  }
}

/** @param {string} id @returns {HTMLElement} */
function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}
