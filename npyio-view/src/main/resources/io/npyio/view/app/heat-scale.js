// Which values the ends of a scale stand for, and what a sample says of the rest.

import {grouped} from "./dom.js";

/** @typedef {{least: number|null, greatest: number|null, p1: number|null, p2: number|null, p98: number|null, p99: number|null,
 *     finite: number, sampled: number, of: "all"|"sample", integers: boolean}} Range as `api/range` answers */
/** @typedef {{key: string, text: string, low: number|null, high: number|null}} Choice */

/**
 * The range of all channels of an image.
 * @param {Range[]} ranges
 * @returns {Range}
 */
export function merged(ranges) {
  const least = (/** @type {"least"|"p1"|"p2"} */ key) => extreme(ranges.map((range) => range[key]), Math.min);
  const greatest = (/** @type {"greatest"|"p98"|"p99"} */ key) => extreme(ranges.map((range) => range[key]), Math.max);
  const sum = (/** @type {"finite"|"sampled"} */ key) => ranges.reduce((total, range) => total + range[key], 0);
  return {
    least: least("least"), p1: least("p1"), p2: least("p2"),
    greatest: greatest("greatest"), p98: greatest("p98"), p99: greatest("p99"),
    finite: sum("finite"), sampled: sum("sampled"), of: ranges[0].of, integers: ranges.every((range) => range.integers),
  };
}

/**
 * The ranges to choose from, the usual one first.
 * @param {Range} range
 * @param {{kind: string, dtype: string}} values
 * @param {string} part
 * @param {boolean} isImage
 * @returns {Choice[]}
 */
export function rangeChoices(range, values, part, isImage) {
  const full = fullRange(range, values, part, isImage);
  const choices = [
    {key: "p1", text: "1 – 99 %", low: range.p1, high: range.p99},
    {key: "p2", text: "2 – 98 %", low: range.p2, high: range.p98},
    {key: "all", text: "least – greatest", low: range.least, high: range.greatest},
  ];
  return full ? [{key: "full", ...full}, ...choices] : choices;
}

/**
 * The scale that a state asks for.
 * @param {import("./state.js").State} state
 * @param {Choice[]} choices
 * @param {boolean} isImage
 * @returns {import("./colours.js").Scale}
 */
export function scaleOf(state, choices, isImage) {
  const all = choices[choices.length - 1];
  const chosen = choices.find(({key}) => key === state.range) ?? choices[0];
  const {low, high} = chosen.low === chosen.high ? all : chosen;
  const typed = {low: number(state.low) ?? low ?? 0, high: number(state.high) ?? high ?? 1};
  const isBent = !isImage && ["log", "symlog"].includes(state.scale);
  return {kind: isBent ? state.scale : "linear", ...apart(typed)};
}

/**
 * How many elements are NaN or infinite, in words; nothing where none are.
 * @param {Range} range
 */
export function notFiniteText({finite, sampled, of}) {
  const bad = sampled - finite;
  if (bad === 0) {
    return "";
  }
  const all = of === "sample" ? `a sample of ${grouped(sampled)}` : `${grouped(sampled)}`;
  return finite === 0 ? `all of ${all} are NaN or infinite` : `${grouped(bad)} of ${all} are NaN or infinite`;
}

/** @param {Range} range @param {{kind: string, dtype: string}} values @param {string} part @param {boolean} isImage */
function fullRange({least, greatest}, {kind, dtype}, part, isImage) {
  if (part === "phase") {
    return {text: "-π – π", low: -Math.PI, high: Math.PI};
  }
  if (isImage && dtype === "uint8") {
    return {text: "0 – 255", low: 0, high: 255};
  }
  const isFraction = isImage && kind === "float" && least !== null && greatest !== null && least >= 0 && greatest <= 1;
  return kind === "bool" || isFraction ? {text: "0 – 1", low: 0, high: 1} : null;
}

/** Ends that differ, so that a constant has a colour in the middle. @param {{low: number, high: number}} ends */
function apart({low, high}) {
  const room = low === high ? Math.max(0.5, Math.abs(low) / 100) : 0;
  return {low: Math.min(low, high) - room, high: Math.max(low, high) + room};
}

/** @param {any} text */
function number(text) {
  const value = text === "" || text === undefined || text === null ? NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** @param {(number|null)[]} values @param {(...values: number[]) => number} choose */
function extreme(values, choose) {
  const known = /** @type {number[]} */ (values.filter((value) => value !== null));
  return known.length > 0 ? choose(...known) : null;
}
