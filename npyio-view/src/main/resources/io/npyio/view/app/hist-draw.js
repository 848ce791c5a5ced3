// The bars of a histogram, and its axes.

import {powerTicks, roundTicks, tickTexts} from "./ticks.js";

const ROOM = {left: 64, top: 12, right: 18, bottom: 28};

/**
 * @param {HTMLCanvasElement} element
 * @param {{width: number, height: number, density: number}} size
 * @param {{counts: import("./hist.js").Counts, isLog: boolean, index: number|null}} shown
 * @param {import("./theme.js").Theme & {bar: string}} theme
 * @returns {{left: number, width: number}} where the bars lie
 */
export function drawBars(element, {width, height, density}, {counts, isLog, index}, theme) {
  const canvas = /** @type {CanvasRenderingContext2D} */ (element.getContext("2d"));
  canvas.setTransform(density, 0, 0, density, 0, 0);
  canvas.font = theme.font;
  const place = {left: ROOM.left, top: ROOM.top, width: width - ROOM.left - ROOM.right, height: height - ROOM.top - ROOM.bottom};
  const most = Math.max(1, ...counts.counts);
  const part = isLog ? logPart(most) : (/** @type {number} */ count) => count / most;
  drawCountAxis(canvas, place, most, isLog, part, theme);
  counts.counts.forEach((count, i) => {
    const left = snap(place.left + (place.width * i) / counts.counts.length, density);
    const right = snap(place.left + (place.width * (i + 1)) / counts.counts.length, density);
    const gap = right - left > 4 ? 1 : 0;
    const bar = count > 0 ? Math.max(1, place.height * part(count)) : 0;
    canvas.globalAlpha = index === null || index === i ? 1 : 0.55;
    canvas.fillStyle = theme.bar;
    canvas.fillRect(left, place.top + place.height - bar, right - left - gap, bar);
  });
  canvas.globalAlpha = 1;
  drawValueAxis(canvas, place, counts, theme);
  return place;
}

/** The height of a count, where 1 is seen as well. @param {number} most @returns {(count: number) => number} */
function logPart(most) {
  return (count) => (count > 0 ? Math.log(2 * count) / Math.log(2 * most) : 0);
}

/**
 * @param {CanvasRenderingContext2D} canvas
 * @param {{left: number, top: number, width: number, height: number}} place
 * @param {number} most
 * @param {boolean} isLog
 * @param {(count: number) => number} part
 * @param {import("./theme.js").Theme} theme
 */
function drawCountAxis(canvas, place, most, isLog, part, theme) {
  const room = Math.max(2, place.height / 40);
  const ticks = isLog ? powerTicks(1, most, room) : roundTicks(0, most, room, 1);
  const texts = isLog ? ticks.flatMap((tick) => tickTexts([tick])) : tickTexts(ticks);
  canvas.textAlign = "right";
  canvas.textBaseline = "middle";
  ticks.forEach((tick, i) => {
    const y = place.top + place.height * (1 - part(tick));
    canvas.fillStyle = theme.grid;
    canvas.fillRect(place.left, Math.round(y), place.width, 1);
    canvas.fillStyle = theme.text;
    canvas.fillText(texts[i], place.left - 8, y);
  });
}

/**
 * @param {CanvasRenderingContext2D} canvas
 * @param {{left: number, top: number, width: number, height: number}} place
 * @param {{low: number, high: number}} counts
 * @param {import("./theme.js").Theme} theme
 */
function drawValueAxis(canvas, place, {low, high}, theme) {
  const ticks = roundTicks(low, high, place.width / 90);
  const texts = tickTexts(ticks);
  const bottom = place.top + place.height;
  canvas.textAlign = "center";
  canvas.textBaseline = "top";
  canvas.fillStyle = theme.axis;
  canvas.fillRect(place.left, Math.round(bottom), place.width, 1);
  ticks.forEach((tick, i) => {
    const x = place.left + (place.width * (tick - low)) / (high - low);
    canvas.fillStyle = theme.axis;
    canvas.fillRect(Math.round(x), Math.round(bottom), 1, 4);
    canvas.fillStyle = theme.text;
    canvas.fillText(texts[i], x, bottom + 8);
  });
}

/** To a device pixel. @param {number} position @param {number} density */
function snap(position, density) {
  return Math.round(position * density) / density;
}
