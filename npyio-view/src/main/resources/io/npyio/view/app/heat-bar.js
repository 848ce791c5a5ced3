// The colour bar: which value has which colour.

import {cssColour, entryOf, fractionOf, lowEnd} from "./colours.js";
import {powerTicks, roundTicks, tickTexts, valueText} from "./ticks.js";

const STRIP = 14;
const MARGIN = 10;
const PIXELS_OF_TICK = 36;

/**
 * Draws a colour bar into a canvas whose size on the page is known.
 * @param {HTMLCanvasElement} element
 * @param {{width: number, height: number, density: number}} size
 * @param {import("./heat-layer.js").Style} style
 * @param {{text: string, axis: string, font: string}} theme
 */
export function drawBar(element, {width, height, density}, {table, scale}, theme) {
  element.width = Math.round(width * density);
  element.height = Math.round(height * density);
  element.setAttribute("aria-label", `Colours of ${valueText(scale.low)} to ${valueText(scale.high)}`);
  const canvas = /** @type {CanvasRenderingContext2D} */ (element.getContext("2d"));
  canvas.scale(density, density);
  const length = height - 2 * MARGIN;
  for (let i = 0; i < length; i++) {
    canvas.fillStyle = cssColour(table[entryOf((i + 0.5) / length, (fraction) => fraction)]);
    canvas.fillRect(0, MARGIN + length - 1 - i, STRIP, 1.5);
  }
  canvas.font = theme.font;
  canvas.textBaseline = "middle";
  const fraction = fractionOf(scale);
  const ticks = scaleTicks(scale, Math.max(2, Math.floor(length / PIXELS_OF_TICK)));
  const texts = scale.kind === "linear" ? tickTexts(ticks) : ticks.flatMap((tick) => tickTexts([tick]));
  ticks.forEach((tick, i) => {
    const y = MARGIN + length * (1 - fraction(tick));
    canvas.fillStyle = theme.axis;
    canvas.fillRect(STRIP, Math.round(y), 4, 1);
    canvas.fillStyle = theme.text;
    canvas.fillText(texts[i], STRIP + 7, y, width - STRIP - 7);
  });
}

/**
 * Values to write beside a bar, in ascending order.
 * @param {import("./colours.js").Scale} scale
 * @param {number} most
 */
export function scaleTicks(scale, most) {
  const {kind, low, high} = scale;
  if (kind === "linear" || !(high > low)) {
    return roundTicks(low, high, most);
  }
  if (kind === "log") {
    return high > 0 ? powerTicks(lowEnd(scale), high, most) : [];
  }
  return symmetricTicks(scale, most);
}

/** Powers of ten on both sides of 0, as far as they stand apart. @param {import("./colours.js").Scale} scale @param {number} most */
function symmetricTicks(scale, most) {
  const greatest = Math.max(Math.abs(scale.low), Math.abs(scale.high));
  const powers = powerTicks(greatest / 1000, greatest, most / 2).reverse();
  const fraction = fractionOf(scale);
  const chosen = [0];
  for (const tick of powers.flatMap((power) => [power, -power])) {
    if (chosen.every((other) => Math.abs(fraction(other) - fraction(tick)) > 0.8 / most)) {
      chosen.push(tick);
    }
  }
  return chosen.filter((tick) => tick >= scale.low && tick <= scale.high).sort((a, b) => a - b);
}
