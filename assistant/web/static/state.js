// @ts-check
/** The conversation on the screen; a reload of the page brings it back. */

/** @typedef {import("./api.js").Answer} Answer */
/** @typedef {{question: string, answer: Answer, opinion?: boolean}} Turn */

const KEY = "conversation";
const MOST_TURNS = 30;

export function makeState() {
  /** @type {Turn[]} */
  let turns = read();
  return {
    turns: () => turns,
    conversationId: () => (turns.length ? turns[turns.length - 1].answer.conversation_id : null),
    /** @param {Turn} turn */
    add(turn) {
      turns = [...turns, turn].slice(-MOST_TURNS);
      write(turns);
    },
    /** @param {string} answerId @param {boolean} opinion */
    keepOpinion(answerId, opinion) {
      turns = turns.map((turn) => (turn.answer.id === answerId ? { ...turn, opinion } : turn));
      write(turns);
    },
    clear() {
      turns = [];
      write(turns);
    },
  };
}

/** @returns {Turn[]} */
function read() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) || "[]");
    return Array.isArray(kept) ? kept : [];
  } catch {
    return []; // storage is off or holds something else: begin anew
  }
}

/** @param {Turn[]} turns */
function write(turns) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(turns));
  } catch {
    // Storage is off or full: the conversation is then lost on reload and nothing else.
  }
}
