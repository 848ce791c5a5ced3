// Colours tiles away from the page, so that dragging stays smooth.
import {paintChannels, paintValues} from "./colours.js";

/**
 * @typedef {object} PaintRequest
 * @property {number} id
 * @property {Float32Array[]} channels one, or three or four of an image
 * @property {number} rows
 * @property {number} columns
 * @property {{table: Uint32Array, scale: import("./colours.js").Scale}} style
 */

onmessage = async (/** @type {MessageEvent<PaintRequest>} */ event) => {
  const {id, channels, rows, columns, style} = event.data;
  const image = new ImageData(columns, rows);
  const pixels = new Uint32Array(image.data.buffer);
  if (channels.length > 1) {
    paintChannels(channels, pixels, style.table, style.scale);
  } else {
    paintValues(channels[0], pixels, style.table, style.scale);
  }
  const bitmap = await createImageBitmap(image);
  /** @type {any} */ (self).postMessage({id, bitmap}, [bitmap]);
};
